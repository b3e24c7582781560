//! Which way a schema's objects go.

use syn::{
    Result,
    parse::{Parse, ParseStream},
};

/// Who writes the objects.
#[derive(PartialEq, Eq)]
pub enum Side {
    /// The server: what it need not say, it may also call `null`.
    Reply,
    /// A caller.
    Input,
}

impl Parse for Side {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.is_empty() {
            return Ok(Self::Reply);
        }
        let word: syn::Ident = input.parse()?;
        if word == "input" { Ok(Self::Input) } else { Err(syn::Error::new(word.span(), "expected `input`")) }
    }
}
