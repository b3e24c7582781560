//! How a check reads the workspace: few requests, in parallel, and robust against failures.

use seax_dialer::model::FindingCode;
use serde_json::json;

use crate::{
    transport::Answer,
    world::{
        CONTACT, Checkup, LABEL, LISTS, PHONE, World, check_with, contact, id, label, list_of, parameter,
        phone,
    },
};

#[test]
fn a_check_reads_each_list_once_and_then_who_has_opted_out() {
    let checkup = World::default().check();
    assert_eq!(LISTS.map(|list| checkup.requests(list)), [1, 1, 1, 2]);
    let last = &checkup.sent.last().expect("it is read").url;
    let opt_outs = [id(LABEL, 2), id(LABEL, 3)].join("%2C");
    assert_eq!(parameter(last, "any_contact_label_ids"), Some(&*opt_outs), "who has opted out is read last");
    assert_eq!(
        LISTS.map(|list| without_opt_outs().check().requests(list)),
        [1, 1, 1, 1],
        "there is no such label"
    );
}

#[test]
fn what_a_draft_has_nothing_to_do_with_is_not_read() {
    // Without labels of its own, a draft still needs to know which of them keep contacts out.
    let world =
        World::default().voice_drop().with("any_contact_label_ids", json!(null)).with("keyword", json!("a"));
    assert_eq!(LISTS.map(|list| world.check().requests(list)), [1, 0, 1, 2]);
    let world = World::default().with("phone_ids", json!([])).with("mode", json!("WEBHOOK"));
    assert_eq!(LISTS.map(|list| world.check().requests(list)), [0, 1, 1, 0]);
}

#[test]
fn a_server_may_return_fewer_rows_than_a_check_asks_for() {
    // The draft's phone, agent and label, and the label that keeps contacts out, come last.
    let mut world = World { page: 1, ..World::default() };
    world.phones.reverse();
    world.agents.reverse();
    world.labels.rotate_left(1);
    let mut opted_out = contact(4, "Zoe");
    opted_out["contact_labels"] = json!([label(2, "DNC")]);
    opted_out["phone"] = world.contacts[2]["phone"].clone();
    world.others = vec![opted_out];
    let checkup = world.check();
    assert_eq!(checkup.only().code, FindingCode::ContactDnc);
    assert_eq!(LISTS.map(|list| checkup.requests(list)), [2, 2, 3, 7]);
    world.labels = (1..=40).map(|number| label(number, "some")).chain([label(41, "DNC")]).collect();
    world.others[0]["contact_labels"] = json!([label(41, "DNC")]);
    assert_eq!(World { page: 20, ..world }.check().only().code, FindingCode::ContactDnc);
}

#[test]
fn a_server_that_gives_the_same_rows_for_ever_does_not_hold_a_check_for_ever() {
    let mut server = World::default().server();
    let page = json!({"data": [phone(1)], "total": 99_999}).to_string();
    let checkup = check_with(&World::default().checked().expect("a draft"), false, move |sent| {
        if list_of(&sent.url) == "phones" { Answer::reply(200, page.clone()) } else { server(sent) }
    });
    assert_eq!(checkup.codes(), [FindingCode::PhonesUnreadable]);
    assert_eq!(checkup.requests("phones"), 2);
}

#[test]
fn phones_that_are_switched_off_are_only_read_for_one_that_is_not_found() {
    let world = World::default().with("phone_ids", json!([id(PHONE, 7)]));
    assert_eq!(world.check().requests("phones"), 2);
}

