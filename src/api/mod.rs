//! One file per resource, one function per operation: typed input in, the request to send out.
//!
//! How an operation may be repeated is written where it is declared, since nobody else can know it.

pub mod agents;
pub mod campaigns;
pub mod contacts;
pub mod encode;
pub mod labels;
mod listing;
mod operation;
pub mod phones;

pub use listing::Listing;
pub use operation::{Call, Method, OPERATIONS, Operation, Repeat, Request};
