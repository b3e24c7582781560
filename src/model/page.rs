//! Pages of a list.

use seax_dialer_derive::model;

/// A page of a list.
#[model]
pub struct Page<T> {
    /// The rows, in the requested order.
    pub data: Vec<T>,
    /// The number of matching rows on all pages. Some endpoints leave it out.
    pub total: Option<u64>,
}
