//! Expands a struct with named fields, which describes a JSON object.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, ItemStruct, Result, parse_quote};

use crate::{field::Member, side::Side};

pub fn expand(side: &Side, mut record: ItemStruct) -> Result<TokenStream> {
    let Fields::Named(fields) = &mut record.fields else {
        return Err(syn::Error::new_spanned(&record.ident, "#[model] needs named fields"));
    };
    let members =
        fields.named.iter_mut().map(|field| Member::take(side, field)).collect::<Result<Vec<_>>>()?;
    let (bases, own): (Vec<_>, Vec<_>) = members.iter().partition(|member| member.flattened);
    let figures = *side == Side::Figures;
    let schema =
        if figures { quote!(crate::model::figures::Figure) } else { quote!(crate::schema::HasSchema) };
    let rows = own.iter().map(|member| member.row(&schema)).collect::<Vec<_>>();
    let names = own.iter().map(|member| member.name());
    let adds = own.iter().map(|member| member.add()).collect::<Vec<_>>();
    let mut bases = bases.iter().map(|member| &member.ty);

    // Without fields of its own, it shares those of its base: a copy of them would be longer.
    let shared = if rows.is_empty() { bases.next() } else { None };
    let own = match shared {
        Some(base) => quote!(<#base as crate::schema::HasSchema>::SCHEMA.fields()),
        None => quote!(&[#(#rows),*]),
    };
    let fields = bases.fold(own, |fields, base| {
        quote!({
            const OWN: &[crate::schema::Field] = #fields;
            const BASE: &[crate::schema::Field] = <#base as crate::schema::HasSchema>::SCHEMA.fields();
            const ALL: [crate::schema::Field; OWN.len() + BASE.len()] = crate::schema::join(OWN, BASE);
            &ALL
        })
    });

    let name = record.ident.to_string();
    let ident = &record.ident;
    let mut generics = record.generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(crate::schema::HasSchema));
    }
    let (implemented, _, bounds) = generics.split_for_impl();
    let (_, arguments, _) = record.generics.split_for_impl();

    let inherent = quote! {
        impl #implemented #ident #arguments #bounds {
            /// The schema of its members.
            pub const OBJECT: &'static crate::schema::ObjectSchema = &crate::schema::ObjectSchema::new(#name, #fields);

            #(#names)*
        }
    };
    if figures {
        return Ok(quote! {
            #[cfg_attr(target_arch = "wasm32", derive(::tsify::Tsify))]
            #record

            impl crate::model::figures::Figures for #ident {
                fn write(&self, object: &mut dyn crate::model::figures::Members) {
                    #(#adds)*
                }
            }

            impl crate::model::figures::Figure for #ident {
                const SCHEMA: crate::schema::Schema = crate::schema::Schema::Object(Self::OBJECT);

                fn add(&self, name: &'static str, object: &mut dyn crate::model::figures::Members) {
                    object.object(name, self);
                }
            }

            #inherent
        });
    }
    Ok(quote! {
        #[derive(Debug, Clone, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
        #[cfg_attr(target_arch = "wasm32", derive(::tsify::Tsify), tsify(missing_as_null, hashmap_as_object))]
        #record

        impl #implemented crate::schema::HasSchema for #ident #arguments #bounds {
            const SCHEMA: crate::schema::Schema = crate::schema::Schema::Object(Self::OBJECT);
        }

        #inherent
    })
}
