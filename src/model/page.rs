//! Pages of a list.

use seax_dialer_derive::model;

/// A page of a list.
#[model]
pub struct Page<T> {
    /// The rows, in the order asked for.
    pub data: Vec<T>,
    /// The number of matching rows before paging. Not every endpoint gives it.
    pub total: Option<u64>,
}
