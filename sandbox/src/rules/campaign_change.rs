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

/// Why a campaign cannot be changed as wished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// What the campaign has come to doesn't allow it.
    Conflict(String),
    /// The wish names what is not there.
    Unresolved(Vec<Unresolved>),
}

impl Workspace {
    /// Changes a campaign to what `wish` says, then lets it go on or not, as `status` says. It is
    /// done at once and as a whole, or not at all.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub fn change_campaign(
        &mut self,
        index: usize,
        wish: Draft,
        status: Option<CampaignStatus>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let campaign = &self.campaigns[index];
        let is_changed = campaign.draft != wish;
        if is_changed {
            check_change(campaign, &wish).map_err(Refusal::Conflict)?;
        }
        let hold = status.map(|status| hold_for(campaign, &wish, status)).transpose();
        let hold = hold.map_err(Refusal::Conflict)?.flatten();
        if is_changed {
            self.apply(index, wish, now)?;
        }
        if let Some(hold) = hold {
            self.hold_campaign(index, hold, now);
        }
        self.advance_to(now);
        Ok(())
    }

    fn apply(&mut self, index: usize, wish: Draft, now: Timestamp) -> Result<(), Refusal> {
        let campaign = &self.campaigns[index];
        let is_settled = campaign.simulation.is_some() || campaign.is_over();
        let attaches_others = wish.attach_contact_label_ids != campaign.draft.attach_contact_label_ids;
        if !is_settled || attaches_others {
            let resolved = resolve(&wish, self, campaign.number, now).map_err(Refusal::Unresolved)?;
            if !is_settled {
                self.campaigns[index].audience = self.audience(&wish);
                self.campaigns[index].resolved = resolved;
            }
        }
        let campaign = &mut self.campaigns[index];
        let was_draft = campaign.draft.stage == CampaignStage::Draft;
        if was_draft || wish.stage == CampaignStage::Draft {
            // A draft has no time of its own: it takes its course from when it becomes a real one.
            campaign.clock = CampaignClock::new(now, self.speed);
            campaign.hold = Hold::Free;
        }
        let at = campaign.clock.at(now);
        campaign.changed_time = at;
        campaign.draft = wish;
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
                self.read_contact_file(index, now);
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

/// What may be changed depends on how far the campaign has come.
fn check_change(campaign: &Campaign, wish: &Draft) -> Result<(), String> {
    let changed = campaign.draft.differences(wish);
    let refuse = |kept: &[&str], when: String| {
        let refused: Vec<&str> = changed.iter().copied().filter(|field| !kept.contains(field)).collect();
        if refused.is_empty() {
            return Ok(());
        }
        Err(format!("{} cannot be changed: {when}; {} can", refused.join(", "), kept.join(", ")))
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
        refuse(&kept, format!("the campaign has begun and is {}", status.as_str()))
    } else {
        Ok(())
    }
}

/// Whether the campaign has to be held back, or let go, to come to a status. `None` if it is there.
fn hold_for(campaign: &Campaign, wish: &Draft, status: CampaignStatus) -> Result<Option<Hold>, String> {
    let now = campaign.status();
    let is_moving = matches!(now, Started | Processing);
    if wish.stage == CampaignStage::Draft && status != Pending {
        return Err("The campaign is a DRAFT, which calls nobody; set stage to INSTANCE first".to_owned());
    }
    match status {
        same if same == now => Ok(None),
        Started if is_moving => Ok(None),
        _ if campaign.is_over() => Err(format!(
            "The campaign is {}, which is final; it cannot become {}",
            now.as_str(),
            status.as_str()
        )),
        Started if now == Paused => Ok(Some(Hold::Free)),
        Started => Err("The campaign has not begun; it does so by itself at its start_time, \
                        which can be changed"
            .to_owned()),
        Paused => Ok(Some(Hold::Paused)),
        Canceled => Ok(Some(Hold::Canceled)),
        other => Err(format!(
            "{} is for the campaign itself to reach; status can be set to PAUSED, STARTED or CANCELED",
            other.as_str()
        )),
    }
}
