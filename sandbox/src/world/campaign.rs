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
    /// Tells it apart from all other campaigns that the workspace ever had.
    pub number: usize,
    /// What its creator asked for.
    pub draft: Draft,
    /// When it was made, in real time.
    pub created_time: Timestamp,
    /// Its own clock: every time that it produces is on it.
    pub clock: CampaignClock,
    /// What was resolved when it was made: names, phones, audio.
    pub resolved: Resolved,
    /// Who matched the audience when it was made, or changed.
    pub audience: ContactSet,
    /// Whom a file or a webhook gave it.
    pub supplied: Vec<CalledContact>,
    /// When a webhook first did, on the campaign's clock.
    pub supplied_time: Option<Timestamp>,
    /// Dialling does not begin before, on the campaign's clock, whatever the draft says.
    pub not_before: Timestamp,
    /// Whether it is held back. Once dialing has begun, the simulation says so.
    pub hold: Hold,
    /// When it was last changed by its owner, on the campaign's clock.
    pub changed_time: Timestamp,
    /// From when on, in real time, lists show it.
    pub visible_from: Timestamp,
    /// The calls, once dialing has begun.
    pub simulation: Option<Simulation>,
    /// Who is called: one for each of the simulation's callees, as they were when they joined.
    pub called: Vec<CalledContact>,
}

/// What a campaign's ids stood for when it was made.
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
    /// When dialing begins, on the campaign's clock; `None` if it doesn't, as far as is known.
    #[must_use]
    pub fn starts(&self) -> Option<Timestamp> {
        if self.draft.stage == CampaignStage::Draft || self.hold != Hold::Free {
            return None;
        }
        let start = self.draft.start_time.unwrap_or(self.not_before).max(self.not_before);
        match (self.draft.mode, self.supplied_time) {
            // Until somebody gives it people, it waits; at its end at the latest it is over.
            (CampaignMode::Webhook, None) => Some(self.draft.end_time?.max(start)),
            (CampaignMode::Webhook, Some(given)) => Some(start.max(given)),
            (CampaignMode::Web | CampaignMode::Excel, _) => Some(start),
        }
    }

    /// How far it has come.
    #[must_use]
    pub fn status(&self) -> CampaignStatus {
        match (&self.simulation, self.hold) {
            (Some(simulation), _) => simulation.status(),
            (None, Hold::Free) => CampaignStatus::Pending,
            (None, Hold::Paused) => CampaignStatus::Paused,
            (None, Hold::Canceled) => CampaignStatus::Canceled,
        }
    }

    /// Whether its status is for good.
    #[must_use]
    pub fn is_over(&self) -> bool {
        use CampaignStatus::{Canceled, Failed, Finished, Terminated};
        matches!(self.status(), Canceled | Failed | Finished | Terminated)
    }

    /// When it, or its status, last changed.
    #[must_use]
    pub fn updated_time(&self) -> Timestamp {
        let went_on = self.simulation.as_ref().and_then(Simulation::changed);
        went_on.map_or(self.changed_time, |at| at.max(self.changed_time))
    }

    /// The results so far; `callable` is how many people it would call, if it has not begun.
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
