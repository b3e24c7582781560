//! A draft as the checks see one.

use crate::{
    json,
    model::draft::CampaignDraft,
    schema::{Checked, Member, Object, elements},
    template::is_blank,
    timestamp::Timestamp,
};

/// A checked draft, to be asked for its fields by name.
pub struct Draft<'a> {
    object: Object<'a>,
}

impl<'a> Draft<'a> {
    /// Takes a draft.
    pub fn new(draft: &'a Checked<CampaignDraft>) -> Self {
        Self { object: draft.object() }
    }

    /// What type of campaign it is, such as `AI_AGENT`.
    pub fn is(&self, kind: &str) -> bool {
        self.object.tag.is_some_and(|(_, word)| word == kind)
    }

    fn member(&self, name: &str) -> Option<Member<'a>> {
        self.object.members().find(|member| member.field.name == name)
    }

    /// A field, as JSON.
    pub fn json(&self, name: &str) -> Option<&'a str> {
        Some(self.member(name)?.json)
    }

    /// A field that is a string with something in it that is seen.
    pub fn text(&self, name: &str) -> Option<String> {
        json::text(self.json(name)?).filter(|text| !is_blank(text))
    }

    /// A field that is an array of strings; empty if it is not there.
    pub fn texts(&self, name: &str) -> Vec<String> {
        elements(self.json(name).unwrap_or_default()).filter_map(json::text).collect()
    }

    /// A field that is a time.
    pub fn instant(&self, name: &str) -> Option<Timestamp> {
        Timestamp::parse(self.text(name)?.as_bytes())
    }

    /// Whether a field is true.
    pub fn is_true(&self, name: &str) -> bool {
        self.json(name) == Some("true")
    }

    /// A field that is a whole number.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.json(name)?.parse().ok()
    }

    /// Whether the campaign takes its contacts from the workspace when it is made. Otherwise they come from a file, or one
    /// by one over a webhook.
    pub fn chooses_contacts(&self) -> bool {
        self.text("mode").is_none_or(|mode| mode == "WEB")
    }
}

/// Whether two ids are one: the case of their digits does not count.
pub fn same_id(left: &str, right: &str) -> bool {
    left.eq_ignore_ascii_case(right)
}
