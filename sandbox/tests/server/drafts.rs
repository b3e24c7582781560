//! Which drafts the sandbox accepts, and how it returns them.

use seax_sandbox::settings::Settings;
use serde_json::{Value, json};

use crate::support::{CALLING_AGENT, MAIN_PHONE, SURVEY, TUTORIAL_PHONE, draft, draft_with, start};

const FRONT_DESK: &str = "3d95b7c0-6f12-4e8a-d4b1-20c8e67f9a53";

#[test]
fn the_tutorials_request_is_accepted_unchanged() {
    let client = start(Settings::default());
    let campaign = client.created(&json!({
        "name": "Test",
        "phone_ids": [TUTORIAL_PHONE],
        "attach_contact_label_ids": [],
        "start_time": "2025-07-08T03:06:09+00:00",
        "is_schedule": false,
        "is_timezone_aware": false,
        "mode": "WEB",
        "stage": "INSTANCE",
        "message": "您好,請問您現在方便講話嗎?",
        "tts_language": "",
        "audio_url": "",
        "type": "AI_AGENT",
        "capture_keypress": true,
        "end_time": "2025-07-08T03:15:00+00:00",
        "ai_agent_conversation_config_id": CALLING_AGENT,
        "overwrite_phone_recipient": { "type": "AI_AGENT", "receiver": CALLING_AGENT },
        "exclude_contact_ids": [
            "4667298e-8d5b-468e-8218-6a47925fe5f2",
            "aa145964-6d17-488d-a9be-09a43191f329",
        ],
        "any_contact_label_ids": [SURVEY],
        "tts_voice": "default",
        "capture_stt": false,
    }));
    assert_eq!(campaign["start_time"], json!("2025-07-08T03:06:09"));
    assert_eq!(campaign["message"], json!("您好,請問您現在方便講話嗎?"));
    assert_eq!(campaign["ai_agent_id"], json!("51fefba9-c3ee-40e8-a392-8bc14c639719"));
    assert_eq!(campaign["tts_voice"], json!("en-US-default"), "the workspace's default");
    assert_eq!(campaign["max_dialers"], json!(20));
    let metadata = &campaign["campaign_metadata"];
    assert_eq!(metadata["any_contact_labels"][0]["name"], json!("Survey 2026"));
    assert_eq!(metadata["exclude_contacts"][1]["name"], json!("Test User 2"));
    // Its window ended before it was created.
    assert_eq!(campaign["status"], json!("FINISHED"));
    assert_eq!(campaign["statistics"]["human"], json!(0));
}

#[test]
fn a_campaign_is_returned_as_it_was_created() {
    let client = start(Settings::default());
    let mut wish = draft();
    wish["stage"] = json!("DRAFT");
    wish["draft_name"] = json!("my key");
    wish["audio_url"] = json!("https://media.example.com/hello.mp3");
    wish["relative_time_config"] = json!({
        "timezone": "Asia/Taipei",
        "delta_days": -1,
        "absolute_time": "09:30",
        "date_contact_field_id": "f1e1d000-0000-4000-8000-000000000003",
        "time_contact_field_id": "f1e1d000-0000-4000-8000-000000000004",
    });
    wish["contact_field_ids"] = json!(["f1e1d000-0000-4000-8000-000000000001"]);
    let campaign = client.created(&wish);
    assert_eq!(client.campaign(&campaign["id"]), campaign);
    assert_eq!(client.ok("auto_dialer_campaigns?stage=DRAFT")["data"], json!([campaign]));
    assert_eq!(campaign["draft_name"], json!("my key"));
    assert_eq!(campaign["audio"]["type"], json!("mp3"));
    assert_eq!(campaign["relative_time_config"]["time_contact_field"]["type"], json!("TIME"));
    assert_eq!(campaign["contact_fields"][0]["name"], json!("event_name"));
}

