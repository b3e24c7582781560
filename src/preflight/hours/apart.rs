//! What a check knows of calling hours. Their code and their data are a part of the npm package of its own, which is loaded when
//! it is first needed: so nothing here may name them.

use std::{fmt, rc::Rc};

use super::{HoursSettings, Part};
use crate::{
    error::Result,
    model::draft::CampaignDraft,
    preflight::{draft::Draft, finding::Findings},
    schema::{Checked, InputError},
    template::Recipient,
    timestamp::Timestamp,
};

/// The data of the calling hours, and what the caller says of them.
pub struct CallingHours {
    /// The data.
    pub table: Rc<dyn HoursData>,
    /// What the caller says.
    pub settings: HoursSettings,
}

impl CallingHours {
    /// An audience of which nobody has been seen yet.
    pub fn audience(&self, draft: &Draft<'_>, now: Timestamp) -> Box<dyn AudienceHours> {
        self.table.clone().audience(&self.settings, draft, now)
    }
}

impl fmt::Debug for CallingHours {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CallingHours").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// The data of the calling hours.
pub trait HoursData {
    /// Whether all places that the settings name are some.
    ///
    /// # Errors
    /// `invalid_argument` where one of them is none.
    fn approve(&self, settings: &HoursSettings) -> Result<()>;

    /// An audience of which nobody has been seen yet.
    fn audience(
        self: Rc<Self>,
        settings: &HoursSettings,
        draft: &Draft<'_>,
        now: Timestamp,
    ) -> Box<dyn AudienceHours>;
}

/// An audience on its way past, by the clock.
pub trait AudienceHours {
    /// Keeps who is in which zone, too.
    fn keep_members(&mut self);

    /// Looks at a contact. `number` is the one that is called, if any is.
    fn add(&mut self, person: &Recipient<'_>, number: Option<&str>);

    /// A correction of a number that is not in the international form.
    fn correction(&self, number: &str) -> Option<String>;

    /// Adds what was found.
    fn found(&self, findings: &mut Findings);

    /// How many calls find no time within the hours of those who are called, if any do not.
    fn without_time(&self) -> Option<u64>;

    /// The summary of a check, as JSON.
    fn summary(&self) -> String;

    /// The draft as one for each group of zones. Their audiences together are the draft's, and no contact is in two of them.
    ///
    /// # Errors
    /// Where a draft cannot be made after all.
    fn split(&self, draft: &Checked<CampaignDraft>) -> std::result::Result<Vec<Part>, InputError>;
}
