//! An independent implementation: the human-readable source with its zone names, and `jiff` with its own copy of the IANA time
//! zone database.

use std::collections::{BTreeMap, HashMap};

use jiff::{Timestamp, civil::Weekday, tz::TimeZone};
use seax_dialer::hours::Verdict;

use crate::SOURCE;

/// The source's data, as text.
pub struct Oracle {
    prefixes: BTreeMap<String, Vec<String>>,
    areas: HashMap<String, String>,
    countries: Vec<(String, String)>,
    rules: HashMap<String, Row>,
    zones: HashMap<String, TimeZone>,
}

/// The hours of Monday to Friday, Saturday and Sunday, as `HH:MM`.
pub struct Row {
    pub place: String,
    pub kind: String,
    pub days: [Vec<(String, String)>; 3],
    pub presumed: bool,
}

impl Oracle {
    pub fn new() -> Self {
        let mut prefixes = BTreeMap::new();
        let mut zones: Vec<String> = Vec::new();
        let mut last_was_prefixes = true;
        for line in section("prefixes") {
            let words = line.split_whitespace().map(str::to_owned);
            if line.starts_with(' ') {
                words.for_each(|prefix| drop(prefixes.insert(prefix, zones.clone())));
                last_was_prefixes = true;
            } else {
                if last_was_prefixes {
                    zones.clear();
                }
                last_was_prefixes = false;
                zones.extend(words);
            }
        }
        for line in section("overrides") {
            let (prefix, zones) = line.split_once(' ').unwrap();
            let zones = zones.split_whitespace().filter(|zone| *zone != "-").map(str::to_owned).collect();
            if let Some(all) = prefix.strip_suffix('*') {
                prefixes.retain(|longer, _| !longer.starts_with(all));
            }
            prefixes.insert(prefix.trim_end_matches('*').to_owned(), zones);
        }
        let (mut areas, mut place) = (HashMap::new(), String::new());
        for line in section("areas") {
            if line.starts_with(' ') {
                line.split_whitespace().for_each(|area| drop(areas.insert(area.to_owned(), place.clone())));
            } else {
                place = line.split(' ').next().unwrap().to_owned();
            }
        }
        let countries = section("countries").into_iter().map(|line| {
            let mut words = line.split(' ').map(str::to_owned);
            (words.next().unwrap(), words.next().unwrap())
        });
        let names = prefixes.values().flatten();
        let zones = names.map(|name| (name.clone(), TimeZone::get(name).expect("jiff knows every zone")));
        Self {
            zones: zones.collect(),
            countries: countries.collect(),
            rules: rows()
                .into_iter()
                .filter(|row| row.kind != "research")
                .map(|row| (row.place.clone(), row))
                .collect(),
            prefixes,
            areas,
        }
    }

    /// Returns the zones in which a number can be.
    pub fn zones(&self, number: &str) -> Vec<&str> {
        let digits = &number[1..];
        let found = if digits.starts_with('1') {
            let Some(area) = digits.get(..4) else { return Vec::new() };
            let longer = self.prefixes.range(area.to_owned()..);
            longer.take_while(|(prefix, _)| prefix.starts_with(area)).flat_map(|(_, zones)| zones).collect()
        } else {
            let longest = (1..=digits.len()).rev().find_map(|length| self.prefixes.get(&digits[..length]));
            longest.into_iter().flatten().collect::<Vec<_>>()
        };
        found.into_iter().map(String::as_str).collect()
    }

    /// Returns the rule for sales calls to a number's place.
    pub fn rule(&self, number: &str) -> Option<&Row> {
        let digits = &number[1..];
        if digits.starts_with('1') {
            let place = self.areas.get(digits.get(1..4)?)?;
            return self.rules.get(place).or_else(|| self.rules.get(place.split('-').next()?));
        }
        let code = (1..=3).find_map(|length| {
            let code = digits.get(..length)?;
            self.countries.iter().any(|(_, known)| known == code).then_some(code)
        })?;
        let mut own = self.countries.iter().filter(|(_, known)| known == code);
        own.find_map(|(country, _)| self.rules.get(country))
    }

    /// Returns whether a number can be called about sales at a time, in seconds since the Unix epoch.
    pub fn verdict(&self, number: &str, time: i64) -> Verdict {
        let (zones, Some(rule)) = (self.zones(number), self.rule(number)) else { return Verdict::Unknown };
        if zones.is_empty() {
            return Verdict::Unknown;
        }
        let time = Timestamp::from_second(time).unwrap();
        let open = zones.iter().all(|zone| {
            let local = self.zones[*zone].to_datetime(time);
            let day = match local.weekday() {
                Weekday::Saturday => &rule.days[1],
                Weekday::Sunday => &rule.days[2],
                _ => &rule.days[0],
            };
            let clock = [local.hour(), local.minute()];
            day.iter().any(|(opens, closes)| parts(opens) <= clock && clock < parts(closes))
        });
        if open { Verdict::Open } else { Verdict::Closed }
    }

    /// Returns every prefix of the map.
    pub fn prefixes(&self) -> impl Iterator<Item = &str> {
        self.prefixes.keys().map(String::as_str)
    }

    /// Returns every area code with its place.
    pub fn areas(&self) -> impl Iterator<Item = (&str, &str)> {
        self.areas.iter().map(|(area, place)| (area.as_str(), place.as_str()))
    }
}

/// Returns the rows of the rules.
pub fn rows() -> Vec<Row> {
    let row = |line: &str| {
        let fields: Vec<_> = line.split(" | ").collect();
        let days = fields[2].split("; ").map(|day| {
            let spans = day.split(' ').skip(1).filter(|span| *span != "-");
            spans
                .map(|span| span.split_once('-').unwrap())
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .collect()
        });
        let days: Vec<_> = days.collect();
        Row {
            place: fields[0].to_owned(),
            kind: fields[1].to_owned(),
            days: days.try_into().expect("three kinds of days"),
            presumed: fields[4].contains("presumed"),
        }
    };
    section("rules").into_iter().map(row).collect()
}

/// Parses `09:30` into hour and minute.
pub fn parts(clock: &str) -> [i8; 2] {
    let (hour, minute) = clock.split_once(':').unwrap();
    [hour.parse().unwrap(), minute.parse().unwrap()]
}

/// Returns the lines of a section, without comments.
pub fn section(name: &str) -> Vec<&'static str> {
    let start = SOURCE.find(&format!("\n[{name}]\n")).expect("the section") + name.len() + 4;
    let body = SOURCE[start..].split("\n[").next().unwrap();
    let lines = body.lines().map(|line| line.split('#').next().unwrap().trim_end());
    lines.filter(|line| !line.is_empty()).collect()
}
