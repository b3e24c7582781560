use std::sync::atomic::{AtomicU64, Ordering};

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::http::target::refuse_long;

/// The number of the next request, for `X-Request-Id`.
static REQUESTS: AtomicU64 = AtomicU64::new(1);

/// Answers CORS preflights and requests with too long a path and query, and adds a request id and CORS headers to all other replies.
pub async fn add_response_headers(request: Request, next: Next) -> Response {
    let wanted_headers = request.headers().get(header::ACCESS_CONTROL_REQUEST_HEADERS).cloned();
    let is_preflight = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = match refuse_long(request.uri()) {
        _ if is_preflight => preflight(wanted_headers),
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    };
    add_common(response.headers_mut());
    response
}

fn preflight(wanted_headers: Option<HeaderValue>) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"),
    );
    // `*` does not cover the header `Authorization`, so the requested headers are named.
    let allowed = wanted_headers.unwrap_or(HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, allowed);
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    response
}

fn add_common(headers: &mut HeaderMap) {
    let number = REQUESTS.fetch_add(1, Ordering::Relaxed);
    if let Ok(id) = HeaderValue::from_str(&format!("sandbox-{number:08}")) {
        headers.insert("x-request-id", id);
    }
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    let exposed = HeaderValue::from_static("X-Request-Id, Retry-After, Content-Disposition");
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
}
