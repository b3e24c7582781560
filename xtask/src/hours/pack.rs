//! Packs the readable source of the calling hours into the table that the client loads.
//!
//! The layout is what `src/hours/table.rs` reads: numbers in LEB128, in columns, and all texts at the end.

use std::collections::{BTreeMap, BTreeSet};

/// Packs `hours.txt`.
///
/// # Errors
/// When a line cannot be read, with the line.
pub fn pack(source: &str) -> Result<Vec<u8>, String> {
    let source = Source::read(source)?;
    let mut rules = Rules::default();
    let zones = source.zones()?;
    let mut sets = Sets::default();
    for zone in zones.values() {
        rules.id(zone);
    }
    let set_of = |names: &[String], rules: &mut Rules, sets: &mut Sets| -> Result<u64, String> {
        let mut ids = BTreeSet::new();
        for name in names {
            ids.insert(rules.id(zones.get(name).ok_or_else(|| format!("no zone is called {name}"))?));
        }
        Ok(sets.id(ids))
    };
    // Set 0 is nowhere.
    sets.id(BTreeSet::new());

    let mut prefixes = BTreeMap::new();
    for (prefix, names) in source.prefixes()? {
        prefixes.insert(prefix, set_of(&names, &mut rules, &mut sets)?);
    }
    drop_implied(&mut prefixes);

    let areas = source.areas()?;
    let places = source.places(&areas)?;
    let mut place_sets = Vec::new();
    for place in &places {
        place_sets.push(set_of(&place.zones, &mut rules, &mut sets)?);
    }
    let mut names = BTreeMap::new();
    for (name, zone) in &zones {
        let set = sets.id(BTreeSet::from([rules.id(zone)]));
        add_name(&mut names, name, set * 2)?;
    }
    for (index, place) in places.iter().enumerate() {
        for name in &place.names {
            add_name(&mut names, name, (index as u64 + 1) * 2 + 1)?;
        }
    }

    let mut out = Vec::from(*b"SXH\x01");
    let read = days(source.only("read")?)?;
    number(&mut out, read);
    rules.write(&mut out);
    sets.write(&mut out);
    write_prefixes(&mut out, &prefixes);
    let calls = source.rules()?;
    write_places(&mut out, &places, &place_sets, &calls)?;
    write_areas(&mut out, &areas, &places)?;
    let trunks = source.write_countries(&mut out)?;
    write_calls(&mut out, &calls, read)?;
    write_names(&mut out, &names);

    let mut texts: Vec<&str> = source.versions()?;
    texts.extend(places.iter().map(|place| place.code.as_str()));
    texts.extend(calls.iter().map(|call| call.citation.as_str()));
    texts.extend(trunks.iter().map(String::as_str));
    out.extend(texts.join("\n").bytes());
    Ok(out)
}

/// The sections of the source, without comments and empty lines.
struct Source<'a>(BTreeMap<&'a str, Vec<&'a str>>);

/// A zone: offsets in minutes, each with the minute (since 1970) until which it holds, and the POSIX rule after them.
type Zone = (Vec<(u64, i64)>, Posix);

/// A place with rules of its own, or that a contact's field can name.
struct Place {
    code: String,
    names: Vec<String>,
    zones: Vec<String>,
}

/// A row of the rules.
struct Call {
    place: String,
    flags: u64,
    /// The day on which it was read, since 1970.
    read: u64,
    hours: Vec<Vec<(u64, u64)>>,
    cap: (u64, u64),
    citation: String,
}

