//! Campaigns whose contacts come from webhooks or files.

use seax_sandbox::settings::Settings;
use serde_json::{Value, json};

use crate::support::{Client, DAY, SECOND, draft, draft_with, start};

fn client() -> Client {
    start(Settings::default())
}

fn webhook(client: &Client, change: Value) -> Value {
    let mut draft = draft_with(json!({ "mode": "WEBHOOK" }));
    draft.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    client.created(&draft)["id"].clone()
}

fn path(id: &Value, below: &str) -> String {
    format!("auto_dialer_campaigns/{}/{below}", id.as_str().unwrap())
}

fn person(name: &str, phone: &str) -> Value {
    json!({ "name": name, "phone": phone, "contact_field_data": { "seat": 4 } })
}

fn give(client: &Client, id: &Value, contacts: &[Value]) -> crate::support::Reply {
    client.send("POST", &path(id, "webhooks"), Some(&json!({ "contacts": contacts })))
}

/// Returns the names of the people whom a campaign has called, in the order of the calls.
fn called(client: &Client, id: &Value) -> Vec<String> {
    let logs = client.column(&path(id, "logs?limit=0"), "contact");
    logs.iter().map(|contact| contact["name"].as_str().unwrap().to_owned()).collect()
}

/// Lets a day pass, and returns the names of the people whom a campaign has called by then.
fn called_in_a_day(client: &Client, id: &Value) -> Vec<String> {
    client.advance(DAY);
    called(client, id)
}

fn upload(client: &Client, name: &str, file: &str) -> String {
    let url = format!("{}/_sandbox/files/{name}?workspace_id={}", client.origin, client.workspace);
    assert_eq!(ureq::put(&url).send(file).unwrap().status(), 204);
    url
}

#[test]
fn a_webhook_campaign_waits_for_contacts_and_calls_them() {
    let client = client();
    let id = webhook(&client, json!({}));
    client.advance(DAY);
    assert_eq!(client.campaign(&id)["status"], json!("PENDING"));
    let reply = give(&client, &id, &[person("Ann", "+12025550901"), person("Bob", "+12025550902")]);
    assert_eq!((reply.status, &reply.body), (202, &json!(null)));
    assert_eq!(client.campaign(&id)["statistics"]["total"], json!(2));
    assert_eq!(called_in_a_day(&client, &id), ["Ann", "Bob"]);
    assert_eq!(client.ok("contacts?keyword=%2B12025550901")["data"][0]["name"], json!("Ann"));
    // It stays open for more contacts until its end time.
    assert_eq!(give(&client, &id, &[person("Cy", "+12025550903")]).status, 202);
    assert_eq!(called_in_a_day(&client, &id), ["Ann", "Bob", "Cy"]);
    assert_ne!(client.campaign(&id)["status"], json!("FINISHED"));
}

#[test]
fn contacts_added_twice_are_called_twice() {
    let client = client();
    let id = webhook(&client, json!({}));
    for _ in 0..2 {
        assert_eq!(give(&client, &id, &[person("Ann", "+12025550901")]).status, 202);
    }
    assert_eq!(called_in_a_day(&client, &id), ["Ann", "Ann"]);
    assert_eq!(client.ok("contacts?keyword=%2B12025550901")["total"], json!(1), "but is one contact");
}

#[test]
fn blocked_contacts_are_not_called_by_a_webhook_campaign() {
    let client = client();
    let id = webhook(&client, json!({}));
    // The number of Ava Stone, who is labeled DNC.
    let reply = give(&client, &id, &[person("Somebody", "+12025550115"), person("Ann", "+12025550901")]);
    assert_eq!(reply.status, 202);
    assert_eq!(called_in_a_day(&client, &id), ["Ann"]);
    assert_eq!(client.campaign(&id)["statistics"]["total"], json!(1));
}

#[test]
fn a_number_is_blocked_if_any_of_its_contacts_is() {
    let client = client();
    let twins = client.column("contacts?keyword=%2B12025550188&order_by=name:asc", "id");
    assert_eq!(twins.len(), 2);
    for twin in twins {
        let workspace = client.open(json!({}));
        let labels = workspace.created(&draft_with(json!({
            "any_contact_label_ids": null, "addition_contact_ids": [twin],
            "attach_contact_label_ids": [crate::support::DNC],
        })));
        workspace.finished(&labels["id"]);
        let id = webhook(&workspace, json!({}));
        give(&workspace, &id, &[person("Ella", "+12025550188"), person("Ann", "+12025550901")]);
        assert_eq!(called_in_a_day(&workspace, &id), ["Ann"]);
    }
}

