//! By what a campaign is told from every other: the ticket's key, which it carries as its `draft_name`.

use crate::{
    model::{
        campaign::{Campaign, CampaignQuery},
        draft::CampaignDraft,
        launch::Ticket,
    },
    schema::{Checked, members},
    timestamp::Timestamp,
};

/// How far apart two clocks can be of which one shows another time zone's time, in milliseconds.
const SKEW: i64 = 26 * 3_600_000;

/// What a campaign is known by.
pub struct Fingerprint {
    key: String,
    /// It was made after this, in milliseconds since 1970, whatever the server's clock shows.
    since: i64,
    name: String,
    kind: String,
    agent: Option<String>,
    /// The `stage`, as JSON.
    stage: String,
}

/// What a mark says of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// It carries the key.
    Ours,
    /// It carries no key at all, and is like the draft: the server may have dropped the key.
    Alike,
    /// It carries another key, or is not like the draft.
    Other,
}

/// One campaign, as far as a mark needs it.
#[derive(Default)]
pub struct Row {
    pub id: String,
    /// When it was made, in milliseconds since 1970 by the server's clock.
    pub created: Option<i64>,
    draft_name: String,
    name: String,
    kind: String,
    agent: Option<String>,
}

impl Row {
    pub fn read(campaign: &str) -> Self {
        let mut row = Self::default();
        for member in members(campaign, Campaign::OBJECT) {
            let text = || member.text().unwrap_or_default();
            match member.field.name {
                "id" => row.id = text(),
                "draft_name" => row.draft_name = text(),
                "name" => row.name = text(),
                "type" => row.kind = text(),
                "ai_agent_conversation_config_id" => row.agent = member.text(),
                "created_time" => {
                    row.created = Timestamp::parse_or_utc(text().as_bytes()).map(|instant| instant.0);
                }
                _ => {}
            }
        }
        row
    }
}

impl Fingerprint {
    /// The mark of what this draft becomes with this ticket.
    pub fn new(draft: &Checked<CampaignDraft>, ticket: &Ticket) -> Self {
        let object = draft.object();
        let mut mark = Self {
            key: ticket.key.as_str().into(),
            since: i64::try_from(ticket.sent_at).unwrap_or(i64::MAX).saturating_sub(SKEW),
            name: String::new(),
            kind: object.tag.map_or("", |(_, word)| word).into(),
            agent: None,
            stage: "\"INSTANCE\"".into(),
        };
        for member in object.members() {
            match member.field.name {
                "name" => mark.name = member.text().unwrap_or_default(),
                "ai_agent_conversation_config_id" => mark.agent = member.text(),
                "stage" => mark.stage = member.json.into(),
                _ => {}
            }
        }
        mark
    }

    /// The list in which the campaign will show, newest first.
    pub fn query(&self) -> Checked<CampaignQuery> {
        let order = ",\"order_by\":[\"created_time:desc\",\"id:desc\"],\"limit\":100}";
        let query = ["{\"types\":[\"", &self.kind, "\"],\"stage\":", &self.stage, order].concat();
        Checked::known(query.into_bytes())
    }

    /// Whether a campaign is the one.
    ///
    /// Only the key proves that it is. That it is like the draft proves nothing, since somebody else may have made the
    /// same; so a campaign is compared by little, and by nothing that a server could have rewritten: one that cannot be
    /// told apart must keep the draft from being sent again.
    pub fn compare(&self, row: &Row) -> Match {
        let agent = self.agent.as_ref().zip(row.agent.as_ref());
        if row.draft_name.eq_ignore_ascii_case(&self.key) {
            Match::Ours
        } else if row.draft_name.is_empty()
            && row.name.trim() == self.name.trim()
            && row.kind == self.kind
            && agent.is_none_or(|(ours, theirs)| ours.eq_ignore_ascii_case(theirs))
            && !self.predates(row)
        {
            Match::Alike
        } else {
            Match::Other
        }
    }

    /// Whether a campaign is older than the ticket, by any clock.
    pub fn predates(&self, row: &Row) -> bool {
        row.created.is_some_and(|created| created < self.since)
    }
}

/// Whether a draft is to stay one, so that it calls nobody.
pub fn calls_nobody(draft: &Checked<CampaignDraft>) -> bool {
    draft
        .object()
        .members()
        .any(|member| member.field.name == "stage" && member.text().as_deref() == Some("DRAFT"))
}

/// The draft with the ticket's key as its `draft_name`.
pub fn marked(draft: &Checked<CampaignDraft>, ticket: &Ticket) -> Checked<CampaignDraft> {
    let object = draft.object();
    let mut text = ["{\"draft_name\":\"", ticket.key.as_str(), "\""].concat();
    if let Some((tag, word)) = object.tag {
        text.extend([",\"", tag, "\":\"", word, "\""]);
    }
    for member in object.members().filter(|member| member.field.name != "draft_name") {
        text.extend([",\"", member.field.name, "\":", member.json]);
    }
    text.push('}');
    Checked::known(text.into_bytes())
}
