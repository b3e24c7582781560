//! Contacts with the number of a contact who must not be called.

use seax_dialer::{
    model::{FindingCode, finding::Finding},
    preflight::hours::HoursSettings,
};
use serde_json::{Value, json};

use crate::world::{CONTACT, LABEL, World, contact, id, label};

#[test]
fn a_number_that_must_not_be_called_is_found_with_another_contact_too() {
    use FindingCode::*;
    for (name, code) in [("DNC", ContactDnc), ("invalid number", ContactInvalidNumber)] {
        for (blocked, other) in [(0, 1), (1, 0), (2, 0)] {
            let mut world = World { page: 1, ..World::default() };
            let number = world.contacts[blocked]["phone"].as_str().expect("a number").to_owned();
            world.contacts[blocked]["contact_labels"] = json!([label(2, name)]);
            world.contacts[other]["phone"] = json!(number.replace("+1", "+1 "));
            let checkup = world.check();
            assert_eq!(checkup.codes().iter().filter(|found| **found == code).count(), 2, "{blocked}");
            let mut found = checkup.preflight.findings.iter().filter(|finding| finding.code == code);
            let (own, shared) = (found.next().expect("the label's"), found.next().expect("the number's"));
            let sample = |finding: &Finding| finding.contacts.as_ref().expect("contacts").sample.clone();
            assert_eq!(sample(own)[0].id.as_str(), id(CONTACT, blocked as u64 + 1));
            assert_eq!((sample(shared).len(), shared.field.as_str()), (1, "exclude_contact_ids"));
            assert_eq!(sample(shared)[0].id.as_str(), id(CONTACT, other as u64 + 1));
            assert!(shared.message.ends_with("Exclude this contact, too."), "{}", shared.message);
            let audience = checkup.preflight.audience.expect("it is known");
            assert_eq!((audience.total, audience.callable), (3, 2), "each contact is counted once");
        }
    }
    // Also if the labels cannot be read.
    let mut world = World { failing: vec![("contact_labels", 1)], ..World::default() };
    world.contacts[2]["contact_labels"] = json!([label(2, "DNC")]);
    world.contacts[0]["phone"] = world.contacts[2]["phone"].clone();
    assert_eq!(world.check().codes().iter().filter(|code| **code == ContactDnc).count(), 2);
    // Each of two contacts whom the API skips is skipped.
    let mut world = World::default();
    for contact in &mut world.contacts[..2] {
        contact["phone"] = json!("+12025550001");
        contact["contact_labels"] = json!([label(2, "DNC")]);
    }
    assert_eq!(world.check().codes(), [ContactDnc]);
    // Nobody is called before all is known, so the audience is read once.
    assert_eq!(world.check().requests("contacts"), 2);
}

#[test]
fn all_who_have_a_number_that_must_not_be_called_are_named_however_many_numbers_those_are() {
    for opted_out in 1..=3 {
        let mut world = World::default();
        for number in 0..opted_out {
            let mut other = contact(10 + number, "Zoe");
            other["phone"] = world.contacts[number as usize]["phone"].clone();
            other["contact_labels"] = json!([label(2, "DNC")]);
            world.contacts.push(other);
        }
        let findings = world.check().preflight.findings;
        let named = |finding: &Finding| {
            let sample = &finding.contacts.as_ref().expect("contacts").sample;
            sample.iter().map(|contact| contact.id.as_str().to_owned()).collect::<Vec<_>>()
        };
        let [own, shared] = &findings[..] else { panic!("there ought to be two findings: {findings:#?}") };
        assert_eq!((own.code, shared.code), (FindingCode::ContactDnc, FindingCode::ContactDnc));
        assert_eq!(named(shared), (1..=opted_out).map(|number| id(CONTACT, number)).collect::<Vec<_>>());
    }
}

#[test]
fn a_number_that_must_not_be_called_is_found_although_its_own_contact_is_excluded() {
    use FindingCode::*;
    let excluding = |name: &str| {
        let mut world = World::default().with("exclude_any_contact_label_ids", json!([id(LABEL, 2)]));
        world.labels[1]["name"] = json!(name);
        world.contacts[0]["contact_labels"] = json!([label(2, name)]);
        world
    };
    for (name, code) in [("DNC", ContactDnc), ("Invalid Number", ContactInvalidNumber)] {
        let mut world = excluding(name);
        assert_eq!(world.check().codes(), [], "nobody else has the number");
        world.contacts[2]["phone"] = json!("+1 202 555 0001");
        let checkup = world.check();
        let finding =
            checkup.preflight.findings.iter().find(|finding| finding.code == code).expect("it is found");
        let contacts = finding.contacts.as_ref().expect("contacts");
        assert_eq!((contacts.count, contacts.sample[0].id.as_str()), (1, id(CONTACT, 3).as_str()));
        assert_eq!(finding.field, "exclude_contact_ids");
        assert_eq!(checkup.preflight.audience.expect("it is known").total, 2, "each contact is counted once");
        world.failing = vec![("contacts", 2)];
        assert!(world.check().codes().contains(&AudienceUnreadable), "those who are excluded cannot be read");
    }
    // Contacts with all of these labels are excluded.
    let mut world = excluding("DNC")
        .with("exclude_any_contact_label_ids", json!([]))
        .with("exclude_all_contact_label_ids", json!([id(LABEL, 2)]));
    world.contacts[2]["phone"] = world.contacts[0]["phone"].clone();
    let codes = world.check().codes();
    assert_eq!(codes.iter().filter(|code| **code == ContactDnc).count(), 1, "{codes:?}");

    let mut world = excluding("regulars");
    world.labels.truncate(2);
    world.contacts[2]["phone"] = world.contacts[0]["phone"].clone();
    let checkup = world.check();
    assert_eq!((checkup.codes(), checkup.requests("contacts")), (vec![], 1));
}

