//! The fields in the client's own tables.

use std::collections::BTreeMap;

use seax_dialer::schema::Schema;

use crate::fields::Fields;

/// Returns the fields of a schema; for a list, those of its elements; for a union, those of all its variants.
pub fn fields_of(schema: &Schema) -> Fields {
    within(schema, 0)
}

fn within(schema: &Schema, depth: usize) -> Fields {
    let mut fields = Fields::default();
    match schema {
        _ if depth > 6 => {}
        Schema::List(element) => return within(element, depth),
        Schema::Object(object) => {
            for field in object.fields {
                let required = field.required || field.default.is_some();
                fields.add(field.name, required, sort(field.schema), within(field.schema, depth + 1));
            }
        }
        Schema::Union(union) => {
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

/// Returns the type of a field, in a word that both sides share.
fn sort(schema: &Schema) -> &'static str {
    match schema {
        Schema::Bool => "bool",
        Schema::Integer { .. } | Schema::Number => "number",
        Schema::Text(_) => "text",
        Schema::List(_) | Schema::CommaSeparated(_) => "list",
        Schema::Object(_) | Schema::Map(_) | Schema::Union(_) => "object",
        Schema::Any => "any",
    }
}
