//! What is true of every request: who calls, how queries and bodies are read, how pages and errors
//! are written.

/// JSON bodies, with every fault in them reported.
pub mod body;
/// Who makes a request.
pub mod caller;
/// The moment of a request.
pub mod now;
/// `order_by`.
pub mod order;
/// `offset`, `limit`, and the replies to lists.
pub mod page;
/// Error replies.
pub mod problem;
/// Query parameters, with every fault in them reported.
pub mod query;
/// What is asked of queries and bodies.
pub mod sketch;
/// Request ids and CORS.
pub mod stamp;
/// What a path names.
pub mod target;
/// Files in forms.
pub mod upload;
