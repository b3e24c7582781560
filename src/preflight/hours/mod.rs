//! Checks calling hours: which contacts of an audience can be called when, within the draft's window.

mod apart;
mod report;
mod schedule;
mod settings;
mod split;

use std::rc::Rc;

use crate::{
    error::Result,
    hours::{
        CallRule, Cap, Daily, Defect, Holidays, Located, Location, Locations, Purpose, Question, Span, Table,
        beginning, common, correct, defect, locate_one,
    },
    model::draft::CampaignDraft,
    preflight::{draft::Draft, finding::Findings, tally::Tally, window},
    schema::Checked,
    template::{Recipient, field},
    timestamp::Timestamp,
};

pub use apart::{AudienceHours, CallingHours, HoursData};
pub use settings::approve_country;
pub use split::{Part, to_json};

const DAY: i64 = 86_400;
/// The longest part of a window that is checked, in days.
const LONGEST: i64 = 366;
/// How far after the start of the window to look for a better one, in days.
const AHEAD: i64 = 8;

/// The caller's settings for calling hours.
#[derive(Debug, Clone, Default)]
pub struct HoursSettings {
    /// The purpose of the calls.
    pub purpose: Purpose,
    /// The custom field that holds a contact's IANA time zone.
    pub zone_field: Option<String>,
    /// The custom field that holds a contact's state or province.
    pub state_field: Option<String>,
    /// The caller's own hours, in each contact's local time.
    pub window: Option<Daily>,
    /// Public holidays.
    pub holidays: Holidays,
    /// Whether a call outside calling hours is an error rather than a warning.
    pub strict: bool,
    /// The country, such as `TW`, whose national format is assumed when a number is corrected.
    pub default_country: Option<String>,
}

/// The calling hours checks of an audience, fed one contact at a time.
struct HoursCheck {
    table: Rc<Table>,
    settings: HoursSettings,
    now: i64,
    /// The rest of the draft's window. `None` if it is over or differs between contacts.
    window: Option<Span>,
    /// The offset from UTC of the draft's times, in minutes.
    offset: i32,
    /// Whether the window differs between contacts, and is not over.
    moves: bool,
    attempts: u64,
    dialers: u64,
    /// Indices into `zones` with their keys, sorted.
    order: Vec<(Key, usize)>,
    zones: Vec<Zone>,
    /// A direct-mapped cache of lookups, by the keys of `beginning`: each key has one slot.
    seen: Vec<(u64, Found)>,
    outside: Tally,
    unknown: Tally,
    capped: Tally,
    improbable: Tally,
    new_area: Tally,
    /// For a split: each contact's id, empty if it is none, and its zone if it is called.
    members: Option<Vec<(String, Option<usize>)>>,
}

type Key = (Location, Option<Location>, Option<Location>);

/// The result of looking up a number.
#[derive(Clone, Copy, Default)]
struct Found {
    zone: usize,
    defect: Option<Defect>,
}

/// The number of slots in `seen`: a power of two. Most audiences have fewer distinct number beginnings.
const SEEN: usize = 1_024;

/// Contacts with the same rules and offsets.
struct Zone {
    locations: Locations,
    contacts: u64,
    /// When no known rule forbids to call them, within the window and some days after its start.
    open: Vec<Span>,
    /// Whether the hours of all their locations are known.
    known: bool,
    /// The part of `open` that may be proposed. If not all hours are known: the draft's own window, and polite hours after it.
    proposable: Vec<Span>,
    /// Whether `open` contains the whole window.
    fits: bool,
    cap: Option<Cap>,
}

impl HoursData for Table {
    fn approve(&self, settings: &HoursSettings) -> Result<()> {
        settings.approve(self)
    }

    fn audience(
        self: Rc<Self>,
        settings: &HoursSettings,
        draft: &Draft<'_>,
        now: Timestamp,
    ) -> Box<dyn AudienceHours> {
        Box::new(HoursCheck::new(self, settings.clone(), draft, now))
    }
}

