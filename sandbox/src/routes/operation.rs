use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::{Method, StatusCode},
    routing::{MethodRouter, delete, get, patch, post},
};
use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::sandbox::Sandbox;

/// What every handler is given.
type State = Arc<Sandbox>;

/// One operation of the API: the router serves it, and the document tells of it.
pub struct Operation {
    /// Its method.
    pub method: Method,
    /// Its path, below a workspace.
    pub path: &'static str,
    /// What it does.
    pub summary: &'static str,
    /// Whether it takes a form with a file, and not JSON.
    pub accepts_file: bool,
    /// Whether it can come too late, or be at odds with something that is there: a 409.
    pub can_conflict: bool,
    /// The status of its answer.
    pub status: StatusCode,
    /// What its answer holds.
    pub response: ResponseSpec,
    handler: MethodRouter<State>,
}

/// What an answer holds.
pub enum ResponseSpec {
    /// Nothing.
    Nothing,
    /// A CSV file.
    File,
    /// JSON of a type.
    Json(fn(&mut SchemaGenerator) -> Schema),
}

impl Operation {
    /// A `GET`.
    pub fn get<T: 'static>(
        path: &'static str,
        summary: &'static str,
        handler: impl Handler<T, State>,
    ) -> Self {
        Self::new(Method::GET, path, summary, get(handler))
    }

    /// A `POST`.
    pub fn post<T: 'static>(
        path: &'static str,
        summary: &'static str,
        handler: impl Handler<T, State>,
    ) -> Self {
        Self::new(Method::POST, path, summary, post(handler))
    }

    /// A `PATCH`.
    pub fn patch<T: 'static>(
        path: &'static str,
        summary: &'static str,
        handler: impl Handler<T, State>,
    ) -> Self {
        Self::new(Method::PATCH, path, summary, patch(handler))
    }

    /// A `DELETE`.
    pub fn delete<T: 'static>(
        path: &'static str,
        summary: &'static str,
        handler: impl Handler<T, State>,
    ) -> Self {
        Self::new(Method::DELETE, path, summary, delete(handler))
    }

    /// Unless more is said, it answers 204.
    fn new(method: Method, path: &'static str, summary: &'static str, handler: MethodRouter<State>) -> Self {
        Self {
            method,
            path,
            summary,
            accepts_file: false,
            can_conflict: false,
            status: StatusCode::NO_CONTENT,
            response: ResponseSpec::Nothing,
            handler,
        }
    }

    /// It answers 200 with JSON of this type.
    #[must_use]
    pub fn returns<T: JsonSchema>(self) -> Self {
        let response = ResponseSpec::Json(|generator| generator.subschema_for::<T>());
        Self { status: StatusCode::OK, response, ..self }
    }

    /// It answers 200 with a CSV file.
    #[must_use]
    pub fn returns_file(self) -> Self {
        Self { status: StatusCode::OK, response: ResponseSpec::File, ..self }
    }

    /// It answers with this status.
    #[must_use]
    pub fn with(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// It takes a form with a file, of any size.
    #[must_use]
    pub fn accepts_file(self) -> Self {
        let handler = self.handler.layer(DefaultBodyLimit::disable());
        Self { accepts_file: true, handler, ..self }
    }

    /// It can be refused with a 409.
    #[must_use]
    pub fn can_conflict(self) -> Self {
        Self { can_conflict: true, ..self }
    }

    /// Serves it.
    pub fn serve(self, router: Router<State>) -> Router<State> {
        router.route(self.path, self.handler)
    }
}
