//! The replies in the API's documentation: accepted unchanged, and without all optional members; rejected with the right place
//! if any member has a wrong type.

use seax_dialer::{
    model::{Page, agent::Agent, campaign::Campaign, contact::Contact, phone::Phone},
    schema::{Checked, ErrorKind, Field, HasSchema, Schema, ValidationError},
};
use serde_json::{Value, json};

/// A reply from the documentation.
pub struct Sample {
    pub name: &'static str,
    pub text: &'static str,
    pub schema: Schema,
    pub check: fn(&[u8]) -> Result<(), Box<ValidationError>>,
    /// Reads it into the Rust type, and serializes it again.
    read: fn(&[u8]) -> Option<Value>,
}

macro_rules! sample {
    ($name:literal, $type:ty) => {
        Sample {
            name: $name,
            text: include_str!(concat!("../samples/", $name, ".json")),
            schema: <$type>::SCHEMA,
            check: |text| Checked::<$type>::reply(text.into()).map(drop),
            read: |text| serde_json::to_value(Checked::<$type>::reply(text.into()).ok()?.read()?).ok(),
        }
    };
}

pub static SAMPLES: [Sample; 5] = [
    sample!("phones", Page<Phone>),
    sample!("contacts", Page<Contact>),
    sample!("agents", Page<Agent>),
    sample!("campaigns", Page<Campaign>),
    sample!("campaign", Campaign),
];

/// A member in the tables for an object in a sample.
struct Known {
    /// The JSON pointer to the object.
    owner: String,
    field: Field,
}

impl Known {
    fn pointer(&self) -> String {
        [&self.owner, "/", self.field.name].concat()
    }
}

/// Collects every member in the tables for a sample's objects, whether or not the sample has it.
fn known(value: &Value, schema: &Schema, at: &str, found: &mut Vec<Known>) {
    match (schema, value) {
        (Schema::List(element), Value::Array(elements)) => {
            for (index, value) in elements.iter().enumerate() {
                known(value, element, &format!("{at}/{index}"), found);
            }
        }
        (Schema::Object(object), Value::Object(members)) => {
            for field in object.fields {
                found.push(Known { owner: at.into(), field: *field });
                if let Some(value) = members.get(field.name) {
                    known(value, field.schema, &format!("{at}/{}", field.name), found);
                }
            }
        }
        _ => {}
    }
}

/// Checks each sample once for each of its known members, after applying `change` to that member.
fn for_each_known(
    change: impl Fn(&mut Value, &Known) -> bool,
    judge: impl Fn(&Sample, &Known, Result<(), Box<ValidationError>>),
) {
    for sample in &SAMPLES {
        let whole: Value = serde_json::from_str(sample.text).expect("the sample is JSON");
        let mut members = Vec::new();
        known(&whole, &sample.schema, "", &mut members);
        assert!(members.len() > 8, "{} has members", sample.name);
        for member in &members {
            let mut changed = whole.clone();
            let owner = changed.pointer_mut(&member.owner).expect("the owner was found there");
            if change(owner, member) {
                judge(sample, member, (sample.check)(changed.to_string().as_bytes()));
            }
        }
    }
}

#[test]
fn the_documented_replies_are_taken_and_read_whole() {
    for sample in &SAMPLES {
        (sample.check)(sample.text.as_bytes()).expect(sample.name);
        let read = (sample.read)(sample.text.as_bytes()).expect(sample.name);
        let mut whole: Value = serde_json::from_str(sample.text).expect("the sample is JSON");
        without_nulls(&mut whole);
        assert_eq!(read, whole, "{}: every documented field is known", sample.name);
    }
}

/// A documented member whose value is `null` is dropped by a read, so it can only be looked up in the tables.
#[test]
fn every_documented_member_is_in_a_table() {
    fn look_up(value: &Value, schema: &Schema, at: &str) {
        match (schema, value) {
            (Schema::List(element), Value::Array(elements)) => {
                elements.iter().for_each(|value| look_up(value, element, at));
            }
            (Schema::Object(object), Value::Object(members)) => {
                for (name, value) in members {
                    let field = object.fields.iter().find(|field| field.name == name);
                    let field = field.unwrap_or_else(|| panic!("{at}: `{}` has no `{name}`", object.name));
                    look_up(value, field.schema, name);
                }
            }
            _ => {}
        }
    }
    for sample in &SAMPLES {
        look_up(&serde_json::from_str(sample.text).expect("the sample is JSON"), &sample.schema, sample.name);
    }
}

