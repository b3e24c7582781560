//! The message as each contact would hear it.

use proptest::{collection::vec, prelude::*};
use seax_dialer::{model::message::Rendered, template};
use serde_json::{Value, json};

use crate::{properties::holds, world::contact};

/// Renders a message for Ada. Her fields and the campaign's variables are given as JSON.
fn hear(message: &str, variables: Value, fields: Value) -> Rendered {
    let mut ada = contact(1, "Ada");
    ada["contact_field_data"] = fields;
    let variables = (!variables.is_null()).then(|| variables.to_string());
    template::render(message, variables.as_deref(), &ada.to_string())
}

fn text(message: &str, variables: Value, fields: Value) -> String {
    hear(message, variables, fields).text
}

#[test]
fn name_and_phone_come_from_the_contact() {
    let variables = json!({"name": "you", "PHONE": "yours"});
    let fields = json!({"name": "her", "phone": "hers"});
    assert_eq!(text("{name} {Phone} {NAME}", variables, fields), "Ada +12025550001 Ada");
}

#[test]
fn variables_win_over_the_contacts_fields() {
    let message = "{shop} {City}";
    assert_eq!(text(message, json!({"SHOP": "Acme"}), json!({"shop": "hers", "city": "Oslo"})), "Acme Oslo");
}

#[test]
fn reserved_names_are_not_taken_from_variables() {
    let variables = json!({"whatsapp": "x", "Labels": "y"});
    let spoken = hear("{whatsapp} {labels}", variables.clone(), json!({}));
    assert_eq!(spoken.text, "{whatsapp} {labels}");
    assert_eq!(spoken.missing, ["whatsapp", "labels"]);
    assert_eq!(text("{Labels}", variables, json!({"labels": "gold"})), "gold");
}

#[test]
fn keys_match_in_any_case_of_any_alphabet_and_the_very_same_first() {
    assert_eq!(text("{PRÉNOM} {Ключ}", json!(null), json!({"prénom": "Zoé", "ключ": "да"})), "Zoé да");
    assert_eq!(text("{Key} {key}", json!(null), json!({"KEY": 1, "key": 2, "Key": 3})), "3 2");
    assert_eq!(text("{城市}", json!(null), json!({"城市": "台北"})), "台北");
    assert_eq!(text("{a b}", json!(null), json!({"A B": "blanks"})), "blanks");
}

#[test]
fn what_has_no_value_stays_and_is_reported_once() {
    let fields = json!({"none": null, "list": [1], "object": {"a": {"b": "}"}}});
    let spoken = hear("{none} {list} {object} {gone} {GONE}", json!(null), fields);
    assert_eq!(spoken.text, "{none} {list} {object} {gone} {GONE}");
    assert_eq!(spoken.missing, ["none", "list", "object", "gone"]);
}

#[test]
fn an_empty_value_is_a_gap_and_reported_as_such() {
    let spoken = hear("Hi {nick}, {blank}!", json!(null), json!({"nick": "", "blank": " "}));
    assert_eq!(spoken.text, "Hi ,  !");
    assert_eq!((spoken.empty, spoken.missing), (vec!["nick".to_owned(), "blank".into()], vec![]));
}

#[test]
fn an_empty_message_variable_is_a_gap_like_that_of_a_contact() {
    let spoken = hear("Hi of {city}{dot}", json!({"city": " ", "dot": "."}), json!({"city": "Paris"}));
    assert_eq!((spoken.text.as_str(), spoken.empty), ("Hi of  .", vec!["city".to_owned()]));
}

