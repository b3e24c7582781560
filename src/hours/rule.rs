//! Rules for calls: hours by day of the week, caps on attempts, and their sources.

use super::{
    calendar::Daily,
    reader::{Columns, Name},
};

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
#[derive(Debug, PartialEq, Eq)]
pub struct CallRule {
    /// The calls to which it applies.
    pub kind: Kind,
    /// How certain it is.
    pub certainty: Certainty,
    /// Whether it forbids calls on public holidays.
    pub closed_on_holidays: bool,
    /// Whether it presumes that an area code tells the contact's location, whatever else is known.
    pub presumed: bool,
    /// The cap on calls to one contact.
    pub cap: Option<Cap>,
    /// The citation of its source.
    pub citation: String,
    /// The day on which the source was read, in days since 1970.
    pub read: i64,
    /// The hours from Monday to Friday, on Saturday, and on Sunday.
    days: [Vec<Daily>; 3],
}

impl CallRule {
    /// Reads a rule. `read` is the day on which the rules were last reviewed; `days` are the distinct hours of days in the
    /// table.
    pub(super) fn read(
        flags: u32,
        read: i64,
        citation: &str,
        days: &[Vec<Daily>],
        columns: &mut Columns,
    ) -> Option<Self> {
        let read = read - i64::from(columns.next(Name::ReadBefore)?);
        let kind = match flags & 7 {
            0 => Kind::Sales,
            1 => Kind::Recorded,
            2 => Kind::Automatic,
            3 => Kind::Bank,
            4 => Kind::Courtesy,
            _ => Kind::Research,
        };
        let certainty = match flags >> 3 & 3 {
            0 => Certainty::High,
            1 => Certainty::Medium,
            _ => Certainty::Low,
        };
        let (calls, hours) = (columns.next(Name::CapCalls)?, columns.next(Name::CapHours)?);
        let mut day = || days.get(columns.next(Name::Days)? as usize).cloned();
        Some(Self {
            kind,
            certainty,
            closed_on_holidays: flags & 1 << 5 != 0,
            presumed: flags & 1 << 6 != 0,
            cap: (calls > 0).then_some(Cap { calls, hours }),
            citation: citation.to_owned(),
            read,
            days: [day()?, day()?, day()?],
        })
    }

    /// Returns the hours of a weekday, 0 for Sunday.
    pub fn hours(&self, weekday: u8) -> &[Daily] {
        let [week, saturday, sunday] = &self.days;
        match weekday {
            0 => sunday,
            6 => saturday,
            _ => week,
        }
    }

    /// Returns whether it applies to calls of a purpose. A campaign's voice can always be recorded or synthetic.
    pub fn is_for(&self, purpose: Purpose) -> bool {
        match self.kind {
            Kind::Recorded | Kind::Courtesy => true,
            Kind::Sales | Kind::Automatic | Kind::Bank => purpose == Purpose::Sales,
            Kind::Research => purpose == Purpose::Survey,
        }
    }
}
