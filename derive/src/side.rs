//! Whether a schema describes replies, input, or results of the client's own.

use syn::{
    Result,
    parse::{Parse, ParseStream},
};

/// Who writes the JSON objects that a schema describes.
#[derive(PartialEq, Eq)]
pub enum Side {
    /// The server: an optional field may be `null`.
    Reply,
    /// A caller, or the client itself: an optional field may be absent, but not `null`.
    Input,
    /// The client itself, in camelCase and not as JSON: `model::figures`. An optional field may be absent.
    Figures,
}

impl Parse for Side {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.is_empty() {
            return Ok(Self::Reply);
        }
        let word: syn::Ident = input.parse()?;
        match () {
            () if word == "input" => Ok(Self::Input),
            () if word == "figures" => Ok(Self::Figures),
            () => Err(syn::Error::new(word.span(), "expected `input` or `figures`")),
        }
    }
}