#[test]
fn a_number_that_must_not_be_called_is_found_although_its_own_contact_is_not_selected() {
    use FindingCode::*;
    let world = || {
        let mut world = World::default();
        let mut opted_out = contact(4, "Zoe");
        opted_out["contact_labels"] = json!([label(2, "DNC")]);
        opted_out["phone"] = world.contacts[2]["phone"].clone();
        world.others = vec![opted_out];
        world
    };
    let named = |world: World| {
        let checkup = world.check();
        let found = checkup.preflight.findings.iter().filter(|finding| finding.code == ContactDnc);
        let named: Vec<_> = found.flat_map(|finding| finding.contacts.clone()).collect();
        assert_eq!(named.len(), 1, "{:?}", checkup.codes());
        (named[0].count, named[0].sample[0].id.as_str().to_owned())
    };
    let nobody = |world: World| world.with("any_contact_label_ids", json!([]));
    let third = (1, id(CONTACT, 3));
    assert_eq!(named(world()), third, "the label selects others");
    let additions = json!([id(CONTACT, 2), id(CONTACT, 3)]);
    let chosen = nobody(world()).with("addition_contact_ids", additions);
    assert_eq!(named(chosen.clone()), third, "the draft names others, and no label");
    let excluding = nobody(world()).with("exclude_contact_ids", json!([id(CONTACT, 4)]));
    assert_eq!(named(excluding), third, "the draft excludes that contact by id");

    let unknown = World { failing: vec![("contact_labels", 1)], ..chosen };
    assert!(unknown.check().codes().contains(&LabelsUnreadable), "who has opted out is not known");
    // Nobody is outside of the workspace.
    let everybody = nobody(world()).check();
    assert_eq!((everybody.requests("contacts"), everybody.requests("contact_labels")), (1, 0));
}

#[test]
fn whoever_opted_out_in_whatsapp_is_not_called_under_another_contact() {
    use FindingCode::*;
    let with = |name: &str, phone: Value| {
        let mut opted_out = contact(4, "Zoe");
        opted_out["contact_labels"] = json!([label(1, "customers"), label(2, name)]);
        opted_out["whatsapp_phone"] = World::default().contacts[2]["phone"].clone();
        opted_out["phone"] = phone;
        opted_out
    };
    let named = |world: &World| {
        let found = world.check().preflight.findings.into_iter().filter(|finding| finding.code == ContactDnc);
        let named = found.flat_map(|finding| finding.contacts.expect("contacts").sample);
        named.map(|contact| contact.id.as_str().to_owned()).collect::<Vec<_>>()
    };
    let [third, own] = [id(CONTACT, 3), id(CONTACT, 4)];
    for phone in [Value::Null, json!(""), json!("+12025550044")] {
        let opted_out = with("DNC", phone);
        let others = World { others: vec![opted_out.clone()], ..World::default() };
        assert_eq!(named(&others), [third.as_str()], "it is not selected");
        for place in [0, 3] {
            let mut world = World::default();
            world.contacts.insert(place, opted_out.clone());
            assert_eq!(named(&world), [own.as_str(), &third], "it is in the audience");
            let without = world.with("exclude_any_contact_label_ids", json!([id(LABEL, 2)]));
            assert_eq!(named(&without), [third.as_str()], "its label is excluded");
        }
    }
    // A number that cannot be called can still have WhatsApp.
    let mut world = World { others: vec![with("invalid number", json!("+12025550044"))], ..World::default() };
    assert_eq!(world.check().codes(), []);
    world.contacts[0]["phone"] = json!("+12025550044");
    assert_eq!(world.check().codes(), [ContactInvalidNumber]);
}

