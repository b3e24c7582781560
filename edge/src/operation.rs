//! The API's operations, as far as an edge has to know them: from the client's own declarations.

use seax_dialer::api::{Method, OPERATIONS, Operation, RequestSpec, ResponseSpec};

/// An operation, without the tables of what it takes and gives. Nothing refers to those, so they stay out of the WebAssembly.
#[derive(Debug, PartialEq)]
pub struct Known {
    /// The name that users know it by: `campaigns.create`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the workspace's, with `{id}` for an id.
    pub path: &'static str,
    /// What goes with it.
    pub body: Body,
    /// Whether it answers with a file.
    pub file: bool,
}

/// What goes with a request.
#[derive(Debug, PartialEq)]
pub enum Body {
    /// Nothing.
    None,
    /// Always this.
    Fixed(&'static str),
    /// JSON.
    Json,
    /// A form with a file in it.
    Form,
}

/// Every operation.
#[allow(clippy::indexing_slicing, reason = "it is evaluated while compiling: a panic would be an error then")]
pub static KNOWN: [Known; OPERATIONS.len()] = {
    let mut known = [const { Known::of(OPERATIONS[0]) }; OPERATIONS.len()];
    let mut place = 0;
    while place < OPERATIONS.len() {
        known[place] = Known::of(OPERATIONS[place]);
        place += 1;
    }
    known
};

impl Known {
    const fn of(operation: &Operation) -> Self {
        let body = match operation.request {
            RequestSpec::Nothing | RequestSpec::Query(_) => Body::None,
            RequestSpec::Fixed(json) => Body::Fixed(json),
            RequestSpec::Body(_) | RequestSpec::Validated(..) => Body::Json,
            RequestSpec::File(_) => Body::Form,
        };
        let file = matches!(operation.response, ResponseSpec::File(_));
        Self { name: operation.name, method: operation.method, path: operation.path, body, file }
    }

    /// The operation of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        KNOWN.iter().find(|known| known.name == name)
    }

    /// Whether a request with this body can be for this operation. One whose body is always the same shares its address
    /// with others.
    pub fn fits(&self, body: &[u8]) -> bool {
        match self.body {
            Body::Fixed(json) => json.as_bytes() == body,
            _ => true,
        }
    }
}
