//! Parses the POSIX rules of time zones, as tzdata's files have them.

use super::date::signed;

/// A POSIX rule with dates of the form `Mm.w.d/time`. Offsets are in minutes east of UTC.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posix {
    pub standard: i64,
    pub summer: Option<(i64, Date, Date)>,
}

/// Month, week, weekday (0 is Sunday), and minutes after midnight.
pub type Date = ([u64; 3], i64);

impl Posix {
    /// Parses a rule such as `EST5EDT,M3.2.0,M11.1.0`. Returns `None` if it is not valid.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(',');
        let mut offsets = parts.next()?;
        let standard = -take_offset(&mut offsets)??;
        let Some(summer) = take_offset(&mut offsets) else { return Some(Self { standard, summer: None }) };
        let summer = summer.map_or(standard + 60, |west| -west);
        let (start, end) = (date(parts.next()?)?, date(parts.next()?)?);
        // Ireland's rule calls summer time the standard time.
        Some(if summer < standard {
            Self { standard: summer, summer: Some((standard, end, start)) }
        } else {
            Self { standard, summer: Some((summer, start, end)) }
        })
    }
}

/// Takes a zone's name and the offset that may follow it, in minutes west of UTC. Returns `None` at the end of the text.
fn take_offset(text: &mut &str) -> Option<Option<i64>> {
    let name = match text.strip_prefix('<') {
        Some(rest) => rest.find('>')? + 2,
        None => text.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(text.len()),
    };
    if name == 0 {
        return None;
    }
    let rest = text.get(name..)?;
    let end = rest.find(|character: char| !"+-0123456789:".contains(character)).unwrap_or(rest.len());
    let (offset, rest) = rest.split_at(end);
    *text = rest;
    Some(signed(offset))
}

fn date(text: &str) -> Option<Date> {
    let (day, time) = text.split_once('/').unwrap_or((text, "2"));
    let parts: Vec<u64> = day.strip_prefix('M')?.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    Some((parts.try_into().ok()?, signed(time)?))
}
