use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    id::Id,
    rng::Rng,
    timestamp::Timestamp,
    world::{
        agent::Agent,
        campaign::Campaign,
        contact::Contacts,
        contact_field::ContactField,
        draft::{CampaignType, Draft},
        dry_run::DryRun,
        import::Import,
        label::Label,
        phone::Phone,
    },
};

/// Decides whether a number may be dialed at a time.
pub type MayDial = fn(&str, Timestamp) -> bool;

/// A call that was not placed because it was outside the calling hours of the one who would have been called.
#[derive(Clone, Debug, Serialize)]
pub struct RefusedCall {
    /// The campaign; `None` for a test call.
    pub campaign_id: Option<Id>,
    /// The contact; `None` for a test call.
    pub contact_id: Option<Id>,
    /// The number that would have been dialed.
    pub phone: Box<str>,
    /// The time on the campaign's clock; of a test call, in real time.
    pub at: Timestamp,
}

/// A workspace: everything that one API key can see.
#[derive(Debug)]
pub struct Workspace {
    /// Its id.
    pub id: Id,
    /// The seed of all random values.
    pub seed: u64,
    /// How many times faster than real time its campaigns run.
    pub speed: f64,
    /// The check of calling hours; `None` if they are not enforced.
    pub may_dial: Option<MayDial>,
    /// The calls that were refused because of calling hours, in order.
    pub refused_calls: Vec<RefusedCall>,
    /// Its phone numbers. These and all other lists are in order of creation.
    pub phones: Vec<Phone>,
    /// Its AI agents.
    pub agents: Vec<Agent>,
    /// Its contact labels.
    pub labels: Vec<Label>,
    /// How many labels were ever created.
    pub labels_made: usize,
    /// Its contact fields.
    pub contact_fields: Vec<ContactField>,
    /// Its contacts.
    pub contacts: Contacts,
    /// Its campaigns.
    pub campaigns: Vec<Campaign>,
    /// The campaigns that were deleted, in the order of their deletion. Only the control interface shows them.
    pub deleted_campaigns: Vec<Campaign>,
    /// How many campaigns were ever created.
    pub campaigns_made: usize,
    /// How many of these were seeded.
    pub campaigns_seeded: usize,
    /// Test calls.
    pub dry_runs: Vec<DryRun>,
    /// Its contact imports.
    pub imports: Vec<Import>,
    /// Contact files by name.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Workspace {
    /// Returns the random number generator for the item of a kind at an index.
    #[must_use]
    pub fn rng(&self, kind: &str, index: usize) -> Rng {
        let mut numbers = vec![self.seed, index as u64];
        numbers.extend(kind.bytes().map(u64::from));
        Rng::new(&numbers)
    }

    /// Returns the agent with this conversation config.
    #[must_use]
    pub fn agent_of(&self, conversation_config: Id) -> Option<&Agent> {
        self.agents.iter().find(|agent| agent.conversation_config_id == conversation_config)
    }

    /// Returns `true` if a draft's calls have somebody to talk: the agent of an `AI_AGENT` campaign may be one that only writes.
    #[must_use]
    pub fn can_talk(&self, draft: &Draft) -> bool {
        let agent = draft.ai_agent_conversation_config_id.and_then(|id| self.agent_of(id));
        draft.kind != CampaignType::AiAgent || agent.is_some_and(Agent::can_call)
    }

    /// Returns the index of the label with this id.
    #[must_use]
    pub fn index_of_label(&self, id: Id) -> Option<usize> {
        self.labels.iter().position(|label| label.view.id == id)
    }
}
