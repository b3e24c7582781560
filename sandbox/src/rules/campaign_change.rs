use crate::{
    engine::{
        simulation::{
            CampaignStatus::{self, Canceled, Paused, Pending, Processing, Started},
            Hold,
        },
        steering::Revision,
    },
    enumeration::Enumeration,
    rules::resolution::{Unresolved, resolve},
    timestamp::Timestamp,
    world::{
        campaign::Campaign,
        campaign_clock::CampaignClock,
        draft::{CampaignStage, Draft},
        workspace::Workspace,
    },
};

/// Why a campaign cannot be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeRefusal {
    /// Its status does not allow the change.
    Conflict(String),
    /// The change refers to something that does not exist.
    Unresolved(Vec<Unresolved>),
}

impl Workspace {
    /// Replaces a campaign's draft with `changed`, then pauses, resumes or cancels the campaign as `status` says.
    /// Nothing changes if either is refused.
    ///
    /// # Errors
    /// Returns a [`ChangeRefusal`] if the change is not possible.
    pub fn change_campaign(
        &mut self,
        index: usize,
        changed: Draft,
        status: Option<CampaignStatus>,
        now: Timestamp,
    ) -> Result<(), ChangeRefusal> {
        let campaign = &self.campaigns[index];
        let is_changed = campaign.draft != changed;
        if is_changed {
            check_change(campaign, &changed).map_err(ChangeRefusal::Conflict)?;
        }
        let hold = status.map(|status| hold_for(campaign, &changed, status)).transpose();
        let hold = hold.map_err(ChangeRefusal::Conflict)?.flatten();
        if is_changed {
            self.apply(index, changed, now)?;
        }
        if let Some(hold) = hold {
            self.hold_campaign(index, hold, now);
        }
        self.advance_to(now);
        Ok(())
    }

    /// Deletes a campaign. One that is not over is canceled first: its running calls end, and it places no others.
    pub fn delete_campaign(&mut self, index: usize, now: Timestamp) {
        if !self.campaigns[index].is_over() {
            self.hold_campaign(index, Hold::Canceled, now);
        }
        let campaign = self.campaigns.remove(index);
        self.deleted_campaigns.push(campaign);
    }

    fn apply(&mut self, index: usize, changed: Draft, now: Timestamp) -> Result<(), ChangeRefusal> {
        let campaign = &self.campaigns[index];
        let is_settled = campaign.simulation.is_some() || campaign.is_over();
        let selects_others = selects_others(&campaign.draft, &changed);
        let is_other_mode = campaign.draft.mode != changed.mode;
        let attaches_others = changed.attach_contact_label_ids != campaign.draft.attach_contact_label_ids;
        if !is_settled || attaches_others {
            let resolved =
                resolve(&changed, self, campaign.number, now).map_err(ChangeRefusal::Unresolved)?;
            if !is_settled {
                self.campaigns[index].resolved = resolved;
            }
            if !is_settled && selects_others {
                self.campaigns[index].audience = self.audience(&changed);
            }
        }
        let campaign = &mut self.campaigns[index];
        let was_draft = campaign.draft.stage == CampaignStage::Draft;
        if was_draft || changed.stage == CampaignStage::Draft {
            // The clock of a draft starts when it becomes an instance.
            campaign.clock = CampaignClock::new(now, self.speed);
            campaign.hold = Hold::Free;
        }
        let at = campaign.clock.at(now);
        campaign.changed_time = at;
        campaign.draft = changed;
        match &mut campaign.simulation {
            Some(simulation) => simulation.revise(
                Revision {
                    ends: campaign.draft.end_time,
                    max_attempts: campaign.draft.max_attempts,
                    max_dialers: campaign.draft.max_dialers,
                },
                at,
            ),
            None => {
                campaign.not_before = at;
                if is_other_mode {
                    // A campaign of one mode does not call the contacts that it was given in another.
                    campaign.supplied.clear();
                    campaign.supplied_time = None;
                }
                if selects_others {
                    self.read_contact_file(index, now);
                }
            }
        }
        Ok(())
    }

    fn hold_campaign(&mut self, index: usize, hold: Hold, now: Timestamp) {
        let campaign = &mut self.campaigns[index];
        let at = campaign.clock.at(now);
        match &mut campaign.simulation {
            Some(simulation) => simulation.hold(hold, at),
            None => {
                campaign.hold = hold;
                campaign.not_before = at;
                campaign.changed_time = at;
            }
        }
    }
}

/// Whether a change is to what selects the contacts. With any other change they stay as they are, whatever has happened to labels
/// and files since.
fn selects_others(draft: &Draft, changed: &Draft) -> bool {
    let selection = |draft: &Draft| (draft.mode, draft.stage);
    selection(draft) != selection(changed)
        || draft.audience != changed.audience
        || draft.contact_file_url != changed.contact_file_url
}

/// Checks that the campaign's status allows all changed fields to change.
fn check_change(campaign: &Campaign, changed: &Draft) -> Result<(), String> {
    let fields = campaign.draft.differences(changed);
    let refuse = |kept: &[&str], when: String| {
        let refused: Vec<&str> = fields.iter().copied().filter(|field| !kept.contains(field)).collect();
        if refused.is_empty() {
            return Ok(());
        }
        Err(format!("{} cannot change: {when}; {} can", refused.join(", "), kept.join(", ")))
    };
    let status = campaign.status();
    if campaign.is_over() {
        refuse(&["name", "draft_name"], format!("the campaign is {}", status.as_str()))
    } else if campaign.simulation.is_some() {
        let kept = [
            "name",
            "draft_name",
            "end_time",
            "max_attempts",
            "max_dialers",
            "attach_contact_label_ids",
            "is_schedule",
        ];
        refuse(&kept, format!("the campaign has started and is {}", status.as_str()))
    } else {
        Ok(())
    }
}

/// Returns the hold that leads to a status; `None` if the campaign has it already.
fn hold_for(campaign: &Campaign, changed: &Draft, status: CampaignStatus) -> Result<Option<Hold>, String> {
    let now = campaign.status();
    let is_moving = matches!(now, Started | Processing);
    if changed.stage == CampaignStage::Draft && status != Pending {
        return Err("The campaign is a DRAFT; set `stage` to INSTANCE first".to_owned());
    }
    match status {
        same if same == now => Ok(None),
        Started if is_moving => Ok(None),
        _ if campaign.is_over() => Err(format!(
            "The campaign is {}, which is final; its status cannot become {}",
            now.as_str(),
            status.as_str()
        )),
        Started if now == Paused => Ok(Some(Hold::Free)),
        Started => {
            Err("The campaign has not started: it waits for its `start_time`, which can be changed, or in mode WEBHOOK for \
                 contacts"
                .to_owned())
        }
        Paused => Ok(Some(Hold::Paused)),
        Canceled => Ok(Some(Hold::Canceled)),
        other => {
            Err(format!("`status` cannot be set to {}, only to PAUSED, STARTED or CANCELED", other.as_str()))
        }
    }
}
