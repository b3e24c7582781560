//! Each code is found where its fault is, and nowhere else.

use std::collections::HashSet;

use seax_dialer::{
    model::{
        FindingCode,
        draft::CallPace,
        finding::{CheckResult, Finding, Severity},
    },
    preflight::{hours::HoursSettings, window},
    schema::Checked,
};
use serde_json::{Value, json};

use crate::{
    cases,
    world::{CONTACT, CONVERSATION, Checkup, LABEL, PHONE, World, check_with, contact, id, label, phone},
};

#[test]
fn a_clean_draft_has_no_findings() {
    let checkup = World::default().check();
    assert_eq!(checkup.preflight.findings, []);
    assert!(checkup.errors.is_empty());
    let audience = checkup.preflight.audience.expect("the audience is known");
    let counts = (audience.total, audience.with_number, audience.callable, audience.complete);
    assert_eq!(counts, (3, 3, 3, true));
    let heard: Vec<_> = audience.sample.iter().filter_map(|contact| contact.message.as_deref()).collect();
    assert_eq!(heard, ["Hello Ada in Taipei", "Hello Bob in Taipei", "Hello Eve in Taipei"]);
}

#[test]
fn contacts_that_the_api_leaves_out_are_not_callable() {
    let mut world = World::default();
    for (contact, name) in world.contacts.iter_mut().zip(["DNC", "invalid number", "unreachable"]) {
        contact["contact_labels"].as_array_mut().expect("labels").push(label(2, name));
    }
    world.contacts[0]["phone"] = Value::Null;
    let audience = world.check().preflight.audience.expect("the audience is known");
    assert_eq!((audience.total, audience.with_number, audience.callable), (3, 2, 1));

    world.contacts.truncate(2);
    let checkup = world.check();
    let audience = checkup.preflight.audience.as_ref().expect("the audience is known");
    assert_eq!((audience.with_number, audience.callable), (1, 0));
    let empty = checkup.preflight.findings.iter().find(|finding| finding.code == FindingCode::AudienceEmpty);
    let message = &empty.expect("nobody would be called").message;
    assert!(message.contains("has the label DNC or invalid number"), "{message}");
}

#[test]
fn a_contact_with_two_labels_that_the_api_leaves_out_is_left_out() {
    let mut world = World::default();
    world.contacts[2]["contact_labels"] = json!([label(2, "DNC"), label(3, "invalid number")]);
    // Somebody before it has its number.
    world.contacts[0]["phone"] = world.contacts[2]["phone"].clone();
    let checkup = world.check();
    use FindingCode::{ContactDnc, ContactInvalidNumber};
    assert_eq!(checkup.codes(), [ContactDnc, ContactDnc, ContactInvalidNumber, ContactInvalidNumber]);
    assert_eq!(checkup.preflight.audience.expect("the audience is known").callable, 2);
}

#[test]
fn every_code_is_found_in_a_draft_that_has_just_that_fault() {
    let mut covered = HashSet::new();
    for case in cases::all() {
        let checkup = case.world.check();
        // A missing file cannot be read either.
        let beside = match case.code {
            FindingCode::ContactFileMissing => vec![FindingCode::AudienceElsewhere],
            _ => vec![],
        };
        let expected = [vec![case.code], beside].concat();
        assert_eq!(checkup.codes(), expected, "{:#?}", checkup.preflight.findings);
        let finding = &checkup.preflight.findings[0];
        assert_eq!((finding.field.as_str(), &finding.severity), (case.field, &case.code.severity()));
        covered.insert(case.code);
    }
    let uncovered: Vec<_> = FindingCode::ALL.iter().filter(|code| !covered.contains(code)).collect();
    assert!(uncovered.is_empty(), "no case: {uncovered:?}");
}

#[test]
fn every_sentence_is_for_an_operator_and_says_what_to_do() {
    for case in cases::all() {
        for Finding { code, message, .. } in case.world.check().preflight.findings {
            assert!(message.ends_with('.'), "{code:?}: {message}");
            assert!(
                message.matches(". ").count() + message.matches(": ").count() >= 1,
                "{code:?}: {message}"
            );
            assert!(!message.contains("  "), "{code:?}: {message}");
            // Messages do not use the API's field names, which operators do not know; only an unknown one is repeated.
            let code_words = message.contains('`') || message.contains('_');
            assert!(!code_words || code == FindingCode::UnknownField, "{code:?}: {message}");
        }
    }
}

