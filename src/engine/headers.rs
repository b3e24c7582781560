//! The headers of a request, but for the credential's.

use crate::{
    api::{Content, Request, ResponseSpec},
    schema::Digits,
};

/// What matters of the runtime that sends.
#[derive(Debug, Clone, Copy, Default)]
pub struct Runtime {
    /// Whether it runs in a page or a worker of one. Browsers tell servers by themselves that nothing cached is wanted, and
    /// would have to ask servers before they send a header for it.
    pub in_page: bool,
    /// Whether its bodies go out as streams, whose length it has to be told: not every server takes a body without.
    pub streams: bool,
}

/// The headers of a request, each with its value.
pub fn headers(request: &Request, runtime: Runtime) -> Vec<(&'static str, String)> {
    let file = matches!(request.operation.response, ResponseSpec::File(..));
    let mut headers = vec![("Accept", if file { "*/*" } else { "application/json" }.into())];
    if !runtime.in_page {
        headers.push(("Cache-Control", "no-cache, no-store".into()));
    }
    // A form writes its own, with the boundary between its parts.
    if let Some(Content::Json(json)) = &request.content {
        headers.push(("Content-Type", "application/json".into()));
        if runtime.streams {
            headers.push(("Content-Length", (json.len() as u64).digits()));
        }
    }
    headers
}
