//! What an operation is, and a request made from one.

use std::{any::Any, marker::PhantomData, rc::Rc};

use crate::{
    api::encode,
    error::Result,
    schema::{Checked, HasSchema, Object, Schema, Select},
};

/// One thing that the API can do. All that is simple about it stands in this table: no code of its own is needed to send
/// it, or to read its reply.
#[derive(Debug)]
pub struct Operation {
    /// The name that users know it by: `campaigns.create`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below `/api/v1/workspace/{workspace_id}/`, with `{id}` for an id.
    pub path: &'static str,
    /// Whether it may be sent again when nobody knows what came of it.
    pub retry: RetryPolicy,
    /// What it is told.
    pub request: RequestSpec,
    /// What it answers.
    pub response: ResponseSpec,
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
    /// The method's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// Whether an operation may be sent again when nobody knows what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryPolicy {
    /// It only reads: sent again after every failure that may pass.
    Safe,
    /// It says how things shall be. Done twice, they are as after the first time: sent again like a read.
    Idempotent,
    /// It removes something. Sent again like a read; if it is gone by then, an attempt before has done it.
    Removal,
    /// It makes something, or calls somebody: sent again only after a 429, which is a refusal.
    Once,
}

/// Finds fault with an argument that its table finds no fault with; else says how often the request may be sent.
pub type Rule = fn(&Object<'_>) -> Result<RetryPolicy>;

/// What an operation is told, beside an id.
#[derive(Debug, Clone, Copy)]
pub enum RequestSpec {
    /// Nothing.
    Nothing,
    /// Always the same body.
    Fixed(&'static str),
    /// Parameters.
    Query(&'static Schema),
    /// A JSON body.
    Body(&'static Schema),
    /// A JSON body, and a rule for it that no table can say.
    Validated(&'static Schema, Rule),
    /// A form with a file, and parameters.
    File(&'static Schema),
}

impl RequestSpec {
    /// What the caller's argument must look like, where there is one.
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

/// What an operation answers.
#[derive(Debug, Clone, Copy)]
pub enum ResponseSpec {
    /// Nothing that has to be read.
    Nothing,
    /// JSON that looks like this.
    Json(&'static Schema),
    /// A file, and its name where the server does not say one.
    File(&'static str),
}

impl ResponseSpec {
    /// What the reply must look like, where it is JSON.
    pub const fn schema(self) -> &'static Schema {
        match self {
            ResponseSpec::Json(schema) => schema,
            ResponseSpec::Nothing | ResponseSpec::File(_) => &Schema::Any,
        }
    }
}

/// What goes with a request.
#[derive(Debug, Clone)]
pub enum Content {
    /// JSON.
    Json(Vec<u8>),
    /// A form with a file in it, which only the transport knows how to send.
    Form(Rc<dyn Any>),
}

/// A request, ready but for the base URL and the credentials.
#[derive(Debug, Clone)]
pub struct Request {
    /// What it does.
    pub operation: &'static Operation,
    /// The path below `/api/v1/workspace/{workspace_id}/`, with ids filled in.
    pub path: String,
    /// The query, without the question mark.
    pub query: String,
    /// What goes with it.
    pub content: Option<Content>,
    /// Whether it may be sent again: as its operation, or less often.
    pub retry: RetryPolicy,
    /// Which fields of a list's rows are wanted of its reply.
    pub select: Select,
}

impl Request {
    /// A request for an operation, on what has this id; an empty id where its path has none. The id's type has checked it:
    /// there is nothing in it to escape.
    pub fn new(operation: &'static Operation, id: &str) -> Self {
        let content = match operation.request {
            RequestSpec::Fixed(json) => Some(Content::Json(json.into())),
            _ => None,
        };
        let (path, retry) = (path(operation, id), operation.retry);
        Self { operation, path, query: String::new(), content, retry, select: Select::WHOLE }
    }

    /// The same with the caller's argument, which fits the table of what the operation takes.
    ///
    /// # Errors
    /// `invalid_argument` where the operation has a rule for it that it breaks.
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

/// An operation's path, with an id filled in.
pub(super) fn path(operation: &Operation, id: &str) -> String {
    let (before, rest) = operation.path.split_once('{').unwrap_or((operation.path, ""));
    let (_, after) = rest.split_once('}').unwrap_or_default();
    if rest.is_empty() { before.into() } else { [before, id, after].concat() }
}

/// A request whose reply is an `R`.
#[derive(Debug)]
pub struct Call<R> {
    /// The request.
    pub request: Request,
    reply: PhantomData<fn() -> R>,
}

impl<R: HasSchema> Call<R> {
    /// A request whose operation gives an `R`.
    pub(super) fn new(request: Request) -> Self {
        Self { request, reply: PhantomData }
    }

    /// A list with these parameters.
    pub(super) fn list<Q: HasSchema>(operation: &'static Operation, query: &Checked<Q>) -> Self {
        Self::new(Request::new(operation, "").filled(&query.object()))
    }
}
