//! A view of a draft for the checks.

use crate::{
    json,
    model::{
        campaign::{CampaignMode, CampaignStage},
        draft::{AiAgentDraft, CampaignDraft, DraftFields},
    },
    schema::{Checked, Member, Object, elements},
    text::is_blank,
    timestamp::Timestamp,
};

/// The list of contacts that a draft adds to those it selects.
pub const ADDITIONS: &str = DraftFields::ADDITION_CONTACT_IDS;
/// The list of contacts that a draft excludes.
pub const EXCLUDED: &str = DraftFields::EXCLUDE_CONTACT_IDS;
/// The lists of labels that a draft excludes: contacts with one of the first, and contacts with all of the second.
pub const EXCLUDED_LABELS: [&str; 2] =
    [DraftFields::EXCLUDE_ANY_CONTACT_LABEL_IDS, DraftFields::EXCLUDE_ALL_CONTACT_LABEL_IDS];

/// The list of labels of which a contact needs one.
pub const LABELS: &str = DraftFields::ANY_CONTACT_LABEL_IDS;
/// The AI agent, by its conversation config.
pub const AGENT: &str = AiAgentDraft::AI_AGENT_CONVERSATION_CONFIG_ID;
/// The fields of a draft that select contacts by labels. Contact lists have query parameters of the same names.
pub const SELECTORS: [&str; 2] = [DraftFields::ALL_CONTACT_LABEL_IDS, LABELS];
/// The text that the names or numbers of all contacts of a draft contain, its additions included.
const KEYWORD: &str = DraftFields::KEYWORD;
/// The fields of a draft that limit its contacts. Contact lists have query parameters of the same names.
pub const LIMITS: [&str; 5] =
    [KEYWORD, EXCLUDED, EXCLUDED_LABELS[0], EXCLUDED_LABELS[1], DraftFields::WHATSAPP_PHONE_ONLY];

/// A validated draft whose fields are read by name.
pub struct Draft<'a> {
    object: Object<'a>,
}

impl<'a> Draft<'a> {
    /// Wraps a draft.
    pub fn new(draft: &'a Checked<CampaignDraft>) -> Self {
        Self { object: draft.object() }
    }

    /// Returns whether the draft selects contacts by labels.
    pub fn has_labels(&self) -> bool {
        SELECTORS.iter().any(|field| !self.texts(field).is_empty())
    }

    /// Returns whether the draft selects no audience.
    pub fn selects_nobody(&self) -> bool {
        !self.has_labels() && self.texts(ADDITIONS).is_empty() && self.text(KEYWORD).is_none()
    }

    /// Returns whether the draft may leave some of the workspace's contacts out.
    pub fn leaves_out(&self) -> bool {
        let fields = SELECTORS.iter().chain(&LIMITS).chain([&ADDITIONS]);
        fields
            .filter_map(|field| self.json(field))
            .any(|json| !matches!(json, "null" | "[]" | "\"\"" | "false"))
    }

    /// Returns whether the campaign is of this type, such as `AI_AGENT`.
    pub fn is(&self, kind: &str) -> bool {
        self.object.tag.is_some_and(|(_, word)| word == kind)
    }

    fn member(&self, name: &str) -> Option<Member<'a>> {
        self.object.members().find(|member| member.field.name == name)
    }

    /// Returns a field as JSON.
    pub fn json(&self, name: &str) -> Option<&'a str> {
        Some(self.member(name)?.json)
    }

    /// Returns a string field, or `None` if it is absent or blank.
    pub fn text(&self, name: &str) -> Option<String> {
        json::text(self.json(name)?).filter(|text| !is_blank(text))
    }

    /// Returns a field that is an array of strings; empty if it is absent.
    pub fn texts(&self, name: &str) -> Vec<String> {
        elements(self.json(name).unwrap_or_default()).filter_map(json::text).collect()
    }

    /// Returns a field that is an array of ids: in lowercase, sorted, and each of them once.
    pub fn distinct_ids(&self, name: &str) -> Vec<String> {
        let mut ids = Vec::new();
        for mut id in self.texts(name) {
            id.make_ascii_lowercase();
            // Sorted insertion: 40,000 ids take 0.3 s, and a sort would add kilobytes of code.
            if let Err(place) = ids.binary_search(&id) {
                ids.insert(place, id);
            }
        }
        ids
    }

    /// Returns a field that is a time.
    pub fn instant(&self, name: &str) -> Option<Timestamp> {
        Timestamp::parse(self.text(name)?.as_bytes())
    }

    /// Returns the offset from UTC in which a time is written, in minutes; 0 if it is none.
    pub fn offset(&self, name: &str) -> i32 {
        let text = self.text(name).unwrap_or_default();
        let local = text.get(..19).and_then(|local| Timestamp::parse_or_utc(local.as_bytes()));
        let (Some(local), Some(time)) = (local, Timestamp::parse(text.as_bytes())) else { return 0 };
        i32::try_from((local.0 - time.0 / 1_000 * 1_000) / 60_000).unwrap_or(0)
    }

    /// Returns whether a field is `true`.
    pub fn is_true(&self, name: &str) -> bool {
        self.json(name) == Some("true")
    }

    /// Returns a field that is an unsigned integer.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.json(name)?.parse().ok()
    }

    /// Returns whether the campaign is only saved, as a draft that calls nobody.
    pub fn calls_nobody(&self) -> bool {
        self.text(DraftFields::STAGE).is_some_and(|stage| stage == const { CampaignStage::Draft.as_str() })
    }

    /// Returns whether the campaign takes its contacts from the workspace when it is created. Otherwise they come from a file,
    /// or one by one from a webhook.
    pub fn chooses_contacts(&self) -> bool {
        self.text(DraftFields::MODE).is_none_or(|mode| mode == const { CampaignMode::Web.as_str() })
    }
}

/// Compares two ids, ignoring ASCII case.
pub fn same_id(left: &str, right: &str) -> bool {
    left.eq_ignore_ascii_case(right)
}
