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
    /// For each offset rule: where its segments end, which are offsets with a fixed end.
    SegmentEnds,
    /// The ends of the segments, in hours since 1970.
    Untils,
    /// The offsets of the segments, in quarters of an hour, like all times below.
    SegmentOffsets,
    /// For each offset rule: the standard offset from UTC.
    StandardOffsets,
    /// How far clocks go forward in summer; 0 without daylight saving time.
    Savings,
    /// The start of daylight saving time, as an index into the columns of changes.
    Begins,
    /// Its end.
    Ends,
    ChangeMonths,
    ChangeWeeks,
    ChangeWeekdays,
    ChangeTimes,
    /// For each set of several offset rules: where its members end.
    SetEnds,
    SetMembers,
    /// For each place, which is a state, a province, or a country with a rule: its rule.
    PlaceRules,
    /// The set of all offset rules that apply somewhere in it; the empty set for a country that has states.
    PlaceSets,
    /// For each area code from 200 on: 0 if there is none, 1 if it has no rule, otherwise two more than the index of its place.
    Areas,
    /// Calling codes, then longer beginnings of numbers whose lengths are not those of their calling code.
    CallingCodes,
    /// The lengths of their numbers, as an index into `Masks`.
    Lengths,
    /// The number of the place with the calling code, or 0 if it has no rule.
    CallingPlaces,
    /// Lengths of numbers: bit 8 if they can have 8 digits, and bit 0 if they can begin with a zero.
    Masks,
    /// The two letters of a country, as a number in base 26.
    Countries,
    /// For each country: the index of its calling code.
    CountryCodes,
    /// The index of the prefixes that are dialed in it.
    CountryTrunks,
    /// For each rule: its kind, its certainty, and more.
    Flags,
    /// How many days before `Read` it was reviewed.
    ReadBefore,
    CapCalls,
    CapHours,
    /// For each rule: Monday to Friday, Saturday and Sunday, as indices into `DayEnds`.
    Days,
    /// For each distinct day: where its hours end in `DayTimes`, in pairs.
    DayEnds,
    DayTimes,
    /// Hashes of names.
    Names,
    /// What they mean: the set of a zone, or the number of a place added to the number of offset rules.
    Meanings,
    /// The number of texts with such prefixes.
    Trunks,
    /// The prefixes of one digit, then their sets; those of two digits, and so on.
    Prefixes,
}

/// Reads all columns. Returns them with the text that follows.
pub(super) fn read(text: &str) -> Option<(Vec<Vec<u32>>, &str)> {
    let mut digits = PackedDigits(text);
    let mut columns = Vec::new();
    for _ in 0..digits.number()? {
        let head = digits.number()?;
        let (mut column, mut last) = (Vec::new(), 0_u32);
        for _ in 0..head / 2 {
            let value = digits.number()?;
            // An ascending column holds each number's difference from the one before.
            last = if head % 2 == 1 { last.wrapping_add(value) } else { value };
            column.push(last);
        }
        columns.push(column);
    }
    Some((columns, digits.0))
}

/// Decodes a signed number: 0, -1, 1, -2 are encoded as 0, 1, 2, 3.
pub(super) fn signed(number: u32) -> i32 {
    (number >> 1) as i32 ^ -((number & 1) as i32)
}

struct PackedDigits<'a>(&'a str);

impl PackedDigits<'_> {
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
