//! Offsets from UTC over time, by the rules of POSIX.

use super::{
    calendar::{DAY, days, weekday, year},
    reader::{Columns, Name, signed},
};

/// Minutes.
const QUARTER: i32 = 15;

/// How a zone's offset from UTC changes: offsets that hold until some moments, and after the last of them a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct OffsetRule {
    /// Offsets in minutes, each with the minute (since 1970) until which it holds.
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

/// A day of a year, as `M3.2.0/2` says it, and a time by the clock that is about to be changed.
#[derive(Debug, PartialEq, Eq)]
struct Change {
    month: u8,
    /// Which of the month's weekdays; the fifth is the last.
    week: u8,
    weekday: u8,
    /// Minutes after midnight, which can be before it or days later.
    time: i32,
}

/// A time, in seconds since 1970, in which an offset holds: from the first until before the second; and the offset, in minutes.
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

    /// Whether it is one offset, in minutes, for all time.
    pub(super) fn is_always(&self, offset: i32) -> bool {
        self.segments.is_empty() && self.summer.is_none() && self.standard == offset
    }

    /// The offset at a moment (seconds since 1970), in minutes east of UTC.
    pub fn at(&self, time: i64) -> i32 {
        self.periods(time, time + 1).last().map_or(self.standard, |(.., offset)| *offset)
    }

    /// The periods of one offset from a moment until before another, one after the other.
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
            // A year's changes can fall into the days around it.
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
        // Behind the last change that counts, there is less than a year left.
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

    /// When it happens in a year, in seconds since 1970. `offset` is the one before it.
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
