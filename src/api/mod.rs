//! The API's operations, one file per resource, as tables: request, response and retry policy.

pub mod agents;
pub mod campaigns;
pub mod contacts;
pub mod encode;
pub mod jobs;
pub mod labels;
mod listing;
mod media_type;
mod operation;
pub mod phones;

pub use listing::{ID, Listing, OFFSET};
pub use media_type::is_page;
pub use operation::{
    Content, Method, Operation, PreparedCall, Request, RequestSpec, ResponseSpec, RetryPolicy, Rule,
};

/// The operations of one request without files. JavaScript calls them by index: `pkg/src/operations.js` has the same order.
pub static SINGLE: [&Operation; 25] = [
    &phones::LIST,
    &contacts::LIST,
    &contacts::CREATE,
    &contacts::UPDATE,
    &contacts::DELETE,
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
    &jobs::GET,
];

/// The operations with files.
static FILES: [&Operation; 4] = [
    &contacts::IMPORT,
    &campaigns::DOWNLOAD_LOGS,
    &campaigns::DOWNLOAD_CONTACT_TEMPLATE,
    &campaigns::VALIDATE_CONTACT_FILE,
];

/// All operations.
#[expect(clippy::indexing_slicing, reason = "in a constant: a place that does not exist does not compile")]
pub static OPERATIONS: [&Operation; SINGLE.len() + FILES.len()] = {
    let mut all = [SINGLE[0]; SINGLE.len() + FILES.len()];
    let mut place = 0;
    while place < all.len() {
        all[place] = if place < SINGLE.len() { SINGLE[place] } else { FILES[place - SINGLE.len()] };
        place += 1;
    }
    all
};
