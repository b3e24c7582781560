use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{
    http::{
        error::{ApiError, Issue},
        query::Query,
    },
    id::Id,
    sandbox::{DEFAULT_WORKSPACE, Sandbox, Tenant},
};

/// Parses the JSON object in a request's body. An empty body is an empty object.
///
/// # Errors
/// A 422 that says what is wrong.
pub fn object(body: &[u8]) -> Result<Map<String, Value>, ApiError> {
    if body.is_empty() {
        return Ok(Map::new());
    }
    serde_json::from_slice(body).map_err(|error| refusal(&error))
}

/// Deserializes an object. Unknown fields are errors, so that a misspelled one is noticed.
///
/// # Errors
/// A 422 that says what is wrong.
pub fn read<T: DeserializeOwned>(object: Map<String, Value>) -> Result<T, ApiError> {
    serde_json::from_value(Value::Object(object)).map_err(|error| refusal(&error))
}

/// A 422 about a request's body.
#[must_use]
pub fn refusal(msg: &impl ToString) -> ApiError {
    let issue = Issue { loc: vec!["body".into()], msg: msg.to_string(), kind: "value_error" };
    ApiError::unprocessable(vec![issue])
}

/// The workspace that a request's query names, or the default one.
///
/// # Errors
/// A 404 for an unknown workspace.
pub fn tenant(sandbox: &Sandbox, query: Option<&str>) -> Result<Arc<Tenant>, ApiError> {
    let mut query = Query::new(query.unwrap_or_default());
    named_tenant(sandbox, query.text("workspace_id"))
}

/// The workspace with this id, or the default one.
///
/// # Errors
/// A 404 for an unknown workspace.
pub fn named_tenant(sandbox: &Sandbox, id: Option<&str>) -> Result<Arc<Tenant>, ApiError> {
    let id = id.map_or(Some(DEFAULT_WORKSPACE), Id::parse);
    id.and_then(|id| sandbox.tenant(id)).ok_or_else(|| ApiError::not_found("Workspace"))
}
