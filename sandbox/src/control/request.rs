use std::sync::Arc;

use axum::{
    body::to_bytes,
    extract::{FromRequestParts, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use serde::Serialize;

use crate::{
    fields::Fields,
    http::{
        error::{ApiError, Issue, json},
        query::Query,
        request_time::RequestTime,
    },
    id::Id,
    sandbox::{DEFAULT_WORKSPACE, Sandbox, Tenant},
    timestamp::Timestamp,
};

/// A reply, or an error.
pub type Reply = Result<Response, ApiError>;

/// A request to the control interface.
pub struct ControlRequest<'a> {
    /// The sandbox.
    pub sandbox: &'a Sandbox,
    /// The time of the request.
    pub now: Timestamp,
    /// The last segment of the path.
    pub name: &'a str,
    query: &'a str,
    /// The body, of any size: a file with 100,000 contacts has several megabytes.
    pub body: &'a [u8],
}

impl ControlRequest<'_> {
    /// Returns the workspace that the query names, or the default one.
    ///
    /// # Errors
    /// Returns 404 for an unknown workspace.
    pub fn tenant(&self) -> Result<Arc<Tenant>, ApiError> {
        self.named_tenant(Query::new(self.query).text("workspace_id"))
    }

    /// Returns the workspace with this id, or the default one.
    ///
    /// # Errors
    /// Returns 404 for an unknown workspace.
    pub fn named_tenant(&self, id: Option<&str>) -> Result<Arc<Tenant>, ApiError> {
        let id = id.map_or(Some(DEFAULT_WORKSPACE), Id::parse);
        id.and_then(|id| self.sandbox.tenant(id)).ok_or_else(|| ApiError::not_found("Workspace"))
    }

    /// Returns the JSON object in the body. An empty body is an empty object.
    ///
    /// # Errors
    /// Returns 422 with what is wrong.
    pub fn fields(&self) -> Result<Fields, ApiError> {
        if self.body.is_empty() { Ok(Fields::none()) } else { Fields::parse(self.body).map_err(refusal) }
    }
}

/// Routes a method to an endpoint of the control interface. Endpoints are plain functions: they never wait, and each
/// axum handler type would add kilobytes of code.
pub fn serve(method: MethodFilter, endpoint: fn(&ControlRequest<'_>) -> Reply) -> MethodRouter<Arc<Sandbox>> {
    on(method, async move |State(sandbox): State<Arc<Sandbox>>, request: Request| {
        let (mut parts, body) = request.into_parts();
        let Ok(RequestTime(now)) = RequestTime::from_request_parts(&mut parts, &sandbox).await;
        let reply = match to_bytes(body, usize::MAX).await {
            Err(error) => Err(ApiError::new(StatusCode::BAD_REQUEST, error.to_string())),
            Ok(body) => endpoint(&ControlRequest {
                sandbox: &sandbox,
                now,
                name: parts.uri.path().rsplit('/').next().unwrap_or_default(),
                query: parts.uri.query().unwrap_or_default(),
                body: &body,
            }),
        };
        reply.unwrap_or_else(IntoResponse::into_response)
    })
}

/// Returns a 422 error about a request's body.
#[must_use]
pub fn refusal(msg: impl Into<String>) -> ApiError {
    let issue = Issue { loc: vec!["body".into()], msg: msg.into(), kind: "value_error" };
    ApiError::unprocessable(vec![issue])
}

/// Returns a reply with a list.
pub fn listed<T: Serialize>(data: T) -> Reply {
    Ok(json(StatusCode::OK, &List { data }))
}

#[derive(Serialize)]
struct List<T> {
    data: T,
}
