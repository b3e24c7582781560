//! The requests in the API's documentation, byte for byte.

use seax_dialer::{
    api::{Content, Listing, Operation, Request, agents, campaigns, contacts, labels, phones},
    model::{
        CampaignId, CommaList, LabelId, NonEmptyString, PhoneId,
        campaign::{CampaignQuery, CampaignStage},
        contact::ContactQuery,
        draft::{CampaignDraft, DraftFields, VoiceDropDraft},
        time::OffsetTime,
    },
    schema::{Checked, Object},
};
use serde_json::{Value, json};

use crate::taken;

const ONE: &str = "11111111-2222-4444-3333-555555555555";
const TWO: &str = "11111111-2222-4444-3333-666666666666";

/// Returns a request's method, and its URL after `/api/v1/workspace/{workspace_id}/`.
fn target(request: &Request) -> String {
    [request.operation.method.as_str(), " ", &request.path, "?", &request.query].concat()
}

fn body(request: &Request) -> Value {
    let Some(Content::Json(json)) = &request.content else { panic!("it has a body") };
    serde_json::from_slice(json).expect("the body is JSON")
}

/// Fields that the documents do not name may be refused with a 422.
#[test]
fn an_iteration_sorts_by_documented_fields() {
    for (operation, order) in [
        (&contacts::LIST, "order_by=created_time%3Aasc%2Cphone%3Aasc%2Cname%3Aasc&"),
        (&agents::LIST, "order_by=created_time%3Aasc&"),
        (&campaigns::LIST, "order_by=created_time%3Aasc&"),
        (&labels::LIST, "order_by=name%3Aasc&"),
        (&phones::LIST, ""),
    ] {
        let operation: &'static Operation = operation;
        let schema = operation.request.schema().expect("it takes a query");
        let listing = Listing::new(operation, "", &Object::new(b"{}", schema));
        assert_eq!(listing.rows(0).query, [order, "offset=0&limit=0"].concat(), "{}", operation.name);
        assert_eq!(listing.rows(7).query, [order, "offset=7&limit=1000"].concat(), "{}", operation.name);
    }
}

