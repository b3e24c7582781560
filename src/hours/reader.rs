//! Reading the packed table: columns of numbers, and the texts behind them.

/// What the digit 0 is written as: the next of 127 characters are the others. Those from 64 on say that more digits follow.
const ZERO: u32 = 35;
/// The bits of a digit.
const BITS: u32 = 6;

/// The columns of the packed table, in the order in which they are written.
#[derive(Clone, Copy)]
pub(super) enum Name {
    /// The day on which the rules were last read through, since 1970.
    Read,
    /// Of each rule of offsets: how many offsets hold until some moment.
    Segments,
    /// These moments, in hours since 1970.
    Untils,
    /// The offsets until then, in quarters of an hour, like all times below.
    SegmentOffsets,
    StandardOffsets,
    /// How far clocks go forward in summer.
    Savings,
    /// Of each rule with a summer: when it begins and when it ends, by their place in the columns below.
    Changes,
    ChangeMonths,
    ChangeWeeks,
    ChangeWeekdays,
    ChangeTimes,
    /// Sets of more than one rule of offsets: how many.
    SetSizes,
    SetMembers,
    PlaceRules,
    PlaceSets,
    /// Area codes from 200 on.
    Areas,
    CallingCodes,
    /// The lengths of their numbers, by their place in `Masks`.
    Lengths,
    Masks,
    /// Two letters, as a number to the base of 26.
    Countries,
    /// The place of a country's calling code.
    CountryCodes,
    CountryTrunks,
    Flags,
    /// How many days before the last one a rule was read.
    ReadBefore,
    CapCalls,
    CapHours,
    /// Of each rule: weekdays, Saturday and Sunday, by their place in `DaySizes`.
    Days,
    DaySizes,
    DayTimes,
    /// Hashes of names.
    Names,
    Meanings,
    /// How many trunk prefixes there are.
    Trunks,
    /// Prefixes of one digit, then their sets; of two digits, and so on.
    Prefixes,
}

/// What is still to be read.
pub(super) struct Columns(Vec<Column>);

#[derive(Default)]
struct Column {
    values: Vec<u32>,
    at: usize,
}

impl Columns {
    /// Reads all columns, and gives the text behind them.
    pub fn read(text: &str) -> Option<(Self, &str)> {
        let mut digits = Digits(text);
        let mut columns = Vec::new();
        for _ in 0..digits.number()? {
            let head = digits.number()?;
            let mut column = Column::default();
            let mut last = 0_u32;
            for _ in 0..head / 2 {
                let value = digits.number()?;
                // In an ascending column, each number is the distance from the one before.
                last = if head % 2 == 1 { last.wrapping_add(value) } else { value };
                column.values.push(last);
            }
            columns.push(column);
        }
        Some((Self(columns), digits.0))
    }

    /// The next number of a column.
    pub fn next(&mut self, name: Name) -> Option<u32> {
        let column = self.0.get_mut(name as usize)?;
        let value = column.values.get(column.at).copied();
        column.at += 1;
        value
    }

    /// The next number of a column, with a sign.
    pub fn signed(&mut self, name: Name) -> Option<i32> {
        self.next(name).map(signed)
    }

    /// A number of a column by its place.
    pub fn get(&self, name: Name, place: usize) -> Option<u32> {
        self.0.get(name as usize)?.values.get(place).copied()
    }

    /// All of a column.
    pub fn all(&mut self, name: Name) -> Vec<u32> {
        self.at(name as usize)
    }

    /// Two columns: ascending keys, and what they lead to.
    pub fn column(&mut self, keys: Name, values: Name) -> super::table::Column {
        super::table::Column { keys: self.all(keys), values: self.all(values) }
    }

    /// The columns of prefixes, in turn.
    pub fn prefixes(&mut self, place: usize) -> Vec<u32> {
        self.at(Name::Prefixes as usize + place)
    }

    fn at(&mut self, place: usize) -> Vec<u32> {
        self.0.get_mut(place).map(std::mem::take).unwrap_or_default().values
    }
}

/// A number with its sign: 0, -1, 1, -2 are written as 0, 1, 2, 3.
pub(super) fn signed(number: u32) -> i32 {
    (number >> 1) as i32 ^ -((number & 1) as i32)
}

struct Digits<'a>(&'a str);

impl Digits<'_> {
    fn number(&mut self) -> Option<u32> {
        let (mut value, mut shift) = (0, 0);
        loop {
            let mut rest = self.0.chars();
            let digit = (rest.next()? as u32).checked_sub(ZERO).filter(|digit| *digit < 2 << BITS)?;
            self.0 = rest.as_str();
            value |= digit.wrapping_rem(1 << BITS).checked_shl(shift)?;
            if digit < 1 << BITS {
                return Some(value);
            }
            shift += BITS;
        }
    }
}
