//! Creating, changing and deleting labels.

use seax_sandbox::settings::Settings;
use serde_json::{Value, json};

use crate::support::{Client, DNC, Reply, SURVEY, VIP, draft_with, start};

fn client() -> Client {
    start(Settings::default())
}

fn add(client: &Client, label: Value) -> Reply {
    client.send("POST", "contact_labels", Some(&label))
}

fn added(client: &Client, label: Value) -> Value {
    let reply = add(client, label);
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.body
}

fn path(id: &Value) -> String {
    format!("contact_labels/{}", id.as_str().unwrap())
}

fn change(client: &Client, id: &Value, change: Value) -> Reply {
    client.send("PATCH", &path(id), Some(&change))
}

fn delete(client: &Client, id: &Value) -> u16 {
    client.send("DELETE", &path(id), None).status
}

fn listed(client: &Client, name: &str) -> Option<Value> {
    let labels = client.ok("contact_labels?limit=0")["data"].as_array().unwrap().clone();
    labels.into_iter().find(|label| label["name"] == json!(name))
}

fn members(client: &Client, id: &Value) -> Value {
    client.ok(&format!("contacts?all_contact_label_ids={}", id.as_str().unwrap()))["total"].clone()
}

#[test]
fn a_label_is_returned_as_it_was_created() {
    let client = client();
    let label =
        added(&client, json!({ "name": "台北 leads", "color": "#ff0000", "description": "From Taipei" }));
    assert_eq!(label["name"], json!("台北 leads"));
    assert_eq!((&label["color"], &label["description"]), (&json!("#ff0000"), &json!("From Taipei")));
    assert_eq!(label["is_system"], json!(false));
    let in_list = listed(&client, "台北 leads").unwrap();
    assert_eq!((&in_list["id"], &in_list["total_count"]), (&label["id"], &json!(0)));
    let plain = added(&client, json!({ "name": "plain" }));
    assert_eq!((&plain["color"], &plain["description"]), (&json!("#19b9c3"), &json!("")));
    assert_ne!(plain["id"], label["id"]);
}

#[test]
fn a_second_label_with_the_same_name_is_rejected() {
    let client = client();
    for name in ["VIP", "DNC"] {
        let reply = add(&client, json!({ "name": name }));
        assert_eq!(reply.status, 409, "{}", reply.text);
        assert!(reply.body["detail"].as_str().unwrap().contains(name));
    }
    let label = added(&client, json!({ "name": "mine" }));
    assert_eq!(change(&client, &label["id"], json!({ "name": "VIP" })).status, 409);
    assert_eq!(change(&client, &label["id"], json!({ "name": "mine" })).status, 200, "it is its own");
    assert_eq!(client.ok("contact_labels?keyword=VIP")["total"], json!(1));
}

#[test]
fn an_invalid_label_is_rejected_with_all_errors() {
    let client = client();
    let faults = json!({ "name": "", "color": 3, "description": {} });
    let locations = ["body.name", "body.color", "body.description"];
    assert_eq!(add(&client, json!({})).locations(), ["body.name"]);
    assert_eq!(add(&client, faults.clone()).locations(), locations);
    assert_eq!(change(&client, &json!(VIP), faults).locations(), locations);
    assert_eq!(listed(&client, "VIP").unwrap()["color"], json!("#19b9c3"));
}

#[test]
fn a_change_keeps_the_rest_of_a_label_and_shows_on_its_contacts() {
    let client = client();
    let before = listed(&client, "VIP").unwrap();
    let reply = change(&client, &json!(VIP), json!({ "name": "Very important", "color": "#000000" }));
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(reply.body["description"], before["description"]);
    assert!(reply.body["updated_time"].as_str() > before["updated_time"].as_str());
    assert_eq!(listed(&client, "VIP"), None);
    assert_eq!(listed(&client, "Very important").unwrap()["total_count"], before["total_count"]);
    let contact = client.ok(&format!("contacts?all_contact_label_ids={VIP}"))["data"][0].clone();
    let names = contact["contact_labels"].as_array().unwrap().iter().map(|label| &label["name"]);
    assert!(names.into_iter().any(|name| *name == json!("Very important")), "{contact}");
}

