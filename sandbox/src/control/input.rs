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

/// Reads the JSON object in a control request's body; an empty body is an empty object.
///
/// # Errors
/// A 422 saying what is wrong with it.
pub fn object(body: &[u8]) -> Result<Map<String, Value>, ApiError> {
    if body.is_empty() {
        return Ok(Map::new());
    }
    serde_json::from_slice(body).map_err(|error| refusal(&error))
}

/// Reads what an object describes. Fields that it has not asked for are errors: a misspelt wish
/// would go unheard.
///
/// # Errors
/// A 422 saying what is wrong with it.
pub fn read<T: DeserializeOwned>(object: Map<String, Value>) -> Result<T, ApiError> {
    serde_json::from_value(Value::Object(object)).map_err(|error| refusal(&error))
}

/// A 422 about a control request's body.
#[must_use]
pub fn refusal(msg: &impl ToString) -> ApiError {
    let issue = Issue { loc: vec!["body".into()], msg: msg.to_string(), kind: "value_error" };
    ApiError::unprocessable(vec![issue])
}

/// The workspace that a control request names in its query, or the default one.
///
/// # Errors
/// A 404 if there is none with this id.
pub fn tenant(sandbox: &Sandbox, query: Option<&str>) -> Result<Arc<Tenant>, ApiError> {
    let mut query = Query::new(query.unwrap_or_default());
    named_tenant(sandbox, query.text("workspace_id"))
}

/// The workspace with this id, or the default one.
///
/// # Errors
/// A 404 if there is none with this id.
pub fn named_tenant(sandbox: &Sandbox, id: Option<&str>) -> Result<Arc<Tenant>, ApiError> {
    let id = id.map_or(Some(DEFAULT_WORKSPACE), Id::parse);
    id.and_then(|id| sandbox.tenant(id)).ok_or_else(|| ApiError::not_found("Workspace"))
}