#[test]
fn findings_read_the_same_from_their_own_json() {
    for case in cases::all() {
        let Checkup { preflight, errors, json, .. } = case.world.check();
        let text: Value = serde_json::from_str(&json).expect("it is JSON");
        assert_eq!(text, serde_json::to_value(&preflight).expect("it is plain data"));
        assert!(Checked::<CheckResult>::input(json).is_ok(), "it fits its own table");
        let found = preflight.findings.iter().filter(|finding| finding.severity == Severity::Error);
        assert!(found.map(|finding| &finding.message).eq(&errors));
    }
}

#[test]
fn errors_come_before_warnings_and_those_before_infos() {
    let mut world = World::default()
        .with("stage", json!("DRAFT"))
        .with("message", json!("Hello {shoe} size }"))
        .with("message_variables", json!({"name": "Ada"}));
    world.contacts[1]["phone"] = json!("+12025550001");
    let severities: Vec<_> =
        world.check().preflight.findings.into_iter().map(|finding| finding.severity).collect();
    use Severity::{Error, Info, Warning};
    assert_eq!(severities, [Error, Warning, Warning, Warning, Info]);
}

#[test]
fn a_draft_that_selects_nobody_is_an_error_unless_everybody_is_meant() {
    let excluding =
        json!({"exclude_any_contact_label_ids": [id(LABEL, 2)], "exclude_contact_ids": [id(CONTACT, 1)]});
    for more in [json!({}), excluding, json!({"all_contact_label_ids": [], "addition_contact_ids": []})] {
        let mut world = World::default().with("any_contact_label_ids", json!([]));
        for (field, value) in more.as_object().unwrap() {
            world = world.with(field, value.clone());
        }
        let checkup = world.check();
        assert!(checkup.codes().contains(&FindingCode::AudienceEverybody), "{more}");
        assert!(!checkup.errors.is_empty(), "{more}");
        let draft = world.checked().expect("a draft");
        let meant = check_with(&draft, true, world.server());
        assert_eq!((meant.codes(), meant.errors.len()), (vec![], 0), "{more}");
    }
}

#[test]
fn contacts_are_named_where_a_placeholder_would_be_read_aloud() {
    let mut world = World::default().with("message", json!("{shoe} {Shoe}"));
    world.contacts[0]["contact_field_data"] = json!({"SHOE": 42});
    let checkup = world.check();
    let finding = checkup.only();
    assert!(
        finding.message.starts_with("2 contacts (Bob and Eve) have no value for {shoe}"),
        "{}",
        finding.message
    );
    let contacts = finding.contacts.as_ref().expect("contacts are named");
    assert_eq!((contacts.count, contacts.sample[0].id.as_str()), (2, id(CONTACT, 2).as_str()));
}

#[test]
fn a_placeholder_that_nobody_has_a_value_for_is_a_misspelling() {
    let sentence =
        |message: &str| World::default().with("message", json!(message)).check().only().message.clone();
    assert!(sentence("{ctiy}").contains("Correct its spelling"));
    assert!(sentence("{ name }").contains("Remove the spaces"));
}

#[test]
fn reserved_names_are_never_taken_from_the_variables() {
    let world = World::default()
        .with("message", json!("{whatsapp}"))
        .with("message_variables", json!({"whatsapp": "+12025550199"}));
    let codes = world.check().codes();
    assert_eq!(codes, [FindingCode::PlaceholderMissing, FindingCode::VariableReserved]);
}

#[test]
fn contacts_that_are_all_without_numbers_leave_nobody_to_call() {
    let mut world = World::default();
    world.contacts.iter_mut().for_each(|contact| contact["phone"] = json!(""));
    let checkup = world.check();
    assert_eq!(checkup.codes(), [FindingCode::AudienceEmpty, FindingCode::ContactWithoutNumber]);
    let message = |checkup: &Checkup| checkup.preflight.findings[0].message.clone();
    assert!(message(&checkup).contains("None of the selected contacts has a phone number"));
    world.contacts.clear();
    assert!(message(&world.check()).contains("No contact matches this selection"));
}

