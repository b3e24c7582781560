//! What an operation is, and a request made from one.

use std::marker::PhantomData;

use crate::{
    api::{agents, campaigns, contacts, encode, labels, phones},
    shape::{Checked, Kind, Select, Shaped},
};

/// One thing that the API can do.
#[derive(Debug)]
pub struct Operation {
    /// The name that users know it by: `campaigns.create`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below `/api/v1/workspace/{workspace_id}/`.
    pub path: &'static str,
    /// Whether it may be sent again when nobody knows what came of it.
    pub repeat: Repeat,
}

/// Every operation, in the order of the docs.
pub static OPERATIONS: [&Operation; 7] = [
    &phones::LIST,
    &contacts::LIST,
    &labels::LIST,
    &agents::LIST,
    &campaigns::LIST,
    &campaigns::GET,
    &campaigns::CREATE,
];

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
}

impl Method {
    /// The method's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// Whether an operation may be sent again when nobody knows what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// It only reads: sent again after every failure that may pass.
    Safe,
    /// It makes something: sent again only after a 429, which is a refusal.
    Once,
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
    /// The JSON body.
    pub body: Option<Vec<u8>>,
    /// What the reply must look like.
    pub reply: &'static Kind,
    /// Which fields of a list's rows are wanted of it.
    pub select: Select,
}

/// A request whose reply is an `R`.
#[derive(Debug)]
pub struct Call<R> {
    /// The request.
    pub request: Request,
    reply: PhantomData<fn() -> R>,
}

impl<R: Shaped> Call<R> {
    /// A request without an id, query or body.
    pub(super) fn new(operation: &'static Operation) -> Self {
        let path = operation.path.into();
        let request = Request {
            operation,
            path,
            query: String::new(),
            body: None,
            reply: &R::KIND,
            select: Select::WHOLE,
        };
        Self { request, reply: PhantomData }
    }

    /// With an id at its path's end. The id's type has checked it: there is nothing in it to escape.
    pub(super) fn id(mut self, id: &str) -> Self {
        let path = self.request.operation.path;
        self.request.path = [path.strip_suffix("{id}").unwrap_or(path), id].concat();
        self
    }

    /// With these parameters.
    pub(super) fn query<Q: Shaped>(mut self, query: &Checked<Q>) -> Self {
        self.request.query = encode::query(&query.object(), |_| true);
        self
    }

    /// With this body.
    pub(super) fn body<B: Shaped>(mut self, body: &Checked<B>) -> Self {
        self.request.body = Some(encode::body(&body.object()));
        self
    }
}