#[test]
fn a_dry_run_of_a_webhook_adds_nobody() {
    let client = client();
    let id = webhook(&client, json!({}));
    let body = json!({ "contacts": [person("Ann", "+12025550901")], "is_dry_run": true });
    assert_eq!(client.send("POST", &path(&id, "webhooks"), Some(&body)).status, 202);
    client.advance(DAY);
    assert_eq!(client.campaign(&id)["status"], json!("PENDING"));
    assert_eq!(client.ok("contacts?keyword=%2B12025550901")["total"], json!(0));
}

#[test]
fn people_wait_while_a_webhook_campaign_is_paused_or_its_time_has_not_come() {
    let client = client();
    let paused = webhook(&client, json!({}));
    client.updated(&paused, &json!({ "status": "PAUSED" }));
    let later = webhook(&client, json!({ "start_time": "2098-01-01T00:00:00Z" }));
    for id in [&paused, &later] {
        assert_eq!(give(&client, id, &[person("Ann", "+12025550901")]).status, 202);
    }
    client.advance(DAY);
    assert_eq!(called(&client, &paused).len() + called(&client, &later).len(), 0);
    assert_eq!(client.campaign(&later)["statistics"]["total"], json!(1));
    client.updated(&paused, &json!({ "status": "STARTED" }));
    assert_eq!(called_in_a_day(&client, &paused), ["Ann"]);
}

#[test]
fn a_webhook_campaign_without_an_end_time_ends_after_the_last_call() {
    let client = client();
    let mut wish = draft_with(json!({ "mode": "WEBHOOK" }));
    wish.as_object_mut().unwrap().remove("end_time");
    let id = client.created(&wish)["id"].clone();
    give(&client, &id, &[person("Ann", "+12025550901")]);
    client.finished(&id);
    assert_eq!(give(&client, &id, &[person("Bob", "+12025550902")]).status, 409);
}

#[test]
fn nobody_is_added_after_the_end_time() {
    let client = client();
    let id = webhook(&client, json!({ "end_time": client.now() + SECOND }));
    assert_eq!(give(&client, &id, &[person("Ann", "+12025550901")]).status, 202);
    client.advance(SECOND);
    assert_ne!(client.campaign(&id)["status"], json!("FINISHED"), "Ann's call is still running");
    let reply = give(&client, &id, &[person("Bob", "+12025550902")]);
    assert!(reply.status == 409 && reply.text.contains("end_time"), "{}", reply.text);
    client.finished(&id);
    assert_eq!(give(&client, &id, &[person("Bob", "+12025550902")]).status, 409);
    assert_eq!(client.ok("contacts?keyword=%2B12025550902")["total"], json!(0));

    let paused = webhook(&client, json!({ "end_time": client.now() + SECOND }));
    client.updated(&paused, &json!({ "status": "PAUSED" }));
    assert_eq!(give(&client, &paused, &[person("Ann", "+12025550901")]).status, 202);
    client.advance(SECOND);
    assert_eq!(client.campaign(&paused)["status"], json!("FINISHED"));
    assert_eq!(give(&client, &paused, &[person("Bob", "+12025550902")]).status, 409);
    assert_eq!(called(&client, &paused).len(), 0);
}

#[test]
fn a_running_webhook_campaign_that_is_given_an_end_time_stays_open_until_then() {
    let client = client();
    let mut wish = draft_with(json!({ "mode": "WEBHOOK" }));
    wish.as_object_mut().unwrap().remove("end_time");
    let id = client.created(&wish)["id"].clone();
    give(&client, &id, &[person("Ann", "+12025550901")]);
    client.updated(&id, &json!({ "end_time": client.now() + DAY + DAY }));
    assert_eq!(called_in_a_day(&client, &id)[0], "Ann");
    assert_eq!(give(&client, &id, &[person("Bob", "+12025550902")]).status, 202);
    client.advance(DAY);
    assert_eq!(called(&client, &id).last().unwrap(), "Bob");
    assert_eq!(client.campaign(&id)["status"], json!("FINISHED"));
}

