use std::sync::{Arc, PoisonError};

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{Store, journal::Write};
use crate::{
    faults::effects::FaultEffects,
    http::{error::ApiError, request_time::RequestTime},
    sandbox::Sandbox,
};

/// Below this path is what says how this process behaves, and not what a workspace holds.
const OF_THE_PROCESS: [&str; 2] = ["/_sandbox/faults", "/_sandbox/requests"];

/// Lets a request that may change something through once all others are done, and keeps it before it is answered. Without
/// a store, it lets everything through.
pub async fn keep(
    State((sandbox, store)): State<(Arc<Sandbox>, Option<Arc<Store>>)>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(store) = store else { return next.run(request).await };
    let path = request.uri().path();
    if request.method().is_safe() || OF_THE_PROCESS.iter().any(|prefix| path.starts_with(prefix)) {
        let _nobody_writes = store.order.read().await;
        request.extensions_mut().insert(RequestTime(sandbox.now()));
        return next.run(request).await;
    }
    change(&sandbox, &store, request, next).await.unwrap_or_else(IntoResponse::into_response)
}

async fn change(
    sandbox: &Sandbox,
    store: &Store,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX)
        .await
        .map_err(|error| ApiError::new(StatusCode::BAD_REQUEST, error.to_string()))?;
    let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let mut write = Write {
        at: sandbox.now(),
        method: parts.method.to_string(),
        target: parts.uri.to_string(),
        content_type: content_type.map(str::to_owned),
        body: body.to_vec(),
        effects: parts.extensions.get::<FaultEffects>().copied().unwrap_or_default(),
        status: 0,
    };
    let mut request = Request::from_parts(parts, Body::from(body));

    let _nobody_else = store.order.write().await;
    write.at = sandbox.now();
    request.extensions_mut().insert(RequestTime(write.at));
    let response = next.run(request).await;
    if response.status().is_success() {
        write.status = response.status().as_u16();
        // In this very task, and with nothing awaited since: who has gone away meanwhile must not take the writing along.
        let mut journal = store.journal.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = journal.keep(&write) {
            // What memory holds is no longer what the file holds: whatever came after could not be done again.
            eprintln!("cannot keep a write: {error}");
            std::process::exit(1);
        }
    }
    Ok(response)
}
