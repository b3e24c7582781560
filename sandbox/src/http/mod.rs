//! What is true of every request: who calls, how queries and bodies are read, how pages and errors
//! are written.

/// JSON bodies, with every fault in them reported.
pub mod body;
/// Who makes a request.
pub mod caller;
/// Error replies.
pub mod error;
/// JSON schemas of values in requests.
pub mod json_schema;
/// `order_by`.
pub mod order;
/// `offset`, `limit`, and the replies to lists.
pub mod page;
/// Query parameters, with every fault in them reported.
pub mod query;
/// The moment of a request.
pub mod request_time;
/// Request ids and CORS.
pub mod response_headers;
/// What is asked of queries and bodies.
pub mod schema_recorder;
/// Files in forms.
pub mod upload;
/// What a path names.
pub mod workspace_path;