#[test]
fn the_lists_are_read_in_parallel() {
    let world = World::default();
    let draft = world.checked().expect("a draft");
    let checkup = check_with(&draft, false, |_| Answer::reply(200, r#"{"data":[],"total":0}"#).after(1_000));
    let first: Vec<_> =
        checkup.sent.iter().filter(|sent| sent.at == 0).map(|sent| list_of(&sent.url)).collect();
    assert_eq!(first, LISTS);
}

#[test]
fn an_agents_greeting_is_read_before_the_contacts_who_hear_it() {
    let draft = World::default().with("message", json!(null)).checked().expect("a draft");
    let checkup = check_with(&draft, false, |_| Answer::reply(200, r#"{"data":[],"total":0}"#).after(1_000));
    let sent: Vec<_> = checkup.sent.iter().map(|sent| (sent.at, list_of(&sent.url))).collect();
    assert_eq!(sent.iter().filter(|(at, _)| *at == 0).collect::<Vec<_>>(), [&(0, "ai_agents")]);
    let others = sent.iter().filter(|(at, _)| *at == 1_000).map(|(_, list)| *list);
    assert_eq!(others.collect::<Vec<_>>(), ["phones", "contact_labels", "contacts"]);
}

/// A world in which no label keeps contacts out.
fn without_opt_outs() -> World {
    World { labels: vec![label(1, "customers")], ..World::default() }
}

/// Checks a draft of additional contacts. The server lists those that a query names, each of them once, and otherwise those that
/// the draft's labels select.
fn check_additions(world: &World) -> Checkup {
    let (draft, mut server) = (world.checked().expect("a draft"), world.server());
    check_with(&draft, false, move |sent| match parameter(&sent.url, "addition_contact_ids") {
        Some(named) => {
            let named = named.to_lowercase();
            let rows: Vec<_> = (1..=150)
                .filter(|number| named.contains(&id(CONTACT, *number)))
                .map(|number| contact(number, "Ada"))
                .collect();
            Answer::reply(200, json!({"data": rows, "total": rows.len()}).to_string())
        }
        None => server(sent),
    })
}

#[test]
fn a_contact_that_is_added_twice_is_one_contact() {
    let mut added: Vec<_> = (1..=101).map(|number| id(CONTACT, number)).collect();
    added.push(added[0].to_uppercase());
    let world = without_opt_outs()
        .with("any_contact_label_ids", json!(null))
        .with("addition_contact_ids", json!(added));
    let checkup = check_additions(&world);
    assert_eq!(checkup.codes(), []);
    assert_eq!(checkup.preflight.audience.as_ref().expect("it is known").total, 101);
    assert_eq!(checkup.requests("contacts"), 2);
    let same = world.with("addition_contact_ids", json!(vec![id(CONTACT, 1); 1_000]));
    assert!(check_additions(&same).sent.iter().all(|sent| sent.url.len() < 500));
}

#[test]
fn a_contact_that_has_a_label_and_is_added_is_one_contact() {
    // Contacts 1 to 3 have the label.
    let added: Vec<_> = (2..=150).map(|number| id(CONTACT, number).to_uppercase()).collect();
    let world = without_opt_outs().with("addition_contact_ids", json!(added));
    let checkup = check_additions(&world);
    assert_eq!(checkup.codes(), []);
    assert_eq!(checkup.preflight.audience.as_ref().expect("it is known").total, 150);
    assert_eq!(checkup.requests("contacts"), 3);
    assert!(checkup.sent.iter().all(|sent| sent.url.len() < 5_000));
}

#[test]
fn one_request_names_up_to_a_hundred_contacts() {
    let named: Vec<_> = (200..300).map(|number| id(CONTACT, number)).collect();
    for field in ["addition_contact_ids", "exclude_contact_ids"] {
        let checkup = without_opt_outs().with(field, json!(named)).check();
        assert_eq!(checkup.requests("contacts"), 1, "{field}");
        let url = &checkup.sent.iter().find(|sent| list_of(&sent.url) == "contacts").expect("it is read").url;
        assert_eq!(parameter(url, field), Some(named.join("%2C").as_str()));
        assert_eq!(parameter(url, "any_contact_label_ids"), Some(id(LABEL, 1).as_str()));
    }
}

#[test]
fn a_blank_keyword_does_not_make_a_long_url() {
    let added: Vec<_> = (1..=101).map(|number| id(CONTACT, number)).collect();
    let world = without_opt_outs()
        .with("any_contact_label_ids", json!(null))
        .with("keyword", json!(""))
        .with("addition_contact_ids", json!(added));
    assert_eq!(check_additions(&world).requests("contacts"), 2);
}

#[test]
fn the_audience_is_the_one_that_the_draft_chooses() {
    let world = World::default()
        .with("keyword", json!("A&B"))
        .with("addition_contact_ids", json!([id(CONTACT, 1), id(CONTACT, 2)]))
        .with("exclude_contact_ids", json!([id(CONTACT, 8)]));
    let checkup = world.check();
    let url = &checkup.sent.iter().find(|sent| list_of(&sent.url) == "contacts").expect("it is read").url;
    assert_eq!(parameter(url, "keyword"), Some("A%26B"));
    let added = [id(CONTACT, 1), id(CONTACT, 2)].join("%2C");
    assert_eq!(parameter(url, "addition_contact_ids"), Some(added.as_str()));
    assert_eq!(parameter(url, "exclude_contact_ids"), Some(id(CONTACT, 8).as_str()));
    assert_eq!(parameter(url, "message"), None);
}

#[test]
fn a_contact_that_is_added_and_excluded_is_checked_because_it_may_be_called() {
    use FindingCode::{ChosenAndExcluded, PlaceholderMissing};
    // This server, too, leaves out whom a query excludes.
    for others in [0, 150] {
        let excluded: Vec<_> = (0..=others).map(|number| id(CONTACT, 2 + 100 * number)).collect();
        let mut world = World::default()
            .with("addition_contact_ids", json!([id(CONTACT, 2).to_uppercase()]))
            .with("exclude_contact_ids", json!(excluded));
        world.contacts[1]["contact_field_data"] = json!({});
        let checkup = world.check();
        assert_eq!(checkup.codes(), [PlaceholderMissing, ChosenAndExcluded]);
        assert_eq!(checkup.preflight.audience.expect("it is known").callable, 3);
    }
    let world = World::default().with("exclude_contact_ids", json!([id(CONTACT, 2).to_uppercase()]));
    assert_eq!(world.check().preflight.audience.expect("it is known").callable, 2);
}

#[test]
fn a_long_list_of_exclusions_does_not_make_a_long_url() {
    let mut excluded: Vec<_> = (100..5_000).map(|number| id(CONTACT, number)).collect();
    excluded.push(id(CONTACT, 2).to_uppercase());
    let checkup = World::default().with("exclude_contact_ids", json!(excluded)).check();
    assert_eq!(checkup.codes(), []);
    assert_eq!(checkup.preflight.audience.expect("it is known").total, 2);
    assert!(checkup.sent.iter().all(|sent| sent.url.len() < 500));
}

#[test]
fn all_pages_of_an_audience_are_looked_at() {
    let mut world = World { page: 2, ..World::default() };
    world.contacts.extend((4..10).map(|number| contact(number, "Joe")));
    world.contacts[8]["phone"] = json!("+12025550001");
    let checkup = world.check();
    assert_eq!(checkup.only().code, FindingCode::NumberRepeated);
    assert_eq!(checkup.preflight.audience.expect("it is known").total, 9);
}

#[test]
fn what_was_read_before_a_failure_still_counts() {
    let mut world = World { page: 2, failing: vec![("contacts", 2)], ..World::default() };
    world.contacts[0]["phone"] = json!(null);
    let checkup = world.check();
    assert_eq!(checkup.codes(), [FindingCode::AudienceUnreadable, FindingCode::ContactWithoutNumber]);
    let message = &checkup.preflight.findings[0].message;
    assert!(message.starts_with("Some of the contacts could not be read"), "{message}");
    let audience = checkup.preflight.audience.expect("a part of it is known");
    assert_eq!((audience.total, audience.complete), (2, false));
}

#[test]
fn nothing_readable_is_still_an_answer() {
    let world = World { failing: LISTS.map(|list| (list, 1)).to_vec(), ..World::default() };
    let checkup = world.check();
    use FindingCode::*;
    assert_eq!(checkup.codes(), [PhonesUnreadable, AgentsUnreadable, LabelsUnreadable, AudienceUnreadable]);
    let message = &checkup.preflight.findings[3].message;
    assert!(message.starts_with("The contacts could not be read"), "{message}");
    let audience = checkup.preflight.audience.expect("nothing of it is known");
    assert_eq!((audience.total, audience.complete), (0, false));
}

#[test]
fn replies_of_any_bytes_are_an_answer() {
    let draft = World::default().checked().expect("a draft");
    for body in ["", "{}", "[]", "{\"data\":[1]}", "{\"data\":[{\"id\":\"x\"}]}"] {
        let checkup = check_with(&draft, false, move |_| Answer::reply(200, body));
        assert_eq!(checkup.preflight.findings.len(), 4, "{body}");
    }
    let bytes = b"{\"data\":[],\"x\":\"\xff\"}";
    assert!(!check_with(&draft, false, move |_| Answer::reply(200, &bytes[..])).errors.is_empty());
}