#[test]
fn a_deleted_label_is_gone_from_lists_contacts_and_filters() {
    let client = client();
    let everybody = client.ok("contacts")["total"].clone();
    let others = listed(&client, "Newsletter").unwrap();
    assert_eq!(delete(&client, &json!(VIP)), 204);
    assert_eq!(delete(&client, &json!(VIP)), 404);
    assert_eq!(change(&client, &json!(VIP), json!({ "name": "x" })).status, 404);
    assert_eq!(listed(&client, "VIP"), None);
    assert_eq!(listed(&client, "Newsletter").unwrap(), others, "the others keep their contacts");
    assert_eq!(members(&client, &json!(VIP)), json!(0));
    assert_eq!(client.ok("contacts")["total"], everybody);
    let contacts = client.column("contacts?limit=0", "contact_labels");
    let mut labels = contacts.iter().flat_map(|labels| labels.as_array().unwrap());
    assert!(labels.all(|label| label["id"] != json!(VIP)));
    // The name is free again, and the new label has no members.
    let again = added(&client, json!({ "name": "VIP" }));
    assert_ne!(again["id"], json!(VIP));
    assert_eq!(members(&client, &again["id"]), json!(0));
}

#[test]
fn system_labels_cannot_be_changed_or_deleted() {
    let client = client();
    let before = listed(&client, "DNC").unwrap();
    for reply in [
        change(&client, &json!(DNC), json!({ "name": "Call them" })),
        client.send("DELETE", &format!("contact_labels/{DNC}"), None),
    ] {
        assert_eq!(reply.status, 409, "{}", reply.text);
        assert!(reply.body["detail"].as_str().unwrap().contains("'DNC' is a system label"), "{}", reply.text);
    }
    assert_eq!(listed(&client, "DNC"), Some(before));
}

#[test]
fn deleting_a_label_does_not_change_existing_audiences() {
    let client = client();
    let [kept, deleted] =
        ["kept", "deleted"].map(|name| added(&client, json!({ "name": name }))["id"].clone());
    let wish = json!({
        "stage": "INSTANCE",
        "start_time": "2098-01-01T00:00:00+00:00",
        "attach_contact_label_ids": [kept, deleted],
    });
    let campaign = client.created(&draft_with(wish))["id"].clone();
    let people = client.campaign(&campaign)["statistics"]["total"].clone();
    assert_ne!(people, json!(0));
    assert_eq!(delete(&client, &deleted), 204);
    assert_eq!(delete(&client, &json!(SURVEY)), 204, "whom it calls was chosen when it was made");
    assert_eq!(client.campaign(&campaign)["statistics"]["total"], people);
    client.updated(&campaign, &json!({ "name": "still to be changed" }));
    client.updated(&campaign, &json!({ "status": "PAUSED" }));
    client.updated(&campaign, &json!({ "status": "CANCELED" }));

    let wish = json!({ "any_contact_label_ids": [VIP], "attach_contact_label_ids": [kept] });
    let campaign = client.created(&draft_with(wish))["id"].clone();
    let over = client.finished(&campaign);
    assert_eq!(members(&client, &kept), over["statistics"]["total"]);
}

#[test]
fn faults_apply_to_labels() {
    let client = client();
    client.add_fault(json!({ "kind": "drop_reply", "method": "POST", "path": "contact_labels" }));
    assert!(client.try_send("POST", "contact_labels", Some(&json!({ "name": "once" }))).is_err());
    assert_eq!(add(&client, json!({ "name": "once" })).status, 409, "made, though nobody was told");
    let id = listed(&client, "once").unwrap()["id"].clone();
    client
        .add_fault(json!({ "kind": "status", "status": 503, "method": "DELETE", "path": "contact_labels" }));
    assert_eq!((delete(&client, &id), delete(&client, &id)), (503, 204));
}
