//! The head of a response.

/// The head of a response with any status.
#[derive(Debug, Default)]
pub struct ResponseHead {
    /// The status; 0 for a redirect whose status the browser hides.
    pub status: u16,
    /// The `X-Request-Id` header.
    pub request_id: Option<String>,
    /// The `Retry-After` header.
    pub retry_after: Option<String>,
    /// The `Date` header: the server's clock. Needed only with a `Retry-After`.
    pub date: Option<String>,
    /// The `Content-Type` header.
    pub media_type: Option<String>,
    /// The `Content-Disposition` header, if the response is a file.
    pub disposition: Option<String>,
    /// The minimum size of the body in bytes, if the response is a file and its headers say so; otherwise 0. WebKit reports a
    /// broken connection as the end of the body.
    pub least_bytes: usize,
    /// Whether a redirect was followed, although none may be, and the response is not a success of the same origin. It is not
    /// the answer to this request: the server may have acted before it redirected, whatever the status says now.
    pub redirected: bool,
}

impl ResponseHead {
    /// Whether the server did what the request asks for.
    pub fn is_success(&self) -> bool {
        is_success(self.status)
    }
}

/// Whether a status says that the server did what the request asks for.
pub fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}
