//! Calling hours: a sandbox that enforces them refuses calls outside them, and a campaign that is split by time zone
//! makes none.

use std::{collections::BTreeSet, rc::Rc};

use seax_dialer::{
    hours::{DATA, Table},
    model::draft::CampaignDraft,
    preflight::{
        audience::Audience,
        draft::Draft,
        hours::{CallingHours, HoursSettings, Part},
    },
    schema::Checked,
    timestamp::Timestamp,
};
use seax_sandbox::settings::Settings;
use serde_json::{Value, json};

use crate::support::{Client, MAIN_PHONE, SECOND, draft_with, start};

/// A Wednesday in January for which no country has a special rule.
const DAY: [&str; 2] = ["2031-01-15T00:00:00+00:00", "2031-01-16T00:00:00+00:00"];

/// Prefixes of numbers, with the offsets from UTC that their owners' clocks can have on that day, in minutes.
const CLOCKS: [(&str, &[i64]); 16] = [
    ("+1202", &[-300]),
    ("+1206", &[-480]),
    ("+1303", &[-420]),
    ("+1312", &[-360]),
    ("+1415", &[-480]),
    ("+1602", &[-420]),
    ("+1604", &[-420]),
    ("+1628", &[-480]),
    ("+1808", &[-600]),
    ("+1902", &[-240]),
    ("+1917", &[-300]),
    ("+336", &[60]),
    ("+4477", &[0]),
    ("+614", &[480, 570, 600, 630, 660]),
    ("+8190", &[540]),
    ("+8869", &[480]),
];

/// Starts a sandbox so fast that years pass in a second.
fn client() -> Client {
    start(Settings { speed: 1e9, enforce_hours: true, ..Settings::default() })
}

/// Returns a draft that calls all contacts, with some fields replaced.
fn draft(changes: Value) -> Value {
    let mut draft = draft_with(json!({
        "any_contact_label_ids": [],
        "start_time": DAY[0],
        "end_time": DAY[1],
        "max_dialers": 50,
        "max_attempts": 1,
        "is_schedule": true,
    }));
    draft.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    draft
}

/// Runs a campaign to its end, and returns its id.
fn run(client: &Client, draft: &Value) -> Value {
    let id = client.created(draft)["id"].clone();
    client.advance(SECOND);
    assert_eq!(client.campaign(&id)["status"], json!("FINISHED"));
    id
}

/// Returns a list from the control interface.
fn listed(client: &Client, list: &str) -> Vec<Value> {
    let reply = client.control("GET", &format!("{list}?workspace_id={}", client.workspace), None).unwrap();
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.body["data"].as_array().unwrap().clone()
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer} of {value}"))
}

/// Returns `true` if it is night at a time, before 8:00 or from 21:00 on, anywhere that a number's owner can be.
fn is_night(phone: &str, time: &str) -> bool {
    let (_, offsets) = CLOCKS.iter().find(|(start, _)| phone.starts_with(start)).unwrap_or(&("", &[]));
    let minutes = Timestamp::parse_or_utc(time.as_bytes()).unwrap().0.div_euclid(60_000);
    offsets.iter().any(|offset| !(8 * 60..21 * 60).contains(&(minutes + offset).rem_euclid(1_440)))
}

/// Splits the draft into one for each group of time zones, by the contacts that the sandbox lists.
fn split(client: &Client, draft: &Value) -> Vec<Part> {
    let draft = Checked::<CampaignDraft>::input(draft.to_string()).unwrap();
    let given = Draft::new(&draft);
    let hours =
        CallingHours { table: Rc::new(Table::read(DATA).unwrap()), settings: HoursSettings::default() };
    let now = Timestamp::parse(b"2031-01-14T12:00:00Z").unwrap();
    let mut hours = hours.audience(&given, now);
    hours.keep_contacts();
    let mut audience = Audience::new(&given).with_hours(Some(hours));
    for contact in client.ok("contacts?limit=0")["data"].as_array().unwrap() {
        audience.add(&contact.to_string());
    }
    audience.hours().unwrap().split(&draft).unwrap()
}

#[test]
fn a_call_outside_the_hours_is_refused_and_told_of() {
    let client = client();
    // From 3:00 to 4:00 in New York, and from 16:00 to 17:00 in Taipei.
    let night = draft(json!({ "start_time": "2031-01-15T08:00:00Z", "end_time": "2031-01-15T09:00:00Z" }));
    let id = run(&client, &night);
    let refused = listed(&client, "refused_calls");
    assert!(refused.len() > 50, "{}", refused.len());
    for call in &refused {
        assert_eq!(call["campaign_id"], id);
        assert!(text(call, "/at").starts_with("2031-01-15T08:"), "{call}");
        assert!(!text(call, "/phone").starts_with("+886"), "it is day in Taipei: {call}");
    }
    let calls = listed(&client, "calls");
    assert!(calls.iter().any(|call| text(call, "/contact/phone").starts_with("+8869")), "{calls:?}");
    for call in &calls {
        assert!(!is_night(text(call, "/contact/phone"), text(call, "/start_time")), "{call}");
    }

    let free = client.open(json!({ "enforce_hours": false, "speed": 1e9 }));
    run(&free, &night);
    assert_eq!(listed(&free, "refused_calls"), [] as [Value; 0]);
    let calls = listed(&free, "calls");
    assert!(calls.iter().any(|call| is_night(text(call, "/contact/phone"), text(call, "/start_time"))));
}

