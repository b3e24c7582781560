use crate::{
    engine::simulation::Hold,
    rules::{callable::may_call, contact_file::read},
    timestamp::Timestamp,
    world::{
        called_contact::CalledContact,
        campaign::{Campaign, Resolved},
        campaign_clock::CampaignClock,
        contact_details::ContactDetails,
        contact_set::ContactSet,
        draft::{CampaignMode, CampaignStage, Draft},
        workspace::Workspace,
    },
};

impl Workspace {
    /// Adds a campaign, which starts at its start time, and returns its index.
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
            called: Vec::new(),
        });
        self.read_contact_file(index, now);
        self.advance_to(now);
        index
    }

    /// Adds contacts to a campaign. Each is called, even if it has been called before.
    pub fn supply_contacts(&mut self, index: usize, given: &[ContactDetails], now: Timestamp) {
        let supplied = self.find_or_create(given, now);
        let at = self.campaigns[index].clock.at(now);
        let blocked = self.blocked();
        let contacts = &self.contacts;
        let callable = supplied.iter().filter(|contact| may_call(contacts, &blocked, contact.index));
        let callable: Vec<CalledContact> = callable.cloned().collect();
        let callees = self.callees(&callable);
        let campaign = &mut self.campaigns[index];
        campaign.supplied_time.get_or_insert(at);
        match &mut campaign.simulation {
            Some(simulation) => {
                simulation.admit(&callees, at);
                campaign.called.extend(callable);
            }
            None => campaign.supplied.extend(supplied),
        }
        self.advance_to(now);
    }

    /// Returns the contacts that match a draft's filter; none in `EXCEL` and `WEBHOOK` mode, where contacts come from
    /// a file or a webhook.
    pub(super) fn audience(&self, draft: &Draft) -> ContactSet {
        match draft.mode {
            CampaignMode::Web => draft.audience.select(&self.contacts, &self.labels),
            CampaignMode::Excel | CampaignMode::Webhook => ContactSet::default(),
        }
    }

    /// Reads the contacts of an `EXCEL` campaign from its file. A draft has none, and neither has a file that is not
    /// stored here or is invalid.
    pub(super) fn read_contact_file(&mut self, index: usize, now: Timestamp) {
        let draft = &self.campaigns[index].draft;
        if draft.mode != CampaignMode::Excel {
            return;
        }
        let url = draft.contact_file_url.as_deref().filter(|_| draft.stage == CampaignStage::Instance);
        let file = url.and_then(|url| self.file_at(url));
        let given = file.and_then(|file| read(file).ok()).unwrap_or_default();
        self.campaigns[index].supplied = self.find_or_create(&given, now);
    }
}