fn without_nulls(value: &mut Value) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(without_nulls),
        Value::Object(members) => {
            members.retain(|_, value| !value.is_null());
            members.values_mut().for_each(without_nulls);
        }
        _ => {}
    }
}

#[test]
fn an_optional_member_may_be_absent_or_null_and_a_required_one_is_missed() {
    let absent = |owner: &mut Value, member: &Known| {
        owner.as_object_mut().is_some_and(|owner| {
            owner.remove(member.field.name);
            true
        })
    };
    for_each_known(absent, |sample, member, verdict| match (member.field.required, verdict) {
        (false, verdict) => {
            verdict.unwrap_or_else(|error| panic!("{}{}: {error:?}", sample.name, member.pointer()))
        }
        (true, verdict) => {
            let error = verdict.expect_err(member.field.name);
            assert!(matches!(error.kind, ErrorKind::Missing { name, .. } if name == member.field.name));
            assert_eq!(error.pointer(), member.owner);
        }
    });
    let null = |owner: &mut Value, member: &Known| {
        owner[member.field.name] = Value::Null;
        true
    };
    for_each_known(null, |sample, member, verdict| match (member.field.required, verdict) {
        (false, verdict) => {
            verdict.unwrap_or_else(|error| panic!("{}{}: {error:?}", sample.name, member.pointer()))
        }
        (true, verdict) => {
            let error = verdict.expect_err(member.field.name);
            assert!(matches!(error.kind, ErrorKind::Type { found: "null", .. }));
            assert_eq!(error.pointer(), member.pointer());
        }
    });
}

#[test]
fn a_wrong_type_in_any_known_member_is_refused_with_its_pointer() {
    for wrong in [json!("7"), json!(7), json!(-1.5), json!(true), json!([[]]), json!({"a": 1})] {
        let change = |owner: &mut Value, member: &Known| {
            let fits = match member.field.schema {
                Schema::Bool => wrong.is_boolean(),
                Schema::Integer { .. } => wrong.is_u64(),
                Schema::Number => wrong.is_number(),
                Schema::Text(_) => wrong.is_string(),
                Schema::Map(_) | Schema::Object(_) => wrong.is_object(),
                Schema::List(_) => wrong.is_array(),
                Schema::Any | Schema::CommaSeparated(_) | Schema::Union(_) => true,
            };
            owner[member.field.name] = wrong.clone();
            !fits
        };
        for_each_known(change, |sample, member, verdict| {
            let error = verdict.expect_err(&member.pointer());
            assert_eq!(error.pointer(), member.pointer(), "{} with {wrong}", sample.name);
            assert!(matches!(error.kind, ErrorKind::Type { .. }), "{error:?}");
        });
    }
}

#[test]
fn members_that_no_table_knows_are_passed_over_wherever_they_stand() {
    let stranger = |owner: &mut Value, _: &Known| {
        owner["a_field_of_next_year"] = json!({"nested": [1, {"deeper": null}]});
        true
    };
    for_each_known(stranger, |sample, _, verdict| verdict.expect(sample.name));
}

#[test]
fn a_word_that_no_enumeration_has_is_taken_and_kept() {
    for (pointer, sample) in [("/type", "campaign"), ("/status", "campaign"), ("/data/0/source", "phones")] {
        let sample = SAMPLES.iter().find(|known| known.name == sample).expect("a sample");
        let mut whole: Value = serde_json::from_str(sample.text).expect("the sample is JSON");
        *whole.pointer_mut(pointer).expect("the member is there") = json!("BRAND_NEW");
        let read = (sample.read)(whole.to_string().as_bytes()).expect("it is taken");
        assert_eq!(read.pointer(pointer), Some(&json!("BRAND_NEW")));
    }
}
