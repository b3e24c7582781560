//! Rules for calls: hours by day of the week, caps on attempts, and their sources.

use super::{calendar::Daily, reader::Name, table::Table};

/// The purpose of a campaign's calls. A rule applies only to some kinds of calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// Sales to consumers.
    #[default]
    Sales,
    /// Information without sales, such as about an appointment or an outage.
    Informational,
    /// Surveys without sales.
    Survey,
}

/// The kind of calls to which a rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Sales calls to consumers.
    Sales,
    /// Calls with a recorded or synthetic voice.
    Recorded,
    /// Sales calls by automatic dialing, or with a recorded voice.
    Automatic,
    /// Marketing by banks.
    Bank,
    /// No statute is known; the hours are considered polite.
    Courtesy,
    /// Surveys without sales.
    Research,
}

/// How certain a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// The text of the rule itself was read.
    High,
    /// Secondary sources agree, or there is only one.
    Medium,
    /// Sources conflict, or the rule is a custom.
    Low,
}

impl Certainty {
    /// Returns the certainty as a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// A cap on calls to one contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cap {
    /// The maximum number of calls,
    pub calls: u32,
    /// within this many hours.
    pub hours: u32,
}

/// A rule for calls.
#[derive(Clone, Copy)]
pub struct CallRule<'t> {
    table: &'t Table,
    index: usize,
}

impl Table {
    /// Returns the rule of a place, by the place's number from 1.
    pub(super) fn rule_at(&self, place: u32) -> Option<CallRule<'_>> {
        let index = self.get(Name::PlaceRules, place.checked_sub(1)? as usize)?;
        Some(CallRule { table: self, index: index as usize })
    }
}

impl<'t> CallRule<'t> {
    fn value(self, name: Name) -> u32 {
        self.table.value(name, self.index)
    }

    /// Returns the rule behind this one in the table, which may be another place's.
    pub(super) fn next(self) -> Self {
        Self { index: self.index + 1, ..self }
    }

    /// Returns the calls to which it applies.
    pub fn kind(self) -> Kind {
        match self.value(Name::Flags) & 7 {
            0 => Kind::Sales,
            1 => Kind::Recorded,
            2 => Kind::Automatic,
            3 => Kind::Bank,
            4 => Kind::Courtesy,
            _ => Kind::Research,
        }
    }

    /// Returns how certain it is.
    pub fn certainty(self) -> Certainty {
        match self.value(Name::Flags) >> 3 & 3 {
            0 => Certainty::High,
            1 => Certainty::Medium,
            _ => Certainty::Low,
        }
    }

    /// Returns whether it forbids calls on public holidays.
    pub fn closed_on_holidays(self) -> bool {
        self.value(Name::Flags) & 1 << 5 != 0
    }

    /// Returns whether it presumes that an area code tells the contact's location, whatever else is known.
    pub fn presumed(self) -> bool {
        self.value(Name::Flags) & 1 << 6 != 0
    }

    /// Returns the cap on calls to one contact.
    pub fn cap(self) -> Option<Cap> {
        let (calls, hours) = (self.value(Name::CapCalls), self.value(Name::CapHours));
        (calls > 0).then_some(Cap { calls, hours })
    }

    /// Returns the citation of its source.
    pub fn citation(self) -> &'t str {
        self.table.citation(self.index)
    }

    /// Returns the day on which the source was read, in days since 1970.
    pub fn read_on(self) -> i64 {
        self.table.read_on() - i64::from(self.value(Name::ReadBefore))
    }

    /// Returns the hours of a weekday, 0 for Sunday.
    pub fn hours(self, weekday: u8) -> impl Iterator<Item = Daily> + use<'t> {
        let table = self.table;
        let day = match weekday {
            0 => 2,
            6 => 1,
            _ => 0,
        };
        let day = table.value(Name::Days, self.index * 3 + day) as usize;
        let time = move |index| table.value(Name::DayTimes, index) as u16 * 15;
        let times = table.group(Name::DayEnds, day);
        times.map(move |index| Daily { opens: time(index * 2), closes: time(index * 2 + 1) })
    }

    /// Returns whether it applies to calls of a purpose. A campaign's voice can always be recorded or synthetic.
    pub fn is_for(self, purpose: Purpose) -> bool {
        match self.kind() {
            Kind::Recorded | Kind::Courtesy => true,
            Kind::Sales | Kind::Automatic | Kind::Bank => purpose == Purpose::Sales,
            Kind::Research => purpose == Purpose::Survey,
        }
    }
}
