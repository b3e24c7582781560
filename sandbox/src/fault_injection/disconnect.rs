use axum::response::Response;

/// Marks a reply that must not reach the client: the server closes the connection instead.
///
/// A handler cannot close a connection. The mark travels in the reply's extensions to the outermost service, which then
/// fails; and hyper closes the connection of a service that fails.
#[derive(Clone, Copy, Debug)]
struct Disconnected;

/// A reply that makes the server close the connection.
#[must_use]
pub fn disconnected() -> Response {
    let mut response = Response::default();
    response.extensions_mut().insert(Disconnected);
    response
}

/// Whether a reply makes the server close the connection.
#[must_use]
pub fn is_disconnected(response: &Response) -> bool {
    response.extensions().get::<Disconnected>().is_some()
}