#[test]
fn an_invalid_draft_is_rejected_with_all_errors() {
    let client = start(Settings::default());
    let locations = |wish: Value| client.create(&draft_with(wish)).locations();
    assert_eq!(
        client.create(&json!({})).locations(),
        [
            "body.name",
            "body.type",
            "body.mode",
            "body.stage",
            "body.capture_keypress",
            "body.capture_stt",
            "body.phone_ids",
        ]
    );
    assert_eq!(locations(json!({ "name": 3, "type": "FAX" })), ["body.name", "body.type"]);
    assert_eq!(locations(json!({ "max_attempts": 0, "max_dialers": -1 })).len(), 2);
    assert_eq!(locations(json!({ "max_attempts": "2" })), ["body.max_attempts"]);
    assert_eq!(locations(json!({ "capture_stt": "no" })), ["body.capture_stt"]);
    assert_eq!(locations(json!({ "start_time": "tomorrow" })), ["body.start_time"]);
    assert_eq!(locations(json!({ "end_time": "2025-07-08T03:06:09+00:00" })), ["body.end_time"]);
    assert_eq!(locations(json!({ "phone_ids": [] })), ["body.phone_ids"]);
    assert_eq!(locations(json!({ "any_contact_label_ids": "x" })), ["body.any_contact_label_ids"]);
    assert_eq!(locations(json!({ "message_variables": { "event": 3 } })), ["body.message_variables.event"]);
    assert_eq!(locations(json!({ "mode": "EXCEL" })), ["body.contact_file_url"]);
    assert_eq!(
        locations(json!({ "overwrite_phone_recipient": { "type": "ROBOT" } })),
        ["body.overwrite_phone_recipient.type"]
    );
    assert_eq!(
        locations(json!({ "relative_time_config": { "absolute_time": "late" } })),
        [
            "body.relative_time_config.timezone",
            "body.relative_time_config.absolute_time",
            "body.relative_time_config.date_contact_field_id",
        ]
    );
}

#[test]
fn a_draft_with_unknown_ids_is_rejected() {
    let client = start(Settings::default());
    let unknown = "11111111-2222-4444-3333-555555555555";
    let locations = |wish: Value| client.create(&draft_with(wish)).locations();
    assert_eq!(locations(json!({ "phone_ids": [MAIN_PHONE, unknown] })), ["body.phone_ids.1"]);
    assert_eq!(
        locations(json!({ "attach_contact_label_ids": [unknown] })),
        ["body.attach_contact_label_ids.0"]
    );
    assert_eq!(locations(json!({ "type": "AI_AGENT" })), ["body.ai_agent_conversation_config_id"]);
    assert_eq!(
        locations(json!({ "type": "AI_AGENT", "ai_agent_conversation_config_id": unknown })),
        ["body.ai_agent_conversation_config_id"]
    );
    assert!(client.column("auto_dialer_campaigns?stage=INSTANCE", "name").len() == 2, "nothing was created");
}

#[test]
fn a_phone_with_another_recipient_needs_an_overwrite() {
    let client = start(Settings::default());
    let wish = |phone: &str| {
        draft_with(json!({
            "type": "AI_AGENT",
            "ai_agent_conversation_config_id": CALLING_AGENT,
            "phone_ids": [phone],
        }))
    };
    assert_eq!(client.create(&wish(FRONT_DESK)).locations(), ["body.overwrite_phone_recipient"]);
    let mut overwritten = wish(FRONT_DESK);
    overwritten["overwrite_phone_recipient"] = json!({ "type": "AI_AGENT", "receiver": CALLING_AGENT });
    let phones = client.created(&overwritten)["phones"].clone();
    assert_eq!(phones[0]["call_recipient"]["receiver"], CALLING_AGENT, "the campaign's phones show it");
    overwritten["overwrite_phone_recipient"] = json!({ "type": "HUMAN_AGENT" });
    let recipient = client.created(&overwritten)["phones"][0]["call_recipient"].clone();
    assert_eq!(recipient["type"], "HUMAN_AGENT");
    assert_eq!(recipient["receiver"], Value::Null);
    client.created(&wish(TUTORIAL_PHONE));
    client.created(&wish(MAIN_PHONE));
}

#[test]
fn unknown_fields_are_ignored() {
    let client = start(Settings::default());
    let campaign = client.created(&draft_with(json!({ "no_such_field": 1 })));
    assert!(campaign.get("no_such_field").is_none());
}

#[test]
fn an_empty_id_is_not_a_missing_one() {
    let client = start(Settings::default());
    let draft = draft_with(json!({ "ai_agent_conversation_config_id": "" }));
    assert_eq!(client.create(&draft).locations(), ["body.ai_agent_conversation_config_id"]);
}
