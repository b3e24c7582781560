//! A struct's field: its entry in the schema, and the matching attributes for serde and tsify.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Expr, ExprLit, Field, GenericArgument, Ident, Lit, LitStr, MetaNameValue, PathArguments, Result, Type,
    ext::IdentExt, parse_quote,
};

use crate::side::Side;

/// A parsed field of a struct.
pub struct Member {
    ident: Ident,
    name: String,
    pub ty: Type,
    optional: bool,
    pub flattened: bool,
    default: Option<LitStr>,
}

impl Member {
    /// Parses a field, removes its `#[wire(…)]`, and adds the attributes that serde and tsify need.
    pub fn take(side: &Side, field: &mut Field) -> Result<Self> {
        let ident = field.ident.clone();
        let ident = ident.ok_or_else(|| syn::Error::new_spanned(&field.ty, "a field needs a name"))?;
        let plain_name = ident.unraw().to_string();
        let inner = optional(&field.ty);
        let (mut ts, mut default, mut wire_name) = (None, None, None);
        for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("wire")) {
            attribute.parse_nested_meta(|meta| {
                let value = meta.value()?.parse::<LitStr>()?;
                match () {
                    () if meta.path.is_ident("ts") => ts = Some(value.value()),
                    () if meta.path.is_ident("default") => default = Some(value),
                    () if meta.path.is_ident("name") && *side == Side::Figures => {
                        wire_name = Some(value.value())
                    }
                    () => return Err(meta.error("expected `ts`, `default`, or `name` of a figure")),
                }
                Ok(())
            })?;
        }
        field.attrs.retain(|attribute| !attribute.path().is_ident("wire"));

        let name = match side {
            Side::Figures => wire_name.unwrap_or_else(|| camel_case(&plain_name)),
            Side::Reply | Side::Input => renamed(field).unwrap_or(plain_name),
        };
        if let Some(ts) = ts {
            let null = if inner.is_some() && *side == Side::Reply { " | null" } else { "" };
            let ts = ts + null;
            field.attrs.push(parse_quote!(#[cfg_attr(target_arch = "wasm32", tsify(type = #ts))]));
        }
        if *side == Side::Figures {
            // Only tsify reads these: figures are not serialized.
            field.attrs.push(parse_quote!(#[cfg_attr(target_arch = "wasm32", serde(rename = #name))]));
        }
        if inner.is_some() {
            field.attrs.push(match side {
                // tsify reads a bare `Option::is_none` as "never null", but not the full path.
                Side::Input => parse_quote!(#[serde(default, skip_serializing_if = "Option::is_none")]),
                Side::Reply => {
                    parse_quote!(#[serde(default, skip_serializing_if = "::std::option::Option::is_none")])
                }
                Side::Figures => {
                    parse_quote!(#[cfg_attr(target_arch = "wasm32", serde(skip_serializing_if = "Option::is_none"))])
                }
            });
        }
        Ok(Self {
            name,
            ty: inner.clone().unwrap_or_else(|| field.ty.clone()),
            optional: inner.is_some(),
            flattened: field.attrs.iter().any(|attribute| {
                attribute.path().is_ident("serde")
                    && attribute.parse_args::<Ident>().is_ok_and(|word| word == "flatten")
            }),
            default,
            ident,
        })
    }

    /// Returns the constant with its name.
    pub fn name(&self) -> TokenStream {
        let Self { ident, name, .. } = self;
        let constant = Ident::new(&ident.unraw().to_string().to_uppercase(), ident.span());
        let doc = ["The name of the member `", name, "`."].concat();
        quote!(#[doc = #doc] pub const #constant: &'static str = #name;)
    }

    /// Returns the statement that adds it to an object, for figures.
    pub fn add(&self) -> TokenStream {
        let Self { ident, name, .. } = self;
        quote!(crate::model::figures::Figure::add(&self.#ident, #name, object);)
    }

    /// Returns the field's entry in the schema. The type has its schema by this trait.
    pub fn row(&self, schema: &TokenStream) -> TokenStream {
        let Self { name, ty, optional, default, .. } = self;
        let default: Expr = match default {
            Some(json) => parse_quote!(Some(#json)),
            None => parse_quote!(None),
        };
        quote!(crate::schema::Field {
            name: #name,
            schema: &<#ty as #schema>::SCHEMA,
            required: !#optional,
            default: #default,
        })
    }
}

/// Returns a name in snake_case as camelCase.
fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (first, rest) = word.split_at(1);
        camel.extend([&first.to_uppercase(), rest]);
    }
    camel
}

/// Returns the name in `#[serde(rename = "…")]`.
fn renamed(field: &Field) -> Option<String> {
    let serde = field.attrs.iter().find(|attribute| attribute.path().is_ident("serde"))?;
    let value: MetaNameValue =
        serde.parse_args().ok().filter(|value: &MetaNameValue| value.path.is_ident("rename"))?;
    match value.value {
        Expr::Lit(ExprLit { lit: Lit::Str(name), .. }) => Some(name.value()),
        _ => None,
    }
}

/// Returns the `T` of an `Option<T>`.
fn optional(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match (last.ident == "Option", arguments.args.first()) {
        (true, Some(GenericArgument::Type(inner))) => Some(inner.clone()),
        _ => None,
    }
}
