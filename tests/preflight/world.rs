//! A workspace, with a draft without findings until a test changes something.

use std::{cell::RefCell, rc::Rc};

use seax_dialer::{
    client::{CallOptions, Client, Clock, Config, Hours},
    hours::{DATA, Table},
    model::{
        FindingCode, WorkspaceId,
        draft::CampaignDraft,
        finding::{CheckResult, Finding},
    },
    preflight::{
        self,
        hours::{CallingHours, HoursSettings},
    },
    schema::{Checked, Strictness},
    timestamp::Timestamp,
};
use serde_json::{Value, json};

use crate::{
    time::{START, Time},
    transport::{Answer, Sent, Wire},
};

/// The lists that the client reads, by the last segment of their path.
pub const LISTS: [&str; 4] = ["phones", "ai_agents", "contact_labels", "contacts"];

/// A workspace, and a draft for it.
#[derive(Clone)]
pub struct World {
    pub draft: Value,
    pub phones: Vec<Value>,
    pub agents: Vec<Value>,
    pub labels: Vec<Value>,
    /// The contacts whom the draft selects, unless it excludes them.
    pub contacts: Vec<Value>,
    /// The other contacts of the workspace.
    pub others: Vec<Value>,
    /// The lists that fail, each from this request number on.
    pub failing: Vec<(&'static str, usize)>,
    /// The maximum number of rows of a reply.
    pub page: usize,
    /// The calling-hours settings, if the client has any.
    pub hours: Option<HoursSettings>,
    /// The time of the check, in milliseconds after the start of virtual time.
    pub later: u64,
}

/// Builds an id of this sort with this number.
pub fn id(sort: u32, number: u64) -> String {
    format!("{sort:08x}-0000-4000-8000-{number:012x}")
}

pub const PHONE: u32 = 1;
pub const AGENT: u32 = 2;
pub const CONVERSATION: u32 = 3;
pub const LABEL: u32 = 4;
pub const CONTACT: u32 = 5;

pub fn phone(number: u64) -> Value {
    json!({
        "id": id(PHONE, number), "name": format!("Line {number}"), "enabled": true, "phone": "+12025550100",
        "enabled_generic_reply": false, "enabled_dnc_reply": false, "type": "LOCAL", "source": "TWILIO",
        "phone_capability": {"voice": true}, "call_recipient": null,
        "created_time": "2025-07-07T18:12:58", "updated_time": "2025-07-07T18:12:58",
    })
}

pub fn agent(number: u64, integration: &str) -> Value {
    json!({
        "id": id(AGENT, number), "name": format!("Agent {number}"), "conversation_config_id": id(CONVERSATION, number),
        "integrations": [{"type": integration, "outbound_starting_message": "Hello"}],
    })
}

pub fn label(number: u64, name: &str) -> Value {
    json!({
        "id": id(LABEL, number), "name": name, "color": "#19b9c3", "description": "", "is_system": false,
        "created_time": "2025-07-07T18:13:02", "updated_time": "2025-07-07T18:13:02",
    })
}

pub fn contact(number: u64, name: &str) -> Value {
    json!({
        "id": id(CONTACT, number), "workspace_id": id(9, 9), "name": name, "phone": format!("+1202555{number:04}"),
        "contact_field_data": {"city": "Taipei", "visits": 3},
        "contact_labels": [label(1, "customers")],
        "created_time": "2025-07-07T18:13:04", "updated_time": "2025-07-07T18:13:04",
    })
}

impl Default for World {
    fn default() -> Self {
        Self {
            draft: json!({
                "type": "AI_AGENT", "name": "Survey", "phone_ids": [id(PHONE, 1)],
                "start_time": "2025-07-08T03:06:09Z", "end_time": "2025-07-08T05:00:00Z",
                "message": "Hello {name} in {City}", "any_contact_label_ids": [id(LABEL, 1)],
                "ai_agent_conversation_config_id": id(CONVERSATION, 1),
            }),
            phones: vec![phone(1), phone(2)],
            agents: vec![agent(1, "SEAX_CALL"), agent(2, "SEAX_SMS")],
            labels: vec![label(1, "customers"), label(2, "DNC"), label(3, "invalid number")],
            contacts: vec![contact(1, "Ada"), contact(2, "Bob"), contact(3, "Eve")],
            others: Vec::new(),
            failing: Vec::new(),
            page: usize::MAX,
            hours: None,
            later: 0,
        }
    }
}

/// The result of a check.
pub struct Checkup {
    pub preflight: CheckResult,
    /// The messages of the errors.
    pub errors: Vec<String>,
    /// The result as JSON.
    pub json: String,
    /// The requests, in order.
    pub sent: Vec<Sent>,
}

impl Checkup {
    fn new(checked: Checked<CheckResult>, sent: Vec<Sent>) -> Self {
        let (preflight, errors) =
            (checked.read().expect("it can be read"), preflight::finding::errors(&checked));
        let json = String::from_utf8(checked.into_bytes()).expect("it is text");
        Self { preflight, errors, json, sent }
    }

