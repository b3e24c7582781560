use std::{
    fmt,
    io::{self, ErrorKind},
    time::Duration,
};

use axum::{Router, body::Body, extract::Request, response::Response};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

use crate::fault_injection::disconnect::is_disconnected;

/// Serves connections until the future is dropped, which closes all of them.
pub async fn serve(listener: TcpListener, router: Router) {
    let mut connections = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            stream = accept(&listener) => {
                connections.spawn(converse(stream, router.clone()));
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Waits for a connection. Without one that can be accepted, as with too many open files, it tries again after a second.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) if is_of_connection(&error) => {}
            Err(_) => tokio::time::sleep(Duration::from_secs(1)).await,
        }
    }
}

/// Returns `true` if an error is about one connection, whose client has closed it already.
fn is_of_connection(error: &io::Error) -> bool {
    use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
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
