//! How campaigns run.

use std::time::Duration;

use seax_sandbox::{settings::Settings, timestamp::Timestamp};
use serde_json::{Value, json};

use crate::support::{CALLING_AGENT, Client, DAY, DNC, SURVEY, VIP, WRITING_AGENT, draft, draft_with, start};

const INVALID_NUMBER: &str = "0dc00000-5ea4-4000-8000-000000000002";
const SMS_ONLY: &str = "8b60e3a9-14c7-4d52-6a08-f72d5e91c3b4";

fn count(client: &Client, query: &str) -> u64 {
    client.ok(&format!("contacts?{query}"))["total"].as_u64().unwrap()
}

fn counted(statistics: &Value) -> u64 {
    let buckets = ["human", "machine", "unknown", "no_answer"];
    buckets.iter().map(|bucket| statistics[bucket].as_u64().unwrap()).sum()
}

/// Formats the time this many seconds from now, as a client would send it.
fn in_seconds(client: &Client, seconds: u64) -> String {
    format!("{}Z", client.now() + Duration::from_secs(seconds))
}

#[test]
fn a_campaign_calls_its_whole_audience() {
    let client = start(Settings::default());
    let campaign = client.created(&draft_with(json!({ "max_attempts": 2, "max_dialers": 5 })));
    let total = campaign["statistics"]["total"].as_u64().unwrap();
    let mut previous = 0;
    let mut seen = Vec::new();
    for _ in 0..120 {
        let campaign = client.campaign(&campaign["id"]);
        let sum = counted(&campaign["statistics"]);
        assert!(sum >= previous && sum <= total);
        previous = sum;
        seen.push(campaign["status"].as_str().unwrap().to_owned());
        client.advance(Duration::from_secs(30));
    }
    assert_eq!(previous, total);
    seen.dedup();
    assert_eq!(seen, ["STARTED", "PROCESSING", "FINISHED"]);
    let over = client.campaign(&campaign["id"]);
    client.advance(DAY);
    assert_eq!(client.campaign(&campaign["id"]), over);
}

#[test]
fn the_same_seed_gives_a_campaign_the_same_results() {
    let client = start(Settings::default());
    let result = |seed: u64| {
        let workspace = client.open(json!({ "seed": seed }));
        let id = workspace.created(&draft())["id"].clone();
        workspace.finished(&id)["statistics"].clone()
    };
    assert_eq!(result(5), result(5));
    assert_ne!(result(5), result(6));
}

#[test]
fn contacts_without_a_number_or_labeled_dnc_are_not_called() {
    let client = start(Settings::default());
    let callable = count(
        &client,
        &format!("any_contact_label_ids={SURVEY}&phone_only=true&exclude_labels=DNC,invalid%20number"),
    );
    let labeled = count(&client, &format!("any_contact_label_ids={SURVEY}"));
    assert!(callable < labeled);
    let campaign = client.created(&draft());
    assert_eq!(campaign["statistics"]["total"], json!(callable));

    let blocked = client.created(&draft_with(json!({ "any_contact_label_ids": [DNC, INVALID_NUMBER] })));
    assert_eq!(blocked["statistics"]["total"], json!(0));
    assert_eq!(blocked["status"], json!("FINISHED"));
}

#[test]
fn the_audience_is_what_the_contact_list_returns() {
    let client = start(Settings::default());
    let callable = "phone_only=true&exclude_labels=DNC,invalid%20number";
    let stranger = client.column(&format!("contacts?limit=1&{callable}"), "id")[0].clone();
    let stranger = stranger.as_str().unwrap();
    for (wish, query) in [
        (json!({ "any_contact_label_ids": [VIP, SURVEY] }), format!("any_contact_label_ids={VIP},{SURVEY}")),
        (
            json!({ "any_contact_label_ids": null, "all_contact_label_ids": [VIP, SURVEY] }),
            format!("all_contact_label_ids={VIP},{SURVEY}"),
        ),
        (
            json!({ "exclude_any_contact_label_ids": [VIP] }),
            format!("any_contact_label_ids={SURVEY}&exclude_any_contact_label_ids={VIP}"),
        ),
        (
            json!({ "exclude_all_contact_label_ids": [VIP, SURVEY] }),
            format!("any_contact_label_ids={SURVEY}&exclude_all_contact_label_ids={VIP},{SURVEY}"),
        ),
        (json!({ "keyword": "fox" }), format!("any_contact_label_ids={SURVEY}&keyword=fox")),
        (
            json!({ "whatsapp_phone_only": true }),
            format!("any_contact_label_ids={SURVEY}&whatsapp_phone_only=true"),
        ),
        (
            json!({ "any_contact_label_ids": null, "addition_contact_ids": [stranger] }),
            format!("addition_contact_ids={stranger}"),
        ),
        (json!({ "any_contact_label_ids": null }), String::new()),
    ] {
        let campaign = client.created(&draft_with(wish.clone()));
        let found = count(&client, &format!("{callable}&{query}"));
        assert_eq!(campaign["statistics"]["total"], json!(found), "{wish}");
        assert!(found > 0, "{wish}");
    }
}

#[test]
fn a_campaign_waits_for_its_start() {
    let client = start(Settings { speed: 60.0, ..Settings::default() });
    let wish = json!({ "start_time": in_seconds(&client, 60), "end_time": in_seconds(&client, 86_400) });
    let campaign = client.created(&draft_with(wish));
    assert_eq!(campaign["status"], json!("PENDING"));
    client.advance(Duration::from_millis(999));
    assert_eq!(client.campaign(&campaign["id"])["status"], json!("PENDING"));
    client.advance(Duration::from_millis(1));
    assert_eq!(client.campaign(&campaign["id"])["status"], json!("STARTED"));
}

