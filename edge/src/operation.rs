//! Summaries of the API's operations for the edge, derived from the client's own declarations.

use seax_dialer::{
    api::{self, Method, Operation, RequestSpec, ResponseSpec},
    schema::Schema,
};

/// An upper bound for the number of an operation's query parameters.
const MOST: usize = 24;

/// An operation without its tables of fields. Since nothing refers to those tables, they stay out of the WebAssembly.
#[derive(Debug, PartialEq)]
pub struct OperationSummary {
    /// Its name, as in the client's method: `campaigns.create`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the workspace's, with `{id}` in place of an id.
    pub path: &'static str,
    /// The body of its requests.
    pub body: Body,
    /// Whether the reply is a file.
    pub file: bool,
    /// The names of its query parameters, padded with empty strings.
    parameters: [&'static str; MOST],
}

/// The body of an operation's requests.
#[derive(Debug, PartialEq)]
pub enum Body {
    /// No body.
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

    /// Returns whether the operation has a query parameter of this name.
    pub fn takes(&self, parameter: &str) -> bool {
        !parameter.is_empty() && self.parameters.contains(&parameter)
    }

    /// Returns the operation with this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        OPERATIONS.iter().find(|operation| operation.name == name)
    }

    /// Returns whether a request with this body can be for this operation. Operations with a fixed body share their path and
    /// method with others.
    pub fn fits(&self, body: &[u8]) -> bool {
        match self.body {
            Body::Fixed(json) => json.as_bytes() == body,
            _ => true,
        }
    }
}

/// Returns the names of an object's members, padded with empty strings.
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
