//! Where the scanner locates an error.

use proptest::prop_assert_eq;
use seax_dialer::{
    model::{
        Page, agent::Agent, campaign::Campaign, contact::Contact, error_body::ErrorBody,
        error_body::ValidationIssue, label::LabelWithCount, phone::Phone,
    },
    schema::{Checked, HasSchema},
};

use crate::{choices::rows, json::misfitting, properties::holds};

fn names_the_place<T: HasSchema>() {
    holds(500, (rows(300), 0..1_000usize), |(row, which)| {
        let (text, pointer) = misfitting(&T::SCHEMA, &row, which).expect("the root is a place");
        let error = Checked::<T>::reply(text.clone().into()).map(drop).expect_err(&text);
        prop_assert_eq!(error.pointer(), pointer, "{}", text);
        Ok(())
    });
}

#[test]
fn a_value_of_a_wrong_type_is_found_where_it_stands() {
    names_the_place::<Page<Phone>>();
    names_the_place::<Page<Contact>>();
    names_the_place::<Page<LabelWithCount>>();
    names_the_place::<Page<Agent>>();
    names_the_place::<Page<Campaign>>();
    names_the_place::<Campaign>();
    names_the_place::<Vec<ValidationIssue>>();
    names_the_place::<ErrorBody>();
}

#[test]
fn a_key_in_a_pointer_is_escaped() {
    use std::collections::BTreeMap;

    let text = r#"{"fine": 1, "a~b/c\u007e\"": "no number"}"#;
    let error = Checked::<BTreeMap<String, u32>>::reply(text.into()).map(drop).expect_err("a string");
    assert_eq!(error.pointer(), "/a~0b~1c~0\"");
    assert_eq!(error.clause(), "must be an integer of at least 0, not a string");
}
