use std::sync::{Arc, MutexGuard};

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE, request::Parts},
};

use crate::{
    faults::effects::FaultEffects,
    http::{
        body::Body, error::ApiError, page::Window, query::Query, request_time::RequestTime,
        schema_recorder::SchemaRecorder,
    },
    id::Id,
    sandbox::{Sandbox, Tenant},
    timestamp::Timestamp,
    world::workspace::Workspace,
};

/// The header that carries a workspace's key.
pub const API_KEY: &str = "x-api-key";

/// The caller of a request, with a key that is valid for the workspace in the path.
///
/// Rejects a missing or unknown `X-API-KEY` with 401, an unknown workspace with 404, and another workspace's key
/// with 403.
pub struct Caller {
    tenant: Arc<Tenant>,
    /// The time of the request.
    pub now: Timestamp,
    /// The effects of a fault on how the request is handled.
    pub effects: FaultEffects,
    raw_query: String,
    /// Whether the body is to be read as JSON.
    sends_json: bool,
    recorder: Option<SchemaRecorder>,
}

impl Caller {
    /// Returns the workspace at the time of the request.
    pub fn workspace(&self) -> MutexGuard<'_, Workspace> {
        self.tenant.workspace(self.now)
    }

    /// Returns a reader of the request's query.
    #[must_use]
    pub fn query(&self) -> Query<'_> {
        Query::new(&self.raw_query).recording_into(self.recorder.clone())
    }

    /// Returns a reader of the request's body.
    ///
    /// # Errors
    /// Returns 422 if it is empty, not JSON, of another content type, or not an object.
    pub fn body(&self, bytes: &[u8]) -> Result<Body, ApiError> {
        match &self.recorder {
            Some(book) => Ok(Body::recording_into(book.clone())),
            None => Body::parse(bytes, self.sends_json),
        }
    }

    /// Reads which rows are requested, limited by the workspace's page cap.
    pub fn window(&self, query: &mut Query<'_>) -> Window {
        Window::read(query, self.tenant.settings.page_cap)
    }
}

impl FromRequestParts<Arc<Sandbox>> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Arc<Sandbox>) -> Result<Self, ApiError> {
        let keys_workspace = workspace_of_key(&parts.headers, sandbox)?;
        let tenant = named_tenant(parts, sandbox).await?;
        if tenant.id != keys_workspace {
            let detail = "This API key has no access to this workspace";
            return Err(ApiError::new(StatusCode::FORBIDDEN, detail));
        }
        let Ok(RequestTime(now)) = RequestTime::from_request_parts(parts, sandbox).await;
        Ok(Self {
            tenant,
            now,
            effects: parts.extensions.get::<FaultEffects>().copied().unwrap_or_default(),
            recorder: parts.extensions.get().cloned(),
            sends_json: sends_json(&parts.headers),
            raw_query: parts.uri.query().unwrap_or_default().to_owned(),
        })
    }
}

/// Returns `true` if a body is to be read as JSON: as in the API's framework, one without a content type is, too.
fn sends_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes());
    let media_type = content_type.split(|&byte| byte == b';').next().unwrap_or_default();
    let media_type = media_type.trim_ascii().to_ascii_lowercase();
    content_type.is_empty()
        || media_type
            .strip_prefix(b"application/")
            .is_some_and(|subtype| subtype == b"json" || subtype.ends_with(b"+json"))
}

fn workspace_of_key(headers: &HeaderMap, sandbox: &Sandbox) -> Result<Id, ApiError> {
    let refusal = |detail: &str| ApiError::new(StatusCode::UNAUTHORIZED, detail);
    let key = headers.get(API_KEY).ok_or_else(|| refusal("Missing API key"))?;
    let key = key.to_str().map_err(|_| refusal("Invalid API key"))?;
    sandbox.workspace_of_key(key).ok_or_else(|| refusal("Invalid API key"))
}

async fn named_tenant(parts: &mut Parts, sandbox: &Sandbox) -> Result<Arc<Tenant>, ApiError> {
    let not_found = || ApiError::not_found("Workspace");
    let params = RawPathParams::from_request_parts(parts, &()).await.map_err(|_| not_found())?;
    let named = params.iter().find(|(name, _)| *name == "workspace_id");
    let id = named.and_then(|(_, text)| Id::parse(text)).ok_or_else(not_found)?;
    sandbox.tenant(id).ok_or_else(not_found)
}
