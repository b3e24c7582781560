//! Reads the packed table: columns of numbers, followed by texts.

/// The code point of the digit 0; those of the digits 1 to 127 follow. A digit from 64 on means that more digits follow.
const ZERO: u32 = 35;
/// The bits of value in a digit.
const BITS: u32 = 6;

/// The columns of the packed table, in the order of the file.
#[derive(Clone, Copy)]
pub(super) enum Name {
    /// The day on which the rules were last reviewed, in days since 1970.
    Read,
    /// For each offset rule: the number of its segments, which are offsets with a fixed end.
    Segments,
    /// The ends of the segments, in hours since 1970.
    Untils,
    /// The offsets of the segments, in quarters of an hour, like all times below.
    SegmentOffsets,
    StandardOffsets,
    /// How far clocks go forward in summer; 0 without daylight saving time.
    Savings,
    /// For each rule with daylight saving time: its start and its end, as indices into the columns below.
    Changes,
    ChangeMonths,
    ChangeWeeks,
    ChangeWeekdays,
    ChangeTimes,
    /// For each set of several offset rules: their number.
    SetSizes,
    SetMembers,
    PlaceRules,
    PlaceSets,
    /// Entries for the area codes from 200 on.
    Areas,
    CallingCodes,
    /// For each calling code: the lengths of its numbers, as an index into `Masks`.
    Lengths,
    Masks,
    /// The two letters of a country, as a number in base 26.
    Countries,
    /// For each country: the index of its calling code.
    CountryCodes,
    CountryTrunks,
    Flags,
    /// How many days before `Read` each rule was reviewed.
    ReadBefore,
    CapCalls,
    CapHours,
    /// For each rule: Monday to Friday, Saturday and Sunday, as indices into `DaySizes`.
    Days,
    DaySizes,
    DayTimes,
    /// Hashes of names.
    Names,
    Meanings,
    /// The number of trunk prefixes.
    Trunks,
    /// The prefixes of one digit, then their sets; those of two digits, and so on.
    Prefixes,
}

/// The columns, with a read position in each.
pub(super) struct Columns(Vec<Column>);

#[derive(Default)]
struct Column {
    values: Vec<u32>,
    at: usize,
}

impl Columns {
    /// Reads all columns. Returns them with the text that follows.
    pub fn read(text: &str) -> Option<(Self, &str)> {
        let mut digits = Digits(text);
        let mut columns = Vec::new();
        for _ in 0..digits.number()? {
            let head = digits.number()?;
            let mut column = Column::default();
            let mut last = 0_u32;
            for _ in 0..head / 2 {
                let value = digits.number()?;
                // An ascending column holds each number's difference from the one before.
                last = if head % 2 == 1 { last.wrapping_add(value) } else { value };
                column.values.push(last);
            }
            columns.push(column);
        }
        Some((Self(columns), digits.0))
    }

    /// Returns the next number of a column.
    pub fn next(&mut self, name: Name) -> Option<u32> {
        let column = self.0.get_mut(name as usize)?;
        let value = column.values.get(column.at).copied();
        column.at += 1;
        value
    }

    /// Returns the next number of a column, as a signed number.
    pub fn signed(&mut self, name: Name) -> Option<i32> {
        self.next(name).map(signed)
    }

    /// Returns the number at an index of a column.
    pub fn get(&self, name: Name, place: usize) -> Option<u32> {
        self.0.get(name as usize)?.values.get(place).copied()
    }

    /// Takes a whole column.
    pub fn all(&mut self, name: Name) -> Vec<u32> {
        self.at(name as usize)
    }

    /// Takes two columns: ascending keys, and their values.
    pub fn column(&mut self, keys: Name, values: Name) -> super::table::Column {
        super::table::Column { keys: self.all(keys), values: self.all(values) }
    }

    /// Takes one of the columns of prefixes and their sets, by its index.
    pub fn prefixes(&mut self, place: usize) -> Vec<u32> {
        self.at(Name::Prefixes as usize + place)
    }

    fn at(&mut self, place: usize) -> Vec<u32> {
        self.0.get_mut(place).map(std::mem::take).unwrap_or_default().values
    }
}

/// Decodes a signed number: 0, -1, 1, -2 are encoded as 0, 1, 2, 3.
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
