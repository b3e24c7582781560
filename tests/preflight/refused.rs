//! Drafts that cannot be sent: a finding for each invalid field.

use seax_dialer::{model::FindingCode, preflight, schema::Strictness};
use serde_json::json;

fn fields(draft: &str) -> Vec<(FindingCode, String)> {
    let refusal = preflight::read(draft.into(), Strictness::Input).err().expect("it cannot be sent");
    assert!(!preflight::finding::errors(&refusal).is_empty());
    let preflight = refusal.read().expect("it can be read");
    assert!(preflight.audience.is_none());
    preflight.findings.into_iter().map(|finding| (finding.code, finding.field)).collect()
}

#[test]
fn all_that_is_missing_is_told_at_once() {
    let missing = |field: &str| (FindingCode::MissingField, field.to_owned());
    assert_eq!(fields("{}"), [missing("type")]);
    let agent = fields(r#"{"type": "AI_AGENT", "name": "Survey"}"#);
    assert_eq!(
        agent,
        ["ai_agent_conversation_config_id", "phone_ids", "start_time", "end_time"].map(missing)
    );
    let drop = fields(r#"{"type": "VOICE_DROP", "name": ""}"#);
    assert_eq!(drop, ["name", "phone_ids", "start_time", "end_time"].map(missing));
}

#[test]
fn what_is_missing_is_called_by_a_word_that_an_operator_knows() {
    let messages = |draft: &str| {
        let refusal = preflight::read(draft.into(), Strictness::Input).err().expect("it cannot be sent");
        let findings = refusal.read().expect("it can be read").findings;
        findings.into_iter().map(|finding| (finding.field, finding.message)).collect::<Vec<_>>()
    };
    let words = [
        ("type", "has no type. Choose AI agent, voice drop or progressive dialer."),
        ("name", "has no name. Enter one."),
        ("ai_agent_conversation_config_id", "No AI agent is selected. Select one."),
        ("phone_ids", "No phone is selected to call from. Select at least one."),
        ("start_time", "has no start time. Set it."),
        ("end_time", "has no end time. Set it."),
    ];
    let missing = [messages("{}"), messages(r#"{"type": "AI_AGENT"}"#)].concat();
    for (field, words) in words {
        let (_, message) = missing.iter().find(|(missing, _)| missing == field).expect(field);
        assert!(message.ends_with(words), "{field}: {message}");
    }
    assert_eq!(missing.len(), words.len());
}

#[test]
fn a_fault_and_what_is_missing_are_told_together() {
    let draft =
        json!({"type": "VOICE_DROP", "name": "Survey", "phone_ids": [], "start_time": "2025-07-08T03:06:09"});
    assert_eq!(
        fields(&draft.to_string()),
        [
            (FindingCode::TimeWithoutOffset, "start_time".into()),
            (FindingCode::MissingField, "end_time".to_owned())
        ]
    );
}

#[test]
fn inner_fields_have_their_place() {
    let draft = |field: &str, value: serde_json::Value| {
        let mut draft = json!({
            "type": "VOICE_DROP", "name": "Survey", "phone_ids": [],
            "start_time": "2025-07-08T03:06:09Z", "end_time": "2025-07-08T03:06:09Z",
        });
        draft[field] = value;
        fields(&draft.to_string())
    };
    assert_eq!(draft("phone_ids", json!(["x"])), [(FindingCode::InvalidField, "phone_ids[0]".to_owned())]);
    assert_eq!(
        draft("overwrite_phone_recipient", json!({"receiver": "x"})),
        [(FindingCode::MissingField, "overwrite_phone_recipient.type".to_owned())]
    );
    assert_eq!(
        draft("overwrite_phone_recipient", json!({"type": "AI_AGENT", "reciever": "x"})),
        [(FindingCode::UnknownField, "overwrite_phone_recipient.reciever".to_owned())]
    );
}

#[test]
fn what_is_no_draft_at_all_is_an_answer_too() {
    for text in ["", "[]", "null", "7", "\"x\"", "{", r#"{"type": 7}"#, r#"{"type": "CARRIER_PIGEON"}"#] {
        assert!(!fields(text).is_empty(), "{text}");
    }
}

/// Returns the finding for a draft with this start.
fn start(text: &str) -> (FindingCode, String) {
    let draft = json!({
        "type": "VOICE_DROP", "name": "Survey \"é\"", "phone_ids": [], "start_time": text, "end_time": "2026-07-08T09:00:00Z",
    });
    let refusal = preflight::read(draft.to_string(), Strictness::Input).err().expect("it cannot be sent");
    let mut findings = refusal.read().expect("it can be read").findings;
    let finding = findings.remove(0);
    assert_eq!((finding.field.as_str(), findings.len()), ("start_time", 0), "{text}");
    (finding.code, finding.message)
}

#[test]
fn what_is_wrong_with_a_time_is_what_the_finding_says() {
    for (text, code, words) in [
        ("2026-07-08T09:00:00", FindingCode::TimeWithoutOffset, "has no time zone"),
        ("2026-07-08T09:00:00.123", FindingCode::TimeWithoutOffset, "has no time zone"),
        ("2026-02-30T09:00:00+08:00", FindingCode::InvalidField, "no such date"),
        ("2026-02-30T09:00:00", FindingCode::InvalidField, "no such date"),
        ("2026-07-08T24:00:00+08:00", FindingCode::InvalidField, "no such time of day"),
        ("2026-07-08T09:00+08:00", FindingCode::InvalidField, "has no seconds"),
        ("2026-07-08T09:00Z", FindingCode::InvalidField, "has no seconds"),
        ("2026-07-08T09:00:00+0800", FindingCode::InvalidField, "not written as an offset"),
        ("2026-07-08T09:00:00 Asia/Taipei", FindingCode::InvalidField, "not written as an offset"),
        ("tomorrow at 9", FindingCode::InvalidField, "not a date and time"),
        ("", FindingCode::InvalidField, "not a date and time"),
    ] {
        let (found, message) = start(text);
        assert_eq!(found, code, "{text}: {message}");
        assert!(message.contains(words), "{text}: {message}");
    }
}