#[test]
fn contacts_with_a_label_that_is_only_spelled_like_a_system_label_are_checked_as_called() {
    use FindingCode::*;
    let world = |name: &str, is_system: bool| {
        let mut world = World::default();
        let mut own = label(6, name);
        own["is_system"] = json!(is_system);
        world.labels.push(own.clone());
        world.contacts[1]["contact_labels"] = json!([own]);
        world.contacts[1]["contact_field_data"] = json!({});
        world
    };
    let checked = |world: &World| {
        let checkup = world.check();
        (checkup.codes(), checkup.preflight.audience.expect("it is known").callable)
    };
    for (name, other, code) in
        [("DNC", "dnc", ContactDnc), ("invalid number", "Invalid Number", ContactInvalidNumber)]
    {
        for (name, is_system) in [(name, false), (name, true), (other, true)] {
            assert_eq!(checked(&world(name, is_system)), (vec![code], 2), "{name}");
        }
        let own = world(other, false);
        let (mut codes, callable) = checked(&own);
        codes.sort_by_key(|code| *code != PlaceholderMissing);
        assert_eq!((codes, callable), (vec![PlaceholderMissing, code], 3), "{other}");
        assert_eq!(own.check().requests("contacts"), 2, "the audience is read once");
        // Its number is nobody else's to call.
        for place in [0, 2] {
            let mut shared = own.clone();
            shared.contacts[place]["phone"] = own.contacts[1]["phone"].clone();
            let findings = shared.check().preflight.findings;
            let found = findings.iter().filter(|finding| finding.code == code);
            let named: Vec<_> =
                found.map(|found| &found.contacts.as_ref().expect("contacts").sample).collect();
            let ids = named.iter().map(|sample| (sample.len(), sample[0].id.as_str().to_owned()));
            let expected = [(1, id(CONTACT, 2)), (1, id(CONTACT, place as u64 + 1))];
            assert_eq!(ids.collect::<Vec<_>>(), expected, "{other}");
        }
    }
}

#[test]
fn a_number_that_must_not_be_called_is_found_however_it_is_written() {
    use FindingCode::ContactDnc;
    for (country, right, other) in [
        // A zero that is dialed only within the country.
        ("TW", "+886912345678", "+8860912345678"),
        ("DE", "+491512345678", "+4901512345678"),
        ("US", "+491512345678", "+49 01512345678"),
        // Internet telephony in Taiwan, and a mobile number in Mexico as before 2019.
        ("TW", "+8867012345678", "070-1234-5678"),
        ("MX", "+12015550123", "1 201 555 0123"),
        ("US", "+525512345678", "+52 1 55 1234 5678"),
        // Extensions.
        ("US", "+12025550101", "+1 202 555 0101 ext. 5"),
        ("US", "+12025550101", "+12025550101x5"),
        ("US", "+12025550101", "+12025550101;ext=5"),
        ("US", "+12025550101", "(202) 555-0101, 5"),
        // What a spreadsheet puts before a number.
        ("TW", "+886912345678", "'0912345678"),
        // And a zero that it removes, although the rest could also lack its area code.
        ("BE", "+3221234567", "21234567"),
        // A country code after 00, or after a carrier's 009; one that lacks its plus, or none.
        ("TW", "+16502530000", "009 1 650 253 0000"),
        ("TW", "+916502530000", "009 1 650 253 0000"),
        ("DE", "+4930123", "4930123"),
        ("DE", "+494930123", "4930123"),
    ] {
        for [opted_out, called] in [[right, other], [other, right]] {
            for blocked in [0, 1] {
                let hours = HoursSettings { default_country: Some(country.into()), ..Default::default() };
                let mut world = World { hours: Some(hours), ..World::default() };
                for (place, number) in [(blocked, opted_out), (1 - blocked, called)] {
                    world.contacts[place]["phone"] = json!(number);
                }
                world.contacts[blocked]["contact_labels"] = json!([label(2, "DNC")]);
                let codes = world.check().codes();
                let found = codes.iter().filter(|code| **code == ContactDnc).count();
                assert_eq!(found, 2, "{opted_out} {called} {blocked}: {codes:?}");
            }
        }
    }
}

#[test]
fn numbers_that_are_masked_or_spelled_are_not_those_of_others() {
    for [opted_out, called] in [
        ["+1202555****", "+1202555****"],
        ["1-800-555-CALL", "1-800-555-MEOW"],
        ["8.8691234E+11", "8.8691234E+11"],
    ] {
        let mut world = World { hours: Some(HoursSettings::default()), ..World::default() };
        world.contacts[0]["phone"] = json!(opted_out);
        world.contacts[1]["phone"] = json!(called);
        world.contacts[0]["contact_labels"] = json!([label(2, "DNC")]);
        let codes = world.check().codes();
        let found = codes.iter().filter(|code| **code == FindingCode::ContactDnc).count();
        assert_eq!(found, 1, "{opted_out} {called}: {codes:?}");
    }
}

#[test]
fn a_national_form_is_known_again_only_with_its_country() {
    let found = |hours: Option<HoursSettings>, opted_out: &str| {
        let mut world = World { hours, ..World::default() };
        world.contacts[0]["phone"] = json!("+886912345678");
        world.contacts[1]["phone"] = json!(opted_out);
        world.contacts[1]["contact_labels"] = json!([label(2, "DNC")]);
        world.check().codes().iter().filter(|code| **code == FindingCode::ContactDnc).count()
    };
    let taiwan = HoursSettings { default_country: Some("TW".into()), ..HoursSettings::default() };
    for (opted_out, hours, count) in [
        ("0912345678", None, 1),
        ("0912345678", Some(HoursSettings::default()), 1),
        ("0912345678", Some(taiwan), 2),
        ("+8860912345678", None, 1),
        ("+8860912345678", Some(HoursSettings::default()), 2),
    ] {
        assert_eq!(found(hours, opted_out), count, "{opted_out}");
    }
}
