//! The fixes of findings remove the findings.

use seax_dialer::{
    model::{
        FindingCode,
        draft::CampaignDraft,
        finding::{Finding, Severity},
    },
    preflight::{self, apply_fixes, hours::HoursSettings},
    schema::Checked,
};
use serde_json::{Value, json};

use crate::{
    cases,
    world::{CONTACT, LABEL, PHONE, World, contact, id, label},
};

/// Returns the world with all fixes of these findings applied to its draft.
fn fixed(world: &World, findings: &[Finding]) -> World {
    applied(world, findings, true).0
}

/// The same for the fixes of errors, or for all; and the indices of the findings whose fixes were applied.
fn applied(world: &World, findings: &[Finding], all: bool) -> (World, Vec<usize>) {
    let draft: Checked<CampaignDraft> = world.checked().expect("the draft can be sent");
    let findings = Checked::of(&findings.to_vec()).expect("findings fit their table");
    let fixes = preflight::fixes(&findings, all);
    let draft = apply_fixes(&draft, &fixes).expect("the fixes fit the draft");
    let draft = serde_json::from_slice(draft.as_bytes()).expect("JSON");
    (World { draft, ..world.clone() }, fixes.into_iter().map(|(place, _)| place).collect())
}

/// Removes the contacts that the draft excludes, as the server does.
fn as_the_server_would(mut world: World) -> World {
    let ids = |field: &str| world.draft[field].as_array().cloned().unwrap_or_default();
    let labels = ids("exclude_any_contact_label_ids");
    world.contacts.retain(|contact| {
        let carried = contact["contact_labels"].as_array().expect("labels");
        !carried.iter().any(|label| labels.contains(&label["id"]))
    });
    world
}

#[test]
fn every_fix_takes_its_finding_away_and_brings_no_other() {
    let mut fixes = Vec::new();
    for case in cases::all() {
        let findings = case.world.check().preflight.findings;
        if findings.iter().all(|finding| finding.fix.is_none()) {
            continue;
        }
        let after = as_the_server_would(fixed(&case.world, &findings)).check();
        assert_eq!(after.codes(), [], "{:?}", case.code);
        fixes.push(case.code);
    }
    use FindingCode::*;
    assert_eq!(
        fixes,
        [
            StartNotScheduled,
            StrayBrace,
            LooksLikePlaceholder,
            PlaceholderMissing,
            PlaceholderInValue,
            PhoneNotFound,
            PhoneDisabled,
            PhoneWithoutVoice,
            RecipientNeeded,
            RecipientConflict,
            AgentMismatch,
            ContactDnc,
            ContactInvalidNumber,
            ContactUnreachable,
            NumberRepeated,
            NumberImprobable,
            OutsideCallingHours,
            AttemptsOverDailyCap,
        ]
    );
}

/// A world with several faults whose fixes change the same lists.
fn many_faults() -> World {
    let mut world = World::default()
        .with("phone_ids", json!([id(PHONE, 7), id(PHONE, 1), id(PHONE, 8)]))
        .with("exclude_contact_ids", json!([id(CONTACT, 90)]));
    for number in 4..8 {
        world.contacts.push(contact(number, "Joe"));
    }
    let mut put = |place: usize, label: Value| {
        world.contacts[place]["contact_labels"].as_array_mut().expect("labels").push(label);
    };
    put(3, label(2, "DNC"));
    put(4, label(3, "invalid number"));
    world.contacts[5]["phone"] = json!("+12025550001");
    world.contacts[6]["contact_field_data"] = json!({});
    world
}

