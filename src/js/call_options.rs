//! The options of every call, and of every list call.

use super::option_names::option_names;

option_names! {
    /// Options of one call.
    CALL_OPTIONS: "CallOptions";
    /// Aborts the call, which then rejects with the signal's own reason.
    get "signal" as "AbortSignal | null",
    /// Timeout, in milliseconds: for the reply to begin, and then for each further chunk of it.
    span "timeoutMs",
    /// Deadline for all attempts and the waits between them, in milliseconds.
    span "deadlineMs",
    /// Maximum number of retries.
    count "maxRetries",
}

option_names! {
    /// Options of a list call.
    LIST_OPTIONS: "ListOptions<Field extends string> extends CallOptions", with CALL_OPTIONS;
    /// The fields of each row to return; whole rows if left out. Fields that are not selected are validated, too.
    get "select" as "readonly Field[]",
}
