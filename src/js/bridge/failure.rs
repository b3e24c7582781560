//! Errors as JSON, from which JavaScript fills a `SeaxError`.

use std::cell::RefCell;

use crate::{
    engine::driver::OutSlot,
    error::Error,
    js::bridge::mailbox::{leave, leave_small},
    json::Writer,
    schema::Digits,
};

thread_local! {
    /// The latest error and its request id. JavaScript reads them here, so they stay until the next error.
    static FAILURE: RefCell<(String, Option<String>)> = const { RefCell::new((String::new(), None)) };
}

/// Writes an error's details by their names in `SeaxError`, except those that only a list or a launch has.
pub fn write_details(error: &Error, writer: &mut Writer<'_>) {
    for (key, text) in [
        ("code", Some(error.code.as_str())),
        ("serverCode", error.server_code.as_deref()),
        ("requestId", error.request_id.as_deref()),
        ("path", error.path.as_deref()),
    ] {
        if let Some(text) = text {
            writer.text(key, text);
        }
    }
    for (key, number) in [
        // A browser hides the status of a redirect.
        ("status", error.status.filter(|status| *status > 0).map(u64::from)),
        ("attempts", Some(error.attempts.into())),
        ("retryAfterMs", error.retry_after_ms),
    ] {
        if let Some(number) = number {
            writer.raw(key, &number.digits());
        }
    }
    if let Some(issues) = &error.issues {
        writer.raw("issues", issues);
    }
}

/// Leaves an error: its message and its details.
#[cold]
pub fn leave_error(error: &Error) {
    let mut json = String::new();
    let mut writer = Writer::new(&mut json);
    writer.text("message", &error.message);
    write_details(error, &mut writer);
    if let Some(candidate) = error.candidates.first() {
        // The reply to a create names at most one campaign.
        writer.raw("candidates", &String::from_iter(["[\"", candidate.as_str(), "\"]"]));
    }
    writer.end();
    leave(OutSlot::Code, error.code.as_str().as_bytes());
    leave_small(u32::from(error.status.unwrap_or_default()));
    FAILURE.with_borrow_mut(|failure| {
        *failure = (json, error.request_id.clone());
        leave(OutSlot::Payload, failure.0.as_bytes());
        leave(OutSlot::RequestId, failure.1.as_deref().unwrap_or_default().as_bytes());
    });
}
