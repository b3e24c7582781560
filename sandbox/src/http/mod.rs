//! Code that all endpoints share: authentication, reading queries and bodies, writing pages and errors.

/// Reading JSON bodies.
pub mod body;
/// Authentication.
pub mod caller;
/// Error replies.
pub mod error;
/// JSON schemas of values in requests.
pub mod json_schema;
/// `order_by`.
pub mod order;
/// `offset`, `limit`, and the replies to lists.
pub mod page;
/// Reading queries.
pub mod query;
/// The time of a request.
pub mod request_time;
/// Request ids and CORS.
pub mod response_headers;
/// Recording the schemas of queries and bodies.
pub mod schema_recorder;
/// The length of a path and query.
pub mod target;
/// Reading files in forms.
pub mod upload;
/// The workspace in a path.
pub mod workspace_path;
