use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    engine::{
        simulation::{CampaignStatus, Hold, Simulation},
        statistics::Statistics,
    },
    id::Id,
    timestamp::Timestamp,
    world::{
        called_contact::CalledContact,
        campaign_clock::CampaignClock,
        contact_field::ContactField,
        contact_set::ContactSet,
        draft::{CampaignMode, CampaignStage, Draft, RelativeDistance},
        phone::Phone,
    },
};

/// A campaign of the workspace.
#[derive(Debug)]
pub struct Campaign {
    /// Its id.
    pub id: Id,
    /// A number that no other campaign of the workspace has or had.
    pub number: usize,
    /// The draft that it was created from, with later changes.
    pub draft: Draft,
    /// When it was created, in real time.
    pub created_time: Timestamp,
    /// Its own clock, on which its calls take place.
    pub clock: CampaignClock,
    /// The objects that the ids in its draft refer to.
    pub resolved: Resolved,
    /// The contacts that matched its filter when it was created, or when what selects them last changed.
    pub audience: ContactSet,
    /// The contacts that a file or a webhook added before it started.
    pub supplied: Vec<CalledContact>,
    /// When a webhook first added contacts, on the campaign's clock.
    pub supplied_time: Option<Timestamp>,
    /// The earliest time at which dialing can start, on the campaign's clock, even if the draft's `start_time` is
    /// earlier.
    pub not_before: Timestamp,
    /// Whether it is paused or canceled. When dialing has started, the simulation has this instead.
    pub hold: Hold,
    /// When its owner last changed it, on the campaign's clock.
    pub changed_time: Timestamp,
    /// When lists start to show it, in real time.
    pub visible_from: Timestamp,
    /// The calls; `None` until dialing starts.
    pub simulation: Option<Simulation>,
    /// The contacts that it calls, one for each of the simulation's callees.
    pub called: Vec<CalledContact>,
}

/// The objects that the ids in a draft refer to.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The labels and contacts of its audience.
    pub metadata: CampaignMetadata,
    /// The numbers it calls from.
    pub phones: Vec<Phone>,
    /// The recording that it plays.
    pub audio: Option<Audio>,
    /// The contact fields that it uses.
    pub contact_fields: Vec<ContactFieldName>,
    /// When it calls, relative to a date in each contact's fields.
    pub relative_time_config: Option<RelativeTimeConfig>,
}

impl Campaign {
    /// Returns the time at which dialing starts, on the campaign's clock; `None` if that is not known.
    #[must_use]
    pub fn starts(&self) -> Option<Timestamp> {
        if self.draft.stage == CampaignStage::Draft || self.hold == Hold::Canceled {
            return None;
        }
        // Without `is_schedule`, the API may start at once, so this does. A campaign with a `relative_time_config` has times of
        // its own, and waits.
        let waits = self.draft.is_schedule || self.draft.relative_time_config.is_some();
        let start = self.draft.start_time.filter(|_| waits);
        let start = start.map_or(self.not_before, |start| start.max(self.not_before));
        match (self.draft.mode, self.supplied_time) {
            // It waits until it is resumed, and in mode WEBHOOK until contacts are added. If it still waits at its end time,
            // it starts then, and ends at once.
            _ if self.hold == Hold::Paused => Some(self.draft.end_time?.max(start)),
            (CampaignMode::Webhook, None) => Some(self.draft.end_time?.max(start)),
            (CampaignMode::Webhook, Some(given)) => Some(start.max(given)),
            (CampaignMode::Web | CampaignMode::Excel, _) => Some(start),
        }
    }

    /// Returns the status.
    #[must_use]
    pub fn status(&self) -> CampaignStatus {
        match (&self.simulation, self.hold) {
            (Some(simulation), _) => simulation.status(),
            (None, Hold::Free) => CampaignStatus::Pending,
            (None, Hold::Paused) => CampaignStatus::Paused,
            (None, Hold::Canceled) => CampaignStatus::Canceled,
        }
    }

    /// Returns `true` if the status is final.
    #[must_use]
    pub fn is_over(&self) -> bool {
        use CampaignStatus::{Canceled, Failed, Finished, Terminated};
        matches!(self.status(), Canceled | Failed | Finished | Terminated)
    }

    /// Returns the time at which the campaign or its status last changed.
    #[must_use]
    pub fn updated_time(&self) -> Timestamp {
        let went_on = self.simulation.as_ref().and_then(Simulation::changed);
        went_on.map_or(self.changed_time, |at| at.max(self.changed_time))
    }

    /// Returns the statistics. If the campaign has not started, `callable` returns how many contacts it would call.
    #[must_use]
    pub fn statistics(&self, callable: impl FnOnce() -> usize) -> Statistics {
        match &self.simulation {
            Some(simulation) => simulation.statistics(),
            None => {
                Statistics { total: u32::try_from(callable()).unwrap_or(u32::MAX), ..Statistics::default() }
            }
        }
    }
}

/// The labels and contacts of a campaign's audience, by name.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's CampaignMetadata schema")]
pub struct CampaignMetadata {
    pub all_contact_labels: Vec<LabelName>,
    pub any_contact_labels: Vec<LabelName>,
    pub exclude_contacts: Vec<ContactName>,
    pub addition_contacts: Vec<ContactName>,
    pub exclude_any_contact_labels: Vec<LabelName>,
    pub exclude_all_contact_labels: Vec<LabelName>,
    pub whatsapp_phone_only: bool,
}

/// A label in a campaign's metadata.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's CampaignMetadataContactLabel schema")]
#[schemars(rename = "CampaignMetadataContactLabel")]
pub struct LabelName {
    pub id: Id,
    pub name: String,
    pub color: String,
}

/// A contact in a campaign's metadata.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the tutorial's sample")]
#[schemars(rename = "CampaignMetadataContact")]
pub struct ContactName {
    pub id: Id,
    pub name: String,
    pub phone: Option<String>,
}

/// A recording.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's Audio schema")]
pub struct Audio {
    pub created_time: Timestamp,
    pub updated_time: Timestamp,
    pub id: Id,
    pub url: String,
    /// Bytes.
    pub size: u64,
    /// Seconds.
    pub duration: f64,
    #[serde(rename = "type")]
    pub kind: String,
}

/// A contact field that a campaign uses.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's ContactFieldsResponse schema")]
#[schemars(rename = "ContactFields")]
pub struct ContactFieldName {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: crate::world::contact_field::ContactFieldType,
    pub id: Id,
}

/// When a campaign calls, relative to a date in each contact's fields.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs, reason = "field for field the vendor's RelativeTimeConfig schema")]
pub struct RelativeTimeConfig {
    #[serde(flatten)]
    pub distance: RelativeDistance,
    pub id: Id,
    pub date_contact_field: Option<ContactField>,
    pub time_contact_field: Option<ContactField>,
}