impl<'a> Source<'a> {
    fn read(text: &'a str) -> Result<Self, String> {
        let mut sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut current = "";
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default().trim_end();
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                current = name;
            } else if !line.is_empty() {
                sections.entry(current).or_default().push(line);
            }
        }
        Ok(Self(sections))
    }

    fn lines(&self, section: &str) -> Result<&[&'a str], String> {
        self.0.get(section).map(Vec::as_slice).ok_or_else(|| format!("there is no section [{section}]"))
    }

    fn only(&self, section: &str) -> Result<&'a str, String> {
        self.lines(section)?.first().copied().ok_or_else(|| format!("[{section}] is empty"))
    }

    fn versions(&self) -> Result<Vec<&'a str>, String> {
        let lines = self.lines("versions")?;
        lines.iter().map(|line| line.rsplit(' ').next().ok_or_else(|| (*line).to_owned())).collect()
    }

    fn zones(&self) -> Result<BTreeMap<String, Zone>, String> {
        let (mut zones, mut zone) = (BTreeMap::new(), None::<Zone>);
        for line in self.lines("zones")? {
            match (line.strip_prefix("  "), &mut zone) {
                (None, _) => zone = Some((Vec::new(), Posix::read(line).ok_or(*line)?)),
                (Some(line), Some((segments, _))) if line.starts_with("until ") => {
                    let [_, until, _, minutes] = line.split(' ').collect::<Vec<_>>()[..] else {
                        return Err(line.to_owned());
                    };
                    segments.push((minute(until)?, minutes.parse().map_err(|_| line)?));
                }
                (Some(names), Some(zone)) => {
                    zones.extend(names.split_whitespace().map(|name| (name.to_owned(), zone.clone())));
                }
                (Some(line), None) => return Err((*line).to_owned()),
            }
        }
        Ok(zones)
    }

    /// Prefixes with their zones: corrected, and those of country code 1 joined by area code.
    fn prefixes(&self) -> Result<BTreeMap<String, Vec<String>>, String> {
        let (mut map, mut names) = (BTreeMap::new(), Vec::new());
        let mut after_prefixes = true;
        for line in self.lines("prefixes")? {
            if let Some(prefixes) = line.strip_prefix("  ") {
                after_prefixes = true;
                map.extend(prefixes.split_whitespace().map(|prefix| (prefix.to_owned(), names.clone())));
            } else {
                // The names of one set can take several lines.
                if std::mem::take(&mut after_prefixes) {
                    names.clear();
                }
                names.extend(line.split_whitespace().map(str::to_owned));
            }
        }
        let mut joined: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (prefix, names) in map {
            let key = if prefix.starts_with('1') { prefix.chars().take(4).collect() } else { prefix };
            joined.entry(key).or_default().extend(names);
        }
        for line in self.lines("overrides")? {
            let mut words = line.split_whitespace();
            let prefix = words.next().ok_or(*line)?;
            let names = words.filter(|word| *word != "-").map(str::to_owned).collect();
            if let Some(prefix) = prefix.strip_suffix('*') {
                joined.retain(|longer, _| !longer.starts_with(prefix));
            }
            joined.insert(prefix.trim_end_matches('*').to_owned(), names);
        }
        Ok(joined)
    }

    /// The places of each area code; none for those that are nowhere.
    fn areas(&self) -> Result<BTreeMap<u64, Vec<String>>, String> {
        let (mut areas, mut places) = (BTreeMap::new(), Vec::new());
        for line in self.lines("areas")? {
            let Some(codes) = line.strip_prefix("  ") else {
                places = line.split_whitespace().filter(|word| *word != "-").map(str::to_owned).collect();
                continue;
            };
            for code in codes.split_whitespace() {
                areas.insert(code.parse().map_err(|_| *line)?, places.clone());
            }
        }
        Ok(areas)
    }

    /// The states and provinces, and the countries that have a rule.
    fn places(&self, areas: &BTreeMap<u64, Vec<String>>) -> Result<Vec<Place>, String> {
        let prefixes = self.prefixes()?;
        let mut places = Vec::new();
        for line in self.lines("places")? {
            let (named, zones) = line.split_once('|').unwrap_or((line, ""));
            let (code, name) = named.trim().split_once(' ').ok_or(*line)?;
            let mut zones: Vec<_> = zones.split_whitespace().map(str::to_owned).collect();
            if zones.is_empty() {
                let own = areas.iter().filter(|(_, places)| places.iter().any(|place| place == code));
                let own = own.filter_map(|(area, _)| prefixes.get(&format!("1{area}")));
                zones.extend(own.flatten().cloned());
            }
            let short = code.split('-').nth(1).ok_or(*line)?;
            let names = [code, short, name].map(str::to_owned).to_vec();
            places.push(Place { code: code.to_owned(), names, zones });
        }
        for call in self.rules()? {
            if !call.place.contains('-') {
                places.push(Place { code: call.place, names: Vec::new(), zones: Vec::new() });
            }
        }
        Ok(places)
    }

    fn rules(&self) -> Result<Vec<Call>, String> {
        self.lines("rules")?.iter().map(|line| Call::read(line).ok_or_else(|| (*line).to_owned())).collect()
    }

    /// Calling codes with their lengths, and countries with their calling codes and trunk prefixes. Gives the latter's texts.
    fn write_countries(&self, out: &mut Vec<u8>) -> Result<Vec<String>, String> {
        let mut lengths: BTreeMap<u64, u64> = BTreeMap::new();
        let (mut countries, mut trunks) = (Vec::new(), vec![String::new()]);
        for line in self.lines("countries")? {
            let mut words = line.split_whitespace();
            let (Some(country), Some(code), Some(trunk)) = (words.next(), words.next(), words.next()) else {
                return Err((*line).to_owned());
            };
            let code: u64 = code.parse().map_err(|_| *line)?;
            for length in words {
                let length: u64 = length.parse().map_err(|_| *line)?;
                *lengths.entry(code).or_default() |= 1 << length;
            }
            let trunk = trunk.replace('-', "");
            let known = trunks.iter().position(|known| *known == trunk).unwrap_or_else(|| {
                trunks.push(trunk);
                trunks.len() - 1
            });
            countries.push((country, code, known));
        }
        number(out, lengths.len() as u64);
        deltas(out, lengths.keys().copied());
        lengths.values().for_each(|mask| number(out, *mask));
        countries.sort_unstable();
        number(out, countries.len() as u64);
        countries.iter().for_each(|(country, ..)| out.extend(country.bytes()));
        for (_, code, _) in &countries {
            number(out, lengths.keys().take_while(|known| *known < code).count() as u64);
        }
        countries.iter().for_each(|(.., trunk)| number(out, *trunk as u64));
        number(out, trunks.len() as u64);
        Ok(trunks)
    }
}

