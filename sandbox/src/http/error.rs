use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use schemars::JsonSchema;
use serde::Serialize;

/// A segment of the location of an invalid value: a name or an index.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum LocSegment {
    /// A parameter, a field, or the part of the request (`query`, `body`, `path`).
    Name(String),
    /// An index in a list.
    Place(usize),
}

impl From<&str> for LocSegment {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<usize> for LocSegment {
    fn from(index: usize) -> Self {
        Self::Place(index)
    }
}

/// An error in a request, as the API reports validation errors.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Issue {
    /// The location of the invalid value, from `query`, `body` or `path`.
    pub loc: Vec<LocSegment>,
    /// What is wrong with it.
    pub msg: String,
    /// The API's name for the rule that is broken.
    #[serde(rename = "type")]
    pub kind: &'static str,
}

/// An error reply: a status and a `detail`.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    detail: Detail,
}

/// An error as the API shows it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ApiError")]
pub struct ApiErrorView<'a> {
    detail: &'a Detail,
}

/// A sentence, or all errors in a request.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
enum Detail {
    Text(String),
    Issues(Vec<Issue>),
}

impl ApiError {
    /// Creates an error whose `detail` is a sentence.
    #[must_use]
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: Detail::Text(detail.into()) }
    }

    /// Creates a 404 about a resource, such as `Auto dialer campaign`.
    #[must_use]
    pub fn not_found(thing: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("{thing} not found"))
    }

    /// Creates a 422 with the errors in a request.
    #[must_use]
    pub fn unprocessable(issues: Vec<Issue>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, detail: Detail::Issues(issues) }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        json(self.status, &ApiErrorView { detail: &self.detail })
    }
}

/// Returns a reply with a JSON body.
pub fn json(status: StatusCode, body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => {
            let content_type = HeaderValue::from_static("application/json");
            (status, [(header::CONTENT_TYPE, content_type)], bytes).into_response()
        }
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
