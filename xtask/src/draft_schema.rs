//! Writes `seax-dialer/draft.schema.json`: a campaign draft as JSON Schema, for editors and for programs in other languages. It
//! is generated from the tables that the client checks drafts with.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use seax_dialer::model::draft::CampaignDraft;
use seax_dialer::schema::{Field, Format, HasSchema, ObjectSchema, Schema, Union};
use serde_json::{Map, Value, json};

/// A field that every draft may have in addition to the API's: editors look for the schema's URL there. The client does not
/// send it.
const POINTER: &str = "$schema";

/// Writes the schema to `out`. The descriptions of fields are taken from the package's type declarations.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write(declarations: &Path, out: &Path) -> Result<()> {
    let declarations = fs::read_to_string(declarations).context("reading the type declarations")?;
    let schema = document(&descriptions(&declarations));
    fs::write(out, serde_json::to_string(&schema)? + "\n").context("writing the draft's schema")
}

/// The descriptions of fields, by interface and field name.
type Descriptions = BTreeMap<String, BTreeMap<String, String>>;

fn document(descriptions: &Descriptions) -> Value {
    let mut schema = value(&CampaignDraft::SCHEMA, descriptions);
    if let Some(root) = schema.as_object_mut() {
        root.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
        root.insert("title".into(), json!("A campaign of SeaX's auto-dialer"));
    }
    schema
}

fn value(schema: &Schema, descriptions: &Descriptions) -> Value {
    match schema {
        Schema::Bool => json!({ "type": "boolean" }),
        Schema::Integer { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Schema::Number => json!({ "type": "number" }),
        Schema::Text(format) => text(*format),
        Schema::List(item) => json!({ "type": "array", "items": value(item, descriptions) }),
        Schema::CommaSeparated(item) => {
            json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": value(item, descriptions) }] })
        }
        Schema::Object(fields) => object(fields, None, descriptions),
        Schema::Map(item) => json!({ "type": "object", "additionalProperties": value(item, descriptions) }),
        Schema::Union(variants) => union(variants, descriptions),
        Schema::Any => json!({}),
    }
}

fn union(Union { tag, variants, .. }: &Union, descriptions: &Descriptions) -> Value {
    let objects = variants.iter().map(|(word, schema)| match schema {
        Schema::Object(fields) => object(fields, Some((tag, word)), descriptions),
        other => value(other, descriptions),
    });
    json!({ "type": "object", "required": [tag], "oneOf": objects.collect::<Vec<_>>() })
}

/// The schema of an object. With a tag, it is a variant of the draft.
fn object(schema: &ObjectSchema, tag: Option<(&str, &str)>, descriptions: &Descriptions) -> Value {
    let mut properties = Map::new();
    let mut required: Vec<&str> =
        schema.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    if let Some((tag, word)) = tag {
        properties.insert(tag.into(), json!({ "const": word }));
        properties.insert(POINTER.into(), json!({ "type": "string" }));
        required.push(tag);
    }
    for field in schema.fields {
        properties.insert(field.name.into(), member(schema.name, field, descriptions));
    }
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn member(object: &str, field: &Field, descriptions: &Descriptions) -> Value {
    let mut schema = value(field.schema, descriptions);
    let own = descriptions.get(object).and_then(|fields| fields.get(field.name));
    // Fields that all types of drafts share are declared in `DraftFields`.
    let text = own.or_else(|| descriptions.get("DraftFields").and_then(|fields| fields.get(field.name)));
    if let (Some(members), Some(text)) = (schema.as_object_mut(), text) {
        members.insert("description".into(), json!(text));
    }
    if let (Some(members), Some(default)) = (schema.as_object_mut(), field.default) {
        members.insert("default".into(), serde_json::from_str(default).unwrap_or(Value::Null));
    }
    schema
}

fn text(format: Format) -> Value {
    match format {
        Format::Plain => json!({ "type": "string" }),
        Format::NonEmpty => json!({ "type": "string", "minLength": 1 }),
        Format::Uuid => pattern("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"),
        Format::Timestamp => json!({ "type": "string", "format": "date-time" }),
        Format::Word => pattern("^[^,]+$"),
        Format::Order => pattern("^[^:]+:(asc|desc)$"),
        Format::ClockTime => pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$"),
        Format::Phone => pattern("^\\+[1-9][0-9]{6,14}$"),
        Format::OneOf(words) => json!({ "enum": words }),
    }
}

fn pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

/// Returns the text of the comment before each field in the declarations.
fn descriptions(declarations: &str) -> Descriptions {
    let mut found = Descriptions::new();
    let (mut interface, mut comment) = (String::new(), Vec::new());
    for line in declarations.lines() {
        let text = line.trim();
        if let Some(rest) = line.strip_prefix("export interface ") {
            interface = rest.split([' ', '<', '{']).next().unwrap_or_default().to_owned();
        } else if text.starts_with("/**") {
            comment.clear();
        } else if let Some(line) = text.strip_prefix("* ") {
            comment.push(line);
        } else if let Some((name, _)) = line.split_once(':') {
            let name = name.trim().trim_end_matches('?');
            found.entry(interface.clone()).or_default().insert(name.to_owned(), comment.join(" "));
            comment.clear();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECLARATIONS: &str = "export interface DraftFields {
    /**
     * When calling may
     * start.
     */
    start_time: OffsetTime;
    /**
     * How often.
     */
    max_attempts?: number | undefined;
}
";

    #[test]
    fn fields_have_what_their_declarations_say() {
        let schema = document(&descriptions(DECLARATIONS));
        let fields = &schema["oneOf"][0]["properties"];
        assert_eq!(fields["type"], json!({ "const": "AI_AGENT" }));
        assert_eq!(
            fields["start_time"],
            json!({ "type": "string", "format": "date-time", "description": "When calling may start." })
        );
        assert_eq!(fields["max_attempts"]["minimum"], 1);
        assert_eq!(fields["max_attempts"]["description"], "How often.");
    }
}