    /// Returns the codes of the findings, in order.
    pub fn codes(&self) -> Vec<FindingCode> {
        self.preflight.findings.iter().map(|finding| finding.code).collect()
    }

    /// Returns the only finding.
    #[track_caller]
    pub fn only(&self) -> &Finding {
        let [finding] = self.preflight.findings.as_slice() else {
            panic!("there ought to be one finding: {:#?}", self.preflight.findings)
        };
        finding
    }

    /// Returns how many requests were for a list.
    pub fn requests(&self, list: &str) -> usize {
        self.sent.iter().filter(|sent| list_of(&sent.url) == list).count()
    }
}

impl World {
    /// Sets a field of the draft; null removes it.
    pub fn with(mut self, field: &str, value: Value) -> Self {
        let draft = self.draft.as_object_mut().expect("a draft is an object");
        match value {
            Value::Null => draft.remove(field),
            value => draft.insert(field.into(), value),
        };
        self
    }

    /// Makes the draft a voice drop.
    pub fn voice_drop(self) -> Self {
        self.with("type", json!("VOICE_DROP")).with("ai_agent_conversation_config_id", Value::Null)
    }

    /// Returns the draft, checked against its schema.
    pub fn checked(&self) -> Result<Checked<CampaignDraft>, Box<CheckResult>> {
        preflight::read(self.draft.to_string(), Strictness::Input)
            .map_err(|refusal| Box::new(refusal.read().expect("it can be read")))
    }

    /// Checks the draft.
    pub fn check(&self) -> Checkup {
        let draft = match preflight::read(self.draft.to_string(), Strictness::Input) {
            Ok(draft) => draft,
            Err(preflight) => return Checkup::new(preflight, Vec::new()),
        };
        let time = Time::default();
        let wire = Wire::to(&time, self.server());
        let client = self.client(&wire, &time);
        let preflight = time.run(client.check(&draft, false, &self.known_hours(), CallOptions::default()));
        assert_eq!((wire.open(), time.timers()), (0, 0), "a check leaves nothing behind");
        Checkup::new(preflight, wire.sent())
    }

    /// Moves the world to a later time (RFC 3339).
    pub fn at(self, time: &str) -> Self {
        let at = Timestamp::parse(time.as_bytes()).expect("a time with an offset").0 as u64;
        Self { later: at - START, ..self }
    }

    /// Creates a client at this world's time.
    pub fn client(&self, wire: &Wire, time: &Time) -> Client<Wire, Time> {
        time.run(time.sleep(self.later));
        client(wire, time)
    }

    /// Returns the calling hours for a check in this world.
    pub fn known_hours(&self) -> Hours {
        if self.hours.is_some() { Hours::Loaded(self.calling_hours()) } else { Hours::Unwanted }
    }

    /// Returns the calling-hours data with this world's settings.
    pub fn calling_hours(&self) -> Rc<CallingHours> {
        let settings = self.hours.clone().unwrap_or_default();
        let table = Table::read(DATA).expect("the table is complete");
        Rc::new(CallingHours { table: Rc::new(table), settings })
    }

