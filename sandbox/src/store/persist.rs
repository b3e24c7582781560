use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::Store;
use crate::{
    faults::effects::FaultEffects,
    http::{error::ApiError, request_time::RequestTime},
    sandbox::Sandbox,
    write::{Recorded, Write},
};

/// Paths whose state belongs to the process rather than to a workspace. Requests to them are not recorded.
const PROCESS_STATE: [&str; 2] = ["/_sandbox/faults", "/_sandbox/requests"];

/// Runs requests that may change something one at a time, and records those that change something before they are answered.
/// Without a store, it does nothing.
pub async fn persist(
    State((sandbox, store)): State<(Arc<Sandbox>, Option<Arc<Store>>)>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(store) = store else { return next.run(request).await };
    let path = request.uri().path();
    if request.method().is_safe() || PROCESS_STATE.iter().any(|prefix| path.starts_with(prefix)) {
        let _no_writes = store.order.read().await;
        request.extensions_mut().insert(RequestTime(sandbox.now()));
        return next.run(request).await;
    }
    record(&sandbox, &store, request, next).await.unwrap_or_else(IntoResponse::into_response)
}

async fn record(
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

    let _exclusive = store.order.write().await;
    write.at = sandbox.now();
    request.extensions_mut().insert(RequestTime(write.at));
    let response = next.run(request).await;
    if response.status().is_success() || response.extensions().get::<Recorded>().is_some() {
        write.status = response.status().as_u16();
        // There must be no `await` between the change and its record: if the client disconnected there, the change
        // would not be recorded.
        store.journal.append(write);
    }
    Ok(response)
}
