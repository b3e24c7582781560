//! Changing, pausing, canceling and deleting campaigns.

use std::time::Duration;

use seax_sandbox::settings::Settings;
use serde_json::{Value, json};

use crate::support::{
    CALLING_AGENT, Client, DAY, MAIN_PHONE, MINUTES, SECOND, SURVEY, VIP, draft, draft_with, start,
};

/// A phone that cannot do voice.
const SMS_ONLY: &str = "8b60e3a9-14c7-4d52-6a08-f72d5e91c3b4";
const UNKNOWN: &str = "11111111-2222-4444-3333-555555555555";

fn client() -> Client {
    start(Settings::default())
}

/// Starts a campaign with one dialer, and returns its id when a call has ended and many more are to be placed.
fn under_way(client: &Client, change: Value) -> Value {
    let mut draft = draft_with(json!({ "max_dialers": 1, "max_attempts": 2, "any_contact_label_ids": null }));
    draft.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    let id = client.created(&draft)["id"].clone();
    client.advance(Duration::from_secs(60));
    assert_eq!(client.campaign(&id)["status"], json!("PROCESSING"));
    id
}

fn jobs(client: &Client, id: &Value) -> Vec<Value> {
    let path = format!("auto_dialer_campaigns/{}/jobs?limit=0", id.as_str().unwrap());
    client.ok(&path)["data"].as_array().unwrap().clone()
}

/// Returns the calls when none is running any more.
fn jobs_at_rest(client: &Client, id: &Value) -> Vec<Value> {
    client.advance(MINUTES);
    let jobs = jobs(client, id);
    assert!(jobs.iter().all(|job| !job["end_time"].is_null()));
    jobs
}

/// Returns what the control interface lists for the tests' workspace.
fn controlled(client: &Client, what: &str) -> Vec<Value> {
    let path = format!("{what}?workspace_id={}", client.workspace);
    client.control("GET", &path, None).unwrap().body["data"].as_array().unwrap().clone()
}

fn refusal(client: &Client, id: &Value, change: Value) -> String {
    let before = client.campaign(id)["draft_name"].clone();
    let reply = client.update(id, &change);
    assert_eq!(reply.status, 409, "{change}: {}", reply.text);
    assert_eq!(client.campaign(id)["draft_name"], before, "nothing is changed by a refused change");
    reply.body["detail"].as_str().unwrap().to_owned()
}

#[test]
fn a_paused_campaign_places_no_calls_until_it_is_resumed() {
    let client = client();
    let id = under_way(&client, json!({}));
    let paused = client.updated(&id, &json!({ "status": "PAUSED" }));
    assert_eq!(paused["status"], json!("PAUSED"));
    let placed = jobs_at_rest(&client, &id).len();
    client.advance(DAY);
    assert_eq!(jobs(&client, &id).len(), placed);
    assert_eq!(client.updated(&id, &json!({ "status": "PAUSED" }))["status"], json!("PAUSED"), "once more");

    let going_on = client.updated(&id, &json!({ "status": "STARTED" }));
    assert_eq!(going_on["status"], json!("PROCESSING"));
    client.advance(MINUTES);
    assert!(jobs(&client, &id).len() > placed, "it calls again");
    client.updated(&id, &json!({ "status": "STARTED" }));
}

#[test]
fn a_canceled_campaign_is_never_resumed() {
    let client = client();
    let id = under_way(&client, json!({}));
    let canceled = client.updated(&id, &json!({ "status": "CANCELED" }));
    assert_eq!(canceled["status"], json!("CANCELED"));
    let placed = jobs_at_rest(&client, &id);
    assert!(placed.iter().all(|job| job["status"] == json!("FINISHED")));
    client.advance(DAY);
    assert_eq!(jobs(&client, &id).len(), placed.len());
    let again = client.updated(&id, &json!({ "status": "CANCELED" }));
    assert_eq!(again["updated_time"], canceled["updated_time"], "nothing is changed the second time");
    for status in ["STARTED", "PAUSED"] {
        let detail = refusal(&client, &id, json!({ "status": status, "draft_name": "x" }));
        assert!(detail.contains("CANCELED") && detail.contains("final"), "{detail}");
    }
    assert_eq!(client.column("auto_dialer_campaigns?statuses=CANCELED", "id"), [id]);
}

