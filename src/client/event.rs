//! What a client tells of its work, for logs and metrics. No secret is in it.

use serde::Serialize;

/// Who is told.
pub type Observer = Box<dyn Fn(&Event<'_>)>;

/// One thing that happened on the way of a call.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(rename = "ClientEvent"))]
pub enum Event<'a> {
    /// A request is about to leave.
    Request {
        /// The operation, such as `phones.list`.
        operation: &'a str,
        /// The HTTP method.
        method: &'a str,
        /// The whole URL. Queries can hold names and numbers of people, but never a key.
        url: &'a str,
        /// 1 for the first attempt of a call.
        attempt: u32,
    },
    /// An attempt has ended, with an answer or without.
    #[serde(rename_all = "camelCase")]
    Reply {
        /// The operation.
        operation: &'a str,
        /// Which attempt it was.
        attempt: u32,
        /// How long it took, in milliseconds.
        duration_ms: f64,
        /// The HTTP status, where there was an answer.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        status: Option<u16>,
        /// The error's code, where it failed.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "ErrorCode"))]
        code: Option<&'static str>,
        /// The server's own name for the request.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(target_arch = "wasm32", tsify(optional))]
        request_id: Option<&'a str>,
    },
    /// The caller should know something that is no failure.
    Warning {
        /// The operation.
        operation: &'a str,
        /// What it is about.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "\"launch_without_ticket\""))]
        code: &'static str,
        /// What it means, and what to do.
        message: &'a str,
    },
    /// The call will be sent again.
    Retry {
        /// The operation.
        operation: &'a str,
        /// Which attempt failed.
        attempt: u32,
        /// How long the client waits first, in milliseconds.
        delay_ms: f64,
        /// Why the attempt failed.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "ErrorCode"))]
        code: &'static str,
    },
}
