//! What the sandbox says of itself: `/openapi.json`, and `/docs` for people.
//!
//! Nothing of it is written twice. The router is made from the same operations as the document; what they ask is noted while
//! their own readers ask it; what they give is derived from the types that they write.

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

/// `GET /docs`: the same as a page. It loads nothing from elsewhere.
pub async fn docs() -> Html<&'static str> {
    Html(include_str!("docs.html"))
}
