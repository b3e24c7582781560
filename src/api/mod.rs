//! Operations, one file per resource: request, response and retry policy as tables.
//!
//! An operation declares its own retry policy.

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

/// All operations, in the order of the docs.
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