#[test]
fn a_window_is_long_enough_for_a_minute_a_call() {
    let world = |end: &str| World::default().with("max_dialers", json!(1)).with("end_time", json!(end));
    assert_eq!(world("2025-07-08T03:09:09Z").check().codes(), []);
    let checkup = world("2025-07-08T03:09:08Z").check();
    let message = &checkup.only().message;
    assert!(message.contains("3 contacts with 1 call at once can take 3 minutes"), "{message}");
    assert!(message.contains("only 2 minutes are left"), "{message}");

    let checkup = world("2025-07-08T08:06:08Z").with("max_attempts", json!(100)).check();
    let message = &checkup.only().message;
    assert!(
        message.contains("3 contacts up to 100 times each with 1 call at once can take 5 hours"),
        "{message}"
    );
    assert!(message.contains("only 4 hours 59 minutes are left"), "{message}");
}

#[test]
fn the_longest_time_of_a_campaign_is_a_minute_for_each_round_of_calls() {
    for (pace, contacts, minutes) in [
        (json!({}), 20, 1),
        (json!({}), 21, 2),
        (json!({"max_dialers": 3}), 10, 4),
        (json!({"max_attempts": 3}), 20, 3),
        (json!({"max_attempts": 2, "max_dialers": 5}), 10, 4),
        (json!({"max_dialers": 5, "max_attempts": 2}), 11, 5),
        (json!({"max_attempts": 0, "max_dialers": 0}), 2, 2),
        (json!({}), 0, 0),
    ] {
        let pace = Checked::<CallPace>::input(pace.to_string()).expect("a pace");
        assert_eq!(window::needed(&pace, contacts), minutes * 60, "{contacts}");
    }
}

#[test]
fn only_the_time_that_is_left_counts() {
    let world = World::default()
        .with("start_time", json!("2025-07-08T00:00:00Z"))
        .with("end_time", json!("2025-07-08T03:07:09Z"))
        .with("max_dialers", json!(1));
    assert_eq!(world.check().codes(), [FindingCode::WindowTooShort]);
}

#[test]
fn a_window_in_each_contacts_own_time_zone_is_not_judged_by_the_clock_of_one() {
    let over = |end: &str| {
        World::default()
            .with("start_time", json!("2025-07-06T00:00:00Z"))
            .with("end_time", json!(end))
            .with("is_timezone_aware", json!(true))
            .check()
            .codes()
    };
    assert_eq!(over("2025-07-08T01:00:00Z"), []);
    assert_eq!(over("2025-07-07T01:00:00Z"), [FindingCode::WindowOver]);
}

#[test]
fn a_scheduled_start_may_be_later_and_so_may_one_of_each_contacts_own() {
    let later = || World::default().with("start_time", json!("2025-07-08T03:30:00Z"));
    let relative =
        json!({"timezone": "Asia/Taipei", "date_contact_field_id": id(7, 1), "absolute_time": "03:00"});
    for (field, value) in [("is_schedule", json!(true)), ("relative_time_config", relative.clone())] {
        assert_eq!(later().with(field, value).check().codes(), [], "{field}");
    }
    // What is later than any time zone explains is not later for one contact only.
    let relative = later().with("relative_time_config", relative);
    for (end, day, expected) in [
        ("2025-07-10T03:00:00Z", "09", vec![]),
        ("2025-07-11T03:00:00Z", "10", vec![FindingCode::StartNotScheduled]),
    ] {
        let world = relative
            .clone()
            .with("start_time", json!(format!("2025-07-{day}T05:06:00Z")))
            .with("end_time", json!(end));
        assert_eq!(world.check().codes(), expected, "{end}");
        assert_eq!(world.with("is_schedule", json!(true)).check().codes(), [], "{end}");
    }
    // To the second: five minutes for all contacts, and 26 hours for one.
    for (world, start, expected) in [
        (later(), "2025-07-08T03:11:09Z", vec![]),
        (later(), "2025-07-08T03:11:10Z", vec![FindingCode::StartNotScheduled]),
        (relative.clone(), "2025-07-09T05:06:09Z", vec![]),
        (relative, "2025-07-09T05:06:10Z", vec![FindingCode::StartNotScheduled]),
    ] {
        let world = world.with("start_time", json!(start)).with("end_time", json!("2025-07-10T03:00:00Z"));
        assert_eq!(world.check().codes(), expected, "{start}");
    }
    // The API does not say that this one changes anything.
    let aware = later().with("is_timezone_aware", json!(true));
    assert_eq!(aware.check().codes(), [FindingCode::StartNotScheduled]);
    let short = aware.with("end_time", json!("2025-07-08T03:31:00Z")).with("max_dialers", json!(1));
    assert!(short.check().codes().contains(&FindingCode::WindowTooShort));
}

