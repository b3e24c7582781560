//! What a list endpoint answers.

use seax_dialer_derive::model;

/// Some of a list's rows, and how many there are in all.
#[model]
pub struct Page<T> {
    /// The rows, in the order asked for.
    pub data: Vec<T>,
    /// How many rows match before paging. Not every endpoint says.
    pub total: Option<u64>,
}
