//! Recognizes a launch's campaign by the ticket's key, which it carries as its `draft_name`.
//!
//! A server may alter what it stores: truncate, reformat or drop the key, normalize the name, report other times. So only a
//! campaign with another ticket's key certainly belongs to another launch. A campaign that cannot be told apart keeps the draft
//! from being sent again.

use crate::{
    client::{Millis, launch::likeness::is_like},
    json::Writer,
    model::{
        CampaignId,
        campaign::{Campaign, CampaignQuery},
        draft::{AiAgentDraft, CampaignDraft, DraftFields},
        launch::{Ticket, TicketKey, hyphened},
    },
    schema::{Checked, members},
    timestamp::Timestamp,
};

/// The largest difference between two clocks of which one shows another time zone's time, in milliseconds.
pub const SKEW: i64 = 26 * 3_600_000;

/// How many of a key's 32 digits are enough to identify it: the time and 26 random bits.
const ENOUGH: usize = 20;

/// The properties by which a launch's campaign is recognized.
pub struct Fingerprint {
    /// The key's 32 hexadecimal digits.
    key: String,
    /// The earliest creation time, in milliseconds since 1970, if the server's clock is right.
    since: i64,
    name: String,
    kind: String,
    agent: Option<String>,
    message: String,
    start: Option<i64>,
    end: Option<i64>,
    /// The `stage`, as JSON.
    stage: String,
}

/// How a campaign relates to a launch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// It carries the launch's key.
    Ours,
    /// It carries no ticket's key but resembles the draft: the server may have altered or dropped the key.
    Alike,
    /// It carries another ticket's key, or does not resemble the draft.
    Other,
}

/// The fields of a campaign that a launch needs.
#[derive(Default)]
pub struct ListedCampaign {
    pub id: String,
    /// When it was created, in milliseconds since 1970 by the server's clock.
    pub created: Option<i64>,
    draft_name: String,
    name: String,
    kind: String,
    agent: Option<String>,
    message: String,
    start: Option<i64>,
    end: Option<i64>,
}

impl ListedCampaign {
    pub fn read(campaign: &str) -> Self {
        let mut row = Self::default();
        for member in members(campaign, Campaign::OBJECT) {
            let text = || member.text().unwrap_or_default();
            match member.field.name {
                Campaign::ID => row.id = text(),
                Campaign::DRAFT_NAME => row.draft_name = text(),
                Campaign::NAME => row.name = text(),
                Campaign::TYPE => row.kind = text(),
                Campaign::AI_AGENT_CONVERSATION_CONFIG_ID => row.agent = member.text(),
                Campaign::MESSAGE => row.message = text(),
                Campaign::CREATED_TIME => row.created = time(&text()),
                Campaign::START_TIME => row.start = time(&text()),
                Campaign::END_TIME => row.end = time(&text()),
                _ => {}
            }
        }
        row
    }

    /// Reads a campaign that the server returned. One that is not UTF-8 has no fields.
    pub fn of(campaign: &Checked<Campaign>) -> Self {
        std::str::from_utf8(campaign.as_bytes()).map(Self::read).unwrap_or_default()
    }

    /// The campaign's id.
    pub fn id(&self) -> Option<CampaignId> {
        CampaignId::new(self.id.as_str())
    }

    /// The campaign's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the ticket's key that the campaign carries, if any, with hyphens or without.
    pub fn key(&self) -> Option<TicketKey> {
        let mark = self.draft_name.trim();
        let bare = mark.len() == 32 && mark.bytes().all(|byte| byte.is_ascii_hexdigit());
        if bare { TicketKey::parse(&hyphened(mark)) } else { TicketKey::parse(mark) }
    }

    /// Whether the row proves the server's clock right (or wrong). A key of version 7 contains the time of its launch, and the
    /// campaign cannot be older. `None` if the row proves nothing.
    pub fn clock(&self) -> Option<bool> {
        let made = i64::try_from(self.key()?.time()?).ok()?;
        Some(self.created? >= made.saturating_sub(SKEW))
    }

    /// Whether two campaigns were created so close to each other that copies of one request may have created both.
    pub fn is_near(&self, other: &ListedCampaign, span: i64) -> bool {
        let between = self.created.zip(other.created).map(|(one, other)| one.abs_diff(other));
        between.is_none_or(|between| between <= span.unsigned_abs())
    }

