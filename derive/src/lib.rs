//! `#[model]`: one declaration for each schema of the API.
//!
//! It generates all three views of a schema from one Rust type, so that they cannot drift apart: the serde
//! implementation, the TypeScript type (by tsify), and the static `ObjectSchema` that the scanner validates
//! JSON text against.

mod field;
mod record;
mod side;
mod union;

use proc_macro::TokenStream;
use quote::quote;
use syn::{Item, parse_macro_input};

/// Declares a schema of the API.
///
/// * On a struct with named fields: a JSON object. A field of type `Option<…>` may be absent or `null`; every other
///   field is required. `#[wire(ts = "…")]` overrides a field's TypeScript type, `#[wire(default = "…")]` gives the JSON
///   that is sent when the caller leaves the field out. Each field's name is also a constant, such as `Campaign::STATUS`,
///   which can be a pattern; those of a flattened struct are on that struct.
/// * On a struct, as `#[model(input)]`: a JSON object from a caller or of the client's own, in which `null` does not count as
///   absent.
/// * On a struct, as `#[model(figures)]`: a result that the client builds member by member (`model::figures`), with names in
///   camelCase unless `#[wire(name = "…")]` gives another.
/// * On an enum, as `#[model(tag = "type")]`: a union of objects, discriminated by one member.
#[proc_macro_attribute]
pub fn model(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let expanded = match parse_macro_input!(item as Item) {
        Item::Struct(record) => {
            let side = parse_macro_input!(arguments as side::Side);
            record::expand(&side, record)
        }
        Item::Enum(union) => {
            let tag = parse_macro_input!(arguments as union::Tag);
            union::expand(&tag, union)
        }
        other => Err(syn::Error::new_spanned(other, "#[model] describes structs and tagged enums")),
    };
    expanded
        .unwrap_or_else(|error| {
            let error = error.to_compile_error();
            quote!(#error)
        })
        .into()
}
