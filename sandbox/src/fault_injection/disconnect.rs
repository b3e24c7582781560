use axum::response::Response;

/// Marks a reply that must not reach its client: the server closes the connection in its place.
///
/// A handler cannot close a connection by itself. The mark travels in the reply's extensions to the
/// outermost service, which then fails, and to hyper a failed service means a closed connection.
#[derive(Clone, Copy, Debug)]
struct Disconnected;

/// A reply that makes the server close the connection without an answer.
#[must_use]
pub fn disconnected() -> Response {
    let mut response = Response::default();
    response.extensions_mut().insert(Disconnected);
    response
}

/// Whether a reply is such a one.
#[must_use]
pub fn is_disconnected(response: &Response) -> bool {
    response.extensions().get::<Disconnected>().is_some()
}
