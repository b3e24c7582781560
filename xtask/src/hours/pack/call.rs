//! The rules of calling hours.

use super::{
    column::Columns,
    date::{days, quarter},
};

/// A rule: a row of the section `[rules]`.
pub struct Call {
    pub place: String,
    flags: u64,
    /// When the rule was last read at its source, in days since 1970.
    read: u64,
    hours: Vec<Vec<(u64, u64)>>,
    cap: (u64, u64),
    pub citation: String,
}

impl Call {
    /// Parses a row. Returns `None` if it is not valid.
    pub fn read(line: &str) -> Option<Self> {
        let fields: Vec<_> = line.split('|').map(str::trim).collect();
        let [place, kind, hours, cap, flags, certainty, read, citation, _note] = fields[..] else {
            return None;
        };
        let kind = ["sales", "recorded", "automatic", "bank", "courtesy", "research"]
            .iter()
            .position(|known| *known == kind)?;
        let certainty = ["high", "medium", "low"].iter().position(|known| *known == certainty)?;
        let holidays = u64::from(flags.contains("holidays"));
        let presumed = u64::from(flags.contains("presumed"));
        let mut week = Vec::new();
        for (day, name) in hours.split("; ").zip(["mon-fri", "sat", "sun"]) {
            let spans = day.strip_prefix(name)?.split_whitespace().filter(|span| *span != "-");
            week.push(
                spans
                    .map(|span| span.split_once('-').and_then(|(a, b)| Some((quarter(a)?, quarter(b)?))))
                    .collect::<Option<_>>()?,
            );
        }
        let cap = match cap.split_once('/') {
            None => (0, 0),
            Some((calls, span)) => {
                let hours = match span.strip_suffix('d') {
                    Some(days) => days.parse::<u64>().ok()? * 24,
                    None => span.strip_suffix('h')?.parse().ok()?,
                };
                (calls.parse().ok()?, hours)
            }
        };
        let flags = kind as u64 | (certainty as u64) << 3 | holidays << 5 | presumed << 6;
        Some(Self {
            place: place.to_owned(),
            flags,
            read: days(read).ok()?,
            hours: week,
            cap,
            citation: citation.to_owned(),
        })
    }
}

/// Writes all rules. `read` is the day on which the last of them was read.
///
/// # Errors
/// When a rule was read after that day.
pub fn write(columns: &mut Columns, calls: &[Call], read: u64) -> Result<(), String> {
    let before = calls.iter().map(|call| {
        read.checked_sub(call.read).ok_or_else(|| format!("{} was read after [read]", call.place))
    });
    let mut days: Vec<&Vec<(u64, u64)>> = Vec::new();
    for day in calls.iter().flat_map(|call| &call.hours) {
        if !days.contains(&day) {
            days.push(day);
        }
    }
    let used = calls
        .iter()
        .flat_map(|call| &call.hours)
        .filter_map(|day| days.iter().position(|known| *known == day));
    columns.add(calls.iter().map(|call| call.flags));
    columns.add(before.collect::<Result<Vec<_>, _>>()?);
    columns.add(calls.iter().map(|call| call.cap.0));
    columns.add(calls.iter().map(|call| call.cap.1));
    columns.add(used.map(|day| day as u64));
    columns.add_ends(days.iter().map(|day| day.len()));
    columns.add(days.iter().flat_map(|day| day.iter().flat_map(|(open, close)| [*open, *close])));
    Ok(())
}
