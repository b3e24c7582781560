//! One file per resource, one table per operation: what to send, what comes back, and how often it may be sent.
//!
//! How an operation may be repeated is written where it is declared, since nobody else can know it.

pub mod agents;
pub mod campaigns;
pub mod contacts;
pub mod encode;
pub mod jobs;
pub mod labels;
mod listing;
mod operation;
pub mod phones;

pub use listing::Listing;
pub use operation::{
    Call, Content, Method, Operation, Request, RequestSpec, ResponseSpec, RetryPolicy, Rule,
};

/// Every operation, in the order of the docs.
pub static OPERATIONS: [&Operation; 29] = [
    &phones::LIST,
    &contacts::LIST,
    &contacts::CREATE,
    &contacts::UPDATE,
    &contacts::DELETE,
    &contacts::IMPORT,
    &jobs::GET,
    &labels::LIST,
    &labels::CREATE,
    &labels::UPDATE,
    &labels::DELETE,
    &agents::LIST,
    &campaigns::LIST,
    &campaigns::GET,
    &campaigns::CREATE,
    &campaigns::UPDATE,
    &campaigns::PAUSE,
    &campaigns::RESUME,
    &campaigns::CANCEL,
    &campaigns::DELETE,
    &campaigns::TEST_CALL,
    &campaigns::ADD_CONTACTS,
    &campaigns::ESTIMATE_PLAY_TIME,
    &campaigns::LOGS,
    &campaigns::RESULTS,
    &campaigns::ATTEMPTS,
    &campaigns::DOWNLOAD_LOGS,
    &campaigns::DOWNLOAD_CONTACT_TEMPLATE,
    &campaigns::VALIDATE_CONTACT_FILE,
];
