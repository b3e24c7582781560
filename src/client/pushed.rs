//! Snapshots that an edge pushes. They are checked like replies, since they come from a server as well.

use crate::{
    client::Millis,
    model::{CampaignId, campaign::Campaign},
    schema::{
        Checked, Field, Format, HasSchema, ObjectSchema, Schema, Select, check_reply, count, find_text,
        members,
    },
};

/// The maximum length of a pushed snapshot, in bytes (16 MiB): that of one element of a streamed list. A campaign has a few
/// kilobytes, but one with many individual contacts names each of them.
pub const MAX_PUSHED: usize = 16 << 20;

/// The maximum length of what a pushed snapshot has beside its campaign, in bytes (1 MiB): some figures.
const MAX_BESIDE: usize = 1 << 20;

/// The parts of a snapshot that the watch which forwards it needs.
pub struct Pushed {
    /// Its campaign.
    pub campaign: Checked<Campaign>,
    /// Whether it is the last one, because its campaign is over.
    pub terminal: bool,
    /// Whether it reports a failure.
    pub failed: bool,
    /// How old its figures are, in milliseconds, without the time in transit.
    pub age_ms: Millis,
}

impl Pushed {
    /// Checks a snapshot that arrived `waited` milliseconds ago, given as JSON. Returns `None` if it is invalid or shows another
    /// campaign.
    pub fn read(text: &str, id: &CampaignId, waited: Millis) -> Option<Self> {
        if text.len() > MAX_PUSHED {
            return None;
        }
        check_reply(&mut text.as_bytes().to_vec(), &SNAPSHOT_SCHEMA, Select::WHOLE).ok()?;
        let (mut campaign, mut terminal, mut failed, mut age_ms) = (None, false, false, waited);
        for member in members(text, &SNAPSHOT) {
            match member.field.name {
                "campaign" => {
                    (text.len().saturating_sub(member.json.len()) <= MAX_BESIDE).then_some(())?;
                    find_text(member.json, Campaign::ID)?.eq_ignore_ascii_case(id.as_str()).then_some(())?;
                    campaign = Checked::reply(member.json.into()).ok();
                }
                "terminal" => terminal = member.json == "true",
                "lastErrorCode" => failed = !member.is_null(),
                "ageMs" => age_ms = age_ms.saturating_add(count(member.json).unwrap_or_default()),
                _ => {}
            }
        }
        Some(Self { campaign: campaign?, terminal, failed, age_ms })
    }

    /// Whether its figures are certainly older than ones requested `asked` milliseconds ago. The time in transit is not known,
    /// and only makes them older than they claim to be.
    pub fn is_before(&self, asked: Millis) -> bool {
        self.age_ms > asked
    }
}

const TEXT: Schema = Schema::Text(Format::Plain);

/// The members of `model::snapshot::Snapshot` in JavaScript.
static SNAPSHOT: ObjectSchema = ObjectSchema::new(
    "CampaignSnapshot",
    &[
        Field::required("campaign", &Campaign::SCHEMA),
        Field::required("terminal", &Schema::Bool),
        Field::required("progress", &Schema::Object(&PROGRESS)),
        Field::required("rates", &Schema::Object(&RATES)),
        Field::optional("callsPerMinute", &Schema::Number),
        Field::optional("forecast", &Schema::Object(&FORECAST)),
        Field::required("ageMs", &Schema::Number),
        Field::optional("lastErrorCode", &TEXT),
    ],
);
static SNAPSHOT_SCHEMA: Schema = Schema::Object(&SNAPSHOT);

static PROGRESS: ObjectSchema = ObjectSchema::new(
    "Progress",
    &[
        Field::optional("done", &Schema::Number),
        Field::optional("of", &Schema::Number),
        Field::optional("share", &Schema::Number),
    ],
);

static RATES: ObjectSchema = ObjectSchema::new(
    "Rates",
    &[
        Field::optional("human", &Schema::Object(&RATE)),
        Field::optional("machine", &Schema::Object(&RATE)),
        Field::optional("unknown", &Schema::Object(&RATE)),
        Field::optional("no_answer", &Schema::Object(&RATE)),
        Field::optional("answered", &Schema::Object(&RATE)),
        Field::optional("humanOfAnswered", &Schema::Object(&RATE)),
    ],
);

static RATE: ObjectSchema = ObjectSchema::new(
    "Rate",
    &[
        Field::required("count", &Schema::Number),
        Field::required("outOf", &Schema::Number),
        Field::required("denominator", &TEXT),
        Field::required("share", &Schema::Number),
    ],
);

