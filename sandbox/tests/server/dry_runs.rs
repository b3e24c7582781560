//! Test calls and estimates.

use seax_sandbox::settings::Settings;
use serde_json::{Value, json};

use crate::support::{CALLING_AGENT, Client, MAIN_PHONE, WRITING_AGENT, draft_with, start};

const SMS_ONLY: &str = "8b60e3a9-14c7-4d52-6a08-f72d5e91c3b4";
const UNKNOWN: &str = "11111111-2222-4444-3333-555555555555";

fn dry_runs(client: &Client) -> Vec<Value> {
    let path = format!("dry_runs?workspace_id={}", client.workspace);
    client.control("GET", &path, None).unwrap().body["data"].as_array().unwrap().clone()
}

fn wish(change: Value) -> Value {
    let mut wish = json!({
        "type": "VOICE_DROP", "phone_ids": [MAIN_PHONE], "message": "Hello?", "dial_to": "+12025550123",
        "capture_keypress": false, "capture_stt": false,
    });
    for (name, value) in change.as_object().unwrap() {
        wish[name] = value.clone();
    }
    wish
}

fn dry_run(client: &Client, change: Value) -> crate::support::Reply {
    client.send("POST", "auto_dialer_campaigns/dry_run", Some(&wish(change)))
}

#[test]
fn a_test_call_calls_one_number_and_creates_no_campaign() {
    let client = start(Settings::default());
    let reply = dry_run(&client, json!({}));
    assert_eq!((reply.status, reply.text.as_str()), (204, ""));
    let agent = json!({
        "type": "AI_AGENT", "ai_agent_conversation_config_id": CALLING_AGENT,
        "ai_agent_starting_message": "Good morning.", "phone_ids": [SMS_ONLY, MAIN_PHONE],
    });
    assert_eq!(dry_run(&client, agent).status, 204);
    let calls = dry_runs(&client);
    assert_eq!(calls.len(), 2);
    assert_eq!((&calls[0]["dial_to"], &calls[0]["message"]), (&json!("+12025550123"), &json!("Hello?")));
    assert_eq!(calls[1]["ai_agent_starting_message"], json!("Good morning."));
    assert_eq!(calls[1]["from_number"], calls[0]["from_number"], "the phone that can call");
    assert!(calls[0]["answered_by"].is_string());
    assert_eq!(client.column("auto_dialer_campaigns?limit=0", "id").len(), 2);
    assert!(dry_runs(&client.open(json!({}))).is_empty());
}

#[test]
fn an_invalid_test_call_is_rejected() {
    let client = start(Settings::default());
    let locations = |change: Value| dry_run(&client, change).locations();
    assert_eq!(
        client.send("POST", "auto_dialer_campaigns/dry_run", Some(&json!({}))).locations(),
        ["body.phone_ids", "body.type", "body.capture_keypress", "body.capture_stt", "body.dial_to"]
    );
    for number in ["0912345678", "+1", "", "somebody"] {
        assert_eq!(locations(json!({ "dial_to": number })), ["body.dial_to"], "{number}");
    }
    assert_eq!(locations(json!({ "phone_ids": [UNKNOWN] })), ["body.phone_ids.0"]);
    assert_eq!(locations(json!({ "phone_ids": [] })), ["body.phone_ids"]);
    assert_eq!(locations(json!({ "phone_ids": [SMS_ONLY] })), ["body.phone_ids"]);
    assert_eq!(locations(json!({ "type": "AI_AGENT" })), ["body.ai_agent_conversation_config_id"]);
    let unknown = json!({ "type": "AI_AGENT", "ai_agent_conversation_config_id": UNKNOWN });
    assert_eq!(locations(unknown), ["body.ai_agent_conversation_config_id"]);
    let writing = json!({ "type": "AI_AGENT", "ai_agent_conversation_config_id": WRITING_AGENT });
    assert_eq!(locations(writing), ["body.ai_agent_conversation_config_id"]);
    // The number of Ava Stone, who is labeled DNC.
    assert_eq!(locations(json!({ "dial_to": "+12025550115" })), ["body.dial_to"]);
    assert!(dry_runs(&client).is_empty());
}

#[test]
fn a_test_call_takes_place_although_its_reply_is_lost() {
    let client = start(Settings::default());
    client.add_fault(json!({ "kind": "drop_reply", "path": "auto_dialer_campaigns/dry_run" }));
    assert!(client.try_send("POST", "auto_dialer_campaigns/dry_run", Some(&wish(json!({})))).is_err());
    assert_eq!(dry_runs(&client).len(), 1);
}

#[test]
fn an_estimate_grows_with_the_message_and_the_audience() {
    let client = start(Settings::default());
    let estimate = |change: Value, option: &str| {
        let mut draft = draft_with(json!({ "stage": "DRAFT" }));
        draft.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let id = client.created(&draft)["id"].as_str().unwrap().to_owned();
        let body = json!({
            "option": option, "start_time": "2026-01-01T08:00:00+08:00", "end_time": "2026-01-01T02:00:00Z",
        });
        let reply = client.send("POST", &format!("auto_dialer_campaigns/{id}/validate"), Some(&body));
        assert_eq!(reply.status, 200, "{}", reply.text);
        assert_eq!(reply.body["start_time"], json!("2026-01-01T00:00:00"));
        assert_eq!(reply.body["end_time"], json!("2026-01-01T02:00:00"));
        reply.body["estimated_duration"].as_f64().unwrap()
    };
    let play = |message: &str| estimate(json!({ "message": message }), "PLAY_TIME_DURATION");
    assert_eq!(play(&"a".repeat(600)), 41.0);
    assert!(play("Hello.") < play(&"a".repeat(600)));
    let send = |dialers: u32| estimate(json!({ "max_dialers": dialers }), "SENDING_TIME");
    assert!(send(1) > 5.0 * send(10), "{} and {}", send(1), send(10));
    let nobody = json!({ "any_contact_label_ids": [UNKNOWN] });
    assert_eq!(estimate(nobody, "SENDING_TIME"), 0.0);
}

#[test]
fn an_invalid_estimate_is_rejected() {
    let client = start(Settings::default());
    let id = client.column("auto_dialer_campaigns", "id")[0].as_str().unwrap().to_owned();
    let validate =
        |body: Value| client.send("POST", &format!("auto_dialer_campaigns/{id}/validate"), Some(&body));
    assert_eq!(validate(json!({})).locations(), ["body.option", "body.start_time", "body.end_time"]);
    let backwards = json!({
        "option": "HOPE", "start_time": "2026-01-01T08:00:00Z", "end_time": "2026-01-01T08:00:00Z",
    });
    assert_eq!(validate(backwards).locations(), ["body.option", "body.end_time"]);
    let path = format!("auto_dialer_campaigns/{UNKNOWN}/validate");
    assert_eq!(client.send("POST", &path, Some(&json!({}))).status, 404);
}
