use std::{fmt, io};

use axum::{Router, body::Body, extract::Request, response::Response};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

use crate::fault_injection::disconnect::is_disconnected;

/// Serves connections until the future is dropped, which closes all of them.
///
/// # Errors
/// Returns an error if the listener cannot accept connections.
pub async fn serve(listener: TcpListener, router: Router) -> io::Result<()> {
    let mut connections = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let (stream, _) = accepted?;
                connections.spawn(converse(stream, router.clone()));
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Serves one connection. Uses hyper directly, because `axum::serve` cannot close a connection without a reply.
async fn converse(stream: TcpStream, router: Router) {
    // Without this, the chunks of a slow body would be sent together.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| answer(router.clone(), request));
    // An error needs no report: the client sees that the connection is closed.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

async fn answer(router: Router, request: Request<Incoming>) -> Result<Response, Disconnected> {
    let Ok(response) = router.oneshot(request.map(Body::new)).await;
    if is_disconnected(&response) { Err(Disconnected) } else { Ok(response) }
}

/// The error that makes hyper close the connection.
#[derive(Debug)]
struct Disconnected;

impl fmt::Display for Disconnected {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a fault closes this connection")
    }
}

impl std::error::Error for Disconnected {}