#[test]
fn a_campaign_of_another_mode_calls_nobody_whom_it_was_given_before() {
    let client = client();
    let url = upload(&client, "people.csv", FILE);
    let later = json!({ "contact_file_url": url, "start_time": "2098-01-01T00:00:00Z" });
    let id = webhook(&client, later);
    for mode in ["EXCEL", "WEB"] {
        client.updated(&id, &json!({ "mode": mode }));
        let other = client.updated(&id, &json!({ "mode": "WEBHOOK" }));
        assert_eq!(other["statistics"]["total"], json!(0), "after {mode}");
        assert_eq!(give(&client, &id, &[person("Ann", "+12025550901")]).status, 202);
    }
    client.updated(&id, &json!({ "mode": "EXCEL" }));
    client.updated(&id, &json!({ "mode": "WEBHOOK", "start_time": "2025-07-08T03:06:09Z" }));
    assert_eq!(called_in_a_day(&client, &id).len(), 0);
    assert_eq!(client.campaign(&id)["status"], json!("PENDING"), "it waits for contacts");
    give(&client, &id, &[person("Cy", "+12025550903")]);
    let called = called_in_a_day(&client, &id);
    assert!(!called.is_empty() && called.iter().all(|name| name == "Cy"), "{called:?}");
}

#[test]
fn a_webhook_may_have_several_megabytes() {
    let client = client();
    let id = webhook(&client, json!({ "start_time": "2098-01-01T00:00:00Z" }));
    let people: Vec<Value> = (0..60_000)
        .map(|number| person("Somebody in this long list", &format!("+1202{:07}", 5_000_000 + number)))
        .collect();
    let reply = give(&client, &id, &people);
    assert_eq!(reply.status, 202, "{}", reply.text);
    assert_eq!(client.campaign(&id)["statistics"]["total"], json!(60_000));
}

#[test]
fn an_invalid_webhook_is_rejected() {
    let client = client();
    let id = webhook(&client, json!({}));
    let locations = |body: Value| client.send("POST", &path(&id, "webhooks"), Some(&body)).locations();
    assert_eq!(locations(json!({})), ["body.contacts"]);
    assert_eq!(locations(json!({ "contacts": [] })), ["body.contacts"]);
    assert_eq!(locations(json!({ "contacts": [7] })), ["body.contacts.0"]);
    assert_eq!(
        locations(
            json!({ "contacts": [person("Ann", "+12025550901"), { "phone": "0912" }], "is_dry_run": 1 })
        ),
        ["body.contacts.1.name", "body.contacts.1.phone", "body.is_dry_run"]
    );
    assert_eq!(locations(json!({ "contacts": [person("Ann", "")] })), ["body.contacts.0.phone"]);
    assert_eq!(called(&client, &id).len(), 0);

    let web = client.created(&draft())["id"].clone();
    let reply = give(&client, &web, &[person("Ann", "+12025550901")]);
    assert!(reply.status == 409 && reply.text.contains("WEBHOOK"), "{}", reply.text);
    let schema_recorder = webhook(&client, json!({ "stage": "DRAFT" }));
    assert_eq!(give(&client, &schema_recorder, &[person("Ann", "+12025550901")]).status, 409);
    client.updated(&id, &json!({ "status": "CANCELED" }));
    assert_eq!(give(&client, &id, &[person("Ann", "+12025550901")]).status, 409);
}

const FILE: &str =
    "Name,PHONE,note,seat\n\"Doe, Ann\",+12025550901,\"a \"\"friend\"\"\",4\nBob,+12025550902,,\n";

#[test]
fn a_contact_file_is_read_back_and_called() {
    let client = client();
    let url = upload(&client, "people.csv", FILE);
    let wish = json!({ "mode": "EXCEL", "contact_file_url": url });
    let id = client.created(&draft_with(wish))["id"].clone();
    let reply = client.send("POST", &path(&id, "validate_contact_file"), Some(&json!({ "url": url })));
    assert_eq!((reply.status, &reply.body["total"]), (200, &json!(2)));
    let first = &reply.body["data"][0];
    assert_eq!((&first["name"], &first["phone"]), (&json!("Doe, Ann"), &json!("+12025550901")));
    assert_eq!(first["contact_field_data"], json!({ "seat": "4" }));
    assert_eq!(first["note"], json!("a \"friend\""));
    client.finished(&id);
    let names: std::collections::BTreeSet<String> = called(&client, &id).into_iter().collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["Bob", "Doe, Ann"]);
}

