use crate::{
    clock::CampaignClock,
    engine::{
        plan::{Callee, Conversation, Line, Plan},
        simulation::Simulation,
    },
    id::Id,
    moment::Moment,
    random::Dice,
    world::{
        agent::Agent,
        audience::with_any_named,
        campaign::{Campaign, Resolved},
        contact::{Contacts, is_e164},
        contact_field::ContactField,
        contact_set::ContactSet,
        draft::{CampaignMode, CampaignType, Draft},
        label::{DO_NOT_CALL, INVALID_NUMBER, Label, UNREACHABLE},
        phone::Phone,
    },
};

/// An isolated world: everything that one API key can see.
#[derive(Debug)]
pub struct Workspace {
    /// Its id.
    pub id: Id,
    /// Everything random is drawn from it.
    pub seed: u64,
    /// How many times faster than real time its campaigns run.
    pub speed: f64,
    /// Its phone numbers, oldest first, like all other tables.
    pub phones: Vec<Phone>,
    /// Its AI agents.
    pub agents: Vec<Agent>,
    /// Its contact labels.
    pub labels: Vec<Label>,
    /// Its contact fields.
    pub contact_fields: Vec<ContactField>,
    /// Its contacts.
    pub contacts: Contacts,
    /// Its campaigns.
    pub campaigns: Vec<Campaign>,
}

/// How long a recording is taken to be when its length is unknown, in seconds.
const RECORDING_SECONDS: u64 = 20;

impl Workspace {
    /// Adds a campaign, which then takes its course. Gives its place.
    pub fn add_campaign(&mut self, draft: Draft, resolved: Resolved, now: Moment) -> usize {
        let place = self.campaigns.len();
        let mut dice = self.dice("campaign", place);
        self.campaigns.push(Campaign {
            id: dice.id(),
            audience: self.audience(&draft),
            draft,
            created_time: now,
            clock: CampaignClock::new(now, self.speed),
            resolved,
            listed_from: now,
            simulation: None,
            has_attached_labels: false,
        });
        self.settle(now);
        place
    }

    /// In the other modes, contacts come from a file or a webhook, neither of which this sandbox
    /// has.
    fn audience(&self, draft: &Draft) -> ContactSet {
        match draft.mode {
            CampaignMode::Web => draft.audience.select(&self.contacts, &self.labels),
            CampaignMode::Excel | CampaignMode::Webhook => ContactSet::default(),
        }
    }

    /// The draws for the thing of this kind at this place.
    #[must_use]
    pub fn dice(&self, kind: &str, place: usize) -> Dice {
        let mut numbers = vec![self.seed, place as u64];
        numbers.extend(kind.bytes().map(u64::from));
        Dice::new(&numbers)
    }

    /// The agent that talks by this conversation config.
    #[must_use]
    pub fn agent_of(&self, conversation_config: Id) -> Option<&Agent> {
        self.agents.iter().find(|agent| agent.conversation_config_id == conversation_config)
    }

    /// Whom a campaign is to call: its audience, without those who have no number, must not be
    /// called, or have a wrong number.
    #[must_use]
    pub fn callable(&self, audience: &ContactSet) -> ContactSet {
        let mut callable = audience.clone();
        callable.subtract(&with_any_named(&[DO_NOT_CALL, INVALID_NUMBER], &self.labels));
        callable.retain(|place| self.contacts.at(place).phone.is_some());
        callable
    }

    /// Brings every campaign up to a real time.
    ///
    /// Campaigns begin in the order of their start times, each after the earlier ones have come so
    /// far: one that labels people DNC at its end keeps a later one from calling them, however
    /// rarely anybody looks.
    pub fn settle(&mut self, now: Moment) {
        while let Some((start, place)) = self.next_start(now) {
            self.run_campaigns(start);
            let plan = self.plan(place);
            self.campaigns[place].simulation = Some(Simulation::new(plan));
        }
        self.run_campaigns(now);
    }

    fn next_start(&self, now: Moment) -> Option<(Moment, usize)> {
        let waiting = self.campaigns.iter().enumerate().filter(|(_, campaign)| campaign.simulation.is_none());
        let starts = waiting
            .filter_map(|(place, campaign)| Some((campaign.clock.real_time_of(campaign.starts()?), place)));
        starts.filter(|&(start, _)| start <= now).min()
    }

    fn run_campaigns(&mut self, now: Moment) {
        for campaign in &mut self.campaigns {
            let Some(simulation) = &mut campaign.simulation else { continue };
            simulation.advance(campaign.clock.at(now));
            if simulation.finished().is_none() || campaign.has_attached_labels {
                continue;
            }
            campaign.has_attached_labels = true;
            let called = || simulation.plan().callees.iter().map(|callee| callee.contact);
            for label in &mut self.labels {
                if campaign.draft.attach_contact_label_ids.contains(&label.view.id) {
                    label.members.unite(&called().collect());
                }
            }
        }
    }

    fn plan(&self, place: usize) -> Plan {
        let campaign = &self.campaigns[place];
        let draft = &campaign.draft;
        let unreachable = with_any_named(&[UNREACHABLE], &self.labels);
        let is_dialable = |place: usize| self.contacts.at(place).phone.as_deref().is_some_and(is_e164);
        let callable = self.callable(&campaign.audience);
        let callees = callable.iter().map(|place| Callee {
            contact: place,
            key: key_of(self.contacts.at(place).id),
            line: match (is_dialable(place), unreachable.contains(place)) {
                (false, _) => Line::Dead,
                (true, true) => Line::Poor,
                (true, false) => Line::Good,
            },
        });
        let lines = campaign.resolved.phones.iter().filter(|phone| phone.can_call()).count();
        Plan {
            seed: self.seed,
            campaign: place as u64,
            conversation: conversation(draft),
            starts: campaign.starts().unwrap_or(campaign.created_time),
            ends: draft.end_time,
            max_attempts: draft.max_attempts,
            max_dialers: draft.max_dialers,
            callees: callees.collect(),
            lines: u32::try_from(lines).unwrap_or(u32::MAX),
            stays_open: draft.mode == CampaignMode::Webhook,
        }
    }
}

fn conversation(draft: &Draft) -> Conversation {
    match draft.kind {
        CampaignType::AiAgent => Conversation::AiAgent,
        CampaignType::ProgressiveDialer => Conversation::HumanAgent,
        CampaignType::VoiceDrop => {
            let has_audio = draft.audio_url.as_deref().is_some_and(|url| !url.is_empty());
            let message = draft.message.as_deref().filter(|_| !has_audio).unwrap_or_default();
            Conversation::Recording { seconds: spoken_seconds(message).unwrap_or(RECORDING_SECONDS) }
        }
    }
}

/// How long it takes to say a text, at the pace of text-to-speech: about 15 Latin letters or 4
/// Chinese characters a second.
fn spoken_seconds(text: &str) -> Option<u64> {
    let milliseconds: u64 = text.chars().map(|char| if char.is_ascii() { 67 } else { 250 }).sum();
    (milliseconds > 0).then(|| milliseconds.div_ceil(1_000).max(3))
}

fn key_of(id: Id) -> u64 {
    let bits = id.bits();
    u64::try_from(bits >> 64).unwrap_or(0) ^ u64::try_from(bits & u128::from(u64::MAX)).unwrap_or(0)
}
