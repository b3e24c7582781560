//! What an answer says of itself.

/// The head of an answer, of whatever status.
#[derive(Debug, Default)]
pub struct ResponseHead {
    /// The status, 0 for a redirect that a browser keeps to itself.
    pub status: u16,
    /// The `X-Request-Id` header.
    pub request_id: Option<String>,
    /// The `Retry-After` header.
    pub retry_after: Option<String>,
    /// The `Date` header: the server's clock. Wanted only beside a `Retry-After`.
    pub date: Option<String>,
    /// The `Content-Type` header.
    pub media_type: Option<String>,
    /// The `Content-Disposition` header, where the answer is a file.
    pub disposition: Option<String>,
    /// How many bytes the body has at least, where the answer is a file and its head says so. WebKit takes a connection that
    /// breaks for the end of the body.
    pub least_bytes: usize,
    /// Whether something followed a redirect to another origin, in spite of what it was told: then it is no answer of this
    /// API's.
    pub redirected: bool,
}

impl ResponseHead {
    /// Whether the server did what it was asked for.
    pub fn is_success(&self) -> bool {
        is_success(self.status)
    }
}

/// Whether a status says that the server did what it was asked for.
pub fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}