#[test]
fn a_campaign_ends_with_its_window_even_if_contacts_are_left() {
    let client = start(Settings::default());
    let wish = json!({
        "max_dialers": 1, "start_time": in_seconds(&client, 0), "end_time": in_seconds(&client, 300),
    });
    let id = client.created(&draft_with(wish))["id"].clone();
    let statistics = client.finished(&id)["statistics"].clone();
    assert!(counted(&statistics) > 0 && counted(&statistics) < statistics["total"].as_u64().unwrap());
}

#[test]
fn a_draft_calls_nobody() {
    let client = start(Settings::default());
    let campaign = client.created(&draft_with(json!({ "stage": "DRAFT" })));
    client.advance(DAY);
    let later = client.campaign(&campaign["id"]);
    assert_eq!((&later["status"], counted(&later["statistics"])), (&json!("PENDING"), 0));
}

#[test]
fn labels_are_attached_to_called_contacts_when_the_campaign_ends() {
    let client = start(Settings::default());
    let before = count(&client, &format!("any_contact_label_ids={VIP}"));
    let already = count(
        &client,
        &format!("all_contact_label_ids={VIP},{SURVEY}&phone_only=true&exclude_labels=DNC,invalid%20number"),
    );
    let campaign = client.created(&draft_with(json!({ "attach_contact_label_ids": [VIP] })));
    let called = campaign["statistics"]["total"].as_u64().unwrap();
    client.finished(&campaign["id"]);
    let after = count(&client, &format!("any_contact_label_ids={VIP}"));
    assert_eq!(after, before + called - already);
}

#[test]
fn a_later_campaign_does_not_call_contacts_that_an_earlier_one_labeled_dnc() {
    let client = start(Settings::default());
    let end = in_seconds(&client, 86_400);
    let window = |start: u64| json!({ "start_time": in_seconds(&client, start), "end_time": end });
    let mut wish = draft_with(window(2_000));
    wish["attach_contact_label_ids"] = json!([DNC]);
    let first = client.created(&wish);
    let second = client.created(&draft_with(window(5_000)));
    assert!(second["statistics"]["total"].as_u64().unwrap() > 0);
    // No request is made until both have ended, but events still happen in the order of their times.
    assert_eq!(client.finished(&second["id"])["statistics"]["total"], json!(0));
    assert_eq!(client.campaign(&first["id"])["status"], json!("FINISHED"));
}

#[test]
fn contacts_labeled_dnc_in_the_meantime_are_not_called() {
    const SPEED: i64 = 600;
    let client = start(Settings { speed: SPEED as f64, ..Settings::default() });
    let everybody = json!({ "any_contact_label_ids": null, "max_dialers": 1 });
    let long = client.created(&draft_with(everybody));
    client.advance(Duration::from_millis(100));
    let vips =
        json!({ "any_contact_label_ids": [VIP], "max_dialers": 100, "attach_contact_label_ids": [DNC] });
    let short = client.created(&draft_with(vips));
    // Long enough for the short one to end, while the long one continues.
    client.advance(Duration::from_millis(1_500));
    let short = client.campaign(&short["id"]);
    assert_eq!(short["status"], json!("FINISHED"));
    client.updated(&long["id"], &json!({ "max_dialers": 100 }));
    client.finished(&long["id"]);

    let logs = |campaign: &Value| {
        let path = format!("auto_dialer_campaigns/{}/logs?limit=0", campaign["id"].as_str().unwrap());
        client.ok(&path)["data"].as_array().unwrap().clone()
    };
    let real_time = |campaign: &Value, shown: &Value| {
        let [created, shown] =
            [&campaign["created_time"], shown].map(|time| Timestamp::parse(time.as_str().unwrap()).unwrap());
        created.micros() + shown.micros_since(created) / SPEED
    };
    let labeled: Vec<Value> = logs(&short).iter().map(|log| log["contact"]["id"].clone()).collect();
    let since = real_time(&short, &short["updated_time"]);
    let (before, after): (Vec<Value>, Vec<Value>) =
        logs(&long).into_iter().partition(|log| real_time(&long, &log["start_time"]) <= since);
    assert!(!before.is_empty() && !after.is_empty());
    assert!(after.iter().all(|log| !labeled.contains(&log["contact"]["id"])));
    let called = before.len() + after.len();
    let statistics = client.campaign(&long["id"])["statistics"].clone();
    assert_eq!((counted(&statistics), &statistics["total"]), (called as u64, &json!(called)));
    assert!(long["statistics"]["total"].as_u64() > Some(called as u64), "some were left out");
}

#[test]
fn a_campaign_whose_numbers_cannot_call_fails() {
    let client = start(Settings::default());
    let campaign = client.created(&draft_with(json!({ "phone_ids": [SMS_ONLY] })));
    assert_eq!(campaign["status"], json!("FAILED"));
}

#[test]
fn a_campaign_whose_agent_cannot_call_fails() {
    let client = start(Settings::default());
    for (agent, is_failed) in [(WRITING_AGENT, true), (CALLING_AGENT, false)] {
        let kind = |kind: &str| {
            let draft = json!({ "type": kind, "ai_agent_conversation_config_id": agent });
            client.created(&draft_with(draft))["id"].clone()
        };
        let (talked, played) = (kind("AI_AGENT"), kind("VOICE_DROP"));
        client.advance(DAY);
        let failed = client.campaign(&talked);
        assert_eq!(failed["status"], json!(if is_failed { "FAILED" } else { "FINISHED" }));
        assert_eq!(counted(&failed["statistics"]) == 0, is_failed, "{failed}");
        assert_eq!(client.campaign(&played)["status"], json!("FINISHED"), "in it, no agent talks");
    }
}
