//! The sandbox's OpenAPI document at `/openapi.json`, and its human-readable form at `/docs`.
//!
//! The document is generated: its operations are those of the router, the schemas of requests are recorded by the code that
//! reads them, and those of replies are derived from the types that are serialized.

mod document;
mod recording;

use axum::{
    http::StatusCode,
    response::{Html, Response},
};

use crate::http::error::json;

/// `GET /openapi.json`.
pub async fn openapi() -> Response {
    json(StatusCode::OK, &document::document().await)
}

/// `GET /docs`: the document as a page. It loads nothing from other origins.
pub async fn docs() -> Html<&'static str> {
    Html(include_str!("docs.html"))
}