#[test]
fn numbers_and_truth_values_are_said_as_they_are_written() {
    let mut ada = contact(1, "Ada").to_string();
    ada = ada.replace("\"visits\":3", r#""visits":1.50,"big":1e3,"yes":true,"no":false,"zero":0"#);
    let spoken = template::render("{visits} {big} {yes} {no} {zero}", None, &ada);
    assert_eq!((spoken.text.as_str(), spoken.missing.len()), ("1.50 1e3 true false 0", 0));
}

#[test]
fn escapes_in_keys_and_values_are_read() {
    let contact = r#"{"id":"i","name":"A\"da\u0301","contact_field_data":{"c\u0069ty":"Tai\npei","q\"":"\ud83d\ude00"}}"#;
    assert_eq!(template::render("{name} {CITY} {q\"}", None, contact).text, "A\"da\u{301} Tai\npei 😀");
}

#[test]
fn braces_that_are_no_placeholder_stay() {
    let city = || json!({"city": "Oslo"});
    for literal in ["{}", "{", "}", "a { b", "} {", "{\n}", "{city\n}", "{{}}"] {
        let spoken = hear(literal, json!(null), city());
        assert_eq!((spoken.text.as_str(), spoken.missing.len()), (literal, 0));
        assert!(template::Message::new(literal, None).has_stray_brace);
    }
    assert_eq!(text("{{city}} {x{city}y}", json!(null), city()), "{Oslo} {xOslo y}".replace("o y", "oy"));
    assert!(!template::Message::new("{city}, {x}", None).has_stray_brace);
}

#[test]
fn values_are_not_looked_into_for_placeholders() {
    assert_eq!(text("{a}", json!({"a": "{name}"}), json!({})), "{name}");
    assert_eq!(text("{b}", json!(null), json!({"b": "{name}"})), "{name}");
}

#[test]
fn a_contact_without_a_number_or_fields_has_no_value_for_them() {
    let mut ada = contact(1, "Ada");
    ada["phone"] = json!(null);
    ada.as_object_mut().expect("a contact").remove("contact_field_data");
    let spoken = template::render("{phone} {city}", None, &ada.to_string());
    assert_eq!(spoken.missing, ["phone", "city"]);
}

/// Random messages with many braces and merge fields.
fn messages() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("{".to_owned()),
        Just("}".to_owned()),
        Just("{name}".to_owned()),
        Just("{city}".to_owned()),
        "\\PC{0,3}",
        "[a-c]{0,2}",
    ];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

#[test]
fn a_text_without_placeholders_is_never_changed() {
    holds(2_000, "[^{}]*", |message| {
        let spoken = hear(&message, json!({"a": "b"}), json!({"a": "b"}));
        prop_assert_eq!(spoken, Rendered { text: message, missing: vec![], empty: vec![] });
        Ok(())
    });
}

#[test]
fn without_any_value_every_message_stays_as_it_is() {
    holds(2_000, messages(), |message| {
        let spoken = template::render(&message, None, "{}");
        prop_assert_eq!(&spoken.text, &message);
        Ok(())
    });
}

#[test]
fn the_case_of_a_key_never_matters() {
    holds(
        2_000,
        ("[a-zA-Zäéñж]{1,6}", "[^{}\"\\\\]{1,8}", any::<bool>()),
        |(key, value, as_variable)| {
            prop_assume!(!value.trim().is_empty());
            let (variables, fields) = match as_variable {
                true => (json!({key.to_uppercase(): value}), json!({})),
                false => (json!(null), json!({key.to_uppercase(): value})),
            };
            for written in [key.to_lowercase(), key.to_uppercase(), key.clone()] {
                if template::RESERVED.contains(&written.to_lowercase().as_str()) {
                    continue;
                }
                let message = format!("<{{{written}}}>");
                prop_assert_eq!(text(&message, variables.clone(), fields.clone()), format!("<{}>", value));
            }
            Ok(())
        },
    );
}

#[test]
fn what_is_missing_is_exactly_what_is_still_there() {
    let values = prop_oneof![Just(json!(null)), Just(json!("Oslo")), Just(json!(7)), Just(json!([]))];
    holds(2_000, (vec(("[a-d]", values), 0..4), vec("[a-d]", 0..6)), |(fields, keys)| {
        let fields: Value = fields.into_iter().collect();
        let message: String = keys.iter().map(|key| format!("{{{key}}}")).collect();
        let spoken = hear(&message, json!(null), fields.clone());
        for key in &keys {
            let has = fields[key].is_string() || fields[key].is_number();
            prop_assert_eq!(spoken.missing.contains(key), !has);
            prop_assert_eq!(spoken.text.contains(&format!("{{{key}}}")), !has);
        }
        Ok(())
    });
}
