//! Callers' input: queries and drafts, checked before anything is sent, and encoded as the API requires.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod drafts;
mod formats;
mod names;
#[path = "../support/properties.rs"]
mod properties;
mod requests;
mod wire;

use seax_dialer::{
    error::{Code, Error},
    schema::{Checked, HasSchema},
};

/// The error for an input.
#[derive(Debug)]
struct Refusal {
    /// The invalid argument, as a caller writes it.
    path: String,
    /// What is wrong with it.
    message: String,
}

impl From<Box<Error>> for Refusal {
    fn from(error: Box<Error>) -> Self {
        assert_eq!(error.code, Code::InvalidArgument);
        assert_eq!(error.attempts, 0, "nothing is sent");
        Self { path: error.path.expect("the argument is named"), message: error.message }
    }
}

/// Returns the error for this text as a `T`.
#[track_caller]
fn refusal<T: HasSchema>(text: &str) -> Refusal {
    match Checked::<T>::input(text.into()) {
        Ok(_) => panic!("it is taken: {text}"),
        Err(error) => Box::<Error>::from(error).into(),
    }
}

#[track_caller]
fn taken<T: HasSchema>(text: &str) -> Checked<T> {
    Checked::input(text.into()).unwrap_or_else(|error| panic!("{text}: {}", error.source.clause()))
}

/// Checks that a text is rejected, which argument the error names, and a part of its message.
#[track_caller]
fn refused<T: HasSchema>(text: &str, path: &str, says: &str) {
    let refusal = refusal::<T>(text);
    assert_eq!(refusal.path, path, "{text}: {}", refusal.message);
    assert!(refusal.message.starts_with(&format!("`{path}` ")), "{}", refusal.message);
    assert!(refusal.message.contains(says), "{text}: {}", refusal.message);
}