#[test]
fn an_iteration_keeps_the_callers_order() {
    let default = "order_by=created_time%3Aasc%2Cphone%3Aasc%2Cname%3Aasc&";
    for (query, order) in [
        (r#"{"order_by": "name:desc"}"#, "order_by=name%3Adesc&"),
        (r#"{"order_by": ["name:desc", "phone:asc"]}"#, "order_by=name%3Adesc%2Cphone%3Aasc&"),
        (r#"{"order_by": ""}"#, default),
        (r#"{"order_by": []}"#, default),
    ] {
        let listing = contacts::each(&taken(query));
        assert_eq!(listing.rows(0).query, [order, "offset=0&limit=0"].concat(), "{query}");
    }
}

#[test]
fn phones_are_listed_as_documented() {
    let query =
        json!({"offset": 0, "limit": 10, "is_owned": false, "enabled": true, "voice_available": true});
    let query = in_order(&query, &["offset", "limit", "is_owned", "enabled", "voice_available"]);
    assert_eq!(
        target(&phones::list(&taken(&query)).request),
        "GET phones?offset=0&limit=10&is_owned=false&enabled=true&voice_available=true"
    );
}

#[test]
fn contacts_are_listed_as_documented() {
    let ids = json!([ONE, TWO]);
    let query = json!({
        "offset": 0, "limit": 10, "keyword": "+18111222333", "whatsapp_phone": "+18111222333",
        "all_contact_label_ids": ids, "any_contact_label_ids": ids, "exclude_contact_ids": ids,
        "exclude_any_contact_label_ids": ids, "exclude_all_contact_label_ids": ids, "addition_contact_ids": ids,
        "order_by": ["phone:asc", "created_time:desc", "name:asc"],
        "exclude_labels": ["DNC", "invalid number", "unreachable"], "whatsapp_phone_only": false,
    });
    let documented = "offset=0&limit=10&keyword=%2B18111222333&whatsapp_phone=%2B18111222333\
        &all_contact_label_ids=11111111-2222-4444-3333-555555555555%2C11111111-2222-4444-3333-666666666666\
        &any_contact_label_ids=11111111-2222-4444-3333-555555555555%2C11111111-2222-4444-3333-666666666666\
        &exclude_contact_ids=11111111-2222-4444-3333-555555555555%2C11111111-2222-4444-3333-666666666666\
        &exclude_any_contact_label_ids=11111111-2222-4444-3333-555555555555%2C11111111-2222-4444-3333-666666666666\
        &exclude_all_contact_label_ids=11111111-2222-4444-3333-555555555555%2C11111111-2222-4444-3333-666666666666\
        &addition_contact_ids=11111111-2222-4444-3333-555555555555%2C11111111-2222-4444-3333-666666666666\
        &order_by=phone%3Aasc%2Ccreated_time%3Adesc%2Cname%3Aasc\
        &exclude_labels=DNC%2Cinvalid%20number%2Cunreachable&whatsapp_phone_only=false";
    let order: Vec<_> = documented.split('&').filter_map(|pair| pair.split('=').next()).collect();
    assert_eq!(
        target(&contacts::list(&taken(&in_order(&query, &order))).request),
        ["GET contacts?", documented].concat()
    );
}

#[test]
fn agents_are_listed_as_documented() {
    let query = r#"{"limit": 10, "offset": 0, "order_by": "created_time:desc"}"#;
    assert_eq!(
        target(&agents::list(&taken(query)).request),
        "GET ai_agents?limit=10&offset=0&order_by=created_time%3Adesc"
    );
    let query = r#"{"types": ["SEAX_CALL", "SEAX_SMS"]}"#;
    assert_eq!(target(&agents::list(&taken(query)).request), "GET ai_agents?types=SEAX_CALL%2CSEAX_SMS");
}

#[test]
fn labels_are_listed_with_every_parameter() {
    let query = r#"{"offset": 0, "limit": 0, "keyword": "vip", "order_by": "name:asc", "is_system": false,
        "exclude_labels": ["DNC"], "exclude_labels_for_count": ["DNC", "duplicate"], "contact_counting": true,
        "whatsapp_phone_only": false, "phone_only": true}"#;
    assert_eq!(
        target(&labels::list(&taken(query)).request),
        "GET contact_labels?offset=0&limit=0&keyword=vip&order_by=name%3Aasc&is_system=false&exclude_labels=DNC\
         &exclude_labels_for_count=DNC%2Cduplicate&contact_counting=true&whatsapp_phone_only=false&phone_only=true"
    );
}

#[test]
fn campaigns_are_listed_and_read_as_documented() {
    let query = r#"{"stage": "INSTANCE", "limit": 10, "offset": 0, "order_by": "created_time:desc"}"#;
    assert_eq!(
        target(&campaigns::list(&taken(query)).request),
        "GET auto_dialer_campaigns?stage=INSTANCE&limit=10&offset=0&order_by=created_time%3Adesc"
    );
    let query = r#"{"types": ["VOICE_DROP", "AI_AGENT"], "phone_numbers": "+15555550100,+15555550101",
        "ai_agent_conversation_config_id": "221316ae-8a9f-4f39-b7f8-f2e756b80a63", "statuses": ["PENDING"],
        "mode": "WEB", "start_time_from": "2025-07-08T11:06:09+08:00", "end_time_to": "2025-07-08T03:15:00Z"}"#;
    assert_eq!(
        target(&campaigns::list(&taken(query)).request),
        "GET auto_dialer_campaigns?types=VOICE_DROP%2CAI_AGENT&phone_numbers=%2B15555550100%2C%2B15555550101\
         &ai_agent_conversation_config_id=221316ae-8a9f-4f39-b7f8-f2e756b80a63&statuses=PENDING&mode=WEB\
         &start_time_from=2025-07-08T11%3A06%3A09%2B08%3A00&end_time_to=2025-07-08T03%3A15%3A00Z"
    );
    let id = CampaignId::new("448ea794-0368-4604-a56f-f2350229d9e5").expect("an id");
    assert_eq!(
        target(&campaigns::get(&id).request),
        "GET auto_dialer_campaigns/448ea794-0368-4604-a56f-f2350229d9e5?"
    );
}

#[test]
fn an_id_that_would_lead_elsewhere_is_no_id() {
    for wrong in
        ["", "..", "448ea794-0368-4604-a56f-f2350229d9e5/logs", "448ea794-0368-4604-a56f-f2350229d9/x"]
    {
        assert_eq!(CampaignId::new(wrong), None, "{wrong}");
    }
}

#[test]
fn the_documented_campaign_is_created_with_every_field_it_was_given() {
    let draft = include_str!("../samples/draft.json");
    let request = campaigns::create(&taken(draft)).expect("it can be sent").request;
    assert_eq!(target(&request), "POST auto_dialer_campaigns?");
    assert_eq!(body(&request), serde_json::from_str::<Value>(draft).expect("the sample is JSON"));
}

#[test]
fn what_a_draft_leaves_out_is_filled_with_the_defaults_and_nothing_else() {
    let mut draft: Value = serde_json::from_str(include_str!("../samples/draft.json")).expect("JSON");
    for name in ["mode", "stage", "capture_keypress", "capture_stt"] {
        draft.as_object_mut().and_then(|draft| draft.remove(name)).expect(name);
    }
    let mut expected = draft.clone();
    for (name, value) in [("mode", json!("WEB")), ("stage", json!("INSTANCE"))] {
        expected[name] = value;
    }
    for name in ["capture_keypress", "capture_stt"] {
        expected[name] = json!(false);
    }
    let request = campaigns::create(&taken(&draft.to_string())).expect("it can be sent").request;
    assert_eq!(body(&request), expected);
}

#[test]
fn a_typed_draft_says_the_same_as_its_json() {
    let campaign: DraftFields = serde_json::from_value(json!({
        "name": "Spring", "phone_ids": [ONE], "start_time": "2026-07-08T03:06:09Z", "end_time": "2026-07-08T04:06:09Z",
    }))
    .expect("the least that a draft has");
    let typed = CampaignDraft::VoiceDrop(VoiceDropDraft {
        campaign: DraftFields {
            name: NonEmptyString("Summer \"2026\" 您好".into()),
            phone_ids: vec![PhoneId::new(ONE).expect("an id"), PhoneId::new(TWO).expect("an id")],
            end_time: OffsetTime("2026-07-08T12:06:09+08:00".into()),
            stage: Some(CampaignStage::Draft),
            max_attempts: 3.try_into().ok(),
            any_contact_label_ids: Some(LabelId::new(TWO).into_iter().collect()),
            message_variables: Some([("shop".to_owned(), "A/B".to_owned())].into()),
            ..campaign
        },
    });
    let typed = campaigns::create(&Checked::of(&typed).expect("it fits")).expect("it can be sent").request;
    let written = json!({
        "type": "VOICE_DROP", "name": "Summer \"2026\" 您好", "phone_ids": [ONE, TWO],
        "start_time": "2026-07-08T03:06:09Z", "end_time": "2026-07-08T12:06:09+08:00", "stage": "DRAFT",
        "max_attempts": 3, "any_contact_label_ids": [TWO], "message_variables": {"shop": "A/B"},
    });
    let written = campaigns::create(&taken(&written.to_string())).expect("it can be sent").request;
    assert_eq!(body(&typed), body(&written));
    assert_eq!(body(&typed)["stage"], "DRAFT");
}

#[test]
fn a_typed_query_says_the_same_as_its_json() {
    let typed = ContactQuery {
        limit: Some(0),
        any_contact_label_ids: Some(CommaList::new([ONE, TWO])),
        exclude_labels: Some(CommaList::new(["DNC"])),
        phone_only: Some(true),
        ..ContactQuery::default()
    };
    let typed = Checked::of(&typed).expect("it fits");
    assert_eq!(
        target(&contacts::list(&typed).request),
        format!(
            "GET contacts?limit=0&any_contact_label_ids={ONE}%2C{TWO}&exclude_labels=DNC&phone_only=true"
        )
    );
    let query = CampaignQuery { types: Some(CommaList::new(["AI,AGENT"])), ..CampaignQuery::default() };
    assert!(Checked::of(&query).is_err(), "a typed value is held to the same rules");
}

/// Writes an object with its members in this order, which is the order of the parameters in the URL.
fn in_order(object: &Value, names: &[&str]) -> String {
    let members: Vec<_> = names.iter().map(|name| format!("{}: {}", json!(name), object[*name])).collect();
    assert_eq!(members.len(), object.as_object().map_or(0, serde_json::Map::len));
    format!("{{{}}}", members.join(", "))
}