#[test]
fn a_phone_that_says_nothing_of_voice_is_not_accused() {
    for capability in [json!(null), json!({}), json!({"voice": null})] {
        let mut world = World::default();
        world.phones[0]["phone_capability"] = capability;
        assert_eq!(world.check().codes(), []);
    }
}

#[test]
fn ids_are_the_same_in_either_case_of_their_digits() {
    let mut world = World::default();
    world.draft = serde_json::from_str(&world.draft.to_string().replace("-8000-", "-A000-")).expect("JSON");
    for list in [&mut world.phones, &mut world.agents, &mut world.labels, &mut world.contacts] {
        for row in list {
            *row = serde_json::from_str(&row.to_string().replace("-8000-", "-a000-")).expect("JSON");
        }
    }
    assert_eq!(world.check().codes(), []);
}

#[test]
fn what_only_an_agent_needs_is_asked_of_agents_only() {
    let mut world = World::default().voice_drop();
    world.phones[0]["call_recipient"] = json!({"id": id(8, 1), "type": "IVR_MENU", "receiver": "menu"});
    assert_eq!(world.check().codes(), []);
}

/// A draft without a message, and its agent's greeting.
fn greeted(greeting: &str) -> World {
    let mut world = World::default().with("message", json!(null));
    let writing = json!({"type": "SEAX_SMS", "outbound_starting_message": "Reply {stop}"});
    let calling = json!({"type": "SEAX_CALL", "outbound_starting_message": greeting});
    world.agents[0]["integrations"] = json!([writing, calling]);
    world
}

#[test]
fn an_agent_has_its_own_words() {
    for message in [json!(null), json!(""), json!(" ")] {
        assert_eq!(World::default().with("message", message).check().codes(), []);
    }
}

#[test]
fn an_agent_without_a_greeting_needs_a_message() {
    for greeting in ["", " ", "\u{200b}"] {
        let world = greeted(greeting);
        let checkup = world.check();
        let finding = checkup.only();
        let expected = (FindingCode::NothingToSay, Severity::Warning, "message");
        assert_eq!((finding.code, finding.severity.clone(), finding.field.as_str()), expected);
        assert_eq!(world.clone().with("message", json!("Hello")).check().codes(), []);
        let recorded = world.clone().with("audio_url", json!("https://example.com/hello.mp3"));
        assert_eq!(recorded.check().codes(), []);
        let unreadable = World { failing: vec![("ai_agents", 1)], ..world };
        assert_eq!(unreadable.check().codes(), [FindingCode::AgentsUnreadable], "it is not known");
    }
}

