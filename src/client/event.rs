//! The events that a client emits, for logs and metrics. They never contain a secret.

use crate::{client::Millis, json::Writer, schema::Digits};

/// The callback that receives the events.
pub type Observer = Box<dyn Fn(&Event<'_>)>;

/// Something that happened during a call.
#[derive(Debug, Clone)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(
    target_arch = "wasm32",
    serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase"),
    tsify(rename = "ClientEvent")
)]
pub enum Event<'a> {
    /// A request is about to be sent.
    Request {
        /// The operation, such as `phones.list`.
        operation: &'a str,
        /// The HTTP method.
        method: &'a str,
        /// The complete URL. Its query can contain names and phone numbers, but never a key.
        url: &'a str,
        /// 1 for the first attempt of a call.
        attempt: u32,
    },
    /// An attempt has ended, with or without a response.
    #[cfg_attr(target_arch = "wasm32", serde(rename_all = "camelCase"))]
    Reply {
        /// The operation.
        operation: &'a str,
        /// The number of the attempt.
        attempt: u32,
        /// How long it took, in milliseconds.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        duration_ms: Millis,
        /// The HTTP status, if there was a response.
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        status: Option<u16>,
        /// The error's code, if the attempt failed.
        #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "ErrorCode"))]
        code: Option<&'static str>,
        /// The server's id for the request (`X-Request-Id`).
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        request_id: Option<&'a str>,
    },
    /// Something that is not a failure, but that the caller should know.
    Warning {
        /// The operation.
        operation: &'a str,
        /// The kind of warning.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "\"launch_without_ticket\""))]
        code: &'static str,
        /// What it means, and what to do.
        message: &'a str,
    },
    /// The call will be retried.
    Retry {
        /// The operation.
        operation: &'a str,
        /// The number of the attempt that failed.
        attempt: u32,
        /// How long the client waits before the retry, in milliseconds.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        delay_ms: Millis,
        /// Why the attempt failed.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "ErrorCode"))]
        code: &'static str,
    },
}

impl Event<'_> {
    /// Writes the event as JSON.
    pub fn to_json(&self) -> String {
        let text = |name, text| (name, Some(text));
        let number = |name, number| (name, Some(number));
        let none = ("", None);
        let (kind, operation, texts, numbers) = match *self {
            Self::Request { operation, method, url, attempt } => {
                let numbers = [number("attempt", attempt.into()), none, none];
                ("request", operation, [text("method", method), text("url", url)], numbers)
            }
            Self::Reply { operation, attempt, duration_ms, status, code, request_id } => {
                let status = ("status", status.map(u64::from));
                let numbers = [number("attempt", attempt.into()), number("durationMs", duration_ms), status];
                ("reply", operation, [("code", code), ("requestId", request_id)], numbers)
            }
            Self::Warning { operation, code, message } => {
                ("warning", operation, [text("code", code), text("message", message)], [none; 3])
            }
            Self::Retry { operation, attempt, delay_ms, code } => {
                let numbers = [number("attempt", attempt.into()), number("delayMs", delay_ms), none];
                ("retry", operation, [text("code", code), ("", None)], numbers)
            }
        };
        let mut json = String::new();
        let mut writer = Writer::new(&mut json);
        writer.text("type", kind);
        writer.text("operation", operation);
        for (name, text) in texts {
            if let Some(text) = text {
                writer.text(name, text);
            }
        }
        for (name, number) in numbers {
            if let Some(number) = number {
                writer.raw(name, &number.digits());
            }
        }
        writer.end();
        json
    }
}