#[test]
fn a_renamed_campaign_does_not_read_its_contact_file_again() {
    let client = client();
    let url = upload(&client, "people.csv", FILE);
    let wish = json!({ "mode": "EXCEL", "contact_file_url": url, "start_time": "2098-01-01T00:00:00Z" });
    let id = client.created(&draft_with(wish))["id"].clone();
    let other = upload(&client, "others.csv", "name,phone\nCy,+12025550903\n");
    upload(&client, "people.csv", "name,phone\nDee,+12025550904\n");
    client.updated(&id, &json!({ "name": "Renamed" }));
    let total = |campaign: &Value| campaign["statistics"]["total"].clone();
    assert_eq!(total(&client.campaign(&id)), json!(2));
    let change = json!({ "contact_file_url": other, "start_time": "2025-07-08T03:06:09Z" });
    assert_eq!(total(&client.updated(&id, &change)), json!(1));
    assert_eq!(called_in_a_day(&client, &id)[0], "Cy");
}

#[test]
fn an_invalid_contact_file_is_rejected_line_by_line() {
    let client = client();
    let id = webhook(&client, json!({}));
    let faults = |url: &str| {
        let reply = client.send("POST", &path(&id, "validate_contact_file"), Some(&json!({ "url": url })));
        assert!(reply.locations().iter().all(|index| index == "body.url"));
        let issues = reply.body["detail"].as_array().unwrap().clone();
        issues.iter().map(|issue| issue["msg"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let bad = upload(&client, "bad.csv", "name,phone\n,+12025550901\nBob,\nCy,+1,2\nDee,+12025550904\n");
    let told = faults(&bad);
    assert_eq!(
        told,
        [
            "line 2: 'name' is empty",
            "line 3: 'phone' is empty",
            "line 4: the row has 3 fields, the header has 2",
        ]
    );
    assert_eq!(faults(&upload(&client, "empty.csv", "")), ["the file has no column 'name'"]);
    assert!(faults("https://media.example.com/people.csv")[0].contains("PUT /_sandbox/files/"));
}

#[test]
fn a_file_may_have_several_megabytes() {
    let client = client();
    let lines =
        (0..60_000).map(|number| format!("Somebody in this long file,+1202{:07},\n", 5_000_000 + number));
    let url = upload(&client, "long.csv", &format!("name,phone,note\n{}", lines.collect::<String>()));
    let id = webhook(&client, json!({}));
    let reply = client.send("POST", &path(&id, "validate_contact_file"), Some(&json!({ "url": url })));
    assert_eq!(reply.body["total"], json!(60_000));
}

#[test]
fn files_belong_to_one_workspace() {
    let client = client();
    let other = client.open(json!({}));
    let url = upload(&client, "people.csv", FILE);
    assert_eq!(ureq::get(&url).call().unwrap().body_mut().read_to_string().unwrap(), FILE);
    let elsewhere = url.replace(&client.workspace, &other.workspace);
    assert!(ureq::get(&elsewhere).call().is_err());
    let id = webhook(&other, json!({}));
    let reply = other.send("POST", &path(&id, "validate_contact_file"), Some(&json!({ "url": url })));
    assert_eq!(reply.status, 422);
}

#[test]
fn the_contact_template_has_a_column_for_each_field_of_the_campaign() {
    let client = client();
    let wish = json!({
        "stage": "DRAFT",
        "message": "Hello {name}, {Topic} is at {place} on {day}. {}",
        "message_variables": { "topic": "tea" },
        "contact_field_ids": ["f1e1d000-0000-4000-8000-000000000001"],
    });
    let id = client.created(&draft_with(wish))["id"].clone();
    let reply = client.get(&path(&id, "download_contact_template"));
    assert_eq!(reply.text, "name,phone,whatsapp_phone,note,event_name,place,day\n");
    let disposition = reply.header("content-disposition").unwrap();
    assert!(disposition.starts_with("attachment; filename=\"contact_template_"), "{disposition}");
}
