//! Creating, changing and deleting contacts, and the effect on campaigns.

use std::time::Duration;

use seax_sandbox::settings::Settings;
use serde_json::{Value, json};

use crate::support::{
    Client, DNC, MAIN_PHONE, MINUTES, Reply, SECOND, SURVEY, VIP, draft_with, label_names, start, wait_until,
};

const UNKNOWN: &str = "11111111-2222-4444-3333-555555555555";

fn client() -> Client {
    start(Settings::default())
}

fn add(client: &Client, contact: Value) -> Reply {
    client.send("POST", "contacts", Some(&contact))
}

fn added(client: &Client, contact: Value) -> Value {
    let reply = add(client, contact);
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.body
}

fn path(contact: &Value) -> String {
    format!("contacts/{}", contact["id"].as_str().unwrap())
}

fn change(client: &Client, contact: &Value, change: Value) -> Value {
    let reply = client.send("PATCH", &path(contact), Some(&change));
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.body
}

fn delete(client: &Client, contact: &Value) -> u16 {
    client.send("DELETE", &path(contact), None).status
}

/// Returns a contact as a list shows it.
fn listed(client: &Client, contact: &Value) -> Option<Value> {
    let query = format!("contacts?addition_contact_ids={}", contact["id"].as_str().unwrap());
    client.ok(&query)["data"].get(0).cloned()
}

fn total(client: &Client, query: &str) -> u64 {
    client.ok(query)["total"].as_u64().unwrap()
}

/// Returns the contacts with the survey's label, in the order of a list.
fn survey(client: &Client) -> Vec<Value> {
    client.ok(&format!("contacts?limit=0&all_contact_label_ids={SURVEY}"))["data"].as_array().unwrap().clone()
}

#[test]
fn a_contact_is_returned_as_it_was_created() {
    let client = client();
    let before = total(&client, "contacts");
    let wish = json!({
        "name": " 陳 \"Bob\" O'Brien ",
        "phone": "+12025550901",
        "whatsapp_phone": "+12025550902",
        "note": "Prefers <b>mornings</b>",
        "messenger_psid": "1234567890",
        "instagram_psid": "9876543210",
        "line_user_id": "U4af4980629",
        "profile_picture_url": "https://example.com/avatar.jpg",
        "contact_field_data": { "seat": 12, "nested": { "deep": [1, null] } },
        "contact_label_ids": [VIP, DNC],
    });
    let contact = added(&client, wish.clone());
    for (field, value) in wish.as_object().unwrap().iter().filter(|(field, _)| *field != "contact_label_ids")
    {
        assert_eq!(&contact[field], value, "{field}");
    }
    assert_eq!(label_names(&contact), ["DNC", "VIP"]);
    assert_eq!(contact["workspace_id"], json!(client.workspace));
    assert_eq!(contact["created_time"], contact["updated_time"]);
    let list = client.ok("contacts");
    assert_eq!((&list["data"][0], &list["total"]), (&contact, &json!(before + 1)), "newest first");
}

#[test]
fn a_name_is_enough() {
    let client = client();
    let contact = added(&client, json!({ "name": "Ann", "phone": null, "no_such_field": 1 }));
    for field in ["phone", "whatsapp_phone", "contact_field_data"] {
        assert_eq!(contact[field], json!(null), "{field}");
    }
    assert_eq!((&contact["note"], label_names(&contact).len()), (&json!(""), 0));
    assert!(contact.get("no_such_field").is_none());
    let empty = added(&client, json!({ "name": "Ann", "contact_field_data": {} }));
    assert_eq!(empty["contact_field_data"], json!({}));
    assert_ne!(contact["id"], empty["id"]);
}