impl Call {
    fn read(line: &str) -> Option<Self> {
        let fields: Vec<_> = line.split('|').map(str::trim).collect();
        let [place, kind, hours, cap, flags, certainty, read, citation, _note] = fields[..] else {
            return None;
        };
        let kind =
            ["sales", "recorded", "automatic", "bank", "courtesy"].iter().position(|known| *known == kind)?;
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

/// A POSIX rule with dates of the form `Mm.w.d/time`, in minutes east of UTC.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Posix {
    standard: i64,
    summer: Option<(i64, Date, Date)>,
}

/// Month, week, weekday from Sunday, and minutes after midnight.
type Date = ([u64; 3], i64);

impl Posix {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(',');
        let mut offsets = parts.next()?;
        let standard = -take_offset(&mut offsets)??;
        let Some(summer) = take_offset(&mut offsets) else { return Some(Self { standard, summer: None }) };
        let summer = summer.map_or(standard + 60, |west| -west);
        let (start, end) = (date(parts.next()?)?, date(parts.next()?)?);
        // Ireland's standard time is the summer's.
        Some(if summer < standard {
            Self { standard: summer, summer: Some((standard, end, start)) }
        } else {
            Self { standard, summer: Some((summer, start, end)) }
        })
    }
}

/// Takes a name and what may follow it, minutes west of UTC. `None` at the end.
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

/// `-3:30` in minutes.
fn signed(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "0"));
    let (hours, minutes) = (hours.parse::<i64>().ok()? * 60, minutes.parse::<i64>().ok()?);
    Some(if text.starts_with('-') { hours - minutes } else { hours + minutes })
}

/// `08:30` in quarters of an hour.
fn quarter(text: &str) -> Option<u64> {
    let minutes = signed(text)?;
    (minutes % 15 == 0).then_some(u64::try_from(minutes / 15).ok()?)
}

/// The rules of offsets, each once.
#[derive(Default)]
struct Rules(Vec<Zone>);

impl Rules {
    fn id(&mut self, zone: &Zone) -> u64 {
        let known = self.0.iter().position(|known| known == zone);
        known.unwrap_or_else(|| {
            self.0.push(zone.clone());
            self.0.len() - 1
        }) as u64
    }

    fn write(&self, out: &mut Vec<u8>) {
        number(out, self.0.len() as u64);
        for (segments, posix) in &self.0 {
            number(out, segments.len() as u64);
            deltas(out, segments.iter().map(|(until, _)| *until));
            segments.iter().for_each(|(_, offset)| integer(out, *offset));
            integer(out, posix.standard);
            let Some((summer, start, end)) = posix.summer else {
                number(out, 0);
                continue;
            };
            number(out, u64::try_from(summer - posix.standard).unwrap_or_default());
            for (day, time) in [start, end] {
                day.iter().for_each(|part| number(out, *part));
                integer(out, time);
            }
        }
    }
}

/// Sets of rules, each once.
#[derive(Default)]
struct Sets(Vec<BTreeSet<u64>>);

impl Sets {
    fn id(&mut self, set: BTreeSet<u64>) -> u64 {
        let known = self.0.iter().position(|known| *known == set);
        known.unwrap_or_else(|| {
            self.0.push(set);
            self.0.len() - 1
        }) as u64
    }

    fn write(&self, out: &mut Vec<u8>) {
        number(out, self.0.len() as u64);
        self.0.iter().for_each(|set| number(out, set.len() as u64));
        self.0.iter().for_each(|set| deltas(out, set.iter().copied()));
    }
}