    /// Whether the other campaign may come from a copy of this one's request: the server stores both alike, except for times
    /// that it moves to when they arrive, within `span`. A list may omit fields.
    pub fn is_copied_by(&self, other: &ListedCampaign, span: i64) -> bool {
        let same = |one: &str, other: &str| one == other || one.is_empty() || other.is_empty();
        let at = |one: Option<i64>, other: Option<i64>| {
            one.zip(other).is_none_or(|(one, other)| one.abs_diff(other) <= span.unsigned_abs())
        };
        same(&self.name, &other.name)
            && same(&self.message, &other.message)
            && at(self.start, other.start)
            && at(self.end, other.end)
    }
}

impl Fingerprint {
    /// Creates the fingerprint of the campaign that this draft becomes with this ticket. `look_back` is how long before the
    /// ticket an earlier launch with the same key may have been, in milliseconds.
    pub fn new(draft: &Checked<CampaignDraft>, ticket: &Ticket, look_back: Millis) -> Self {
        let object = draft.object();
        let since = i64::try_from(ticket.sent_at.saturating_sub(look_back)).unwrap_or(i64::MAX);
        let mut fingerprint = Self {
            key: alphanumeric(ticket.key.as_str()),
            since: since.saturating_sub(SKEW),
            name: String::new(),
            kind: object.tag.map_or("", |(_, word)| word).into(),
            agent: None,
            message: String::new(),
            start: None,
            end: None,
            stage: "\"INSTANCE\"".into(),
        };
        for member in object.members() {
            let text = || member.text().unwrap_or_default();
            match member.field.name {
                DraftFields::NAME => fingerprint.name = text(),
                AiAgentDraft::AI_AGENT_CONVERSATION_CONFIG_ID => fingerprint.agent = member.text(),
                DraftFields::MESSAGE => fingerprint.message = text(),
                DraftFields::START_TIME => fingerprint.start = time(&text()),
                DraftFields::END_TIME => fingerprint.end = time(&text()),
                DraftFields::STAGE => fingerprint.stage = member.json.into(),
                _ => {}
            }
        }
        fingerprint
    }

    /// Returns the query for the list in which the campaign will appear, newest first. It lists all types, since a key may have
    /// been used for a draft of another type before.
    pub fn query(&self) -> Checked<CampaignQuery> {
        let order = ",\"order_by\":\"created_time:desc\",\"limit\":100}";
        let query = ["{\"stage\":", &self.stage, order].concat();
        Checked::known(query.into_bytes())
    }

    /// Compares a campaign with the launch's.
    ///
    /// Only the key proves a match. Resemblance proves nothing, since somebody else may have created the same campaign. So the
    /// comparison uses few properties, and none that a server could have rewritten.
    pub fn compare(&self, row: &ListedCampaign) -> Match {
        if self.carried_by(&row.draft_name) || self.carried_by(&row.name) {
            Match::Ours
        } else if row.key().is_some() || self.differs(row) {
            Match::Other
        } else {
            Match::Alike
        }
    }

    /// Whether a text contains the key, possibly with other characters around and between its digits, or enough of its first
    /// digits.
    fn carried_by(&self, text: &str) -> bool {
        let text = alphanumeric(text);
        let whole = text.as_bytes().windows(self.key.len()).any(|part| part == self.key.as_bytes());
        whole || (text.len() >= ENOUGH && self.key.starts_with(&text))
    }

    /// Whether a campaign has the draft's type, as far as the row tells.
    pub fn has_type_of(&self, row: &ListedCampaign) -> bool {
        row.kind.is_empty() || row.kind == self.kind
    }

    /// Whether a campaign cannot come from the draft, even if the server normalized it.
    fn differs(&self, row: &ListedCampaign) -> bool {
        let agent = self.agent.as_ref().zip(row.agent.as_ref());
        !self.has_type_of(row)
            || agent.is_some_and(|(ours, theirs)| !ours.eq_ignore_ascii_case(theirs))
            || !is_like(&self.name, &row.name)
    }

    /// Whether a campaign that carries the key was created from another draft.
    pub fn conflicts(&self, row: &ListedCampaign) -> bool {
        let apart = |ours: Option<i64>, theirs: Option<i64>| {
            ours.zip(theirs).is_some_and(|(ours, theirs)| ours.abs_diff(theirs) > SKEW.unsigned_abs())
        };
        let message = !self.message.is_empty() && !is_like(&self.message, &row.message);
        self.differs(row) || message || apart(self.start, row.start) || apart(self.end, row.end)
    }

    /// Whether a campaign is older than the ticket, if the server's clock is right.
    pub fn predates(&self, row: &ListedCampaign) -> bool {
        row.created.is_some_and(|created| created < self.since)
    }
}

/// Parses a time of the API, and returns milliseconds since 1970.
fn time(text: &str) -> Option<i64> {
    Timestamp::parse_or_utc(text.as_bytes()).map(|time| time.0)
}

