//! Rules for calls: hours by day of the week, caps, and where they come from.

use super::{
    calendar::Daily,
    reader::{Columns, Name},
};

/// What a campaign calls for. A rule is for some kinds of calls only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// To sell, to consumers.
    #[default]
    Sales,
    /// To inform, without selling: an appointment, an outage.
    Informational,
    /// To ask, without selling.
    Survey,
}

/// The calls that a rule is for.
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
    /// No statute is known; the hours are what is thought polite.
    Courtesy,
}

/// How sure a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// The text itself was read.
    High,
    /// Secondary sources agree, or there is one.
    Medium,
    /// Sources are in conflict, or it is a custom.
    Low,
}

impl Certainty {
    /// The certainty's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// How often somebody may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cap {
    /// At most so many calls,
    pub calls: u32,
    /// in so many hours.
    pub hours: u32,
}

/// A rule.
#[derive(Debug, PartialEq, Eq)]
pub struct CallRule {
    /// The calls that it is for.
    pub kind: Kind,
    /// How sure it is.
    pub certainty: Certainty,
    /// Whether it allows no calls on public holidays.
    pub closed_on_holidays: bool,
    /// Whether an area code decides where somebody is, whatever else is known.
    pub presumed: bool,
    /// How often somebody may be called.
    pub cap: Option<Cap>,
    /// Where it says so.
    pub citation: String,
    /// The day on which that was read, since 1970.
    pub read: i64,
    /// Monday to Friday, Saturday, Sunday.
    days: [Vec<Daily>; 3],
}

impl CallRule {
    /// Reads a rule. `read` is the day on which the last of all was read, `days` the hours of all days.
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
            _ => Kind::Courtesy,
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

    /// The hours of a weekday, 0 for Sunday.
    pub fn hours(&self, weekday: u8) -> &[Daily] {
        let [week, saturday, sunday] = &self.days;
        match weekday {
            0 => sunday,
            6 => saturday,
            _ => week,
        }
    }

    /// Whether it is for such calls. A campaign's voice can always be a recorded or synthetic one.
    pub fn is_for(&self, purpose: Purpose) -> bool {
        match self.kind {
            Kind::Recorded | Kind::Courtesy => true,
            Kind::Sales | Kind::Automatic | Kind::Bank => purpose == Purpose::Sales,
        }
    }
}
