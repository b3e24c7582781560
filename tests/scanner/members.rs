//! The parts of a checked text are those that serde reads from it.

use std::cell::Cell;

use proptest::prop_assert_eq;
use seax_dialer::{
    model::{Page, contact::Contact, phone::Phone},
    schema::{Checked, HasSchema, ObjectSchema, elements, find_text, members, unescape},
};
use serde_json::Value;

use crate::{
    choices::{Choices, rows},
    json::fitting,
    properties::{Verdict, holds},
};

fn value(json: &str) -> Value {
    serde_json::from_str(json).expect(json)
}

/// Returns the elements of a list's `data`.
fn rows_of(list: &str) -> Vec<String> {
    let checked = Checked::<Page<Value>>::reply(list.into()).expect(list);
    let data = checked.object().members().find(|member| member.field.name == "data").expect("it is required");
    elements(data.json).map(str::to_owned).collect()
}

fn members_are_what_serde_reads(json: &str, object: &'static ObjectSchema) -> Verdict {
    let read = value(json);
    let mut found = 0;
    for member in members(json, object) {
        let value_read = &read[member.field.name];
        prop_assert_eq!(&value(member.json), value_read, "{}", member.field.name);
        prop_assert_eq!(member.is_null(), value_read.is_null());
        prop_assert_eq!(member.text(), value_read.as_str().map(str::to_owned));
        prop_assert_eq!(object.fields[member.place].name, member.field.name);
        found += 1;
    }
    prop_assert_eq!(found, object.fields.iter().filter(|field| read.get(field.name).is_some()).count());
    // Keys with escapes are not found.
    if let Some(id) = find_text(json, "id") {
        prop_assert_eq!(Value::from(unescape(id)), read["id"].clone());
    }
    Ok(())
}

#[test]
fn the_members_and_elements_of_a_reply_are_the_ones_that_serde_reads() {
    fn holds_for<T: HasSchema>(object: &'static ObjectSchema) {
        let seen = Cell::new(0);
        holds(600, rows(300), |row| {
            let list = fitting(&Page::<T>::SCHEMA, &mut Choices::new(&row));
            // Unknown members may exceed what serde can read, and then there is nothing to compare with.
            let Ok(read) = serde_json::from_str::<Value>(&list) else { return Ok(()) };
            let rows = rows_of(&list);
            prop_assert_eq!(Value::from_iter(rows.iter().map(|row| value(row))), read["data"].clone());
            seen.set(seen.get() + rows.len());
            rows.iter().try_for_each(|row| members_are_what_serde_reads(row, object))
        });
        assert!(seen.get() > 300, "too few rows were compared: {}", seen.get());
    }
    holds_for::<Contact>(Contact::OBJECT);
    holds_for::<Phone>(Phone::OBJECT);
}

#[test]
fn a_string_is_unescaped_as_serde_does_it() {
    holds(2_000, rows(40), |row| {
        let json = fitting(&String::SCHEMA, &mut Choices::new(&row));
        let raw = json.trim().strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
        let raw = raw.expect("a string stands in quotes");
        prop_assert_eq!(Value::from(unescape(raw)), value(&json));
        Ok(())
    });
}
