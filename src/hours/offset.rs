//! Offsets from UTC over time, with the daylight saving rules of POSIX.

use super::{
    calendar::{DAY, days, weekday, year},
    reader::{Columns, Name, signed},
};

/// The unit of the packed offsets, in minutes.
const QUARTER: i32 = 15;

/// How a zone's offset from UTC changes: a list of offsets with the times until which they apply, and a rule from then on.
#[derive(Debug)]
pub struct OffsetRule {
    /// Offsets in minutes, each with the time until which it applies, in minutes since 1970.
    segments: Vec<(u32, i32)>,
    /// The standard offset, in minutes east of UTC.
    standard: i32,
    summer: Option<Summer>,
}

/// Daylight saving time.
#[derive(Debug, PartialEq, Eq)]
struct Summer {
    offset: i32,
    begins: Change,
    ends: Change,
}

/// A day of a year in the form of POSIX, `M3.2.0/2`, with a time by the clock before the change.
#[derive(Debug, PartialEq, Eq)]
struct Change {
    month: u8,
    /// Which of the month's weekdays; 5 is the last.
    week: u8,
    weekday: u8,
    /// Minutes after midnight. Can be negative, or more than a day.
    time: i32,
}

/// A period of one offset: start and end in seconds since 1970, the end excluded, and the offset in minutes.
pub(super) type Period = (i64, i64, i32);

impl OffsetRule {
    pub(super) fn read(count: u32, columns: &mut Columns) -> Option<Self> {
        let mut segments = Vec::new();
        for _ in 0..count {
            let offset = columns.signed(Name::SegmentOffsets)? * QUARTER;
            segments.push((columns.next(Name::Untils)?.checked_mul(60)?, offset));
        }
        let standard = columns.signed(Name::StandardOffsets)? * QUARTER;
        let summer = match columns.next(Name::Savings)? {
            0 => None,
            saving => Some(Summer {
                offset: standard + saving as i32 * QUARTER,
                begins: Change::read(columns)?,
                ends: Change::read(columns)?,
            }),
        };
        Some(Self { segments, standard, summer })
    }

    /// Returns whether this is a constant offset of so many minutes.
    pub(super) fn is_always(&self, offset: i32) -> bool {
        self.segments.is_empty() && self.summer.is_none() && self.standard == offset
    }

    /// Returns whether both have the same rule once all of their lists have ended.
    pub(super) fn ends_as(&self, other: &Self) -> bool {
        self.standard == other.standard && self.summer == other.summer
    }

    /// Returns the offset at a time (seconds since 1970), in minutes east of UTC.
    pub fn at(&self, time: i64) -> i32 {
        self.periods(time, time + 1).last().map_or(self.standard, |(.., offset)| *offset)
    }

    /// Returns the consecutive periods from `from` until before `until`, in seconds since 1970.
    pub(super) fn periods(&self, from: i64, until: i64) -> Vec<Period> {
        let mut periods = Vec::new();
        let mut start = from;
        let mut add = |end: i64, offset: i32| {
            let end = end.min(until);
            if end > start {
                periods.push((start, end, offset));
                start = end;
            }
        };
        let mut ruled_from = i64::MIN;
        for (minute, offset) in &self.segments {
            ruled_from = i64::from(*minute) * 60;
            add(ruled_from, *offset);
        }
        if let Some(summer) = &self.summer {
            // A change can fall into the year before or after its own.
            let years = year(from.div_euclid(DAY)) - 1..=year(until.div_euclid(DAY)) + 1;
            for year in years {
                let begins = summer.begins.at(year, self.standard);
                let ends = summer.ends.at(year, summer.offset);
                let changes = if begins < ends {
                    [(begins, self.standard), (ends, summer.offset)]
                } else {
                    [(ends, summer.offset), (begins, self.standard)]
                };
                for (change, before) in changes {
                    if change > ruled_from {
                        add(change, before);
                    }
                }
            }
        }
        // Without daylight saving time, the standard offset applies to the rest. With it, the changes above already reach
        // `until`.
        add(until, self.standard);
        periods
    }
}

impl Change {
    fn read(columns: &mut Columns) -> Option<Self> {
        let place = columns.next(Name::Changes)? as usize;
        let part = |name| columns.get(name, place).map(|part| part as u8);
        Some(Self {
            month: part(Name::ChangeMonths)?,
            week: part(Name::ChangeWeeks)?,
            weekday: part(Name::ChangeWeekdays)?,
            time: signed(columns.get(Name::ChangeTimes, place)?) * QUARTER,
        })
    }

    /// Returns the time of the change in a year, in seconds since 1970. `offset` is the one before the change.
    fn at(&self, year: i64, offset: i32) -> i64 {
        let first = days(year, self.month, 1);
        let until_first = (7 + self.weekday - weekday(first)) % 7;
        let mut day = first + i64::from(until_first) + 7 * (i64::from(self.week) - 1);
        let next_month = if self.month == 12 { days(year + 1, 1, 1) } else { days(year, self.month + 1, 1) };
        if day >= next_month {
            day -= 7;
        }
        day * DAY + i64::from(self.time - offset) * 60
    }
}
