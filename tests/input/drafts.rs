//! Drafts: missing, contradictory and out-of-range fields are found before anybody is called.

use seax_dialer::{
    api::campaigns::create,
    model::draft::CampaignDraft,
    schema::{HasSchema, Schema},
};
use serde_json::{Value, json};

use crate::{Refusal, refusal, refused, taken};

/// The draft in the API's documentation.
fn documented() -> Value {
    serde_json::from_str(include_str!("../samples/draft.json")).expect("the sample is JSON")
}

/// Returns the draft without a member.
fn without(name: &str) -> String {
    let mut draft = documented();
    draft.as_object_mut().and_then(|draft| draft.remove(name)).expect(name);
    draft.to_string()
}

/// Returns the draft with a member.
fn with(name: &str, value: Value) -> String {
    let mut draft = documented();
    draft[name] = value;
    draft.to_string()
}

/// Returns a draft of a type without an agent.
fn of_type(word: &str) -> Value {
    let mut draft = documented();
    draft["type"] = json!(word);
    draft.as_object_mut().and_then(|draft| draft.remove("ai_agent_conversation_config_id"));
    draft
}

#[test]
fn the_documented_draft_is_taken_for_each_type() {
    create(&taken(&documented().to_string())).expect("it can be sent");
    create(&taken(&of_type("VOICE_DROP").to_string())).expect("it can be sent");
    create(&taken(&of_type("PROGRESSIVE_DIALER").to_string())).expect("it can be sent");
}

#[test]
fn a_draft_says_which_type_it_is() {
    refused::<CampaignDraft>(&without("type"), "type", "is missing");
    refused::<CampaignDraft>(
        &with("type", json!("ROBOT")),
        "type",
        r#"must be "AI_AGENT", "VOICE_DROP" or "PROGRESSIVE_DIALER""#,
    );
    refused::<CampaignDraft>(&with("type", json!(1)), "type", "not a number");
    refused::<CampaignDraft>(&with("type", json!(null)), "type", "not null");
}

#[test]
fn a_required_field_is_missed_in_every_type() {
    let Schema::Union(union) = CampaignDraft::SCHEMA else { panic!("drafts are a union") };
    for (word, schema) in union.variants {
        let required = schema.fields().iter().filter(|field| field.required).map(|field| field.name);
        let required = required.collect::<Vec<_>>();
        for common in ["name", "phone_ids", "start_time", "end_time"] {
            assert!(required.contains(&common), "{word} needs {common}");
        }
        let agent = required.contains(&"ai_agent_conversation_config_id");
        assert_eq!(agent, *word == "AI_AGENT", "only an AI agent's campaign needs an agent");
        for name in required {
            let mut draft = if *word == "AI_AGENT" { documented() } else { of_type(word) };
            draft.as_object_mut().and_then(|draft| draft.remove(name)).expect(name);
            refused::<CampaignDraft>(&draft.to_string(), name, "is missing: it must be ");
            draft[name] = json!(null);
            refused::<CampaignDraft>(&draft.to_string(), name, ", not null");
        }
    }
}

#[test]
fn a_draft_of_another_type_has_no_agent() {
    for word in ["VOICE_DROP", "PROGRESSIVE_DIALER"] {
        for field in ["ai_agent_conversation_config_id", "ai_agent_id"] {
            let mut draft = of_type(word);
            draft[field] = json!("221316ae-8a9f-4f39-b7f8-f2e756b80a63");
            refused::<CampaignDraft>(&draft.to_string(), field, "is not a field of");
        }
    }
}

#[test]
fn people_are_dialled_at_least_once_by_at_least_one_dialer() {
    for field in ["max_attempts", "max_dialers"] {
        taken::<CampaignDraft>(&with(field, json!(1)));
        taken::<CampaignDraft>(&with(field, json!(u32::MAX)));
        for wrong in [json!(1.5), json!("1")] {
            refused::<CampaignDraft>(&with(field, wrong), field, "must be an integer of at least 1");
        }
        for wrong in [json!(0), json!(-1), json!(1u64 << 32), json!(u64::MAX)] {
            refused::<CampaignDraft>(&with(field, wrong), field, "must be an integer from 1 to 4294967295");
        }
    }
}

