use std::sync::Arc;

use axum::{
    Router,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};

use crate::{
    control,
    faults::inject::inject,
    http::{error::ApiError, response_headers::response_headers},
    openapi, routes,
    sandbox::Sandbox,
    store::{Store, keep},
};

/// Everything that a sandbox serves, with what is on the way to it. What it changes is kept, if there is a store.
pub fn router(sandbox: &Arc<Sandbox>, store: Option<Arc<Store>>) -> Router {
    bare_router(sandbox)
        .layer(from_fn_with_state((Arc::clone(sandbox), store), keep))
        .layer(from_fn_with_state(Arc::clone(sandbox), inject))
        .layer(from_fn(response_headers))
}

/// The same, with nothing on the way to it.
pub fn bare_router(sandbox: &Arc<Sandbox>) -> Router {
    routes::router()
        .nest("/_sandbox", control::router())
        .route("/openapi.json", get(openapi::openapi))
        .route("/docs", get(openapi::docs))
        .fallback(async || ApiError::new(StatusCode::NOT_FOUND, "Not Found"))
        .method_not_allowed_fallback(async || {
            ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed")
        })
        .with_state(Arc::clone(sandbox))
}