#[test]
fn an_agents_greeting_is_checked_like_the_message_that_it_stands_for() {
    let world = greeted("Hi {name}, welcome to {event_name}");
    let checkup = world.check();
    assert_eq!(
        (checkup.only().code, checkup.only().field.as_str()),
        (FindingCode::PlaceholderMissing, "message")
    );
    let sentence = &checkup.only().message;
    assert!(
        sentence.contains("No contact to be called has a value for {event_name} in the AI agent's greeting"),
        "{sentence}"
    );

    let world = world.with("message_variables", json!({"event_name": "Expo"}));
    let checkup = world.check();
    assert_eq!(checkup.codes(), []);
    let audience = checkup.preflight.audience.expect("the audience is known");
    assert_eq!(audience.sample[0].message.as_deref(), Some("Hi Ada, welcome to Expo"));
    let elsewhere = world.with("mode", json!("WEBHOOK")).check().codes();
    assert_eq!(elsewhere, [FindingCode::AudienceElsewhere], "the variable is used");

    for (greeting, code) in [
        ("Hi [name]", FindingCode::LooksLikePlaceholder),
        ("Hi {{name}}", FindingCode::StrayBrace),
        ("You owe ${city}", FindingCode::LooksLikePlaceholder),
    ] {
        let checkup = greeted(greeting).check();
        assert_eq!(checkup.only().code, code, "{greeting}");
        assert!(checkup.only().message.contains("AI agent's greeting"), "{}", checkup.only().message);
    }
    let unused = greeted("Hi").with("message_variables", json!({"event_name": "Expo"})).check();
    assert_eq!(unused.only().code, FindingCode::VariableUnused);
    assert!(
        unused.only().message.starts_with("The AI agent's greeting does not use"),
        "{}",
        unused.only().message
    );
}

#[test]
fn a_message_or_a_recording_takes_the_place_of_the_agents_greeting() {
    let world = greeted("Welcome to {event_name}");
    assert_eq!(world.clone().with("message", json!("Hello")).check().codes(), []);
    assert_eq!(world.with("audio_url", json!("https://example.com/hello.mp3")).check().codes(), []);
}

#[test]
fn of_a_greeting_that_is_not_known_nobody_says_that_it_uses_no_variable() {
    let world = greeted("Welcome to {event_name}").with("message_variables", json!({"event_name": "Expo"}));
    let unreadable = World { failing: vec![("ai_agents", 1)], ..world.clone() };
    assert_eq!(unreadable.check().codes(), [FindingCode::AgentsUnreadable]);
    let mut gone = world;
    gone.agents.clear();
    assert_eq!(gone.check().codes(), [FindingCode::AgentNotFound]);
}

#[test]
fn contacts_that_are_not_called_hold_no_launch_up() {
    use FindingCode::*;
    let mut world = World::default().with("message", json!("Your number is {phone}"));
    world.contacts[0]["phone"] = Value::Null;
    assert_eq!(world.check().codes(), [ContactWithoutNumber]);

    let mut world = World::default();
    for number in 4..34 {
        let mut contact = contact(number, "Joe");
        contact["contact_labels"] = json!([label(3, "invalid number")]);
        contact["contact_field_data"] = json!({});
        world.contacts.push(contact);
    }
    assert_eq!(world.check().codes(), [ContactInvalidNumber]);

    let mut world = World::default();
    world.contacts[0]["contact_labels"] = json!([label(2, "DNC")]);
    world.contacts[1]["phone"] = world.contacts[0]["phone"].clone();
    assert_eq!(world.check().codes(), [ContactDnc, ContactDnc], "only one of the two is called");
}

#[test]
fn a_contact_with_two_labels_of_one_name_is_one_contact() {
    let mut world = World::default();
    world.contacts[0]["contact_labels"] = json!([label(2, "DNC"), label(5, "dnc")]);
    let checkup = world.check();
    let finding = checkup.only();
    assert!(finding.message.starts_with("1 contact (Ada) has opted out"), "{}", finding.message);
    let fix = serde_json::to_value(&finding.fix).expect("plain data");
    assert_eq!(fix["add"]["exclude_any_contact_label_ids"], json!([id(LABEL, 2), id(LABEL, 5)]));
}

#[test]
fn a_value_that_only_contacts_have_who_are_not_called_is_a_value_that_nobody_has() {
    let mut world = World::default().with("message", json!("Hello in {town}"));
    world.contacts[0]["contact_field_data"] = json!({"town": "Oslo"});
    world.contacts[0]["phone"] = Value::Null;
    let checkup = world.check();
    let missing = &checkup.preflight.findings[0];
    assert!(
        missing.message.starts_with("No contact to be called has a value for {town}"),
        "{}",
        missing.message
    );
    assert_eq!(missing.fix, None);
}