#[test]
fn a_draft_is_held_to_the_formats_of_its_fields() {
    for field in ["start_time", "end_time"] {
        refused::<CampaignDraft>(
            &with(field, json!("2025-07-08T03:06:09")),
            field,
            "with an offset, such as",
        );
    }
    for field in ["phone_ids", "any_contact_label_ids", "exclude_contact_ids", "contact_field_ids"] {
        let element = format!("{field}[0]");
        refused::<CampaignDraft>(&with(field, json!(["+886912123456"])), &element, "8-4-4-4-12");
    }
    refused::<CampaignDraft>(
        &with("ai_agent_conversation_config_id", json!("Alice")),
        "ai_agent_conversation_config_id",
        "8-4-4-4-12",
    );
    refused::<CampaignDraft>(&with("name", json!("")), "name", "not empty");
    refused::<CampaignDraft>(
        &with("message_variables", json!({"shop": "Main St", "tables": 4})),
        "message_variables.tables",
        "must be a string, not a number",
    );
    refused::<CampaignDraft>(
        &with("overwrite_phone_recipient", json!({"receiver": "Alice"})),
        "overwrite_phone_recipient.type",
        "is missing",
    );
    refused::<CampaignDraft>(
        &with("overwrite_phone_recipient", json!({"type": 1})),
        "overwrite_phone_recipient.type",
        "must be a string, not a number",
    );
    let relative = |time: &str| {
        let id = "221316ae-8a9f-4f39-b7f8-f2e756b80a63";
        let config = json!({"timezone": "Asia/Taipei", "date_contact_field_id": id, "absolute_time": time});
        with("relative_time_config", config)
    };
    taken::<CampaignDraft>(&relative("09:30"));
    refused::<CampaignDraft>(&relative("9:30"), "relative_time_config.absolute_time", "09:30");
}

/// Returns the error for a draft that fits its schema, but contradicts itself.
fn contradiction(draft: &str) -> Refusal {
    match create(&taken(draft)) {
        Ok(_) => panic!("it is taken: {draft}"),
        Err(error) => error.into(),
    }
}

#[test]
fn a_campaign_needs_a_phone_to_call_from() {
    let refusal = contradiction(&with("phone_ids", json!([])));
    assert_eq!(refusal.path, "phone_ids");
    assert!(refusal.message.contains("at least one phone"), "{}", refusal.message);
}

#[test]
fn a_campaign_ends_after_it_starts_whatever_the_offsets() {
    let window = |start: &str, end: &str| {
        let mut draft = documented();
        draft["start_time"] = json!(start);
        draft["end_time"] = json!(end);
        draft.to_string()
    };
    for (start, end) in [
        ("2025-07-08T03:15:00Z", "2025-07-08T03:15:00.001Z"),
        ("2025-07-08T11:15:00+08:00", "2025-07-08T03:16:00Z"),
        ("2025-07-08T23:00:00-07:00", "2025-07-09T06:30:00Z"),
    ] {
        create(&taken(&window(start, end))).unwrap_or_else(|error| panic!("{start} {end}: {error}"));
    }
    for (start, end) in [
        ("2025-07-08T03:15:00Z", "2025-07-08T03:15:00Z"),
        ("2025-07-08T03:15:00Z", "2025-07-08T03:14:59Z"),
        ("2025-07-08T03:15:00Z", "2025-07-08T11:15:00+08:00"),
        ("2025-07-08T23:00:00-07:00", "2025-07-09T05:30:00Z"),
    ] {
        let refusal = contradiction(&window(start, end));
        assert_eq!(refusal.path, "end_time", "{start} {end}");
        assert!(refusal.message.contains("after `start_time`"), "{}", refusal.message);
    }
}

#[test]
fn the_field_that_is_wrong_first_is_the_one_that_is_named() {
    let text = r#"{"type": "AI_AGENT", "max_dialers": 0, "max_attempts": 0}"#;
    assert_eq!(refusal::<CampaignDraft>(text).path, "max_dialers");
}