/// Drops prefixes that say what a shorter one says already.
fn drop_implied(prefixes: &mut BTreeMap<String, u64>) {
    let all = prefixes.clone();
    prefixes.retain(|prefix, set| {
        let shorter = (1..prefix.len()).rev().find_map(|length| all.get(prefix.get(..length)?));
        shorter != Some(set)
    });
}

fn write_prefixes(out: &mut Vec<u8>, prefixes: &BTreeMap<String, u64>) {
    let longest = prefixes.keys().map(String::len).max().unwrap_or_default();
    number(out, longest as u64);
    for length in 1..=longest {
        let own: Vec<_> = prefixes.iter().filter(|(prefix, _)| prefix.len() == length).collect();
        number(out, own.len() as u64);
        deltas(out, own.iter().map(|(prefix, _)| prefix.parse().unwrap_or_default()));
        own.iter().for_each(|(_, set)| number(out, **set));
    }
}

fn write_places(out: &mut Vec<u8>, places: &[Place], sets: &[u64], calls: &[Call]) -> Result<(), String> {
    number(out, places.len() as u64);
    for place in places {
        // A state without a row of its own has its country's.
        let rule = |code: &str| calls.iter().position(|call| call.place == code);
        let rule = rule(&place.code).or_else(|| rule(place.code.split('-').next()?));
        number(out, rule.ok_or_else(|| format!("no rule is for {}", place.code))? as u64);
    }
    sets.iter().for_each(|set| number(out, *set));
    Ok(())
}

/// For each of the area codes from 200 to 999: 0 where there is none, 1 where it has no rule, else its place.
fn write_areas(
    out: &mut Vec<u8>,
    areas: &BTreeMap<u64, Vec<String>>,
    places: &[Place],
) -> Result<(), String> {
    for area in 200..1000 {
        let byte = match areas.get(&area) {
            None => 0,
            Some(own) => own
                .first()
                .and_then(|code| places.iter().position(|place| place.code == *code))
                .map_or(1, |index| index + 2),
        };
        out.push(u8::try_from(byte).map_err(|_| "there are more than 253 places")?);
    }
    Ok(())
}

fn write_calls(out: &mut Vec<u8>, calls: &[Call], read: u64) -> Result<(), String> {
    number(out, calls.len() as u64);
    for call in calls {
        number(out, call.flags);
        // How many days before the whole.
        number(
            out,
            read.checked_sub(call.read).ok_or_else(|| format!("{} was read after [read]", call.place))?,
        );
        number(out, call.cap.0);
        number(out, call.cap.1);
        for day in &call.hours {
            number(out, day.len() as u64);
            day.iter().for_each(|(open, close)| [*open, *close].iter().for_each(|time| number(out, *time)));
        }
    }
    Ok(())
}

/// Names as hashes: the table is for looking a name up, not for showing it.
fn write_names(out: &mut Vec<u8>, names: &BTreeMap<u64, u64>) {
    number(out, names.len() as u64);
    deltas(out, names.keys().copied());
    names.values().for_each(|meaning| number(out, *meaning));
}

fn add_name(names: &mut BTreeMap<u64, u64>, name: &str, meaning: u64) -> Result<(), String> {
    match names.insert(hash(name), meaning) {
        Some(other) if other != meaning => Err(format!("{name} has the hash of another name")),
        _ => Ok(()),
    }
}

/// FNV-1a of the name in small letters, folded to 24 bits.
fn hash(name: &str) -> u64 {
    let hash = name.bytes().fold(0x811C_9DC5_u32, |hash, byte| {
        (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193)
    });
    u64::from((hash >> 24) ^ (hash & 0xFF_FFFF))
}

fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A number with a sign, the smallest first: 0, -1, 1, -2.
fn integer(out: &mut Vec<u8>, value: i64) {
    number(out, ((value << 1) ^ (value >> 63)) as u64);
}

/// Ascending numbers, each as its distance from the one before.
fn deltas(out: &mut Vec<u8>, values: impl Iterator<Item = u64>) {
    let mut last = 0;
    for value in values {
        number(out, value - last);
        last = value;
    }
}

/// `2026-11-28` in days since 1970.
fn days(date: &str) -> Result<u64, String> {
    let parts: Vec<u64> = date.split('-').map(str::parse).collect::<Result<_, _>>().map_err(|_| date)?;
    let [year, month, day] = parts[..] else { return Err(date.to_owned()) };
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Ok(year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719_468)
}

/// `2026-03-08T09:00Z` in minutes since 1970.
fn minute(time: &str) -> Result<u64, String> {
    let (date, clock) = time.trim_end_matches('Z').split_once('T').ok_or(time)?;
    Ok(days(date)? * 1440 + u64::try_from(signed(clock).ok_or(time)?).map_err(|_| time)?)
}
