//! The headers of a request, except the credential.

use crate::{
    api::{Content, Request},
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
    let accepted = if request.operation.returns_file() { "*/*" } else { "application/json" };
    let mut headers = vec![("Accept", accepted.into())];
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