#[test]
fn a_phones_recipient_is_named_by_type_and_id() {
    let codes = |kind: &str, receiver: u64| {
        let mut world = World::default();
        world.phones[0]["call_recipient"] =
            json!({"id": id(8, 1), "type": kind, "receiver": id(CONVERSATION, receiver)});
        world.check().codes()
    };
    assert_eq!(codes("AI_AGENT", 1), []);
    assert_eq!(codes("AI_AGENT", 2), [FindingCode::RecipientNeeded]);
    assert_eq!(codes("HUMAN_AGENT", 1), [FindingCode::RecipientNeeded]);
}

#[test]
fn of_a_phone_that_is_not_found_nobody_says_that_its_recipient_is_right() {
    let world = World::default()
        .with("phone_ids", json!([id(PHONE, 1), id(PHONE, 7)]))
        .with("overwrite_phone_recipient", json!({"type": "AI_AGENT", "receiver": id(CONVERSATION, 1)}));
    assert_eq!(world.check().codes(), [FindingCode::PhoneNotFound]);
}

#[test]
fn a_keyword_or_a_contact_is_a_choice_too() {
    for (field, value) in [("keyword", json!("a")), ("addition_contact_ids", json!([id(CONTACT, 1)]))] {
        let world = World::default().with("any_contact_label_ids", json!([])).with(field, value);
        assert_eq!(world.check().codes(), [], "{field}");
    }
}

#[test]
fn a_phone_is_known_by_its_name_and_its_number() {
    let message = |name: Value| {
        let mut world = World::default();
        world.phones[0]["enabled"] = json!(false);
        world.phones[0]["name"] = name;
        world.check().only().message.clone()
    };
    let named = message(json!(" Front desk "));
    assert!(named.starts_with("The phone Front desk (+12025550100) is disabled."), "{named}");
    for name in [json!(""), json!(" ")] {
        let nameless = message(name);
        assert!(nameless.starts_with("The phone +12025550100 is disabled."), "{nameless}");
    }
}

#[test]
fn a_bad_phone_is_only_taken_out_where_a_good_one_is_left() {
    let fixable = |ids: Value| {
        let mut world = World { phones: vec![phone(1)], ..World::default() }.with("phone_ids", ids);
        world.contacts.push(contact(4, "Joe"));
        world.check().only().fix.is_some()
    };
    assert!(fixable(json!([id(PHONE, 1), id(PHONE, 7)])));
    assert!(!fixable(json!([id(PHONE, 7)])));

    let mut mute = World::default().with("phone_ids", json!([id(PHONE, 1), id(PHONE, 7)]));
    mute.phones[0]["phone_capability"]["voice"] = json!(false);
    assert!(mute.check().preflight.findings.iter().all(|finding| finding.fix.is_none()));
}

#[test]
fn a_phone_that_cannot_call_has_no_say_in_who_takes_callbacks_where_a_good_one_is_left() {
    let with = |change: fn(&mut Value)| {
        let mut world = World::default().with("phone_ids", json!([id(PHONE, 1), id(PHONE, 2)]));
        world.phones[1]["call_recipient"] =
            json!({"id": id(8, 1), "type": "HUMAN_AGENT", "receiver": id(8, 2)});
        change(&mut world.phones[1]);
        world
    };
    let disabled = with(|phone| phone["enabled"] = json!(false));
    let mute = with(|phone| phone["phone_capability"]["voice"] = json!(false));
    for (world, code) in [(disabled, FindingCode::PhoneDisabled), (mute, FindingCode::PhoneWithoutVoice)] {
        assert_eq!(world.check().codes(), [code]);
        let overwrite = json!({"type": "AI_AGENT", "receiver": id(CONVERSATION, 1)});
        let kept = world.clone().with("overwrite_phone_recipient", overwrite);
        assert_eq!(kept.check().codes(), [code], "it is needed if the phone is enabled");
        let alone = world.with("phone_ids", json!([id(PHONE, 2)]));
        assert_eq!(alone.check().codes(), [code, FindingCode::RecipientNeeded]);
    }
}