static FORECAST: ObjectSchema = ObjectSchema::new(
    "Forecast",
    &[Field::required("endAtMs", &Schema::Number), Field::required("kind", &TEXT)],
);

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    use crate::{progress::History, schema::Checked};
    use serde_json::{Value, json};

    /// While the campaign of the sample calls, in milliseconds since 1970.
    const START: u64 = 1_751_944_800_000;

    fn snapshot() -> Value {
        let campaign: Value =
            serde_json::from_str(include_str!("../../tests/samples/campaign.json")).expect("JSON");
        json!({
            "campaign": campaign,
            "terminal": false,
            "progress": {"done": 4, "of": 10, "share": 0.4},
            "rates": {"human": {"count": 1, "outOf": 4, "denominator": "results", "share": 0.25}},
            "callsPerMinute": 2.5,
            "forecast": {"endAtMs": 1_751_943_969_000u64, "kind": "estimate"},
            "ageMs": 12,
        })
    }

    fn read(value: &Value) -> Option<(bool, bool)> {
        let id = CampaignId::new("448ea794-0368-4604-a56f-f2350229d9e5").expect("an id");
        Pushed::read(&value.to_string(), &id, 0).map(|pushed| (pushed.terminal, pushed.failed))
    }

    #[test]
    fn a_snapshot_is_taken() {
        let mut value = snapshot();
        assert_eq!(read(&value), Some((false, false)));
        value["terminal"] = json!(true);
        value["lastErrorCode"] = json!("network");
        assert_eq!(read(&value), Some((true, true)));
        value["lastErrorCode"] = Value::Null;
        value["forecast"] = Value::Null;
        value["new"] = json!("from a later edge");
        assert_eq!(read(&value), Some((true, false)));
    }

    /// Returns a snapshot with every figure that there can be.
    fn with_all_figures() -> Value {
        let campaign = |human: u64| {
            let mut campaign = snapshot()["campaign"].take();
            campaign["status"] = json!("STARTED");
            campaign["statistics"] =
                json!({"human": human, "machine": 2, "unknown": 1, "no_answer": 3, "total": 40});
            Checked::reply(campaign.to_string().into_bytes()).ok().expect("a campaign")
        };
        let mut history = History::default();
        history.note(campaign(0), START);
        history.note(campaign(4), START + 60_000);
        serde_json::to_value(history.snapshot(START + 60_001, Some("network"))).expect("JSON")
    }

    fn compare(written: &Value, schema: &ObjectSchema) {
        let members = written.as_object().expect(schema.name);
        let written = members.keys().map(String::as_str).collect::<BTreeSet<_>>();
        let checked = schema.fields.iter().map(|field| field.name).collect::<BTreeSet<_>>();
        assert_eq!(written, checked, "{}", schema.name);
        for field in schema.fields.iter().filter(|field| field.name != "campaign") {
            if let Schema::Object(object) = field.schema {
                compare(&members[field.name], object);
            }
        }
    }

    #[test]
    fn every_member_of_a_snapshot_is_checked() {
        compare(&with_all_figures(), &SNAPSHOT);
    }

    #[test]
    fn a_snapshot_is_older_than_what_was_asked_for_after_its_reading() {
        let mut value = snapshot();
        value["ageMs"] = json!(2_795);
        let id = CampaignId::new("448ea794-0368-4604-a56f-f2350229d9e5").expect("an id");
        let pushed = Pushed::read(&value.to_string(), &id, 0).expect("a snapshot");
        assert!(pushed.is_before(100));
        assert!(!pushed.is_before(2_795) && !pushed.is_before(60_000));
        let waited = Pushed::read(&value.to_string(), &id, 5).expect("a snapshot");
        assert!(waited.is_before(2_799) && !waited.is_before(2_800));
    }

    #[test]
    fn what_is_no_snapshot_of_this_campaign_is_refused() {
        for other in [json!(null), json!(7), json!("text"), json!([]), json!({}), json!({"terminal": true})] {
            assert_eq!(read(&other), None, "{other}");
        }
        for (pointer, wrong) in [
            ("/campaign", json!(null)),
            ("/campaign/status", json!(7)),
            ("/campaign/id", json!("00000000-0368-4604-a56f-f2350229d9e5")),
            ("/terminal", json!("yes")),
            ("/progress", json!(null)),
            ("/progress/share", json!("40 %")),
            ("/rates/human", json!(0.25)),
            ("/rates/human/share", json!(null)),
            ("/ageMs", json!("12")),
            ("/forecast/endAtMs", json!({})),
            ("/lastErrorCode", json!({})),
        ] {
            let mut value = snapshot();
            value["lastErrorCode"] = json!("network");
            *value.pointer_mut(pointer).expect("it is there") = wrong;
            assert_eq!(read(&value), None, "{pointer}");
        }
        let mut long = snapshot();
        long["padding"] = json!("x".repeat(MAX_BESIDE));
        assert_eq!(read(&long), None, "it is too long");
        let mut long = snapshot();
        long["campaign"]["contact_file_url"] = json!("x".repeat(MAX_BESIDE));
        assert!(read(&long).is_some(), "a campaign may be long");
    }

    #[test]
    fn a_snapshot_may_be_as_long_as_an_element_of_a_list_and_no_longer() {
        let of = |length: usize| {
            let mut value = snapshot();
            value["campaign"]["contact_file_url"] = json!("");
            let padding = length - value.to_string().len();
            value["campaign"]["contact_file_url"] = json!("x".repeat(padding));
            read(&value)
        };
        assert_eq!(of(MAX_PUSHED), Some((false, false)));
        assert_eq!(of(MAX_PUSHED + 1), None);
    }
}
