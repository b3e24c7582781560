//! The interface between the checks and calling hours. The code and data of calling hours are a separate part of the npm
//! package that is loaded on first use, so nothing here may refer to them.

use std::{fmt, rc::Rc};

use super::{HoursSettings, Part};
use crate::{
    error::Result,
    model::draft::CampaignDraft,
    preflight::{draft::Draft, finding::Findings},
    schema::Checked,
    template::Recipient,
    timestamp::Timestamp,
};

/// The calling hours data, with the caller's settings.
pub struct CallingHours {
    /// The data.
    pub table: Rc<dyn HoursData>,
    /// The caller's settings.
    pub settings: HoursSettings,
}

impl CallingHours {
    /// Returns the calling hours checks of a draft's audience, before any contact.
    pub fn audience(&self, draft: &Draft<'_>, now: Timestamp) -> Box<dyn AudienceHours> {
        self.table.clone().audience(&self.settings, draft, now)
    }
}

impl fmt::Debug for CallingHours {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CallingHours").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// The calling hours data.
pub trait HoursData {
    /// Checks that all places in the settings exist.
    ///
    /// # Errors
    /// `invalid_argument` if one does not.
    fn approve(&self, settings: &HoursSettings) -> Result<()>;

    /// Returns the calling hours checks of a draft's audience, before any contact.
    fn audience(
        self: Rc<Self>,
        settings: &HoursSettings,
        draft: &Draft<'_>,
        now: Timestamp,
    ) -> Box<dyn AudienceHours>;
}

/// The calling hours checks of an audience, fed one contact at a time.
pub trait AudienceHours {
    /// Keeps each contact's zone and number, which a split needs.
    fn keep_contacts(&mut self);

    /// Adds a contact. `number` is the one that is called, if any. Returns whether no such number is likely to exist: then a fix
    /// may exclude the contact, or it is reached only once the number is corrected.
    fn add(&mut self, person: &Recipient<'_>, number: Option<&str>) -> bool;

    /// Returns the E.164 number that was probably meant by a number in another form.
    fn correction(&self, number: &str) -> Option<String>;

    /// Returns the E.164 numbers that a number in another form can stand for, also if that is not certain enough to correct it. The
    /// second is empty if there is only one.
    fn meant(&self, number: &str) -> Option<[String; 2]>;

    /// Returns whether calls between now and the start of the window are an error: somebody could not be called all the time.
    fn forbids_early(&self) -> bool;

    /// Adds the findings.
    fn found(&self, findings: &mut Findings);

    /// Returns the number of calls that do not fit into the calling hours, or `None` if all fit. Does not count contacts that
    /// cannot be called at any time in the window.
    fn without_time(&self) -> Option<u64>;

    /// Returns the hours part of the check's summary, as JSON.
    fn summary(&self) -> String;

    /// Splits the draft into one per group of zones. Their audiences together are the draft's, and no contact is in two of
    /// them.
    ///
    /// # Errors
    /// If a contact has no id by which the other parts could exclude it, if two parts would call the same number, or if a part is
    /// not a valid draft.
    fn split(&self, draft: &Checked<CampaignDraft>) -> Result<Vec<Part>>;
}
