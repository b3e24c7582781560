//! The types for operations, and for the requests made from them.

use std::{any::Any, marker::PhantomData, rc::Rc};

use crate::{
    api::encode,
    error::Result,
    schema::{Checked, HasSchema, Object, Schema, Select, split_once},
};

/// An operation of the API. Most operations are described by this table alone and need no code to send them or to read
/// their replies.
#[derive(Debug)]
pub struct Operation {
    /// The name in this package's interface: `campaigns.create`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below `/api/v1/workspace/{workspace_id}/`, with `{id}` for an id.
    pub path: &'static str,
    /// When it may be retried.
    pub retry: RetryPolicy,
    /// The request.
    pub request: RequestSpec,
    /// The response.
    pub response: ResponseSpec,
}

impl Operation {
    /// Whether it lists a collection that every workspace has, so that a 404 means a wrong URL.
    pub fn is_collection(&self) -> bool {
        self.method == Method::Get && !self.takes_id()
    }

    /// Whether its response is a file.
    pub fn returns_file(&self) -> bool {
        matches!(self.response, ResponseSpec::File(..))
    }

    /// Whether its path has an id in it.
    pub fn takes_id(&self) -> bool {
        self.path.bytes().any(|byte| byte == b'{')
    }
}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// Returns the method's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// When an operation may be retried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryPolicy {
    /// Read-only: retried after every transient failure.
    Safe,
    /// Idempotent: repeating it has no further effect. Retried like a read.
    Idempotent,
    /// A deletion: retried like a read. A 404 after a retry means that an earlier attempt succeeded.
    Removal,
    /// Creates something or starts calls: retried only after a 429, which is a definite refusal.
    Once,
}

/// Checks the rules for an argument that a schema cannot express, and returns the retry policy.
pub type Rule = fn(&Object<'_>) -> Result<RetryPolicy>;

/// The request of an operation, apart from its id.
#[derive(Debug, Clone, Copy)]
pub enum RequestSpec {
    /// No argument and no body.
    Nothing,
    /// A fixed body.
    Fixed(&'static str),
    /// Query parameters.
    Query(&'static Schema),
    /// A JSON body.
    Body(&'static Schema),
    /// A JSON body, with rules that a schema cannot express.
    Validated(&'static Schema, Rule),
    /// A form with a file, and query parameters.
    File(&'static Schema),
}

impl RequestSpec {
    /// Returns the schema of the caller's argument, if it takes one.
    pub const fn schema(self) -> Option<&'static Schema> {
        match self {
            RequestSpec::Nothing | RequestSpec::Fixed(_) => None,
            RequestSpec::Query(schema)
            | RequestSpec::Body(schema)
            | RequestSpec::Validated(schema, _)
            | RequestSpec::File(schema) => Some(schema),
        }
    }
}

/// The response of an operation.
#[derive(Debug, Clone, Copy)]
pub enum ResponseSpec {
    /// A body that nobody reads.
    Nothing,
    /// JSON of this schema.
    Json(&'static Schema),
    /// A file, with a fallback for its name, and a check of the response's `Content-Type` and `Content-Disposition`. The check
    /// is a function pointer so that calls without files do not include its code.
    File(&'static str, fn(&str, Option<&str>) -> Result<()>),
}

impl ResponseSpec {
    /// Returns the schema of the reply, or [`Schema::Any`] if it is not JSON.
    pub const fn schema(self) -> &'static Schema {
        match self {
            ResponseSpec::Json(schema) => schema,
            ResponseSpec::Nothing | ResponseSpec::File(..) => &Schema::Any,
        }
    }
}

/// A request's body.
#[derive(Debug, Clone)]
pub enum Content {
    /// JSON.
    Json(Vec<u8>),
    /// A form with a file, which only the transport can send.
    Form(Rc<dyn Any>),
}

/// A request without its base URL and credential.
#[derive(Debug, Clone)]
pub struct Request {
    /// The operation.
    pub operation: &'static Operation,
    /// The path below `/api/v1/workspace/{workspace_id}/`, with ids filled in.
    pub path: String,
    /// The query, without the question mark.
    pub query: String,
    /// The body.
    pub content: Option<Content>,
    /// The retry policy: the operation's, or a stricter one.
    pub retry: RetryPolicy,
    /// The selected fields of a list's rows.
    pub select: Select,
    /// The ids of campaigns that an edge must not take for the one to be created, separated by commas.
    pub unrelated: String,
}

impl Request {
    /// Creates a request for an operation. `id` is empty if the path has none. Its type has validated it, so nothing needs
    /// escaping.
    pub fn new(operation: &'static Operation, id: &str) -> Self {
        let content = match operation.request {
            RequestSpec::Fixed(json) => Some(Content::Json(json.into())),
            _ => None,
        };
        let (path, retry) = (path(operation, id), operation.retry);
        Self {
            operation,
            path,
            query: String::new(),
            content,
            retry,
            select: Select::WHOLE,
            unrelated: String::new(),
        }
    }

    /// Adds the caller's argument, which was validated against the operation's schema.
    ///
    /// # Errors
    /// `invalid_argument` if the argument breaks one of the operation's rules.
    pub fn with(mut self, argument: &Object<'_>) -> Result<Self> {
        if let RequestSpec::Validated(_, rule) = self.operation.request {
            self.retry = rule(argument)?;
        }
        Ok(self.filled(argument))
    }

    fn filled(mut self, argument: &Object<'_>) -> Self {
        match self.operation.request {
            RequestSpec::Query(_) | RequestSpec::File(_) => self.query = encode::query(argument, |_| true),
            RequestSpec::Body(_) | RequestSpec::Validated(..) => {
                self.content = Some(Content::Json(encode::body(argument)))
            }
            RequestSpec::Nothing | RequestSpec::Fixed(_) => {}
        }
        self
    }
}

/// Returns an operation's path with an id filled in.
pub(super) fn path(operation: &Operation, id: &str) -> String {
    let (before, rest) = split_once(operation.path, b'{').unwrap_or((operation.path, ""));
    let (_, after) = split_once(rest, b'}').unwrap_or_default();
    if rest.is_empty() { before.into() } else { String::from_iter([before, id, after]) }
}

/// A request with a typed reply.
#[derive(Debug)]
pub struct PreparedCall<R> {
    /// The request.
    pub request: Request,
    reply: PhantomData<fn() -> R>,
}

impl<R: HasSchema> PreparedCall<R> {
    /// Creates a call of an operation that returns an `R`.
    pub(super) fn new(request: Request) -> Self {
        Self { request, reply: PhantomData }
    }

    /// Creates a list call with these parameters.
    pub(super) fn list<Q: HasSchema>(operation: &'static Operation, query: &Checked<Q>) -> Self {
        Self::new(Request::new(operation, "").filled(&query.object()))
    }
}
