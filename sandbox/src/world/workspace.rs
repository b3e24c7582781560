use std::collections::BTreeMap;

use crate::{
    clock::CampaignClock,
    engine::{
        plan::{Callee, Conversation, Plan},
        simulation::{Hold, Simulation},
    },
    id::Id,
    rng::Rng,
    timestamp::Timestamp,
    world::{
        agent::Agent,
        audience::with_any_named,
        called_contact::may_call,
        campaign::{Campaign, Resolved},
        contact::Contacts,
        contact_field::ContactField,
        contact_set::ContactSet,
        draft::{CampaignMode, CampaignType, Draft},
        dry_run::DryRun,
        import::Import,
        label::{DO_NOT_CALL, INVALID_NUMBER, Label},
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
    /// How many labels have been made, also those that are gone.
    pub labels_made: usize,
    /// Its contact fields.
    pub contact_fields: Vec<ContactField>,
    /// Its contacts.
    pub contacts: Contacts,
    /// Its campaigns.
    pub campaigns: Vec<Campaign>,
    /// How many campaigns have been made since it was opened, also those that are gone.
    pub campaigns_made: usize,
    /// Calls to one number that were asked for.
    pub dry_runs: Vec<DryRun>,
    /// Imports of contacts that were asked for.
    pub imports: Vec<Import>,
    /// Files with contacts, by name.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// What happens to a workspace beside its campaigns' calls. Of two things at one time, the first
/// one here comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// The import at this place is done.
    Import(usize),
    /// The campaign at this place begins.
    Start(usize),
}

/// How long a recording is taken to be when its length is unknown, in seconds.
const RECORDING_SECONDS: u64 = 20;

impl Workspace {
    /// Adds a campaign, which then takes its course. ResponseSpec its place.
    pub fn add_campaign(&mut self, draft: Draft, resolved: Resolved, now: Timestamp) -> usize {
        let (index, number) = (self.campaigns.len(), self.campaigns_made);
        let mut rng = self.rng("campaign", number);
        self.campaigns_made += 1;
        self.campaigns.push(Campaign {
            id: rng.id(),
            number,
            audience: self.audience(&draft),
            draft,
            created_time: now,
            clock: CampaignClock::new(now, self.speed),
            resolved,
            visible_from: now,
            supplied: Vec::new(),
            supplied_time: None,
            not_before: now,
            hold: Hold::Free,
            changed_time: now,
            simulation: None,
            people: Vec::new(),
        });
        self.read_contact_file(index, now);
        self.advance_to(now);
        index
    }

    /// In the other modes, contacts come from a file or a webhook.
    pub(super) fn audience(&self, draft: &Draft) -> ContactSet {
        match draft.mode {
            CampaignMode::Web => draft.audience.select(&self.contacts, &self.labels),
            CampaignMode::Excel | CampaignMode::Webhook => ContactSet::default(),
        }
    }

    /// The draws for the thing of this kind at this place.
    #[must_use]
    pub fn rng(&self, kind: &str, index: usize) -> Rng {
        let mut numbers = vec![self.seed, index as u64];
        numbers.extend(kind.bytes().map(u64::from));
        Rng::new(&numbers)
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
        let blocked = self.blocked();
        callable.retain(|index| may_call(&self.contacts, &blocked, index));
        callable
    }

    /// Who must not be called, or has a wrong number.
    pub(super) fn blocked(&self) -> ContactSet {
        with_any_named(&[DO_NOT_CALL, INVALID_NUMBER], &self.labels)
    }

    /// Brings everything up to a real time.
    ///
    /// Campaigns begin in the order of their start times, each after the earlier ones have come so
    /// far: one that labels people DNC at its end keeps a later one from calling them, however
    /// rarely anybody looks. Imports, which can do that too, are done in their turn.
    pub fn advance_to(&mut self, now: Timestamp) {
        while let Some((at, turn)) = self.next_turn(now) {
            self.run_campaigns(at);
            match turn {
                Turn::Import(index) => self.run_import(index),
                Turn::Start(index) => self.begin(index),
            }
        }
        self.run_campaigns(now);
    }

    fn next_turn(&self, now: Timestamp) -> Option<(Timestamp, Turn)> {
        let import = self.next_import().map(|(at, index)| (at, Turn::Import(index)));
        let start = self.next_start(now).map(|(at, index)| (at, Turn::Start(index)));
        import.into_iter().chain(start).filter(|(at, _)| *at <= now).min()
    }

    fn next_start(&self, now: Timestamp) -> Option<(Timestamp, usize)> {
        let waiting = self.campaigns.iter().enumerate().filter(|(_, campaign)| campaign.simulation.is_none());
        let starts = waiting
            .filter_map(|(index, campaign)| Some((campaign.clock.real_time_of(campaign.starts()?), index)));
        starts.filter(|&(start, _)| start <= now).min()
    }

    /// Whatever happens first in any campaign happens first, since one that is over labels people,
    /// whom the others then no longer call.
    fn run_campaigns(&mut self, now: Timestamp) {
        let is_running =
            |campaign: &Campaign| campaign.simulation.as_ref().is_some_and(|s| s.finished().is_none());
        let running: Vec<usize> =
            (0..self.campaigns.len()).filter(|&index| is_running(&self.campaigns[index])).collect();
        if running.is_empty() {
            return;
        }
        let mut blocked = self.blocked();
        while let Some(index) = self.next_to_run(&running, now) {
            let contacts = &self.contacts;
            let Some(simulation) = &mut self.campaigns[index].simulation else { break };
            simulation.step(|contact| may_call(contacts, &blocked, contact));
            if simulation.finished().is_some() {
                self.attach_labels(index);
                blocked = self.blocked();
            }
        }
        for index in running {
            let campaign = &mut self.campaigns[index];
            let Some(simulation) = &mut campaign.simulation else { continue };
            simulation.wait(campaign.clock.at(now));
        }
    }

    /// The campaign in which something happens first, until a real time.
    fn next_to_run(&self, running: &[usize], now: Timestamp) -> Option<usize> {
        let events = running.iter().filter_map(|&index| {
            let campaign = &self.campaigns[index];
            let event = campaign.simulation.as_ref()?.next_event()?;
            (event <= campaign.clock.at(now)).then(|| (campaign.clock.real_time_of(event), index))
        });
        events.min().map(|(_, index)| index)
    }

    fn attach_labels(&mut self, index: usize) {
        let campaign = &self.campaigns[index];
        let Some(simulation) = &campaign.simulation else { return };
        let mut called: ContactSet = simulation.contacts().into_iter().collect();
        called.intersect(self.contacts.present());
        for label in &mut self.labels {
            if campaign.draft.attach_contact_label_ids.contains(&label.view.id) {
                label.members.unite(&called);
            }
        }
    }

    /// Lets a campaign begin: from here on its simulation says how far it has come.
    fn begin(&mut self, index: usize) {
        let people = match self.campaigns[index].draft.mode {
            CampaignMode::Web => self.called_contacts(&self.callable(&self.campaigns[index].audience)),
            CampaignMode::Excel | CampaignMode::Webhook => self.callable_supplied(&self.campaigns[index]),
        };
        let plan = self.plan(index, self.callees(&people));
        let campaign = &mut self.campaigns[index];
        campaign.people = people;
        campaign.simulation = Some(Simulation::new(plan));
    }

    fn plan(&self, index: usize, callees: Vec<Callee>) -> Plan {
        let campaign = &self.campaigns[index];
        let draft = &campaign.draft;
        let lines = campaign.resolved.phones.iter().filter(|phone| phone.can_call()).count();
        Plan {
            seed: self.seed,
            campaign: campaign.number as u64,
            conversation: conversation(draft),
            starts: campaign.starts().unwrap_or(campaign.not_before),
            ends: draft.end_time,
            max_attempts: draft.max_attempts,
            max_dialers: draft.max_dialers,
            callees,
            lines: u32::try_from(lines).unwrap_or(u32::MAX),
            stays_open: draft.mode == CampaignMode::Webhook && draft.end_time.is_some(),
        }
    }
}

pub(super) fn conversation(draft: &Draft) -> Conversation {
    match draft.kind {
        CampaignType::AiAgent => Conversation::AiAgent,
        CampaignType::ProgressiveDialer => Conversation::HumanAgent,
        CampaignType::VoiceDrop => {
            let has_audio = draft.audio_url.as_deref().is_some_and(|url| !url.is_empty());
            let message = draft.message.as_deref().filter(|_| !has_audio).unwrap_or_default();
            Conversation::Recording { seconds: speech_seconds(message).unwrap_or(RECORDING_SECONDS) }
        }
    }
}

/// How long it takes to say a text, at the pace of text-to-speech: about 15 Latin letters or 4
/// Chinese characters a second.
pub fn speech_seconds(text: &str) -> Option<u64> {
    let milliseconds: u64 = text.chars().map(|char| if char.is_ascii() { 67 } else { 250 }).sum();
    (milliseconds > 0).then(|| milliseconds.div_ceil(1_000).max(3))
}
