//! Refusals of requests.

/// A result, or the reason for refusing the request.
pub type Result<T> = std::result::Result<T, Refusal>;

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// A stable code for programs.
    pub code: &'static str,
    /// What is wrong and what to do, for a human reader.
    pub message: String,
}

impl Refusal {
    /// Creates a refusal.
    pub fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    /// Creates a 400: the request is malformed.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, "bad_request", message)
    }

    /// Creates a 404: the edge serves nothing at this address.
    pub fn not_found() -> Self {
        Self::new(404, "not_found", "The edge serves nothing at this address.")
    }
}
