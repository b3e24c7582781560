//! For each code, a world with only the fault that it reports.

use seax_dialer::model::FindingCode;
use serde_json::{Value, json};

use crate::world::{AGENT, CONTACT, CONVERSATION, LABEL, PHONE, World, agent, contact, id, label, phone};

/// A world with one fault.
pub struct Case {
    pub code: FindingCode,
    /// The field that the finding must name.
    pub field: &'static str,
    pub world: World,
}

fn case(code: FindingCode, field: &'static str, world: World) -> Case {
    Case { code, field, world }
}

/// The default world, with a change to its first contact.
fn first_contact(change: impl FnOnce(&mut Value)) -> World {
    let mut world = World::default();
    change(&mut world.contacts[0]);
    world
}

/// The default world, with a change to its first phone.
fn first_phone(change: impl FnOnce(&mut Value)) -> World {
    let mut world = World::default().with("phone_ids", json!([id(PHONE, 1), id(PHONE, 2)]));
    change(&mut world.phones[0]);
    world
}

/// The default world, with one more label on its first contact.
fn labelled(number: u64, name: &str) -> World {
    let label = label(number, name);
    let mut world =
        first_contact(|contact| contact["contact_labels"].as_array_mut().expect("labels").push(label));
    world.labels.push(super::world::label(4, "unreachable"));
    world
}

/// Returns a case for every code.
pub fn all() -> Vec<Case> {
    [draft(), message(), phones_and_agents(), audience(), hours(), unreadable()]
        .into_iter()
        .flatten()
        .collect()
}

fn draft() -> Vec<Case> {
    use FindingCode::*;
    let world = World::default;
    let time = |field, time: &str| world().with(field, json!(time));
    vec![
        case(MissingField, "end_time", world().with("end_time", Value::Null)),
        case(InvalidField, "max_dialers", world().with("max_dialers", json!(0))),
        case(UnknownField, "max_dialer", world().with("max_dialer", json!(5))),
        case(TimeWithoutOffset, "end_time", time("end_time", "2025-07-08T05:00:00")),
        case(NoPhone, "phone_ids", world().with("phone_ids", json!([]))),
        case(WindowReversed, "end_time", time("end_time", "2025-07-08T11:06:09+08:00")),
        case(
            WindowOver,
            "end_time",
            time("start_time", "2025-07-08T01:00:00Z").with("end_time", json!("2025-07-08T03:06:09Z")),
        ),
        case(StartNotScheduled, "is_schedule", time("start_time", "2025-07-08T03:30:00Z")),
        case(
            WindowTooShort,
            "end_time",
            time("end_time", "2025-07-08T03:11:08Z")
                .with("max_attempts", json!(2))
                .with("max_dialers", json!(1)),
        ),
        case(NothingToSay, "message", world().voice_drop().with("message", json!(" "))),
        case(AudioAndMessage, "audio_url", world().with("audio_url", json!("https://example.com/hello.mp3"))),
        case(ContactFileMissing, "contact_file_url", world().with("mode", json!("EXCEL"))),
        case(
            ContactFileIgnored,
            "contact_file_url",
            world().with("contact_file_url", json!("https://example.com/people.xlsx")),
        ),
        case(
            ChosenAndExcluded,
            "exclude_any_contact_label_ids[1]",
            world()
                .with("any_contact_label_ids", json!([id(LABEL, 1), id(LABEL, 3)]))
                .with("exclude_any_contact_label_ids", json!([id(LABEL, 2), id(LABEL, 3)])),
        ),
        case(OnlyADraft, "stage", world().with("stage", json!("DRAFT"))),
    ]
}

fn message() -> Vec<Case> {
    use FindingCode::*;
    let world = World::default;
    let variables = |variables: Value| world().with("message_variables", variables);
    vec![
        case(VariableReserved, "message_variables.Name", variables(json!({"Name": "you"}))),
        case(VariableUnused, "message_variables.shop", variables(json!({"shop": "Acme"}))),
        case(VariableEmpty, "message_variables.city", variables(json!({"city": " "}))),
        case(StrayBrace, "message", world().with("message", json!("Hello {{name}} in {{city}}"))),
        case(LooksLikePlaceholder, "message", world().with("message", json!("Hello [name] in {city}"))),
        case(
            PlaceholderMissing,
            "message",
            first_contact(|contact| contact["contact_field_data"] = json!({"city": null})),
        ),
        case(
            PlaceholderEmpty,
            "message",
            first_contact(|contact| contact["contact_field_data"] = json!({"CITY": ""})),
        ),
        case(
            PlaceholderInValue,
            "message",
            first_contact(|contact| contact["contact_field_data"] = json!({"city": "undefined"})),
        ),
    ]
}