#[test]
fn a_campaign_that_is_not_scheduled_starts_at_once_and_its_calls_are_refused_at_night() {
    let client = start(Settings { enforce_hours: true, ..Settings::default() });
    // Tomorrow from 10:00 in San Francisco, where it is 6:46.
    let tomorrow = json!({ "start_time": "2026-09-22T17:00:00Z", "end_time": "2026-09-22T20:00:00Z" });
    let mut draft = draft(tomorrow);
    let scheduled = client.created(&draft)["id"].clone();
    client.advance(SECOND);
    assert_eq!(client.campaign(&scheduled)["status"], json!("PENDING"));
    assert_eq!(listed(&client, "refused_calls"), [] as [Value; 0]);

    draft.as_object_mut().unwrap().remove("is_schedule");
    let at_once = client.created(&draft)["id"].clone();
    client.advance(SECOND);
    assert_eq!(client.campaign(&at_once)["status"], json!("STARTED"));
    let refused = listed(&client, "refused_calls");
    assert!(refused.iter().any(|call| text(call, "/phone").starts_with("+1415")), "{refused:?}");
    assert!(refused.iter().all(|call| call["campaign_id"] == at_once), "{refused:?}");
}

#[test]
fn a_campaign_that_is_split_calls_everybody_once_and_nobody_at_night() {
    let client = client();
    // The split schedules the parts that start later.
    let mut whole = draft(json!({}));
    whole.as_object_mut().unwrap().remove("is_schedule");
    let parts = split(&client, &whole);
    assert!(parts.len() > 3, "{} parts", parts.len());
    assert_eq!(parts.iter().filter(|part| !part.known).count(), 1, "one of unknown hours");
    for part in &parts {
        run(&client, &serde_json::from_slice(part.draft.as_bytes()).unwrap());
    }
    assert_eq!(listed(&client, "refused_calls"), [] as [Value; 0]);
    let calls = listed(&client, "calls");
    for call in &calls {
        assert!(!is_night(text(call, "/contact/phone"), text(call, "/start_time")), "{call}");
    }
    let called: BTreeSet<&str> = calls.iter().map(|call| text(call, "/contact/id")).collect();
    assert_eq!(called.len(), calls.len(), "nobody is called twice");

    let other = client.open(json!({ "enforce_hours": false, "speed": 1e9 }));
    run(&other, &whole);
    let all = listed(&other, "calls");
    let everybody: BTreeSet<&str> = all.iter().map(|call| text(call, "/contact/id")).collect();
    assert_eq!(called, everybody, "the parts are the whole");
    let numbers = |start: &str| calls.iter().any(|call| text(call, "/contact/phone").starts_with(start));
    for (start, _) in CLOCKS {
        assert!(numbers(start), "the seeded contacts have a number that begins with {start}");
    }
}

#[test]
fn the_number_that_is_dialed_decides_and_not_a_later_one_of_the_contact() {
    // It is 9:46 in Washington, and 6:46 in San Francisco.
    let [open, closed] = ["+12025550902", "+14155550902"];
    for (first, later) in [(open, closed), (closed, open)] {
        let client = start(Settings { enforce_hours: true, ..Settings::default() });
        let contact = |name: &str, phone: &str| {
            let reply = client.send("POST", "contacts", Some(&json!({ "name": name, "phone": phone })));
            reply.body["id"].as_str().unwrap().to_owned()
        };
        let (ann, bob) = (contact("Ann", "+12025550901"), contact("Bob", first));
        let draft = draft_with(json!({
            "any_contact_label_ids": null, "addition_contact_ids": [ann, bob],
            "max_dialers": 1, "max_attempts": 1,
        }));
        let id = client.created(&draft)["id"].clone();
        // Ann is called, and it is Bob's turn after that.
        let change = json!({ "phone": later });
        assert_eq!(client.send("PATCH", &format!("contacts/{bob}"), Some(&change)).status, 200);
        client.finished(&id);
        let path = format!("auto_dialer_campaigns/{}/logs?limit=0", id.as_str().unwrap());
        let dialed =
            client.column(&path, "call").iter().map(|call| call["to_number"].clone()).collect::<Vec<_>>();
        let refused = listed(&client, "refused_calls");
        if first == open {
            assert_eq!((dialed, refused.len()), (vec![json!("+12025550901"), json!(open)], 0));
        } else {
            assert_eq!((dialed, refused.len()), (vec![json!("+12025550901")], 1));
            assert_eq!((&refused[0]["phone"], &refused[0]["contact_id"]), (&json!(closed), &json!(bob)));
        }
    }
}

#[test]
fn a_test_call_outside_the_hours_is_refused_and_told_of() {
    let client = start(Settings { enforce_hours: true, ..Settings::default() });
    let call = |client: &Client, dial_to: &str| {
        let call = json!({
            "type": "VOICE_DROP", "phone_ids": [MAIN_PHONE], "message": "Hello?", "dial_to": dial_to,
            "capture_keypress": false, "capture_stt": false,
        });
        client.send("POST", "auto_dialer_campaigns/dry_run", Some(&call))
    };
    // It is 9:46 in Washington, and 6:46 in San Francisco.
    assert_eq!(call(&client, "+12025550123").status, 204);
    assert_eq!(call(&client, "+14155550123").locations(), ["body.dial_to"]);
    assert_eq!(listed(&client, "dry_runs").len(), 1);
    let refused = json!([{
        "campaign_id": null, "contact_id": null, "phone": "+14155550123", "at": client.now(),
    }]);
    assert_eq!(json!(listed(&client, "refused_calls")), refused);
    let free = client.open(json!({ "enforce_hours": false }));
    assert_eq!(call(&free, "+14155550123").status, 204);
}