/// The ASCII letters and digits of a text, in lower case.
fn alphanumeric(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Returns the draft's name.
pub fn name(draft: &Checked<CampaignDraft>) -> String {
    let object = draft.object();
    let name = object.members().find(|member| member.field.name == DraftFields::NAME);
    name.and_then(|name| name.text()).unwrap_or_default()
}

/// Returns the draft with the ticket's key as its `draft_name`.
pub fn marked(draft: &Checked<CampaignDraft>, ticket: &Ticket) -> Checked<CampaignDraft> {
    let object = draft.object();
    let mut json = String::new();
    let mut writer = Writer::new(&mut json);
    writer.text(DraftFields::DRAFT_NAME, ticket.key.as_str());
    if let Some((tag, word)) = object.tag {
        writer.text(tag, word);
    }
    for member in object.members().filter(|member| member.field.name != DraftFields::DRAFT_NAME) {
        writer.raw(member.field.name, member.json);
    }
    writer.end();
    Checked::known(json.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Strictness;

    const KEY: &str = "0197a5c0-1234-7abc-9def-0123456789ab";

    const DRAFT: &str = r#"{"type":"VOICE_DROP","phone_ids":["020086f5-fb0e-4a0c-920a-bbdd04f4381c"],"name":"Café №5 續約 Sale",
        "start_time":"2026-07-08T03:06:09Z","end_time":"2026-07-08T03:15:00Z","message":"Hello"}"#;

    fn fingerprint() -> Fingerprint {
        fingerprint_of(DRAFT)
    }

    fn fingerprint_of(draft: &str) -> Fingerprint {
        let draft = Checked::input_as(draft.into(), Strictness::OpenInput);
        let ticket = Ticket {
            key: TicketKey::parse(KEY).unwrap(),
            sent_at: 1_782_000_000_000,
            draft_digest: String::new(),
            name: None,
            candidates: None,
            campaign_id: None,
        };
        Fingerprint::new(&draft.unwrap(), &ticket, 0)
    }

    fn compare(draft_name: &str, name: &str) -> Match {
        let row =
            ListedCampaign { draft_name: draft_name.into(), name: name.into(), ..ListedCampaign::default() };
        fingerprint().compare(&row)
    }

    #[test]
    fn a_key_is_recognized_however_it_was_rewritten() {
        for mark in [
            KEY,
            "0197A5C0-1234-7ABC-9DEF-0123456789AB",
            "0197a5c012347abc9def0123456789ab",
            "  0197a5c0-1234-7abc-9def-0123456789ab\n",
            "INSTANCE-0197a5c0-1234-7abc-9def-0123456789ab",
            "{0197a5c0-1234-7abc-9def-0123456789ab} (2)",
            "0197a5c0-1234-7abc-9def-01234567",
            "0197a5c0-1234-7abc-9def-",
        ] {
            assert_eq!(compare(mark, "Other"), Match::Ours, "{mark}");
        }
        assert_eq!(compare("", "0197a5c0-1234-7abc-9def-0123456789ab"), Match::Ours);
    }

    #[test]
    fn only_another_key_makes_a_campaign_like_the_draft_somebody_elses() {
        let name = "Café №5 續約 Sale";
        for mark in
            ["", "0197a5c0-1234-7", name, "4c6ff5a1-0fe2-4d6b-8b6f-3a2b1c0d9e8f", "0197a5c0-0000-7000-8"]
        {
            assert_eq!(compare(mark, name), Match::Alike, "{mark}");
        }
        for mark in [
            "0197a5c0-0000-7000-8000-000000000001",
            "0197A5C0000070008000000000000001",
            "a3f0c2d4-1111-8222-b333-444455556666",
        ] {
            assert_eq!(compare(mark, name), Match::Other, "{mark}");
        }
    }

    #[test]
    fn a_tidied_name_is_still_like_the_draft() {
        for name in [
            "  café № 5 續約 sale ",
            "CAFE\u{302}\u{301}№5 續約 Sale",
            "Cafe\u{301} №5 續約 Sale",
            "CAFÉ\u{a0}№5 續約 SALE",
            "Ｃａｆé №5 續約 Ｓａｌｅ",
            "Café №5 續",
            "Café №5 續約 Sale (2)",
            "",
        ] {
            assert_eq!(compare("", name), Match::Alike, "{name}");
        }
        assert_eq!(compare("", "Newsletter"), Match::Other);
    }

    #[test]
    fn a_key_with_another_draft_is_a_conflict() {
        let conflicts = |campaign: &str| fingerprint().conflicts(&ListedCampaign::read(campaign));
        assert!(!conflicts(r#"{"name":"Café №5 續約 Sale"}"#));
        assert!(!conflicts(
            r#"{"name":"Café №5 續約 Sale","type":"VOICE_DROP","message":"Hello","start_time":"2026-07-08T11:06:09"}"#
        ));
        // As far apart as the clocks of two time zones can be.
        assert!(!conflicts(
            r#"{"name":"Café №5 續約 Sale","start_time":"2026-07-07T01:06:09","end_time":"2026-07-09T05:15:00"}"#
        ));
        for other in [
            r#"{"name":"Other"}"#,
            r#"{"name":"Café №5 續約 Sale","type":"AI_AGENT"}"#,
            r#"{"name":"Café №5 續約 Sale","message":"Goodbye"}"#,
            r#"{"name":"Café №5 續約 Sale","start_time":"2026-07-05T03:06:09"}"#,
            r#"{"name":"Café №5 續約 Sale","end_time":"2026-07-10T03:15:00"}"#,
        ] {
            assert!(conflicts(other), "{other}");
        }
    }

    #[test]
    fn the_agent_of_another_draft_is_a_conflict() {
        let fingerprint = fingerprint_of(include_str!("../../../tests/samples/draft.json"));
        let conflicts = |agent: &str| {
            let row = ["{\"name\":\"Test\",\"ai_agent_conversation_config_id\":", agent, "}"].concat();
            fingerprint.conflicts(&ListedCampaign::read(&row))
        };
        assert!(conflicts("\"ffffffff-8a9f-4f39-b7f8-f2e756b80a63\""));
        for same in
            ["\"221316ae-8a9f-4f39-b7f8-f2e756b80a63\"", "\"221316AE-8A9F-4F39-B7F8-F2E756B80A63\"", "null"]
        {
            assert!(!conflicts(same), "{same}");
        }
    }

    #[test]
    fn a_message_that_the_draft_leaves_to_the_server_is_no_conflict() {
        let fingerprint = fingerprint_of(&DRAFT.replace(r#","message":"Hello""#, ""));
        let row = r#"{"name":"Café №5 續約 Sale","message":"Goodbye"}"#;
        assert!(!fingerprint.conflicts(&ListedCampaign::read(row)));
    }

    #[test]
    fn a_copy_differs_in_what_a_list_omits_and_in_times_within_the_span_only() {
        let first = r#"{"name":"Sale","message":"Hello","start_time":"2026-07-08T03:06:09","end_time":"2026-07-08T03:15:00"}"#;
        let is_copied = |one: &str, other: &str| {
            let (one, other) = (ListedCampaign::read(one), ListedCampaign::read(other));
            assert_eq!(one.is_copied_by(&other, 120_000), other.is_copied_by(&one, 120_000));
            one.is_copied_by(&other, 120_000)
        };
        for (from, to, is_copy) in [
            ("", "", true),
            ("Sale", "", true),
            ("Hello", "", true),
            ("03:06:09", "03:08:09", true),
            ("03:15:00", "03:13:00", true),
            ("Sale", "Sale 2", false),
            ("Hello", "Goodbye", false),
            ("03:06:09", "03:08:10", false),
            ("03:15:00", "03:12:59", false),
        ] {
            let other = first.replacen(from, to, 1);
            assert_eq!(is_copied(first, &other), is_copy, "{from} {to}");
        }
        assert!(is_copied(first, "{}"));
    }

    #[test]
    fn a_campaign_is_older_than_the_ticket_if_no_time_zone_explains_its_time() {
        // The ticket was sent at 2026-06-21T00:00:00Z.
        for (created, predates) in [("2026-06-19T22:00:00", false), ("2026-06-19T21:59:59.999", true)] {
            let row = ["{\"created_time\":\"", created, "\"}"].concat();
            assert_eq!(fingerprint().predates(&ListedCampaign::read(&row)), predates, "{created}");
        }
        assert!(!fingerprint().predates(&ListedCampaign::read("{}")));
    }

    #[test]
    fn a_campaign_is_looked_for_in_the_list_of_the_stage_that_the_draft_has() {
        for (member, stage) in [("{", "INSTANCE"), (r#"{"stage":"SEQUENCE","#, "SEQUENCE")] {
            let query = fingerprint_of(&DRAFT.replacen('{', member, 1)).query();
            let query = String::from_utf8(query.into_bytes()).unwrap();
            assert!(query.starts_with(&[r#"{"stage":""#, stage, "\","].concat()), "{query}");
        }
    }
}