fn phones_and_agents() -> Vec<Case> {
    use FindingCode::*;
    let world = World::default;
    let elsewhere = |phone: &mut Value| {
        phone["call_recipient"] = json!({"id": id(8, 1), "type": "PHONE_NUMBER", "receiver": "+12025550111"});
    };
    let overwrite = |world: World, receiver: u64| {
        world.with(
            "overwrite_phone_recipient",
            json!({"type": "AI_AGENT", "receiver": id(CONVERSATION, receiver)}),
        )
    };
    vec![
        case(PhoneNotFound, "phone_ids[1]", world().with("phone_ids", json!([id(PHONE, 1), id(PHONE, 7)]))),
        case(PhoneDisabled, "phone_ids[0]", first_phone(|phone| phone["enabled"] = json!(false))),
        case(
            PhoneWithoutVoice,
            "phone_ids[0]",
            first_phone(|phone| phone["phone_capability"]["voice"] = json!(false)),
        ),
        case(RecipientNeeded, "overwrite_phone_recipient", first_phone(elsewhere)),
        case(RecipientConflict, "overwrite_phone_recipient", overwrite(first_phone(elsewhere), 2)),
        case(RecipientUnneeded, "overwrite_phone_recipient", overwrite(world(), 1)),
        case(
            AgentNotFound,
            "ai_agent_conversation_config_id",
            world().with("ai_agent_conversation_config_id", json!(id(CONVERSATION, 7))),
        ),
        case(
            AgentWithoutCalls,
            "ai_agent_conversation_config_id",
            world().with("ai_agent_conversation_config_id", json!(id(CONVERSATION, 2))),
        ),
        case(AgentMismatch, "ai_agent_id", world().with("ai_agent_id", json!(id(AGENT, 2)))),
        case(
            LabelNotFound,
            "exclude_any_contact_label_ids[0]",
            world().with("exclude_any_contact_label_ids", json!([id(LABEL, 7)])),
        ),
        case(
            OptOutAttached,
            "attach_contact_label_ids[1]",
            world().with("attach_contact_label_ids", json!([id(LABEL, 1), id(LABEL, 2)])),
        ),
    ]
}

fn audience() -> Vec<Case> {
    use FindingCode::*;
    const EXCLUDE: &str = "exclude_any_contact_label_ids";
    const CHOICE: &str = "any_contact_label_ids";
    let mut nobody = World::default();
    nobody.contacts.clear();
    vec![
        case(AudienceElsewhere, "mode", World::default().with("mode", json!("WEBHOOK"))),
        case(AudienceEverybody, CHOICE, World::default().with(CHOICE, json!([]))),
        case(AudienceEmpty, CHOICE, nobody),
        case(ContactDnc, EXCLUDE, labelled(2, "DNC")),
        case(ContactInvalidNumber, EXCLUDE, labelled(3, "Invalid Number")),
        case(ContactUnreachable, EXCLUDE, labelled(4, "unreachable")),
        case(ContactWithoutNumber, CHOICE, first_contact(|contact| contact["phone"] = json!(null))),
        case(NumberNotE164, CHOICE, first_contact(|contact| contact["phone"] = json!("0912 123 456"))),
        case(
            NumberRepeated,
            "exclude_contact_ids",
            first_contact(|contact| contact["phone"] = json!("+12025550002")),
        ),
    ]
}

/// A world with calling hours, in which it is 9:00 for all contacts. Their numbers have this prefix.
pub fn morning(prefix: &str) -> World {
    let mut world = World { hours: Some(Default::default()), ..World::default() }
        .at("2027-01-13T14:00:00Z")
        .with("start_time", json!("2027-01-13T09:00:00-05:00"))
        .with("end_time", json!("2027-01-13T17:00:00-05:00"));
    for (number, contact) in world.contacts.iter_mut().enumerate() {
        contact["phone"] = json!(format!("{prefix}{number}"));
    }
    world
}

fn hours() -> Vec<Case> {
    use FindingCode::*;
    let mut too_short = morning("+1212555000");
    too_short.contacts[0]["phone"] = json!("+1212555000");
    let time = |field, time: &str| morning("+1212555000").with(field, json!(time));
    vec![
        case(NumberImprobable, "exclude_contact_ids", too_short),
        case(OutsideCallingHours, "start_time", time("end_time", "2027-01-13T21:30:00-05:00")),
        case(CallingHoursUnknown, "start_time", morning("+1800555000")),
        case(AttemptsOverDailyCap, "max_attempts", morning("+1305555000").with("max_attempts", json!(4))),
        case(
            HoursDataOld,
            "start_time",
            time("start_time", "2027-08-03T09:00:00-05:00")
                .with("end_time", json!("2027-08-03T17:00:00-05:00"))
                .at("2027-08-03T14:00:00Z"),
        ),
    ]
}

fn unreadable() -> Vec<Case> {
    use FindingCode::*;
    let failing = |list, from| World { failing: vec![(list, from)], page: 2, ..World::default() };
    vec![
        case(PhonesUnreadable, "phone_ids", failing("phones", 1)),
        case(AgentsUnreadable, "ai_agent_conversation_config_id", failing("ai_agents", 1)),
        case(LabelsUnreadable, "any_contact_label_ids", failing("contact_labels", 1)),
        case(AudienceUnreadable, "any_contact_label_ids", failing("contacts", 2)),
    ]
}

/// Checks the assumptions of the helpers above.
#[test]
fn the_ordinary_world_holds_what_the_cases_change() {
    let world = World::default();
    assert_eq!(world.contacts[0], contact(1, "Ada"));
    assert_eq!(world.phones[0], phone(1));
    assert_eq!(world.agents[1], agent(2, "SEAX_SMS"));
    assert_eq!(world.contacts[0]["id"], json!(id(CONTACT, 1)));
}