#[test]
fn a_label_is_looked_for_wherever_the_draft_names_one() {
    for field in [
        "all_contact_label_ids",
        "any_contact_label_ids",
        "exclude_any_contact_label_ids",
        "exclude_all_contact_label_ids",
        "attach_contact_label_ids",
    ] {
        let world = World::default().with(field, json!([id(LABEL, 1), id(LABEL, 7)]));
        let found = world.check().preflight.findings;
        let found =
            found.iter().find(|finding| finding.code == FindingCode::LabelNotFound).expect("it is found");
        assert_eq!(found.field, format!("{field}[1]"));
    }
}

#[test]
fn only_labels_that_keep_contacts_from_being_called_are_not_to_be_attached() {
    for (name, expected) in [
        ("DNC", vec![FindingCode::OptOutAttached]),
        ("Invalid Number", vec![FindingCode::OptOutAttached]),
        ("unreachable", vec![]),
        ("called", vec![]),
    ] {
        let mut world =
            World::default().with("attach_contact_label_ids", json!([id(LABEL, 5).to_uppercase()]));
        world.labels.push(label(5, name));
        let checkup = world.check();
        assert_eq!(checkup.codes(), expected, "{name}");
    }
}

#[test]
fn what_a_value_would_have_read_out_literally_is_found() {
    use FindingCode::*;
    let found = |value: &str| {
        let world = World::default()
            .with("message", json!("{greeting} in {city}"))
            .with("message_variables", json!({"greeting": value}));
        let findings = world.check().preflight.findings;
        findings
            .into_iter()
            .map(|finding| (finding.code, finding.field, finding.severity))
            .collect::<Vec<_>>()
    };
    let with = |severity| vec![(PlaceholderInValue, "message_variables.greeting".to_owned(), severity)];
    for value in ["Hi {nope}", "Hi {name}", "{{name}}"] {
        assert_eq!(found(value), with(Severity::Error), "{value}");
    }
    for value in ["Hi [name]", "Hi <%= name %>", "undefined", "null", "Hi $name", "｛名｝"] {
        assert_eq!(found(value), with(Severity::Warning), "{value}");
    }
    assert_eq!(found("Caf\u{fffd}"), with(Severity::Warning));
    assert_eq!(found("Hi there, 50% off [1]"), []);
    assert_eq!(found("\u{200b}")[0].0, VariableEmpty);
}

#[test]
fn contacts_whose_values_would_be_read_out_literally_are_named() {
    use Severity::{Error, Warning};
    for (name, city, severity) in [
        ("{name}", "Oslo", Error),
        ("Ms {last_name}", "Oslo", Error),
        ("[First Name]", "Oslo", Warning),
        ("Ada", "{city}", Error),
        ("Ada", "undefined", Warning),
        ("\u{fffd}p", "Oslo", Warning),
        ("Ada", "Malm\u{fffd} Syd", Warning),
    ] {
        let mut world = World::default().with("message", json!("{name} in {city}"));
        world.contacts[0]["name"] = json!(name);
        world.contacts[0]["contact_field_data"] = json!({"city": city});
        let checkup = world.check();
        let finding = checkup.only();
        let expected = (FindingCode::PlaceholderInValue, severity);
        assert_eq!((finding.code, finding.severity.clone()), expected, "{}", finding.message);
        assert_eq!(finding.contacts.as_ref().map(|contacts| contacts.count), Some(1));
        assert!(finding.fix.is_some());
    }
    // The two kinds are told apart, each with its contacts.
    let mut world = World::default().with("message", json!("{name} in {city}"));
    world.contacts[0]["contact_field_data"] = json!({"city": "null"});
    world.contacts[1]["contact_field_data"] = json!({"city": "{city}"});
    let findings = world.check().preflight.findings;
    for (finding, (severity, contact)) in findings.iter().zip([(Error, 2), (Warning, 1)]) {
        assert_eq!((&finding.severity, &finding.field), (&severity, &"message".to_owned()));
        let fix = serde_json::to_value(&finding.fix).expect("JSON");
        assert_eq!(fix["add"]["exclude_contact_ids"], json!([id(CONTACT, contact)]));
    }
    assert_eq!(findings.len(), 2);
    let mut world = World::default().with("message", json!("Hello in {city}"));
    world.contacts[0]["name"] = json!("{name}");
    assert_eq!(world.check().codes(), [], "nobody hears the name");
}

