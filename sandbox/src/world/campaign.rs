use serde::Serialize;

use crate::{
    clock::CampaignClock,
    engine::{
        simulation::{CampaignStatus, Simulation},
        statistics::Statistics,
    },
    id::Id,
    moment::Moment,
    world::{
        contact_field::ContactField,
        contact_set::ContactSet,
        draft::{CampaignStage, Draft, RelativeDistance},
        phone::Phone,
    },
};

/// A campaign of the workspace.
#[derive(Debug)]
pub struct Campaign {
    /// Its id.
    pub id: Id,
    /// What its creator asked for.
    pub draft: Draft,
    /// When it was made, in real time.
    pub created_time: Moment,
    /// Its own clock: every time that it produces is on it.
    pub clock: CampaignClock,
    /// What was resolved when it was made: names, phones, audio.
    pub resolved: Resolved,
    /// Who matched the audience when it was made.
    pub audience: ContactSet,
    /// From when on, in real time, lists show it.
    pub listed_from: Moment,
    /// The calls, once dialling has begun.
    pub simulation: Option<Simulation>,
    /// Whether its labels have been attached to the people it called.
    pub has_attached_labels: bool,
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
    /// When dialling begins, on the campaign's clock; `None` if it never does.
    #[must_use]
    pub fn starts(&self) -> Option<Moment> {
        let start = self.draft.start_time.unwrap_or(self.created_time).max(self.created_time);
        (self.draft.stage == CampaignStage::Instance).then_some(start)
    }

    /// How far it has come.
    #[must_use]
    pub fn status(&self) -> CampaignStatus {
        self.simulation.as_ref().map_or(CampaignStatus::Pending, Simulation::status)
    }

    /// When it, or its status, last changed.
    #[must_use]
    pub fn updated_time(&self) -> Moment {
        self.simulation.as_ref().and_then(Simulation::changed).unwrap_or(self.created_time)
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
#[derive(Clone, Debug, Default, Serialize)]
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
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "field for field the vendor's CampaignMetadataContactLabel schema")]
pub struct LabelName {
    pub id: Id,
    pub name: String,
    pub color: String,
}

/// A contact in a campaign's metadata.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "field for field the tutorial's sample")]
pub struct ContactName {
    pub id: Id,
    pub name: String,
    pub phone: Option<String>,
}

/// A recording.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "field for field the vendor's Audio schema")]
pub struct Audio {
    pub created_time: Moment,
    pub updated_time: Moment,
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
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "field for field the vendor's ContactFieldsResponse schema")]
pub struct ContactFieldName {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: crate::world::contact_field::ContactFieldType,
    pub id: Id,
}

/// When a campaign calls, relative to a date in each contact's fields.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "field for field the vendor's RelativeTimeConfig schema")]
pub struct RelativeTimeConfig {
    #[serde(flatten)]
    pub distance: RelativeDistance,
    pub id: Id,
    pub date_contact_field: Option<ContactField>,
    pub time_contact_field: Option<ContactField>,
}
