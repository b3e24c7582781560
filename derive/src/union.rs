//! Expands an enum of structs, which describes a union of JSON objects discriminated by one member.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Fields, ItemEnum, LitStr, Result, Token,
    parse::{Parse, ParseStream},
    spanned::Spanned,
};

/// The argument `tag = "type"`: the name of the discriminating member.
pub struct Tag(LitStr);

impl Parse for Tag {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let word: syn::Ident = input.parse()?;
        if word != "tag" {
            return Err(syn::Error::new(word.span(), "expected `tag = \"…\"`"));
        }
        input.parse::<Token![=]>()?;
        input.parse().map(Self)
    }
}

pub fn expand(Tag(tag): &Tag, union: ItemEnum) -> Result<TokenStream> {
    let variants = union.variants.iter().map(|variant| {
        let Fields::Unnamed(fields) = &variant.fields else {
            return Err(syn::Error::new(variant.span(), "a variant must hold one struct"));
        };
        let ty = fields.unnamed.first().map(|field| &field.ty);
        let mut literal = None;
        for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("rename") {
                    literal = Some(meta.value()?.parse::<LitStr>()?);
                }
                Ok(())
            })?;
        }
        let literal = literal.ok_or_else(|| {
            syn::Error::new(variant.span(), "a variant needs #[serde(rename = \"…\")] with its tag value")
        })?;
        Ok(quote!((#literal, &<#ty as crate::schema::HasSchema>::SCHEMA)))
    });
    let variants = variants.collect::<Result<Vec<_>>>()?;
    let (name, ident) = (union.ident.to_string(), &union.ident);
    Ok(quote! {
        #[derive(Debug, Clone, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(tag = #tag)]
        #[cfg_attr(target_arch = "wasm32", derive(::tsify::Tsify), tsify(missing_as_null))]
        #union

        impl crate::schema::HasSchema for #ident {
            const SCHEMA: crate::schema::Schema = crate::schema::Schema::Union(&crate::schema::Union {
                name: #name,
                tag: #tag,
                variants: &[#(#variants),*],
            });
        }
    })
}
