//! The options that every call takes, and those of every list.

use super::option_names::option_names;

option_names! {
    /// Options of one call.
    CALL_OPTIONS: "CallOptions";
    /// Aborts the call: it rejects with the signal's own reason.
    get "signal" as "AbortSignal | null",
    /// Timeout of one attempt, with its answer, in milliseconds.
    span "timeoutMs",
    /// Deadline for all attempts and the waits between them, in milliseconds.
    span "deadlineMs",
    /// Maximum number of retries.
    count "maxRetries",
}

option_names! {
    /// Options of a list call.
    LIST_OPTIONS: "ListOptions<Field extends string> extends CallOptions", with CALL_OPTIONS;
    /// The fields of each row to give; whole rows if left out. Fields that are not selected are validated, too.
    get "select" as "readonly Field[]",
}
