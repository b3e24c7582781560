//! Offsets from UTC over time, with the daylight saving rules of POSIX.

use super::{
    calendar::{DAY, days, weekday, year},
    reader::{Name, signed},
    table::Table,
};

/// The unit of the packed offsets, in minutes.
const QUARTER: i32 = 15;

/// How a zone's offset from UTC changes: a list of offsets with the times until which they apply, and a rule from then on.
#[derive(Clone, Copy)]
pub struct OffsetRule<'t> {
    table: &'t Table,
    index: usize,
}

/// A period of one offset: start and end in seconds since 1970, the end excluded, and the offset in minutes.
pub(super) type Period = (i64, i64, i32);

impl Table {
    /// Returns the offset rules of a set. The first set is empty and means an unknown zone. One set for each single rule
    /// follows, and then the sets of several. A set that does not exist is empty, too.
    pub fn offsets_of(&self, set: u32) -> impl Iterator<Item = OffsetRule<'_>> {
        let (set, rules) = (set as usize, self.offset_rules());
        let single = set.checked_sub(1).filter(|index| *index < rules);
        let several = set.checked_sub(rules + 1).map(|index| self.group(Name::SetEnds, index));
        let several = several.and_then(|range| self.column(Name::SetMembers).get(range)).unwrap_or_default();
        let indices = single.into_iter().chain(several.iter().map(|index| *index as usize));
        indices.map(|index| OffsetRule { table: self, index })
    }
}

impl OffsetRule<'_> {
    fn value(self, name: Name) -> u32 {
        self.table.value(name, self.index)
    }

    /// Returns the standard offset, in minutes east of UTC.
    fn standard(self) -> i32 {
        signed(self.value(Name::StandardOffsets)) * QUARTER
    }

    /// Returns whether this is a constant offset of so many minutes.
    pub(super) fn is_always(self, offset: i32) -> bool {
        self.table.group(Name::SegmentEnds, self.index).is_empty()
            && self.value(Name::Savings) == 0
            && self.standard() == offset
    }

    /// Returns whether both have the same rule once all of their lists have ended.
    pub(super) fn ends_as(self, other: Self) -> bool {
        let parts = [Name::StandardOffsets, Name::Savings, Name::Begins, Name::Ends];
        parts.into_iter().all(|name| self.value(name) == other.value(name))
    }

    /// Returns the offset at a time (seconds since 1970), in minutes east of UTC.
    pub fn at(self, time: i64) -> i32 {
        self.periods(time, time + 1).last().map_or(0, |(.., offset)| *offset)
    }

    /// Returns the consecutive periods from `from` until before `until`, in seconds since 1970.
    pub(super) fn periods(self, from: i64, until: i64) -> Vec<Period> {
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
        for segment in self.table.group(Name::SegmentEnds, self.index) {
            ruled_from = i64::from(self.table.value(Name::Untils, segment)) * 3_600;
            add(ruled_from, signed(self.table.value(Name::SegmentOffsets, segment)) * QUARTER);
        }
        let (standard, saving) = (self.standard(), self.value(Name::Savings) as i32 * QUARTER);
        if saving > 0 {
            let summer = standard + saving;
            // A change can fall into the year before or after its own.
            let years = year(from.div_euclid(DAY)) - 1..=year(until.div_euclid(DAY)) + 1;
            for year in years {
                let begins = self.change(Name::Begins, year, standard);
                let ends = self.change(Name::Ends, year, summer);
                let changes = if begins < ends {
                    [(begins, standard), (ends, summer)]
                } else {
                    [(ends, summer), (begins, standard)]
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
        add(until, standard);
        periods
    }

    /// Returns the time of a change in a year, in seconds since 1970. `offset` is the one before the change. The change is a day
    /// of the year in the form of POSIX, `M3.2.0/2`, with a time by the clock before it.
    fn change(self, name: Name, year: i64, offset: i32) -> i64 {
        let index = self.value(name) as usize;
        let part = |name| i64::from(self.table.value(name, index));
        let month = part(Name::ChangeMonths);
        // Can be negative, or more than a day.
        let time = signed(self.table.value(Name::ChangeTimes, index)) * QUARTER;
        let first = days(year, month, 1);
        let until_first = (7 + part(Name::ChangeWeekdays) - i64::from(weekday(first))) % 7;
        let mut day = first + until_first + 7 * (part(Name::ChangeWeeks) - 1);
        // The fifth is the last of the month's weekdays.
        let next_month = if month == 12 { days(year + 1, 1, 1) } else { days(year, month + 1, 1) };
        if day >= next_month {
            day -= 7;
        }
        day * DAY + i64::from(time - offset) * 60
    }
}
