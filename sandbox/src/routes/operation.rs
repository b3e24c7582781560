use std::sync::Arc;

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{FromRequestParts, RawPathParams, Request, State},
    http::{Method, StatusCode},
    response::{IntoResponse, Response},
    routing::{MethodFilter, on},
};
use schemars::JsonSchema;
#[cfg(feature = "openapi")]
use schemars::{Schema, SchemaGenerator};

use crate::{
    http::{caller::Caller, error::ApiError, upload},
    sandbox::Sandbox,
};

/// A reply, or an error.
pub type Reply = Result<Response, ApiError>;

/// The handler of an operation: a plain function, because it never waits. `&str` is the id in the path, `&[u8]` the
/// request's body.
#[derive(Clone, Copy)]
#[allow(missing_docs, reason = "the signatures say it all")]
pub enum Handler {
    Plain(fn(&Caller) -> Reply),
    WithId(fn(&Caller, &str) -> Reply),
    WithBody(fn(&Caller, &[u8]) -> Reply),
    WithIdAndBody(fn(&Caller, &str, &[u8]) -> Reply),
    /// Takes the file in a form, or the error if there is none.
    WithFile(fn(&Caller, Result<Vec<u8>, ApiError>) -> Reply),
}

impl Handler {
    async fn run(self, sandbox: Arc<Sandbox>, request: Request) -> Response {
        self.reply(&sandbox, request).await.unwrap_or_else(IntoResponse::into_response)
    }

    async fn reply(self, sandbox: &Arc<Sandbox>, request: Request) -> Result<Response, Response> {
        let (mut parts, body) = request.into_parts();
        let caller =
            Caller::from_request_parts(&mut parts, sandbox).await.map_err(IntoResponse::into_response)?;
        let params = RawPathParams::from_request_parts(&mut parts, &()).await;
        let params = params.map_err(IntoResponse::into_response)?;
        let id = params.iter().find(|(name, _)| *name != "workspace_id").map_or("", |(_, id)| id);
        let reply = match self {
            Self::Plain(handle) => handle(&caller),
            Self::WithId(handle) => handle(&caller, id),
            Self::WithBody(handle) => handle(&caller, &read(body).await?),
            Self::WithIdAndBody(handle) => handle(&caller, id, &read(body).await?),
            Self::WithFile(handle) => {
                handle(&caller, upload::file(&parts.headers, &read(body).await?, "file"))
            }
        };
        reply.map_err(IntoResponse::into_response)
    }
}

/// Reads a body, which can have any size.
async fn read(body: Body) -> Result<Bytes, Response> {
    let bytes = to_bytes(body, usize::MAX).await;
    bytes.map_err(|error| ApiError::new(StatusCode::BAD_REQUEST, error.to_string()).into_response())
}

/// An operation of the API. The router and the OpenAPI document are generated from it.
pub struct Operation {
    /// Its method.
    pub method: Method,
    /// Its name in the client, such as `campaigns.create`.
    pub name: &'static str,
    /// Its path, below a workspace.
    pub path: &'static str,
    /// A summary for the document.
    pub summary: &'static str,
    /// Whether the body is a form with a file, rather than JSON.
    pub accepts_file: bool,
    /// Whether it can be rejected with 409, because of the state of a resource.
    pub can_conflict: bool,
    /// The status of a successful reply.
    pub status: StatusCode,
    /// The body of a successful reply.
    pub response: ResponseSpec,
    handler: Handler,
}

/// The body of a reply.
pub enum ResponseSpec {
    /// Empty.
    Nothing,
    /// A CSV file.
    File,
    /// JSON.
    Json(JsonSpec),
}

/// Generates the JSON schema of a type. Without the feature `openapi`, no schemas are compiled.
#[derive(Clone, Copy)]
pub struct JsonSpec {
    #[cfg(feature = "openapi")]
    generate: fn(&mut SchemaGenerator) -> Schema,
}

impl JsonSpec {
    #[cfg_attr(
        not(feature = "openapi"),
        allow(clippy::extra_unused_type_parameters, reason = "the type is only needed for its schema")
    )]
    fn of<T: JsonSchema>() -> Self {
        Self {
            #[cfg(feature = "openapi")]
            generate: |generator| generator.subschema_for::<T>(),
        }
    }

    /// Generates the JSON schema.
    #[cfg(feature = "openapi")]
    pub fn schema(self, generator: &mut SchemaGenerator) -> Schema {
        (self.generate)(generator)
    }
}

impl Operation {
    /// Declares a `GET` operation.
    pub fn get(name: &'static str, path: &'static str, summary: &'static str, handler: Handler) -> Self {
        Self::new(Method::GET, name, path, summary, handler)
    }

    /// Declares a `POST` operation.
    pub fn post(name: &'static str, path: &'static str, summary: &'static str, handler: Handler) -> Self {
        Self::new(Method::POST, name, path, summary, handler)
    }

    /// Declares a `PATCH` operation.
    pub fn patch(name: &'static str, path: &'static str, summary: &'static str, handler: Handler) -> Self {
        Self::new(Method::PATCH, name, path, summary, handler)
    }

    /// Declares a `DELETE` operation.
    pub fn delete(name: &'static str, path: &'static str, summary: &'static str, handler: Handler) -> Self {
        Self::new(Method::DELETE, name, path, summary, handler)
    }

    /// Declares an operation that replies with 204 and no body.
    fn new(
        method: Method,
        name: &'static str,
        path: &'static str,
        summary: &'static str,
        handler: Handler,
    ) -> Self {
        Self {
            method,
            name,
            path,
            summary,
            accepts_file: matches!(handler, Handler::WithFile(_)),
            can_conflict: false,
            status: StatusCode::NO_CONTENT,
            response: ResponseSpec::Nothing,
            handler,
        }
    }

    /// Sets the successful reply to 200 with JSON of this type.
    #[must_use]
    pub fn returns<T: JsonSchema>(self) -> Self {
        let response = ResponseSpec::Json(JsonSpec::of::<T>());
        Self { status: StatusCode::OK, response, ..self }
    }

    /// Sets the successful reply to 200 with a CSV file.
    #[must_use]
    pub fn returns_file(self) -> Self {
        Self { status: StatusCode::OK, response: ResponseSpec::File, ..self }
    }

    /// Sets the status of the successful reply.
    #[must_use]
    pub fn with(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// Declares that requests can be rejected with 409.
    #[must_use]
    pub fn can_conflict(self) -> Self {
        Self { can_conflict: true, ..self }
    }

    /// Returns `true` if a request is for this operation. `path` is relative to the workspace, without a leading
    /// slash.
    #[must_use]
    pub fn matches(&self, method: &Method, path: &str) -> bool {
        let (mut own, mut given) = (self.path.split('/').skip(1), path.split('/'));
        let is_segment = |own: &str, given: &str| own.starts_with('{') || own == given;
        *method == self.method
            && own.by_ref().all(|own| given.next().is_some_and(|given| is_segment(own, given)))
            && given.next().is_none()
    }

    /// Adds the operation to a router, below `base`.
    pub fn serve(&self, base: &str, router: Router<Arc<Sandbox>>) -> Router<Arc<Sandbox>> {
        let (handler, Ok(method)) = (self.handler, MethodFilter::try_from(self.method.clone())) else {
            return router;
        };
        let route = on(method, move |State(sandbox): State<Arc<Sandbox>>, request: Request| {
            handler.run(sandbox, request)
        });
        router.route(&format!("{base}{}", self.path), route)
    }
}