impl AudienceHours for HoursCheck {
    fn keep_members(&mut self) {
        self.members = Some(Vec::new());
    }

    fn add(&mut self, person: &Recipient<'_>, number: Option<&str>) -> bool {
        let found = number.map(|number| self.add_called(person, number));
        if let Some(members) = &mut self.members {
            let id = person.id().map_or(String::new(), |id| id.as_str().to_owned());
            members.push((id, found.map(|found| found.zone)));
        }
        // An area code can be newer than the data.
        let defect = found.and_then(|found| found.defect);
        defect.is_some_and(|defect| defect != Defect::NoSuchAreaCode)
    }

    fn correction(&self, number: &str) -> Option<String> {
        correct(&self.table, number, self.settings.default_country.as_deref())
    }

    fn forbids_early(&self) -> bool {
        let Some((start, _)) = self.window.filter(|_| self.settings.strict) else { return false };
        let early = (self.now, start.min(self.now + AHEAD * DAY));
        let open = |zone: &Zone| self.table.known_spans(&zone.locations, &self.question(), early).0;
        self.zones.iter().any(|zone| !contain(&open(zone), early))
    }

    fn found(&self, findings: &mut Findings) {
        self.report(findings);
    }

    fn without_time(&self) -> Option<u64> {
        self.workload().map(|workload| workload.left).filter(|left| *left > 0)
    }

    fn summary(&self) -> String {
        self.to_json()
    }

    fn split(&self, draft: &Checked<CampaignDraft>) -> Result<Vec<Part>> {
        self.parts(draft)
    }
}

impl HoursCheck {
    fn new(table: Rc<Table>, settings: HoursSettings, draft: &Draft<'_>, now: Timestamp) -> Self {
        let (now, offset) = (now.0.div_euclid(1_000), offset_of(draft));
        let (attempts, dialers) = window::pace(draft);
        Self {
            table,
            settings,
            now,
            window: window::left(draft, now).map(|(from, until)| (from, until.min(from + LONGEST * DAY))),
            offset,
            moves: window::moves(draft, now),
            attempts,
            dialers,
            order: Vec::new(),
            zones: Vec::new(),
            seen: vec![(0, Found::default()); SEEN],
            outside: Tally::default(),
            unknown: Tally::default(),
            capped: Tally::default(),
            improbable: Tally::default(),
            new_area: Tally::default(),
            members: None,
        }
    }

    fn add_called(&mut self, person: &Recipient<'_>, number: &str) -> Found {
        let HoursSettings { zone_field, state_field, .. } = &self.settings;
        let found = if zone_field.is_none() && state_field.is_none() {
            self.found_before(number)
        } else {
            let text = |key: &Option<String>| key.as_deref().and_then(|key| field(person, key));
            let (zone, state) = (text(zone_field), text(state_field));
            self.find(number, zone.as_deref(), state.as_deref())
        };
        match found.defect {
            Some(Defect::NoSuchAreaCode) => self.new_area.add(person),
            Some(_) => self.improbable.add(person),
            None => {}
        }
        let Some(zone) = self.zones.get_mut(found.zone) else { return found };
        zone.contacts += 1;
        if zone.cap.is_some_and(|cap| self.attempts > u64::from(cap.calls)) {
            self.capped.add(person);
        }
        if !zone.fits {
            self.outside.add(person);
        } else if !zone.known {
            self.unknown.add(person);
        }
        found
    }