#[test]
fn a_canceled_campaign_labels_only_called_contacts() {
    let client = client();
    let members = |label: &str| {
        let ids = client.column(&format!("contacts?limit=0&any_contact_label_ids={label}"), "id");
        ids.into_iter().map(|id| id.as_str().unwrap().to_owned()).collect::<std::collections::BTreeSet<_>>()
    };
    let before = members(VIP);
    let id = under_way(&client, json!({ "attach_contact_label_ids": [VIP] }));
    client.updated(&id, &json!({ "status": "CANCELED" }));
    jobs_at_rest(&client, &id);
    let path = format!("auto_dialer_campaigns/{}/logs?limit=0", id.as_str().unwrap());
    let called = client.column(&path, "contact");
    let called = called.iter().map(|contact| contact["id"].as_str().unwrap().to_owned());
    let expected = before.iter().cloned().chain(called).collect();
    assert_ne!(before, expected, "somebody without the label was called");
    assert_eq!(members(VIP), expected);
    assert!(members(VIP).len() < members("").len(), "not everybody was called");
}

#[test]
fn a_failed_campaign_labels_nobody() {
    let client = client();
    let members = || client.column(&format!("contacts?limit=0&any_contact_label_ids={VIP}"), "id");
    let before = members();
    let draft = draft_with(json!({ "phone_ids": [SMS_ONLY], "attach_contact_label_ids": [VIP] }));
    let id = client.created(&draft)["id"].clone();
    client.advance(DAY);
    assert_eq!(client.campaign(&id)["status"], json!("FAILED"));
    assert_eq!(members(), before);
}

#[test]
fn a_campaign_that_is_paused_before_its_start_is_over_at_its_end() {
    let client = client();
    let (start, end) = (client.now() + MINUTES, client.now() + MINUTES + MINUTES);
    let members = || client.column(&format!("contacts?limit=0&any_contact_label_ids={VIP}"), "id");
    let before = members();
    let draft = json!({ "start_time": start, "end_time": end, "attach_contact_label_ids": [VIP] });
    let id = client.created(&draft_with(draft))["id"].clone();
    client.updated(&id, &json!({ "status": "PAUSED" }));
    client.advance(MINUTES + MINUTES - SECOND);
    assert_eq!(client.campaign(&id)["status"], json!("PAUSED"));
    client.advance(SECOND);
    assert_eq!(client.campaign(&id)["status"], json!("FINISHED"));
    assert_eq!(members(), before, "it has called nobody");
    assert!(refusal(&client, &id, json!({ "status": "STARTED" })).contains("FINISHED"));
    assert!(jobs(&client, &id).is_empty());
}

#[test]
fn a_pending_campaign_can_be_paused_changed_and_canceled() {
    let client = client();
    let later = || draft_with(json!({ "start_time": "2098-01-01T00:00:00Z" }));
    let id = client.created(&later())["id"].clone();
    assert!(refusal(&client, &id, json!({ "status": "STARTED" })).contains("start_time"));
    assert_eq!(client.updated(&id, &json!({ "status": "PAUSED" }))["status"], json!("PAUSED"));
    // Its start time has passed, but it is paused.
    client.updated(&id, &json!({ "start_time": "2025-07-08T03:06:09Z" }));
    client.advance(DAY);
    assert_eq!((client.campaign(&id)["status"].clone(), jobs(&client, &id).len()), (json!("PAUSED"), 0));
    client.updated(&id, &json!({ "status": "STARTED" }));
    assert!(!jobs(&client, &id).is_empty());

    let id = client.created(&later())["id"].clone();
    assert!(jobs(&client, &id).is_empty());
    client.updated(&id, &json!({ "is_schedule": false }));
    assert!(!jobs(&client, &id).is_empty(), "it is not scheduled any more, so it starts");

    let id = client.created(&later())["id"].clone();
    assert_eq!(client.updated(&id, &json!({ "status": "CANCELED" }))["status"], json!("CANCELED"));
    assert!(refusal(&client, &id, json!({ "start_time": "2025-07-08T03:06:09Z" })).contains("start_time"));
    assert!(jobs(&client, &id).is_empty());
}

