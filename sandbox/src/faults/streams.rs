use std::{io, time::Duration};

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::time::sleep;

/// A body that breaks off after so many bytes, so that hyper aborts the connection.
pub fn cut(bytes: Bytes, count: usize) -> Body {
    let start = bytes.slice(..count.min(bytes.len()));
    let pieces = stream::unfold(Some(start), |start| async {
        if let Some(start) = start {
            return Some((Ok(start), None));
        }
        // An error at once would overtake what hyper has not yet written.
        sleep(Duration::from_millis(20)).await;
        Some((Err(io::Error::from(io::ErrorKind::ConnectionReset)), None))
    });
    Body::from_stream(pieces)
}

/// A body that comes in pieces, with a pause before each but the first.
pub fn trickle(bytes: Bytes, chunk: usize, pause: Duration) -> Body {
    let pieces = stream::unfold((bytes, false), move |(mut rest, is_late)| async move {
        if rest.is_empty() {
            return None;
        }
        if is_late {
            sleep(pause).await;
        }
        let piece = rest.split_to(chunk.clamp(1, rest.len()));
        Some((Ok::<_, io::Error>(piece), (rest, true)))
    });
    Body::from_stream(pieces)
}
