use std::{io, sync::Arc, time::Duration};

use axum::body::{Body, Bytes};
use futures_util::stream;

use crate::runtime::Runtime;

/// Returns a body that fails after `count` bytes, which makes the server abort the connection.
pub fn cut(bytes: Bytes, count: usize, runtime: Arc<dyn Runtime>) -> Body {
    let start = bytes.slice(..count.min(bytes.len()));
    let chunks = stream::unfold((Some(start), runtime), |(start, runtime)| async move {
        if let Some(start) = start {
            return Some((Ok(start), (None, runtime)));
        }
        runtime.written().await;
        Some((Err(io::Error::from(io::ErrorKind::ConnectionReset)), (None, runtime)))
    });
    Body::from_stream(chunks)
}

/// Returns a body that is sent in chunks of `chunk` bytes, with a pause before each but the first.
pub fn trickle(bytes: Bytes, chunk: usize, pause: Duration, runtime: Arc<dyn Runtime>) -> Body {
    let chunks = stream::unfold((bytes, false), move |(mut rest, is_late)| {
        let pause = is_late.then(|| runtime.sleep(pause));
        async move {
            if rest.is_empty() {
                return None;
            }
            if let Some(pause) = pause {
                pause.await;
            }
            let size = chunk.clamp(1, rest.len());
            let next = rest.split_to(size);
            Some((Ok::<_, io::Error>(next), (rest, true)))
        }
    });
    Body::from_stream(chunks)
}