#[test]
fn an_invalid_contact_is_rejected_with_all_errors() {
    let client = client();
    let before = total(&client, "contacts");
    let seeded = client.ok("contacts")["data"][0].clone();
    let faults = json!({
        "name": " ",
        "phone": "0912-345-678",
        "whatsapp_phone": 5,
        "note": [],
        "contact_field_data": "seat",
        "contact_label_ids": [VIP, "VIP", UNKNOWN],
    });
    let locations = [
        "body.name",
        "body.phone",
        "body.whatsapp_phone",
        "body.note",
        "body.contact_field_data",
        "body.contact_label_ids.1",
        "body.contact_label_ids.2",
    ];
    assert_eq!(add(&client, json!({})).locations(), ["body.name"]);
    assert_eq!(add(&client, json!({ "name": null })).locations(), ["body.name"]);
    assert_eq!(client.send("POST", "contacts", None).locations(), ["body"]);
    for reply in [add(&client, faults.clone()), client.send("PATCH", &path(&seeded), Some(&faults))] {
        let mut found = reply.locations();
        found.sort();
        let mut wanted = locations.to_vec();
        wanted.sort_unstable();
        assert_eq!(found, wanted);
    }
    let message = add(&client, json!({ "name": "Ann", "contact_label_ids": [UNKNOWN] })).text;
    assert!(message.contains(&format!("'{UNKNOWN}' not found in this workspace")), "{message}");
    assert_eq!(total(&client, "contacts"), before, "nothing was made");
    assert_eq!(listed(&client, &seeded), Some(seeded), "nothing was changed");
}

#[test]
fn a_change_keeps_other_fields() {
    let client = client();
    let wish = json!({ "name": "Ann", "phone": "+12025550901", "contact_field_data": { "seat": 1, "row": 2 },
        "line_user_id": "U1", "contact_label_ids": [VIP] });
    let contact = added(&client, wish);
    client.advance(SECOND);
    let changed = change(&client, &contact, json!({ "note": "Late", "messenger_psid": "7" }));
    let mut expected = contact.clone();
    expected["note"] = json!("Late");
    expected["messenger_psid"] = json!("7");
    expected["updated_time"] = changed["updated_time"].clone();
    assert_eq!(changed, expected);
    assert!(changed["updated_time"].as_str() > contact["updated_time"].as_str());
    assert_eq!(listed(&client, &contact), Some(changed));

    let fields = change(&client, &contact, json!({ "name": "Bob", "contact_field_data": { "seat": 9 } }));
    assert_eq!(fields["name"], json!("Bob"));
    assert_eq!(fields["contact_field_data"], json!({ "seat": 9 }), "fields are replaced as a whole");
    assert_eq!(label_names(&fields), ["VIP"]);
}

#[test]
fn setting_labels_keeps_system_labels_unless_all_are_replaced() {
    let client = client();
    let contact = added(&client, json!({ "name": "Ann", "contact_label_ids": [VIP, DNC] }));
    let put = |wish: Value| change(&client, &contact, wish);
    assert_eq!(label_names(&put(json!({ "contact_label_ids": [SURVEY] }))), ["DNC", "Survey 2026"]);
    assert_eq!(
        label_names(&put(json!({ "replace_all_labels": true }))),
        ["DNC", "Survey 2026"],
        "none are named"
    );
    let wish = json!({ "contact_label_ids": [], "replace_all_labels": false });
    assert_eq!(label_names(&put(wish)), ["DNC"]);
    let wish = json!({ "contact_label_ids": [VIP], "replace_all_labels": true });
    assert_eq!(label_names(&put(wish)), ["VIP"]);
    assert_eq!(label_names(&put(json!({ "contact_label_ids": [DNC] }))), ["DNC"]);
}

#[test]
fn lists_filters_and_counts_know_of_a_change_at_once() {
    let client = client();
    let count = |id: &str| {
        let labels = client.ok("contact_labels?limit=0")["data"].as_array().unwrap().clone();
        let label = labels.iter().find(|label| label["id"] == json!(id)).unwrap();
        let listed = total(&client, &format!("contacts?all_contact_label_ids={id}"));
        assert_eq!(label["total_count"], json!(listed), "a label counts whom a list shows");
        listed
    };
    let (vip, dnc) = (count(VIP), count(DNC));
    let contact = added(&client, json!({ "name": "Xaviera", "contact_label_ids": [VIP] }));
    assert_eq!((count(VIP), count(DNC)), (vip + 1, dnc));
    change(&client, &contact, json!({ "contact_label_ids": [DNC], "phone": "+12025550901" }));
    assert_eq!((count(VIP), count(DNC)), (vip, dnc + 1));
    assert_eq!(total(&client, "contacts?keyword=xaviera&exclude_labels=DNC"), 0);
    assert_eq!(total(&client, "contacts?keyword=%2B12025550901"), 1);
    assert_eq!(delete(&client, &contact), 204);
    assert_eq!((count(VIP), count(DNC)), (vip, dnc));
    assert_eq!(total(&client, "contacts?keyword=xaviera"), 0);
}