#[test]
fn a_sign_before_a_placeholder_is_found_where_it_stands_before_words() {
    let check = |message: &str, field: &str| {
        let mut world = World::default().with("message", json!(message));
        for contact in &mut world.contacts {
            contact["contact_field_data"] = json!({"city": "Oslo", "sum": field});
        }
        world.check()
    };
    let checkup = check("Hello ${name}", "");
    let finding = checkup.only();
    assert_eq!(finding.code, FindingCode::LooksLikePlaceholder);
    let fix = serde_json::to_value(&finding.fix).expect("JSON");
    assert_eq!(fix["set"]["message"], "Hello {name}");
    assert_eq!(check("You owe ${sum} of #{Sum}", "words").only().code, FindingCode::LooksLikePlaceholder);
    assert_eq!(check("You owe ${sum}", "12.50").codes(), []);
    // However many of the values are words.
    for words in 1..=3 {
        let mut world = World::default().with("message", json!("You owe ${sum}"));
        for (place, contact) in world.contacts.iter_mut().enumerate() {
            let sum = if place < words { "nothing" } else { "12.50" };
            contact["contact_field_data"] = json!({"sum": sum});
        }
        let checkup = world.check();
        assert_eq!(checkup.only().code, FindingCode::LooksLikePlaceholder, "{words}");
        assert!(checkup.only().message.contains("some values are words"), "{}", checkup.only().message);
    }
    assert_eq!(check("Call ${phone}", "").codes(), []);
    for message in ["Save 20%{sum}", "獲得２０％{sum}", "{city}%{sum}"] {
        assert_eq!(check(message, "words").codes(), [], "{message}");
    }
}

#[test]
fn a_message_that_nobody_sees_says_nothing() {
    for message in ["\u{200b}", "\u{feff}\n\u{2060}"] {
        let checkup = World::default().voice_drop().with("message", json!(message)).check();
        assert_eq!(checkup.only().code, FindingCode::NothingToSay);
    }
}

#[test]
fn nobody_is_excluded_for_a_contact_who_may_have_another_number() {
    let hours = HoursSettings { default_country: Some("TW".into()), ..Default::default() };
    let mut world = World { hours: Some(hours), ..World::default() };
    // The second can have the number of either other one. Without it and the third, nobody would be called at the third's.
    for (place, number) in ["+16502530000", "009 1 650 253 0000", "+916502530000"].into_iter().enumerate() {
        world.contacts[place]["phone"] = json!(number);
    }
    let findings = world.check().preflight.findings;
    let repeated = findings.iter().find(|finding| finding.code == FindingCode::NumberRepeated);
    let repeated = repeated.expect("two contacts may have the numbers of others");
    assert_eq!((repeated.contacts.as_ref().map(|contacts| contacts.count), &repeated.fix), (Some(2), &None));
}

#[test]
fn a_number_is_repeated_however_it_is_written() {
    for (first, second) in [
        ("+14155550111", "+1 415 555 0111"),
        ("+14155550111", "tel:+14155550111"),
        ("+14155550111", "\u{202a}+14155550111\u{202c}"),
        ("+14155550111", "14155550111"),
        ("+14155550111", "0014155550111"),
        ("+14155550111", "＋１４１５５５５０１１１"),
        ("+14155550111", "+１４１５５５５０１１１"),
        ("+14155550111", "'+14155550111"),
        ("+447911123456", "+44 (0)7911 123456"),
        ("+390212345678", "+39 (0)2 12345678"),
        ("+390212345678", "0039 (0)2 12345678"),
        ("phone: +14155550111", "tel:+1-415-555-0111"),
    ] {
        for (first, second) in [(first, second), (second, first)] {
            let mut world = World::default();
            world.contacts[0]["phone"] = json!(first);
            world.contacts[1]["phone"] = json!(second);
            let codes = world.check().codes();
            assert_eq!(codes, [FindingCode::NumberNotE164, FindingCode::NumberRepeated], "{first} {second}");
        }
    }
    let mut world = World::default();
    world.contacts[0]["phone"] = json!("0912345678");
    world.contacts[1]["phone"] = json!("+912345678");
    assert_eq!(world.check().codes(), [FindingCode::NumberNotE164]);
}
