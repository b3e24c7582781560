use axum::response::Response;

/// Marks a reply that must not reach the client: the server closes the connection instead.
///
/// A handler cannot close a connection. The marker travels in the reply's extensions to the outermost service, which
/// returns an error, and hyper then closes the connection.
#[derive(Clone, Copy, Debug)]
struct Disconnected;

/// Returns a reply that makes the server close the connection.
#[must_use]
pub fn disconnected() -> Response {
    let mut response = Response::default();
    response.extensions_mut().insert(Disconnected);
    response
}

/// Returns `true` if a reply makes the server close the connection.
#[must_use]
pub fn is_disconnected(response: &Response) -> bool {
    response.extensions().get::<Disconnected>().is_some()
}
