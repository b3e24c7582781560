//! The API's operations, as far as an edge has to know them. They come from the client's own declarations.

use seax_dialer::{
    api::{self, Method, Operation, RequestSpec, ResponseSpec},
    schema::Schema,
};

/// No operation has more query parameters.
const MOST: usize = 24;

/// An operation without its tables of fields. Nothing refers to those, so they stay out of the WebAssembly.
#[derive(Debug, PartialEq)]
pub struct OperationSummary {
    /// Its name, as the client's method: `campaigns.create`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the workspace's, with `{id}` for an id.
    pub path: &'static str,
    /// The body of its requests.
    pub body: Body,
    /// Whether it answers with a file.
    pub file: bool,
    /// The names of its query parameters, and empty texts behind them.
    parameters: [&'static str; MOST],
}

/// The body of an operation's requests.
#[derive(Debug, PartialEq)]
pub enum Body {
    /// There is none.
    None,
    /// Always this JSON.
    Fixed(&'static str),
    /// JSON.
    Json,
    /// A form with a file.
    Form,
}

/// Every operation.
#[expect(clippy::indexing_slicing, reason = "runs in the compiler, where a panic is a compile error")]
pub static OPERATIONS: [OperationSummary; api::OPERATIONS.len()] = {
    let mut summaries = [const { OperationSummary::of(api::OPERATIONS[0]) }; api::OPERATIONS.len()];
    let mut place = 0;
    while place < api::OPERATIONS.len() {
        summaries[place] = OperationSummary::of(api::OPERATIONS[place]);
        place += 1;
    }
    summaries
};

impl OperationSummary {
    const fn of(operation: &Operation) -> Self {
        let body = match operation.request {
            RequestSpec::Nothing | RequestSpec::Query(_) => Body::None,
            RequestSpec::Fixed(json) => Body::Fixed(json),
            RequestSpec::Body(_) | RequestSpec::Validated(..) => Body::Json,
            RequestSpec::File(_) => Body::Form,
        };
        let file = matches!(operation.response, ResponseSpec::File(..));
        let parameters = match operation.request {
            RequestSpec::Query(schema) | RequestSpec::File(schema) => names(schema),
            _ => [""; MOST],
        };
        Self { name: operation.name, method: operation.method, path: operation.path, body, file, parameters }
    }

    /// Whether it has a query parameter of this name.
    pub fn takes(&self, parameter: &str) -> bool {
        !parameter.is_empty() && self.parameters.contains(&parameter)
    }

    /// The operation with this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        OPERATIONS.iter().find(|operation| operation.name == name)
    }

    /// Whether a request with this body can be for this operation. Operations with a fixed body share their address with
    /// others.
    pub fn fits(&self, body: &[u8]) -> bool {
        match self.body {
            Body::Fixed(json) => json.as_bytes() == body,
            _ => true,
        }
    }
}

/// The names of an object's members.
#[expect(clippy::indexing_slicing, reason = "runs in the compiler, where a panic is a compile error")]
const fn names(schema: &'static Schema) -> [&'static str; MOST] {
    let mut names = [""; MOST];
    if let Schema::Object(object) = schema {
        let mut place = 0;
        while place < object.fields.len() {
            names[place] = object.fields[place].name;
            place += 1;
        }
    }
    names
}