#[test]
fn fixes_that_meet_in_one_list_do_not_undo_each_other() {
    let world = many_faults();
    let findings = world.check().preflight.findings;
    let after = fixed(&world, &findings);
    assert_eq!(after.draft["phone_ids"], json!([id(PHONE, 1)]));
    assert_eq!(after.draft["exclude_any_contact_label_ids"], json!([id(LABEL, 2), id(LABEL, 3)]));
    let excluded: Vec<&str> = after.draft["exclude_contact_ids"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(excluded.len(), 3, "{excluded:?}");
    assert!(excluded.contains(&id(CONTACT, 90).as_str()), "what the draft said stays");
    assert_eq!(as_the_server_would(after).check().codes(), []);
}

#[test]
fn fixes_of_warnings_are_left_unless_they_are_asked_for() {
    let world = many_faults();
    let findings = world.check().preflight.findings;
    let (after, places) = applied(&world, &findings, false);
    for (place, finding) in findings.iter().enumerate() {
        let is_error = finding.severity == Severity::Error && finding.fix.is_some();
        assert_eq!(places.contains(&place), is_error, "{finding:?}");
    }
    assert_eq!(after.draft["phone_ids"], json!([id(PHONE, 1)]), "a phone that does not exist is an error");
    let excluded = |world: &World| world.draft["exclude_any_contact_label_ids"].clone();
    assert_eq!(excluded(&after), json!([id(LABEL, 2)]), "DNC is an error, an invalid number a warning");
    let (_, places) = applied(&world, &findings, true);
    let with_fix = (0..findings.len()).filter(|place| findings[*place].fix.is_some());
    assert_eq!(places, with_fix.collect::<Vec<_>>());
}

#[test]
fn fixes_can_be_applied_in_any_order_and_twice() {
    let world = many_faults();
    let findings = world.check().preflight.findings;
    let sorted = |world: &World| {
        let mut draft = world.draft.clone();
        for list in draft.as_object_mut().expect("a draft").values_mut().filter_map(Value::as_array_mut) {
            list.sort_by_key(Value::to_string);
        }
        draft
    };
    let once = fixed(&world, &findings);
    let backwards: Vec<_> = findings.iter().rev().cloned().collect();
    assert_eq!(sorted(&fixed(&world, &backwards)), sorted(&once));
    assert_eq!(fixed(&once, &findings).draft, once.draft);
}

#[test]
fn each_fix_of_a_message_mends_all_that_can_be_mended() {
    let world = World::default().with("message", json!("Hi {{name}}, [name] in {city}!"));
    let findings = world.check().preflight.findings;
    use FindingCode::{LooksLikePlaceholder, StrayBrace};
    assert_eq!(
        findings.iter().map(|finding| finding.code).collect::<Vec<_>>(),
        [StrayBrace, LooksLikePlaceholder]
    );
    let backwards: Vec<_> = findings.iter().rev().cloned().collect();
    for some in [&findings[..], &backwards, &findings[..1], &findings[1..]] {
        assert_eq!(fixed(&world, some).draft["message"], "Hi {name}, {name} in {city}!", "{some:?}");
    }
    // Blanks within one pair of braces belong to the key.
    for message in ["Hi {{ name }}, {{city }} and {{{ city}}}!", "Hi {{\u{a0}name}}, {{ city}} and {city}!"] {
        let world = World::default().with("message", json!(message));
        let after = fixed(&world, &world.check().preflight.findings);
        assert_eq!(after.draft["message"], "Hi {name}, {city} and {city}!");
        assert_eq!(after.check().codes(), []);
    }
    let world = World::default().with("message", json!("Hi [%name%] and [% name %] in {city}!"));
    let after = fixed(&world, &world.check().preflight.findings);
    assert_eq!(after.draft["message"], "Hi {name} and {name} in {city}!");
    // These do not tell which key is meant, unless a variable has that name.
    for field in ["[姓名]", "<имя>", "%s", "%1$s"] {
        let world = World::default()
            .with("message", json!(format!("Hi [name] or {field} in {{city}}{{姓名}}!")))
            .with("message_variables", json!({"姓名": "you", "": "you"}));
        let findings = world.check().preflight.findings;
        let found = findings.iter().find(|finding| finding.code == LooksLikePlaceholder).expect(field);
        assert_eq!(found.fix.is_some(), field == "[姓名]", "{field}");
        let world = World::default().with("message", json!(format!("Hi {field} in {{city}}!")));
        let checkup = world.check();
        let finding = checkup.only();
        assert!(finding.fix.is_none() && finding.message.contains("in braces: {name}."), "{finding:?}");
    }
    // No sign is left to be read out.
    for field in ["%%name%%", "<<Name>>", "[[name]]", "#name#", "##name##", "$name$", "@name@", "$name"] {
        for message in [format!("Hi {field}, {{city}}!"), format!("您好{field}，{{city}}!")] {
            let world = World::default().with("message", json!(message));
            let after = fixed(&world, &world.check().preflight.findings);
            let expected = message.replace(field, if field.contains('N') { "{Name}" } else { "{name}" });
            assert_eq!(after.draft["message"], expected);
            assert_eq!(after.check().codes(), [], "{message}");
        }
    }
    // Braces around another notation, and signs before it, go with it.
    for field in [
        "{$name}",
        "{ $name }",
        "{{ $name }}",
        "{{$name}}",
        "{%name%}",
        "{[name]}",
        "{ [name] }",
        "{:name}",
        "$[name]",
        "#{[name]}",
        "{$[name]}",
        "{<%= name %>}",
    ] {
        let world = World::default().with("message", json!(format!("Hi {field}, [city] and {field}!")));
        let world = world.with("message_variables", json!({"city": "Taipei"}));
        let after = fixed(&world, &world.check().preflight.findings);
        assert_eq!(after.draft["message"], "Hi {name}, {city} and {name}!", "{field}");
        assert_eq!(after.check().codes(), [], "{field}");
    }
    // What the rest of such a placeholder means is a guess.
    let world = World::default().with("message", json!("Hi {dear [name]} in {city}!"));
    let after = fixed(&world, &world.check().preflight.findings);
    assert_eq!(after.draft["message"], world.draft["message"]);
    // A sign before an amount is said.
    let world = World::default().with("message", json!("Hi {name}, you owe $[visits]!"));
    let world = world.with("message_variables", json!({"visits": "3"}));
    let after = fixed(&world, &world.check().preflight.findings);
    assert_eq!(after.draft["message"], "Hi {name}, you owe ${visits}!");
    // So is the percent sign of a number, and of several signs none is.
    for (message, expected) in [
        ("Save 50%[name], {city}!", "Save 50%{name}, {city}!"),
        ("５０％[name], {city}!", "５０％{name}, {city}!"),
        ("Hi {city}%[name]!", "Hi {city}%{name}!"),
        ("Hi $$[name], {city}!", "Hi {name}, {city}!"),
        ("Hi {##[name]}, {city}!", "Hi {name}, {city}!"),
    ] {
        let world = World::default().with("message", json!(message));
        let after = fixed(&world, &world.check().preflight.findings);
        assert_eq!(after.draft["message"], expected);
        assert_eq!(after.check().codes(), [], "{message}");
    }
    // In one pair of braces, blanks at the end belong to the key, too, whatever the others are.
    let world = World::default().with("message", json!("Hi {{ name }} in { city }!"));
    let after = fixed(&world, &world.check().preflight.findings);
    assert_eq!(after.draft["message"], "Hi {name} in { city }!");
    // A brace that cannot be fixed leaves the rest to be.
    let world = World::default().with("message", json!("Hi [name] :} in {city}!"));
    let findings = world.check().preflight.findings;
    assert_eq!((&findings[0].code, &findings[0].fix), (&StrayBrace, &None));
    assert_eq!(fixed(&world, &findings).draft["message"], "Hi {name} :} in {city}!");
    // Which field `[nickname]` stands for is a guess, the braces are not.
    let world = World::default().with("message", json!("Hi {{name}}, [nickname]!"));
    let findings = world.check().preflight.findings;
    assert_eq!((&findings[0].code, &findings[1].fix), (&StrayBrace, &None));
    assert_eq!(fixed(&world, &findings).draft["message"], "Hi {name}, [nickname]!");
}

#[test]
fn fixes_do_not_take_out_both_holders_of_a_number() {
    type Change = fn(&mut Value);
    let changes: [(FindingCode, Change); 4] = [
        (FindingCode::PlaceholderMissing, |ann| ann["contact_field_data"] = json!({})),
        (FindingCode::PlaceholderInValue, |ann| ann["contact_field_data"] = json!({"city": "undefined"})),
        (FindingCode::PlaceholderInValue, |ann| {
            // Two faults are not less than one.
            ann["name"] = json!("undefined");
            ann["contact_field_data"] = json!({"city": "undefined"});
        }),
        (FindingCode::ContactUnreachable, |ann| ann["contact_labels"] = json!([label(4, "unreachable")])),
    ];
    for (code, change) in changes {
        for faulty in [0, 1] {
            let mut world = World::default();
            world.labels.push(label(4, "unreachable"));
            world.contacts[1]["phone"] = world.contacts[0]["phone"].clone();
            change(&mut world.contacts[faulty]);
            let checkup = world.check();
            let mut codes = checkup.codes();
            codes.retain(|found| [code, FindingCode::NumberRepeated].contains(found));
            codes.dedup();
            assert_eq!(codes.len(), 2, "both are called unless one is excluded: {:?}", checkup.codes());
            let after = fixed(&world, &checkup.preflight.findings);
            let excluded = after.draft["exclude_contact_ids"].to_string();
            assert!(!excluded.contains(&id(CONTACT, 2 - faulty as u64)), "{code:?} {faulty}: {excluded}");
            let rest = as_the_server_would(after).check();
            assert_eq!((rest.codes(), rest.preflight.audience.expect("it is known").callable), (vec![], 2));
        }
    }
}

#[test]
fn of_any_number_of_contacts_with_one_number_fixes_leave_one_to_call() {
    for holders in 2..=4 {
        let contacts = (1..=holders).map(|number| contact(number, "Ada")).collect();
        let mut world = World { contacts, ..World::default() };
        for contact in &mut world.contacts {
            contact["phone"] = json!("+12025550001");
        }
        // Another fix excludes the first.
        world.contacts[0]["contact_field_data"] = json!({});
        let after = fixed(&world, &world.check().preflight.findings);
        assert_eq!(after.draft["exclude_contact_ids"], json!([id(CONTACT, 1)]), "{holders}");
    }
}

#[test]
fn no_fix_excludes_a_number_for_its_area_code() {
    let mut world = World { hours: Some(HoursSettings::default()), ..World::default() };
    world.contacts[0]["phone"] = json!("+15555550123");
    let finding = |world: &World| {
        let findings = world.check().preflight.findings;
        findings
            .into_iter()
            .find(|finding| finding.code == FindingCode::NumberImprobable)
            .expect("it is found")
    };
    let area = finding(&world);
    assert_eq!((&area.fix, area.contacts.expect("contacts").count), (&None, 1));
    assert!(area.message.contains("unknown area code"), "{}", area.message);
    // Another number that cannot exist is excluded alone.
    world.contacts[1]["phone"] = json!("+9991234567");
    let country = finding(&world);
    assert!(country.message.contains("unknown country code"), "{}", country.message);
    let fix = serde_json::to_value(&country.fix).expect("plain data");
    assert_eq!(fix, json!({"add": {"exclude_contact_ids": [id(CONTACT, 2)]}}));
}

#[test]
fn fixes_do_not_take_out_a_number_with_the_improbable_form_of_it() {
    // The form that is not E.164 is excluded only as the second contact with the number, like any other.
    for (form, wrong, excluded) in [
        ("+330612345678", 0, None),
        ("+330612345678", 1, Some(2)),
        ("+33 06 12 34 56 78", 0, None),
        ("+33 06 12 34 56 78", 1, Some(2)),
    ] {
        let mut world = World { hours: Some(HoursSettings::default()), ..World::default() };
        world.contacts[wrong]["phone"] = json!(form);
        world.contacts[1 - wrong]["phone"] = json!("+33612345678");
        let checkup = world.check();
        let found = checkup.codes();
        assert!(found.contains(&FindingCode::NumberRepeated), "{form} {wrong}: {found:?}");
        let is_e164 = !form.contains(' ');
        assert_eq!(found.contains(&FindingCode::NumberImprobable), is_e164, "{form} {wrong}: {found:?}");
        let (after, _) = applied(&world, &checkup.preflight.findings, true);
        let expected = excluded.map_or(Value::Null, |number| json!([id(CONTACT, number)]));
        assert_eq!(after.draft["exclude_contact_ids"], expected, "{form} {wrong}");
    }
    // If neither is E.164, either may be kept.
    let mut world = World::default();
    for contact in &mut world.contacts[..2] {
        contact["phone"] = json!("+33 6 12 34 56 78");
    }
    let (after, _) = applied(&world, &world.check().preflight.findings, true);
    assert_eq!(after.draft["exclude_contact_ids"], json!([id(CONTACT, 2)]));
}

#[test]
fn no_fix_excludes_a_contact_whose_number_can_be_corrected() {
    let mut world = World { hours: Some(HoursSettings::default()), ..World::default() };
    world.contacts[0]["phone"] = json!("+330612345678");
    let findings = world.check().preflight.findings;
    let found = findings.iter().find(|finding| finding.code == FindingCode::NumberImprobable);
    let found = found.expect("it is found");
    assert_eq!(found.fix, None);
    let sample = &found.contacts.as_ref().expect("contacts are named").sample[0];
    assert_eq!(sample.correction.as_deref(), Some("+33612345678"));
}

#[test]
fn fixes_leave_nobody_to_call_at_the_number_of_somebody_who_has_opted_out() {
    for (opted_out, other) in [(0, 1), (1, 0)] {
        let mut world = World::default();
        world.contacts[opted_out]["contact_labels"] = json!([label(2, "DNC")]);
        world.contacts[other]["phone"] = world.contacts[opted_out]["phone"].clone();
        let (after, _) = applied(&world, &world.check().preflight.findings, false);
        assert_eq!(after.draft["exclude_any_contact_label_ids"], json!([id(LABEL, 2)]));
        assert_eq!(after.draft["exclude_contact_ids"], json!([id(CONTACT, other as u64 + 1)]));
        let rest = as_the_server_would(after).check();
        assert_eq!((rest.codes(), rest.preflight.audience.expect("it is known").callable), (vec![], 1));
    }
}

#[test]
fn a_contact_that_a_fix_excludes_is_not_added_either() {
    // Of ten and eleven, who are added, eleven has no city.
    let added = |ids: &[u64]| {
        let mut world = World::default().with(
            "addition_contact_ids",
            json!(ids.iter().map(|number| id(CONTACT, *number).to_uppercase()).collect::<Vec<_>>()),
        );
        world.contacts.extend([contact(10, "Joe"), contact(11, "Ann")]);
        world.contacts[4]["contact_field_data"] = json!({});
        world
    };
    let alone = |ids: &[u64]| added(ids).with("any_contact_label_ids", Value::Null);
    let after = |world: &World| applied(world, &world.check().preflight.findings, false).0;
    let additions = |world: &World| world.draft["addition_contact_ids"].clone();
    for world in [
        after(&added(&[10, 11])),
        after(&alone(&[10, 11])),
        after(&alone(&[10, 11]).with("keyword", json!("a"))),
    ] {
        assert_eq!(additions(&world), json!([id(CONTACT, 10).to_uppercase()]));
        assert_eq!(world.draft["exclude_contact_ids"], json!([id(CONTACT, 11)]));
        assert_eq!(world.check().codes(), []);
    }
    assert_eq!(additions(&after(&added(&[11]))), json!([]), "the label is left");
    // Without a selection, the draft would mean everybody, or everybody whom the keyword matches: then the contact stays, and so
    // does the error.
    for world in
        [alone(&[11]), alone(&[11]).with("keyword", json!("a")), alone(&[11]).with("keyword", json!(" "))]
    {
        let after = after(&world);
        assert_eq!(additions(&after), json!([id(CONTACT, 11).to_uppercase()]));
        use FindingCode::{ChosenAndExcluded, PlaceholderMissing};
        assert_eq!(after.check().codes(), [PlaceholderMissing, ChosenAndExcluded]);
    }
    // The same for several fixes, in any order.
    let mut both = alone(&[10, 11]);
    both.contacts[3]["contact_field_data"] = json!({"city": "undefined"});
    let findings = both.check().preflight.findings;
    let backwards: Vec<_> = findings.iter().rev().cloned().collect();
    for some in [&findings, &backwards] {
        assert_eq!(additions(&fixed(&both, some)), additions(&both), "{some:?}");
    }
}

#[test]
fn a_draft_without_fixes_stays_as_it_is() {
    let world = World::default();
    assert_eq!(fixed(&world, &[]).draft, world.draft);
}

#[test]
fn many_contacts_are_not_left_out_one_by_one() {
    let contacts = (1..=26).map(|number| contact(number, "Ada")).collect();
    let mut world = World { contacts, ..World::default() };
    world.contacts.iter_mut().for_each(|contact| contact["contact_field_data"] = json!({}));
    world.contacts.push(contact(27, "Bob"));
    let checkup = world.check();
    assert_eq!((checkup.only().code, &checkup.only().fix), (FindingCode::PlaceholderMissing, &None));
}