#[test]
fn a_deleted_contact_is_gone_and_others_stay() {
    let client = client();
    let before = client.ok("contacts?limit=0")["data"].as_array().unwrap().clone();
    // The first, the last, and one in between.
    let gone = [&before[0], &before[before.len() - 1], &before[70]];
    for contact in gone {
        assert_eq!(delete(&client, contact), 204);
        assert_eq!(delete(&client, contact), 404);
        let reply = client.send("PATCH", &path(contact), Some(&json!({ "name": "Ghost" })));
        assert_eq!((reply.status, &reply.body["detail"]), (404, &json!("Contact not found")));
        assert_eq!(listed(&client, contact), None);
    }
    let rest: Vec<Value> = before.iter().filter(|contact| !gone.contains(contact)).cloned().collect();
    let list = client.ok("contacts?limit=0");
    assert_eq!((&list["data"], &list["total"]), (&json!(rest), &json!(rest.len())));
    let contact = added(&client, json!({ "name": "Ann" }));
    assert!(before.iter().all(|other| other["id"] != contact["id"]));
    assert_eq!(total(&client, "contacts?exclude_all_contact_label_ids="), rest.len() as u64 + 1);
}

#[test]
fn deleting_all_that_a_list_shows_page_by_page_ends_with_nobody() {
    let client = client();
    let mut deleted = 0;
    while let Some(contact) = client.ok("contacts?limit=7")["data"].as_array().unwrap().first() {
        assert_eq!(delete(&client, contact), 204);
        deleted += 1;
    }
    assert_eq!(deleted, 200);
    let counts = client.column("contact_labels?limit=0", "total_count");
    assert!(counts.iter().all(|count| *count == json!(0)), "{counts:?}");
}

#[test]
fn contacts_deleted_or_blocked_before_their_turn_are_not_called() {
    let client = client();
    let people = survey(&client);
    let wish = draft_with(json!({ "start_time": "2098-01-01T00:00:00+00:00" }));
    let campaign = client.created(&wish)["id"].clone();
    let count = || client.campaign(&campaign)["statistics"]["total"].as_u64().unwrap();
    let before = count();
    let callable: Vec<&Value> = people
        .iter()
        .filter(|contact| contact["phone"].is_string())
        .filter(|contact| !label_names(contact).iter().any(|name| ["DNC", "invalid number"].contains(name)))
        .collect();
    assert_eq!(before, callable.len() as u64);
    assert_eq!(delete(&client, callable[0]), 204);
    change(&client, callable[1], json!({ "contact_label_ids": [SURVEY, DNC] }));
    assert_eq!(count(), before - 2);
    // Contacts that lose or get the label later do not change the audience.
    change(&client, callable[2], json!({ "contact_label_ids": [] }));
    added(&client, json!({ "name": "Late", "phone": "+12025550901", "contact_label_ids": [SURVEY] }));
    assert_eq!(count(), before - 2);
}

#[test]
fn a_running_campaign_skips_deleted_contacts_and_keeps_their_records() {
    let client = client();
    let campaign = client.created(&draft_with(json!({ "max_dialers": 1 })))["id"].clone();
    let below = |what: &str| format!("auto_dialer_campaigns/{}/{what}", campaign.as_str().unwrap());
    let logs = || client.ok(&below("logs?limit=0"))["data"].as_array().unwrap().clone();
    client.advance(MINUTES);
    client.updated(&campaign, &json!({ "status": "PAUSED" }));
    let (people, called) = (client.campaign(&campaign)["statistics"]["total"].as_u64().unwrap(), logs());
    assert!(!called.is_empty() && (called.len() as u64) < people, "some are still to be called");
    for contact in survey(&client) {
        assert_eq!(delete(&client, &contact), 204);
    }
    client.updated(&campaign, &json!({ "status": "STARTED" }));
    let over = client.finished(&campaign);
    let names = |logs: &[Value]| logs.iter().map(|log| log["contact"]["name"].clone()).collect::<Vec<_>>();
    assert_eq!(names(&logs()), names(&called));
    assert_eq!(over["statistics"]["total"], json!(called.len()));
}

