//! Requests that are not let through, and why.

/// A result, or why a request is not let through.
pub type Result<T> = std::result::Result<T, Refusal>;

/// Why a request is not let through. Nothing in it was taken from a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// A word for programs.
    pub code: &'static str,
    /// What is wrong and what to do, for a person.
    pub message: String,
}

impl Refusal {
    /// A refusal.
    pub fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    /// For what is no good request.
    pub fn bad(message: impl Into<String>) -> Self {
        Self::new(400, "bad_request", message)
    }

    /// For what does not exist here.
    pub fn nothing() -> Self {
        Self::new(404, "not_found", "The edge serves nothing at this address.")
    }
}
