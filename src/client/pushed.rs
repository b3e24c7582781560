//! Snapshots that an edge pushes. They are checked like replies, since they come from a server as well.

use crate::{
    client::Millis,
    model::{CampaignId, campaign::Campaign, figures::Figure, snapshot::Snapshot},
    schema::{Checked, Select, check_reply, count, find_text, members},
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
        check_reply(&mut text.as_bytes().to_vec(), &Snapshot::SCHEMA, Select::WHOLE).ok()?;
        let (mut campaign, mut terminal, mut failed, mut age_ms) = (None, false, false, waited);
        for member in members(text, Snapshot::OBJECT) {
            match member.field.name {
                Snapshot::CAMPAIGN => {
                    (text.len().saturating_sub(member.json.len()) <= MAX_BESIDE).then_some(())?;
                    find_text(member.json, Campaign::ID)?.eq_ignore_ascii_case(id.as_str()).then_some(())?;
                    campaign = Checked::reply(member.json.into()).ok();
                }
                Snapshot::TERMINAL => terminal = member.json == "true",
                Snapshot::LAST_ERROR_CODE => failed = !member.is_null(),
                Snapshot::AGE_MS => age_ms = age_ms.saturating_add(count(member.json).unwrap_or_default()),
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

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