/// Returns `true` if a number can get a test call. It cannot if a blocked contact has it.
fn can_be_tried(client: &Client, phone: &str) -> bool {
    let wish = json!({ "type": "VOICE_DROP", "phone_ids": [MAIN_PHONE], "message": "Hello?", "dial_to": phone,
        "capture_keypress": false, "capture_stt": false });
    client.send("POST", "auto_dialer_campaigns/dry_run", Some(&wish)).status == 204
}

#[test]
fn deleting_a_contact_unblocks_its_number() {
    let client = client();
    let contact =
        added(&client, json!({ "name": "Ann", "phone": "+12025550901", "contact_label_ids": [DNC] }));
    assert!(!can_be_tried(&client, "+12025550901"));
    assert_eq!(delete(&client, &contact), 204);
    assert!(can_be_tried(&client, "+12025550901"));
}

#[test]
fn a_campaign_attaches_no_label_to_a_deleted_contact() {
    let client = client();
    let contact =
        added(&client, json!({ "name": "Ann", "phone": "+12025550901", "contact_label_ids": [SURVEY] }));
    let wish = draft_with(json!({ "max_dialers": 1, "attach_contact_label_ids": [DNC] }));
    let campaign = client.created(&wish)["id"].clone();
    assert_eq!(delete(&client, &contact), 204);
    client.finished(&campaign);
    assert!(!can_be_tried(&client, "+12025550143"), "the others have it");
    assert!(can_be_tried(&client, "+12025550901"));
}

#[test]
fn faults_apply_to_contacts() {
    let client = client();
    let wish = json!({ "name": "Fault", "phone": "+12025550901" });
    let count = || total(&client, "contacts?keyword=fault");
    client.add_fault(json!({ "kind": "drop_request", "method": "POST", "path": "contacts" }));
    assert!(client.try_send("POST", "contacts", Some(&wish)).is_err());
    assert_eq!(count(), 0);
    client.add_fault(json!({ "kind": "drop_reply", "method": "POST", "path": "contacts" }));
    assert!(client.try_send("POST", "contacts", Some(&wish)).is_err());
    assert_eq!(count(), 1, "made, though nobody was told");
    client.add_fault(json!({ "kind": "late_commit", "ms": 30, "method": "POST", "path": "contacts" }));
    assert!(client.try_send("POST", "contacts", Some(&wish)).is_err());
    assert_eq!(count(), 1);
    client.advance(Duration::from_millis(30));
    wait_until("made late", || count() == 2);
    let contact = client.ok("contacts?keyword=fault")["data"][0].clone();
    client.add_fault(
        json!({ "kind": "status_after_commit", "status": 502, "method": "PATCH", "path": "contacts" }),
    );
    assert_eq!(client.send("PATCH", &path(&contact), Some(&json!({ "note": "x" }))).status, 502);
    assert_eq!(listed(&client, &contact).unwrap()["note"], json!("x"));
    client.add_fault(
        json!({ "kind": "status_after_commit", "status": 502, "method": "DELETE", "path": "contacts" }),
    );
    assert_eq!(delete(&client, &contact), 502);
    assert_eq!(delete(&client, &contact), 404, "it was deleted all the same");
}

#[test]
fn another_workspaces_contact_is_not_found_and_needs_a_key() {
    let client = client();
    let other = client.open(json!({ "seed": 9 }));
    let contact = added(&other, json!({ "name": "Ann" }));
    assert_eq!(client.send("PATCH", &path(&contact), Some(&json!({}))).status, 404);
    assert_eq!(delete(&client, &contact), 404);
    assert_eq!(client.send("DELETE", "contacts/no-id", None).status, 404);
    let stranger = Client::new(&client.origin, &client.workspace, "no key");
    assert_eq!(add(&stranger, json!({})).status, 401, "the key is looked at first");
    assert_eq!(add(&Client::new(&client.origin, &client.workspace, &other.key), json!({})).status, 403);
}

#[test]
fn the_same_requests_give_the_same_contacts() {
    let client = client();
    let made = || {
        let workspace = client.open(json!({ "seed": 4 }));
        let first = workspace.ok("contacts")["data"][0].clone();
        delete(&workspace, &first);
        [added(&workspace, json!({ "name": "Ann" }))["id"].clone(), first["id"].clone()]
    };
    assert_eq!(made(), made());
}
