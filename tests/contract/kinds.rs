//! The fields that the client's own tables describe.

use std::collections::BTreeMap;

use seax_dialer::shape::Kind;

use crate::fields::Fields;

/// The fields of a kind; of a list, those of its elements; of a union, those of all its variants.
pub fn fields_of(kind: &Kind) -> Fields {
    within(kind, 0)
}

fn within(kind: &Kind, depth: usize) -> Fields {
    let mut fields = Fields::default();
    match kind {
        _ if depth > 6 => {}
        Kind::List(element) => return within(element, depth),
        Kind::Object(shape) => {
            for field in shape.fields {
                let required = field.required || field.default.is_some();
                fields.add(field.name, required, sort(field.kind), within(field.kind, depth + 1));
            }
        }
        Kind::Union(union) => {
            let count = union.variants.len();
            let mut times = BTreeMap::<String, usize>::new();
            for (_, variant) in union.variants {
                for (name, field) in within(variant, depth).0 {
                    *times.entry(name.clone()).or_default() += usize::from(field.required);
                    fields.0.insert(name, field);
                }
            }
            for (name, field) in &mut fields.0 {
                field.required = times.get(name) == Some(&count);
            }
            fields.add(union.tag, true, "text", Fields::default());
        }
        _ => {}
    }
    fields
}

/// What a field holds, in a word that both sides have.
fn sort(kind: &Kind) -> &'static str {
    match kind {
        Kind::Bool => "bool",
        Kind::Integer { .. } | Kind::Number => "number",
        Kind::Text(_) => "text",
        Kind::List(_) | Kind::Commas(_) => "list",
        Kind::Object(_) | Kind::Map(_) | Kind::Union(_) => "object",
        Kind::Any => "any",
    }
}