    /// Looks up a number, with a cache by its beginning.
    fn found_before(&mut self, number: &str) -> Found {
        let Some(key) = beginning(&self.table, number) else { return self.find(number, None, None) };
        // Fibonacci hashing: the highest bits are mixed best.
        let place = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SEEN.trailing_zeros());
        match self.seen.get(place as usize) {
            Some((known, found)) if *known == key => *found,
            _ => {
                let found = self.find(number, None, None);
                if let Some(seen) = self.seen.get_mut(place as usize) {
                    *seen = (key, found);
                }
                found
            }
        }
    }

    fn find(&mut self, number: &str, zone: Option<&str>, state: Option<&str>) -> Found {
        let table = &self.table;
        let country = self.settings.default_country.as_deref();
        let located = locate_one(table, Some(number), country, zone, state);
        let defect = defect(table, number);
        Found { zone: self.zone(located), defect }
    }

    /// Returns the index of a zone, and adds the zone if it is new.
    fn zone(&mut self, located: Located) -> usize {
        let key = (located.location, located.elsewhere, located.presumed);
        let place = match self.order.binary_search_by_key(&key, |(key, _)| *key) {
            Ok(found) => return self.order.get(found).map_or(0, |(_, index)| *index),
            Err(place) => place,
        };
        let zone = self.new_zone(Locations { all: located.all().collect(), basis: located.basis });
        self.zones.push(zone);
        self.order.insert(place, (key, self.zones.len() - 1));
        self.zones.len() - 1
    }

    fn new_zone(&self, locations: Locations) -> Zone {
        let Self { table, settings, .. } = self;
        let question = self.question();
        let rules = locations.all.iter().filter_map(|location| table.rule(*location, settings.purpose));
        let caps = rules.filter_map(|(_, rule)| rule.cap);
        let (open, known) = self.window.map_or((Vec::new(), false), |(from, until)| {
            table.known_spans(&locations, &question, (from, until.max(from + AHEAD * DAY)))
        });
        let fits = self.window.is_none_or(|window| contain(&open, window));
        let proposable = if known { open.clone() } else { common(&open, &self.polite(&locations)) };
        Zone { cap: caps.min_by_key(|cap| cap.calls), contacts: 0, open, known, proposable, fits, locations }
    }

    /// Returns the draft's window and, if the offsets of all these locations are known, the polite hours after it.
    fn polite(&self, locations: &Locations) -> Vec<Span> {
        let Some((from, until)) = self.window else { return Vec::new() };
        let mut spans = vec![(from, until)];
        let later = self.table.courtesy(locations, (until, until.max(from + AHEAD * DAY)));
        for span in later.unwrap_or_default() {
            match spans.last_mut() {
                Some(last) if last.1 == span.0 => last.1 = span.1,
                _ => spans.push(span),
            }
        }
        spans
    }

    fn question(&self) -> Question<'_> {
        let HoursSettings { purpose, window, holidays, .. } = &self.settings;
        Question { at: Timestamp(self.now * 1_000), purpose: *purpose, window: *window, holidays }
    }

    /// Returns the rule that puts the window outside a zone's hours, with its place. `None` if only the caller's own hours do.
    fn rule_of(&self, zone: &Zone) -> Option<(&str, &CallRule)> {
        let Self { table, settings, .. } = self;
        let rule = |location: &Location| table.rule(*location, settings.purpose);
        let is_closed = |location: &&Location| {
            let law = Question { window: None, ..self.question() };
            let open =
                self.window.and_then(|window| Some(contain(&table.spans(**location, &law, window)?, window)));
            open == Some(false)
        };
        zone.locations.all.iter().filter(is_closed).find_map(rule)
    }
}

/// Returns whether one of the spans contains the whole window.
fn contain(spans: &[Span], (from, until): Span) -> bool {
    spans.iter().any(|span| span.0 <= from && until <= span.1)
}

/// Returns the offset from UTC in which the draft's times are written, in minutes.
fn offset_of(draft: &Draft<'_>) -> i32 {
    let start = draft.text("start_time").unwrap_or_default();
    let utc = start.get(..19).and_then(|local| Timestamp::parse_or_utc(local.as_bytes()));
    let (Some(local), Some(start)) = (utc, draft.instant("start_time")) else { return 0 };
    i32::try_from((local.0 - start.0 / 1_000 * 1_000) / 60_000).unwrap_or(0)
}
