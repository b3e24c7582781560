//! The fields of an object, whoever describes it.

use std::collections::BTreeMap;

use seax_dialer::shape::Kind;

/// The fields by name.
#[derive(Debug, Default)]
pub struct Fields(BTreeMap<String, Field>);

#[derive(Debug)]
struct Field {
    required: bool,
    sort: &'static str,
    inner: Fields,
}

impl Fields {
    /// The fields of a kind; of a list, those of its elements; of a union, those of all its variants.
    pub fn of(kind: &Kind) -> Self {
        Self::within(kind, 0)
    }

    fn within(kind: &Kind, depth: usize) -> Self {
        let mut fields = Self::default();
        match kind {
            _ if depth > 6 => {}
            Kind::List(element) => return Self::within(element, depth),
            Kind::Object(shape) => {
                for field in shape.fields {
                    let required = field.required || field.default.is_some();
                    fields.add(field.name, required, sort(field.kind), Self::within(field.kind, depth + 1));
                }
            }
            Kind::Union(union) => {
                let count = union.variants.len();
                let mut times = BTreeMap::<String, usize>::new();
                for (_, variant) in union.variants {
                    for (name, field) in Self::within(variant, depth).0 {
                        *times.entry(name.clone()).or_default() += usize::from(field.required);
                        fields.0.insert(name, field);
                    }
                }
                for (name, field) in &mut fields.0 {
                    field.required = times.get(name) == Some(&count);
                }
                fields.add(union.tag, true, "text", Self::default());
            }
            _ => {}
        }
        fields
    }

    pub fn add(&mut self, name: &str, required: bool, sort: &'static str, inner: Self) {
        let field = self.0.entry(name.into()).or_insert(Field { required, sort, inner: Self::default() });
        field.required &= required;
        field.inner.0.extend(inner.0);
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Says how the client's fields differ from the document's.
    pub fn compare(&self, there: &Self, operation: &str, place: &str, found: &mut Vec<String>) {
        for (name, here) in &self.0 {
            let path = format!("{place}.{name}");
            let Some(there) = there.0.get(name) else {
                found.push(format!("{operation}: only the client has {path}"));
                continue;
            };
            if here.sort != there.sort && place != "query" && here.sort != "any" && there.sort != "any" {
                found.push(format!("{operation}: {path} is {} here and {} there", here.sort, there.sort));
            }
            // What a server need not say is left to the rule for replies: it may be absent even where it is required.
            if here.required && !there.required {
                found.push(format!("{operation}: only the client requires {path}"));
            }
            if !here.required && there.required && !place.starts_with("reply") {
                found.push(format!("{operation}: only the document requires {path}"));
            }
            here.inner.compare(&there.inner, operation, &path, found);
        }
        for name in there.0.keys().filter(|name| !self.has(name)) {
            found.push(format!("{operation}: only the document has {place}.{name}"));
        }
    }
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
