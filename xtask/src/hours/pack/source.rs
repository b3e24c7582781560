//! Parses the readable source, section by section.

use std::collections::BTreeMap;

use super::{call::Call, date::minute, place::Place, posix::Posix, zone::Zone};

/// The sections of the source, without comments and empty lines.
pub struct Source<'a>(BTreeMap<&'a str, Vec<&'a str>>);

impl<'a> Source<'a> {
    pub fn read(text: &'a str) -> Result<Self, String> {
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

    pub fn lines(&self, section: &str) -> Result<&[&'a str], String> {
        self.0.get(section).map(Vec::as_slice).ok_or_else(|| format!("there is no section [{section}]"))
    }

    pub fn only(&self, section: &str) -> Result<&'a str, String> {
        self.lines(section)?.first().copied().ok_or_else(|| format!("[{section}] is empty"))
    }

    pub fn versions(&self) -> Result<Vec<&'a str>, String> {
        let lines = self.lines("versions")?;
        lines.iter().map(|line| line.rsplit(' ').next().ok_or_else(|| (*line).to_owned())).collect()
    }

    pub fn zones(&self) -> Result<BTreeMap<String, Zone>, String> {
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

    /// Returns prefixes with their zones, after the overrides. Those of country code 1 are joined by area code.
    pub fn prefixes(&self) -> Result<BTreeMap<String, Vec<String>>, String> {
        let (mut map, mut names) = (BTreeMap::new(), Vec::new());
        let mut after_prefixes = true;
        for line in self.lines("prefixes")? {
            if let Some(prefixes) = line.strip_prefix("  ") {
                after_prefixes = true;
                map.extend(prefixes.split_whitespace().map(|prefix| (prefix.to_owned(), names.clone())));
            } else {
                // The names of a set can take several lines.
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

    /// Returns the places of each area code, which are none for toll-free and similar codes. If nothing tells in which of several
    /// a number is, the first is their country.
    pub fn areas(&self) -> Result<BTreeMap<u64, Vec<String>>, String> {
        let prefixes = self.prefixes()?;
        let (mut areas, mut places) = (BTreeMap::new(), Vec::<String>::new());
        for line in self.lines("areas")? {
            let Some(codes) = line.strip_prefix("  ") else {
                places = line.split_whitespace().filter(|word| *word != "-").map(str::to_owned).collect();
                continue;
            };
            for code in codes.split_whitespace() {
                let mut own = places.clone();
                if let [first, _, ..] = &places[..]
                    && prefixes.get(&format!("1{code}")).is_none_or(Vec::is_empty)
                {
                    own.insert(0, first.chars().take(2).collect());
                }
                areas.insert(code.parse().map_err(|_| *line)?, own);
            }
        }
        Ok(areas)
    }

    /// Returns the states and provinces, and the countries that have a rule.
    pub fn places(&self, areas: &BTreeMap<u64, Vec<String>>) -> Result<Vec<Place>, String> {
        let prefixes = self.prefixes()?;
        let mut places = Vec::new();
        for line in self.lines("places")? {
            let (named, zones) = line.split_once('|').unwrap_or((line, ""));
            let (code, names) = named.trim().split_once(' ').ok_or(*line)?;
            let mut zones: Vec<_> = zones.split_whitespace().map(str::to_owned).collect();
            if zones.is_empty() {
                let own = areas.iter().filter(|(_, places)| places.iter().any(|place| place == code));
                let own = own.filter_map(|(area, _)| prefixes.get(&format!("1{area}")));
                zones.extend(own.flatten().cloned());
            }
            places.push(Place {
                code: code.to_owned(),
                names: names.split(',').map(|name| name.trim().to_owned()).collect(),
                zones,
            });
        }
        for call in self.rules()? {
            if !call.place.contains('-') && !places.iter().any(|place| place.code == call.place) {
                let country = self.lines("countries")?.iter().find_map(|line| line.strip_prefix(&call.place));
                let code = country.and_then(|line| line.split_whitespace().next()).ok_or("a country")?;
                // States and provinces have the zones of North America, but for area codes that are somewhere in their country:
                // those can be in any zone of their states.
                let own = prefixes.iter().filter(|(prefix, _)| code != "1" && prefix.starts_with(code));
                let states: Vec<_> =
                    areas.values().filter(|places| places.first() == Some(&call.place)).flatten().collect();
                let states = places.iter().filter(|place| states.contains(&&place.code));
                let zones = own.map(|(_, zones)| zones).chain(states.map(|place| &place.zones));
                let zones = zones.flatten().cloned().collect();
                places.push(Place { code: call.place, names: Vec::new(), zones });
            }
        }
        Ok(places)
    }

    pub fn rules(&self) -> Result<Vec<Call>, String> {
        self.lines("rules")?.iter().map(|line| Call::read(line).ok_or_else(|| (*line).to_owned())).collect()
    }
}