    /// Returns a server with this workspace's lists.
    pub fn server(&self) -> impl FnMut(&Sent) -> Answer + 'static {
        let (world, counts) = (Rc::new(self.clone()), RefCell::new([0; LISTS.len()]));
        move |sent| {
            let list = list_of(&sent.url);
            let place = LISTS.iter().position(|known| *known == list).expect("a list that checks read");
            let nth = {
                let mut counts = counts.borrow_mut();
                counts[place] += 1;
                counts[place]
            };
            match world.failing.iter().any(|(failing, from)| *failing == list && nth >= *from) {
                true => Answer::reply(403, r#"{"detail":"This key may not read that"}"#),
                false => Answer::reply(200, world.answer(list, &sent.url)),
            }
        }
    }

    fn answer(&self, list: &str, url: &str) -> String {
        let enabled = parameter(url, "enabled") != Some("false");
        let rows: Vec<&Value> = match list {
            "phones" => self.phones.iter().filter(|phone| phone["enabled"] == enabled).collect(),
            "ai_agents" => self.agents.iter().collect(),
            "contact_labels" => self.labels.iter().collect(),
            _ => {
                let ids = |name| parameter(url, name).unwrap_or_default().replace("%2C", ",");
                let [any, all] = [ids("exclude_any_contact_label_ids"), ids("exclude_all_contact_label_ids")];
                let named = ids("exclude_contact_ids").to_lowercase();
                let has = |contact: &Value, id: &str| contact["contact_labels"].to_string().contains(id);
                let excluded = |contact: &Value| {
                    named.split(',').any(|id| contact["id"] == *id)
                        || (!any.is_empty() && any.split(',').any(|id| has(contact, id)))
                        || (!all.is_empty() && all.split(',').all(|id| has(contact, id)))
                };
                let labels = ids("any_contact_label_ids");
                let is_audience = labels.is_empty() || self.draft["any_contact_label_ids"][0] == *labels;
                match is_audience {
                    true => self.contacts.iter().filter(|contact| !excluded(contact)).collect(),
                    false => {
                        let has_one = |contact: &&Value| labels.split(',').any(|id| has(contact, id));
                        self.contacts.iter().chain(&self.others).filter(has_one).collect()
                    }
                }
            }
        };
        let number = |name| parameter(url, name).and_then(|value| value.parse::<usize>().ok());
        let limit = number("limit").filter(|limit| *limit > 0).unwrap_or(usize::MAX).min(self.page);
        let page: Vec<_> = rows.iter().skip(number("offset").unwrap_or(0)).take(limit).collect();
        json!({"data": page, "total": rows.len()}).to_string()
    }
}

/// Checks a draft with this server. `everybody` confirms that the whole workspace is called.
pub fn check_with(
    draft: &Checked<CampaignDraft>,
    everybody: bool,
    server: impl FnMut(&Sent) -> Answer + 'static,
) -> Checkup {
    let time = Time::default();
    let wire = Wire::to(&time, server);
    let client = client(&wire, &time);
    let preflight = time.run(client.check(draft, everybody, &Hours::Unwanted, CallOptions::default()));
    assert_eq!((wire.open(), time.timers()), (0, 0), "a check leaves nothing behind");
    Checkup::new(preflight, wire.sent())
}

/// Creates a client with this transport.
pub fn client(wire: &Wire, time: &Time) -> Client<Wire, Time> {
    let workspace = WorkspaceId::new(id(9, 9)).expect("an id");
    let config = Config::new(&workspace, None).expect("the default base URL is good");
    Client::new(config, wire.clone(), time.clone(), None, 1)
}

/// Returns the list that a request is for.
pub fn list_of(url: &str) -> &str {
    let path = url.split('?').next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// Returns a parameter of a request, still encoded.
pub fn parameter<'a>(url: &'a str, name: &str) -> Option<&'a str> {
    let query = url.split_once('?')?.1;
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}
