use std::cell::RefCell;

use crate::{
    engine::{plan::Plan, simulation::Simulation},
    rules::{callable::may_call, conversation::conversation},
    timestamp::Timestamp,
    world::{
        called_contact::CalledContact,
        campaign::Campaign,
        contact_set::ContactSet,
        draft::CampaignMode,
        workspace::{RefusedCall, Workspace},
    },
};

/// An event in a workspace, apart from its campaigns' calls. Of two events at the same time, the one whose variant is
/// declared first happens first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// The import at this index is done.
    Import(usize),
    /// The campaign at this index starts.
    Start(usize),
}

impl Workspace {
    /// Brings the workspace up to a point in real time.
    ///
    /// Events happen in the order of their times, no matter how rarely this is called: contacts that are labeled DNC
    /// by an import, or by a campaign that ends, are not called by a later campaign.
    pub fn advance_to(&mut self, now: Timestamp) {
        while let Some((at, event)) = self.next_event(now) {
            self.run_campaigns(at);
            match event {
                Event::Import(index) => self.run_import(index),
                Event::Start(index) => self.start_campaign(index),
            }
        }
        self.run_campaigns(now);
        self.end_deleted_campaigns(now);
    }

    fn next_event(&self, now: Timestamp) -> Option<(Timestamp, Event)> {
        let import = self.next_import().map(|(at, index)| (at, Event::Import(index)));
        let start = self.next_start(now).map(|(at, index)| (at, Event::Start(index)));
        import.into_iter().chain(start).filter(|(at, _)| *at <= now).min()
    }

    fn next_start(&self, now: Timestamp) -> Option<(Timestamp, usize)> {
        let waiting = self.campaigns.iter().enumerate().filter(|(_, campaign)| campaign.simulation.is_none());
        let starts = waiting
            .filter_map(|(index, campaign)| Some((campaign.clock.real_time_of(campaign.starts()?), index)));
        starts.filter(|&(start, _)| start <= now).min()
    }

    /// Runs all campaigns event by event, the earliest event first: a campaign that ends can label contacts,
    /// which the others then no longer call.
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
            let campaign = &mut self.campaigns[index];
            // Calling hours do not apply to the seeded campaigns, which are in the past.
            let may_dial = self.may_dial.filter(|_| campaign.number >= self.campaigns_seeded);
            let Some(simulation) = &mut campaign.simulation else { break };
            let at = simulation.next_event().unwrap_or(simulation.now());
            let refused = RefCell::new(Vec::new());
            simulation.step(|callee| {
                // Its number is the one that is dialed, even if the contact has another one by now.
                let contact = &campaign.called[callee];
                if !may_call(contacts, &blocked, contact.index) {
                    return false;
                }
                let is_open = may_dial.is_none_or(|may_dial| may_dial(&contact.phone, at));
                if !is_open {
                    refused.borrow_mut().push(RefusedCall {
                        campaign_id: Some(campaign.id),
                        contact_id: Some(contact.id),
                        phone: contact.phone.clone(),
                        at,
                    });
                }
                is_open
            });
            self.refused_calls.extend(refused.into_inner());
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

    /// Ends the calls that were running when their campaign was deleted. They affect no other campaign.
    fn end_deleted_campaigns(&mut self, now: Timestamp) {
        for campaign in &mut self.deleted_campaigns {
            let at = campaign.clock.at(now);
            let Some(simulation) = &mut campaign.simulation else { continue };
            simulation.wind_down(at);
        }
    }

    /// Returns the campaign with the earliest event up to a point in real time.
    fn next_to_run(&self, running: &[usize], now: Timestamp) -> Option<usize> {
        let events = running.iter().filter_map(|&index| {
            let campaign = &self.campaigns[index];
            let event = campaign.simulation.as_ref()?.next_event()?;
            (event <= campaign.clock.at(now)).then(|| (campaign.clock.real_time_of(event), index))
        });
        events.min().map(|(_, index)| index)
    }

    /// Attaches a finished campaign's labels to its contacts; if it was canceled, failed or called nobody, only to those that
    /// it called.
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

    /// Starts a campaign. From then on, its simulation holds its progress.
    fn start_campaign(&mut self, index: usize) {
        let contacts = match self.campaigns[index].draft.mode {
            CampaignMode::Web => self.called_contacts(&self.callable(&self.campaigns[index].audience)),
            CampaignMode::Excel | CampaignMode::Webhook => self.callable_supplied(&self.campaigns[index]),
        };
        let plan = self.plan(index, &contacts);
        let campaign = &mut self.campaigns[index];
        campaign.called = contacts;
        campaign.simulation = Some(Simulation::new(plan));
    }

    fn plan(&self, index: usize, contacts: &[CalledContact]) -> Plan {
        let campaign = &self.campaigns[index];
        let draft = &campaign.draft;
        let phones = campaign.resolved.phones.iter().filter(|phone| phone.can_call()).count();
        let lines = if self.can_talk(draft) { phones } else { 0 };
        Plan {
            seed: self.seed,
            campaign: campaign.number as u64,
            conversation: conversation(draft),
            starts: campaign.starts().unwrap_or(campaign.not_before),
            ends: draft.end_time,
            max_attempts: draft.max_attempts,
            max_dialers: draft.max_dialers,
            callees: self.callees(contacts),
            lines: u32::try_from(lines).unwrap_or(u32::MAX),
            stays_open: draft.mode == CampaignMode::Webhook,
        }
    }
}