#[test]
fn a_draft_calls_once_its_stage_is_instance() {
    let client = client();
    let id = client.created(&draft_with(json!({ "stage": "DRAFT" })))["id"].clone();
    for status in ["PAUSED", "CANCELED"] {
        assert!(refusal(&client, &id, json!({ "status": status })).contains("INSTANCE"));
    }
    client.updated(&id, &json!({ "name": "Still a draft", "any_contact_label_ids": [VIP] }));
    client.advance(DAY);
    assert_eq!(jobs(&client, &id).len(), 0);
    let vips = client.ok(&format!(
        "contacts?any_contact_label_ids={VIP}&phone_only=true&exclude_labels=DNC,invalid%20number"
    ));

    let real = client.updated(&id, &json!({ "stage": "INSTANCE" }));
    assert_eq!((&real["stage"], &real["name"]), (&json!("INSTANCE"), &json!("Still a draft")));
    assert_eq!(real["statistics"]["total"], vips["total"]);
    assert_eq!(real["status"], json!("STARTED"));
    client.finished(&id);
    assert!(!jobs(&client, &id).is_empty());
}

#[test]
fn the_time_as_a_draft_does_not_count() {
    // If the draft's time counted, its end would have passed.
    let client = start(Settings { speed: 100_000.0, ..Settings::default() });
    let id = client.created(&draft_with(json!({ "stage": "DRAFT" })))["id"].clone();
    client.advance(SECOND);
    let in_two_hours = client.now() + Duration::from_secs(2 * 3_600);
    let real = client.updated(&id, &json!({ "stage": "INSTANCE", "end_time": in_two_hours }));
    assert_eq!(real["status"], json!("STARTED"));
    assert!(!jobs_at_rest(&client, &id).is_empty());
}

#[test]
fn every_field_of_a_pending_campaign_can_be_changed() {
    let client = client();
    let id = client.created(&draft_with(json!({ "start_time": "2098-01-01T00:00:00Z" })))["id"].clone();
    let plain = json!({
        "name": "Renamed",
        "draft_name": "key",
        "type": "AI_AGENT",
        "ai_agent_conversation_config_id": CALLING_AGENT,
        "start_time": "2098-02-01T00:00:00",
        "end_time": "2098-03-01T00:00:00",
        "message": "Hello {name}, it is about {topic}.",
        "message_variables": { "topic": "tea" },
        "tts_language": "zh-TW",
        "tts_voice": "zh-TW-Neural",
        "max_attempts": 4,
        "max_dialers": 3,
        "capture_keypress": true,
        "capture_stt": true,
        "is_timezone_aware": true,
        "is_schedule": true,
        "timezone": "Asia/Taipei",
    });
    let changed = client.updated(&id, &plain);
    for (name, value) in plain.as_object().unwrap() {
        assert_eq!(&changed[name], value, "{name}");
    }
    let changed = client.updated(
        &id,
        &json!({
            "any_contact_label_ids": [VIP],
            "exclude_any_contact_label_ids": [SURVEY],
            "audio_url": "https://media.example.com/hello.mp3",
            "contact_field_ids": ["f1e1d000-0000-4000-8000-000000000001"],
            "relative_time_config": {
                "timezone": "Asia/Taipei",
                "delta_days": -1,
                "date_contact_field_id": "f1e1d000-0000-4000-8000-000000000003",
            },
        }),
    );
    assert_eq!(changed["campaign_metadata"]["any_contact_labels"][0]["name"], json!("VIP"));
    assert_eq!(changed["audio"]["url"], json!("https://media.example.com/hello.mp3"));
    assert_eq!(changed["contact_fields"][0]["name"], json!("event_name"));
    assert_eq!(changed["name"], json!("Renamed"), "what is left out stays as it is");
    let moved = client.updated(
        &id,
        &json!({
            "relative_time_config": { "delta_days": -2 }, "contact_field_ids": [],
        }),
    );
    assert_eq!(moved["relative_time_config"]["delta_days"], json!(-2));
    assert_eq!(moved["relative_time_config"]["timezone"], json!("Asia/Taipei"));
    assert_eq!(moved["relative_time_config"]["id"], changed["relative_time_config"]["id"]);
    assert_eq!(moved["contact_fields"], json!([]));
    assert_eq!(client.campaign(&id), moved);
}

