use std::sync::Arc;

use axum::{
    Router,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
};

use crate::{
    control,
    fault_injection::inject::inject,
    http::{error::ApiError, response_headers::add_response_headers},
    routes,
    sandbox::Sandbox,
    store::{Store, persist},
};

/// Returns the router of a sandbox with all its middleware. Writes are recorded in `store`, if there is one.
pub fn router(sandbox: &Arc<Sandbox>, store: Option<Arc<Store>>) -> Router {
    recorded(sandbox, store)
        .layer(from_fn_with_state(Arc::clone(sandbox), inject))
        .layer(from_fn(add_response_headers))
}

/// Returns the router with only the middleware that records writes: without faults, request log and common headers.
pub fn recorded(sandbox: &Arc<Sandbox>, store: Option<Arc<Store>>) -> Router {
    handlers(sandbox).layer(from_fn_with_state((Arc::clone(sandbox), store), persist))
}

/// Returns the router without middleware.
pub fn handlers(sandbox: &Arc<Sandbox>) -> Router {
    with_document(control::add(routes::router()))
        .fallback(async || ApiError::new(StatusCode::NOT_FOUND, "Not Found"))
        .method_not_allowed_fallback(async || {
            ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed")
        })
        .with_state(Arc::clone(sandbox))
}

#[cfg(feature = "openapi")]
fn with_document(router: Router<Arc<Sandbox>>) -> Router<Arc<Sandbox>> {
    use axum::routing::get;

    use crate::openapi;

    router.route("/openapi.json", get(openapi::openapi)).route("/docs", get(openapi::docs))
}

#[cfg(not(feature = "openapi"))]
fn with_document(router: Router<Arc<Sandbox>>) -> Router<Arc<Sandbox>> {
    router
}
