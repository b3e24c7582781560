//! The headers of a request, except the credential.

use crate::{
    api::{Content, Request, ResponseSpec},
    schema::Digits,
};

/// The properties of the sending runtime that affect headers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Runtime {
    /// Whether it is a page or a worker of one. Browsers ask for uncached responses themselves, and would send a CORS preflight
    /// for an explicit `Cache-Control`.
    pub in_page: bool,
    /// Whether it sends bodies as streams, so that their length has to be set explicitly: some servers reject bodies without
    /// one.
    pub streams: bool,
}

/// Returns the headers of a request, as names and values.
pub fn headers(request: &Request, runtime: Runtime) -> Vec<(&'static str, String)> {
    let file = matches!(request.operation.response, ResponseSpec::File(..));
    let mut headers = vec![("Accept", if file { "*/*" } else { "application/json" }.into())];
    if !runtime.in_page {
        headers.push(("Cache-Control", "no-cache, no-store".into()));
    }
    if !request.unrelated.is_empty() {
        headers.push(("Seax-Unrelated", request.unrelated.clone()));
    }
    // A form sets its own type, which includes the boundary.
    if let Some(Content::Json(json)) = &request.content {
        headers.push(("Content-Type", "application/json".into()));
        if runtime.streams {
            headers.push(("Content-Length", (json.len() as u64).digits()));
        }
    }
    headers
}