#[test]
fn a_running_campaign_keeps_its_audience_phones_and_message() {
    let client = client();
    let id = under_way(&client, json!({}));
    for (name, value) in [
        ("phone_ids", json!([crate::support::TUTORIAL_PHONE])),
        ("message", json!("Something else.")),
        ("any_contact_label_ids", json!([VIP])),
        ("addition_contact_ids", json!(["4667298e-8d5b-468e-8218-6a47925fe5f2"])),
        ("start_time", json!("2098-01-01T00:00:00Z")),
        ("stage", json!("DRAFT")),
        ("mode", json!("WEBHOOK")),
    ] {
        let change = json!({ name: value, "draft_name": "half a change" });
        assert!(refusal(&client, &id, change).contains(name));
    }
    // A field that is set to its current value is not a change.
    client.updated(&id, &json!({ "phone_ids": [MAIN_PHONE], "message": draft()["message"] }));
    let changed = client.updated(&id, &json!({ "name": "Other", "max_dialers": 30, "max_attempts": 1 }));
    assert_eq!((&changed["name"], &changed["max_dialers"]), (&json!("Other"), &json!(30)));
    client.finished(&id);
    assert!(refusal(&client, &id, json!({ "max_attempts": 9 })).contains("FINISHED"));
    assert!(refusal(&client, &id, json!({ "status": "STARTED" })).contains("FINISHED"));
    assert_eq!(client.updated(&id, &json!({ "name": "Done" }))["name"], json!("Done"));
}

#[test]
fn an_end_time_in_the_past_ends_the_campaign() {
    let client = client();
    let id = under_way(&client, json!({}));
    client.updated(&id, &json!({ "end_time": "2025-07-09T00:00:00Z" }));
    let placed = jobs(&client, &id).len();
    client.finished(&id);
    assert_eq!(jobs(&client, &id).len(), placed);
}

#[test]
fn an_invalid_change_is_rejected_with_all_errors() {
    let client = client();
    let id = client.created(&draft_with(json!({ "start_time": "2098-01-01T00:00:00Z" })))["id"].clone();
    let before = client.campaign(&id);
    let locations = |change: Value| client.update(&id, &change).locations();
    assert_eq!(locations(json!({ "status": "GONE", "name": 3 })), ["body.status", "body.name"]);
    assert_eq!(locations(json!({ "end_time": "2097-01-01T00:00:00Z" })), ["body.end_time"]);
    assert_eq!(locations(json!({ "phone_ids": [] })), ["body.phone_ids"]);
    assert_eq!(locations(json!({ "phone_ids": [UNKNOWN] })), ["body.phone_ids.0"]);
    assert_eq!(locations(json!({ "type": "AI_AGENT" })), ["body.ai_agent_conversation_config_id"]);
    assert_eq!(locations(json!({ "mode": "EXCEL" })), ["body.contact_file_url"]);
    assert_eq!(locations(json!({ "max_dialers": 0 })), ["body.max_dialers"]);
    assert!(refusal(&client, &id, json!({ "status": "FINISHED" })).contains("PAUSED, STARTED or CANCELED"));
    assert_eq!(client.campaign(&id), before);
    assert_eq!(client.update(&json!(UNKNOWN), &json!({})).status, 404);
}

