//! The events that a client emits, for logs and metrics. They never contain a secret.

use serde::Serialize;

/// The callback that receives the events.
pub type Observer = Box<dyn Fn(&Event<'_>)>;

/// Something that happened during a call.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(rename = "ClientEvent"))]
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
    #[serde(rename_all = "camelCase")]
    Reply {
        /// The operation.
        operation: &'a str,
        /// The number of the attempt.
        attempt: u32,
        /// How long it took, in milliseconds.
        duration_ms: f64,
        /// The HTTP status, if there was a response.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        status: Option<u16>,
        /// The error's code, if the attempt failed.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "ErrorCode"))]
        code: Option<&'static str>,
        /// The server's id for the request (`X-Request-Id`).
        #[serde(skip_serializing_if = "Option::is_none")]
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
        delay_ms: f64,
        /// Why the attempt failed.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "ErrorCode"))]
        code: &'static str,
    },
}
