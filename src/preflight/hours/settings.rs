//! Reads the caller's settings for calling hours.

use super::HoursSettings;
use crate::{
    error::{Error, Result},
    hours::{Daily, Purpose, Table},
    json,
    model::hours::{CallTime, CallingHoursOptions, DailyWindow},
    schema::{Checked, Member, elements, entries, members, unescape},
    template::{Recipient, field},
    timestamp::Timestamp,
};

impl HoursSettings {
    /// Reads a client's options.
    ///
    /// # Errors
    /// `invalid_argument` if an option is invalid.
    pub fn read(options: &Checked<CallingHoursOptions>) -> Result<Self> {
        let mut settings = Self::default();
        options.object().members().try_for_each(|member| settings.set(&member))?;
        Ok(settings)
    }

    /// Reads the options of one call, and its time if one is given.
    ///
    /// # Errors
    /// `invalid_argument` if an option is invalid.
    pub fn read_call(options: &Checked<CallTime>) -> Result<(Self, Option<Timestamp>)> {
        let (mut settings, mut at) = (Self::default(), None);
        for member in options.object().members() {
            match member.field.name {
                CallTime::AT => at = member.text().and_then(|at| Timestamp::parse(at.as_bytes())),
                _ => settings.set(&member)?,
            }
        }
        Ok((settings, at))
    }

    /// Returns a contact's values of the fields for its zone and its state.
    pub fn fields(&self, person: &Recipient<'_>) -> [Option<String>; 2] {
        [&self.zone_field, &self.state_field].map(|key| field(person, key.as_deref()?))
    }

    /// Checks that the table knows all places in the settings. An unknown one would have no effect.
    ///
    /// # Errors
    /// `invalid_argument` if a place is unknown.
    pub fn approve(&self, table: &Table) -> Result<()> {
        if let Some(country) = &self.default_country {
            approve_country(CallingHoursOptions::DEFAULT_COUNTRY, country, table)?;
        }
        match self.holidays.places().find(|place| !place.is_empty() && !table.has_place(place)) {
            None => Ok(()),
            Some(place) => Err(no_place(
                CallingHoursOptions::HOLIDAYS,
                &["must have place codes such as US, US-LA or * as its keys, not ", place],
                table.place_meant(place),
            )),
        }
    }

    fn set(&mut self, member: &Member<'_>) -> Result<()> {
        match member.field.name {
            CallingHoursOptions::PURPOSE => self.purpose = purpose(member.text().as_deref())?,
            CallingHoursOptions::ZONE_FIELD => self.zone_field = member.text(),
            CallingHoursOptions::STATE_FIELD => self.state_field = member.text(),
            CallingHoursOptions::WINDOW => self.window = Some(window(member.json)?),
            CallingHoursOptions::HOLIDAYS => self.add_holidays(member.json)?,
            CallingHoursOptions::STRICT_HOURS => self.strict = member.json == "true",
            CallingHoursOptions::DEFAULT_COUNTRY => self.default_country = member.text(),
            _ => {}
        }
        Ok(())
    }

    fn add_holidays(&mut self, json: &str) -> Result<()> {
        for (place, dates) in entries(json) {
            let place = unescape(place);
            let place = if place == "*" { "" } else { &place };
            for date in elements(dates).filter_map(json::text) {
                if !self.holidays.add(place, &date) {
                    return Err(Error::argument(
                        CallingHoursOptions::HOLIDAYS,
                        "must be dates such as 2026-12-25",
                    ));
                }
            }
        }
        Ok(())
    }
}

/// Checks that a country has this code.
///
/// # Errors
/// `invalid_argument` if none has.
pub fn approve_country(argument: &str, country: &str, table: &Table) -> Result<()> {
    if table.has_country(country) {
        return Ok(());
    }
    let meant = table.place_meant(country).filter(|meant| table.has_country(meant));
    Err(no_place(argument, &["must be the ISO 3166 code of a country, such as TW"], meant))
}

#[cold]
fn no_place(argument: &str, clause: &[&str], meant: Option<&str>) -> Box<Error> {
    let hint = meant.map_or(String::new(), |meant| [". Did you mean ", meant, "?"].concat());
    Error::argument(argument, &[&clause.concat(), hint.as_str()].concat())
}

fn purpose(word: Option<&str>) -> Result<Purpose> {
    match word {
        Some("sales") => Ok(Purpose::Sales),
        Some("informational") => Ok(Purpose::Informational),
        Some("survey") => Ok(Purpose::Survey),
        _ => Err(Error::argument(CallingHoursOptions::PURPOSE, "must be sales, informational or survey")),
    }
}

fn window(json: &str) -> Result<Daily> {
    let (mut from, mut to) = (String::new(), String::new());
    for member in members(json, DailyWindow::OBJECT) {
        let text = member.text().unwrap_or_default();
        match member.field.name {
            DailyWindow::FROM => from = text,
            DailyWindow::TO => to = text,
            _ => {}
        }
    }
    Daily::parse(&from, &to).ok_or_else(|| {
        Error::argument(
            CallingHoursOptions::WINDOW,
            "must be two times of day, such as 09:00 and 21:00, the earlier one first",
        )
    })
}