#[test]
fn a_deleted_campaign_is_gone_and_calls_nobody() {
    let client = client();
    let id = under_way(&client, json!({}));
    let later = client.created(&draft_with(json!({ "start_time": "2098-01-01T00:00:00Z" })))["id"].clone();
    let path = format!("auto_dialer_campaigns/{}", id.as_str().unwrap());
    let (campaigns, calls) = (controlled(&client, "campaigns"), controlled(&client, "calls"));
    assert_eq!(campaigns.iter().map(|campaign| &campaign["id"]).collect::<Vec<_>>(), [&id, &later]);
    assert!(calls.iter().any(|call| call["end_time"].is_null()), "a call is running");
    let before = client.column("auto_dialer_campaigns?limit=0", "id");
    let reply = client.send("DELETE", &path, None);
    assert_eq!((reply.status, reply.text.as_str()), (204, ""));
    let after = client.column("auto_dialer_campaigns?limit=0", "id");
    assert_eq!(after, before.into_iter().filter(|other| *other != id).collect::<Vec<_>>());
    for below in ["", "/logs", "/jobs", "/results", "/download_logs"] {
        assert_eq!(client.get(&format!("{path}{below}")).status, 404);
    }
    assert_eq!(client.send("DELETE", &path, None).status, 404);
    // A test still sees that it existed, and whom it has called.
    client.advance(MINUTES);
    assert_eq!(
        client.send("DELETE", &path.replace(id.as_str().unwrap(), later.as_str().unwrap()), None).status,
        204
    );
    client.advance(DAY);
    let (kept, ended) = (controlled(&client, "campaigns"), controlled(&client, "calls"));
    let states = kept.iter().map(|campaign| (&campaign["id"], &campaign["status"])).collect::<Vec<_>>();
    assert_eq!(states, [(&id, &json!("CANCELED")), (&later, &json!("CANCELED"))]);
    let ids = |calls: &[Value]| calls.iter().map(|call| call["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&ended), ids(&calls));
    assert!(ended.iter().all(|call| !call["end_time"].is_null()), "the running call has ended");
    // A campaign that is created later has another id.
    let next = client.created(&draft())["id"].clone();
    assert!(next != id && next != later);
    let order: Vec<Value> = controlled(&client, "campaigns").iter().map(|it| it["id"].clone()).collect();
    assert_eq!(order, [id, later, next]);
}

#[test]
fn deleting_a_finished_campaign_keeps_its_status_and_calls() {
    let client = client();
    let id = client.created(&draft())["id"].clone();
    client.finished(&id);
    let other = client.created(&draft_with(json!({ "stage": "DRAFT" })))["id"].clone();
    let (campaigns, calls) = (controlled(&client, "campaigns"), controlled(&client, "calls"));
    let path = format!("auto_dialer_campaigns/{}", id.as_str().unwrap());
    assert_eq!(client.send("DELETE", &path, None).status, 204);
    assert!(controlled(&client, "campaigns") == campaigns && controlled(&client, "calls") == calls);
    assert_eq!((&campaigns[0]["id"], &campaigns[1]["id"]), (&id, &other), "oldest first");
}

#[test]
fn a_change_selects_an_audience_again_only_if_it_changes_what_selects_it() {
    let client = client();
    let later = || draft_with(json!({ "start_time": "2098-01-01T00:00:00Z" }));
    let id = client.created(&later())["id"].clone();
    let total = |campaign: &Value| campaign["statistics"]["total"].as_u64().unwrap();
    let before = total(&client.campaign(&id));
    let contact = json!({ "name": "Ann", "phone": "+12025550901", "contact_label_ids": [SURVEY] });
    assert_eq!(client.send("POST", "contacts", Some(&contact)).status, 200);
    assert_eq!(total(&client.campaign(&id)), before, "it was selected when the campaign was created");
    assert_eq!(total(&client.updated(&id, &json!({ "name": "Renamed", "max_dialers": 1 }))), before);
    assert!(total(&client.updated(&id, &json!({ "any_contact_label_ids": [SURVEY, VIP] }))) > before + 1);
    assert_eq!(total(&client.updated(&id, &json!({ "any_contact_label_ids": [SURVEY] }))), before + 1);
}

#[test]
fn faults_apply_to_changes_and_deletions() {
    let client = client();
    let id = under_way(&client, json!({}));
    client.add_fault(json!({ "kind": "drop_reply", "method": "PATCH", "path": "auto_dialer_campaigns" }));
    assert!(client.try_update(&id, &json!({ "status": "PAUSED" })).is_err());
    assert_eq!(client.campaign(&id)["status"], json!("PAUSED"), "processed all the same");
    client.add_fault(json!({ "kind": "status", "status": 503, "method": "DELETE" }));
    let path = format!("auto_dialer_campaigns/{}", id.as_str().unwrap());
    assert_eq!(client.send("DELETE", &path, None).status, 503);
    assert_eq!(client.get(&path).status, 200);
}
