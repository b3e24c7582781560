//! Checks calling hours: which contacts of an audience can be called when, within the draft's window.

mod interface;
mod report;
mod schedule;
mod settings;
mod split;

use std::rc::Rc;

use crate::{
    error::Result,
    hours::{
        Cap, Contact, DAY, Daily, Defect, Holidays, Locations, Purpose, Question, Span, Table, beginning,
        common, contain, correct, defect, meant,
    },
    model::draft::{CampaignDraft, DraftFields},
    phone::{dialed, is_e164},
    preflight::{draft::Draft, finding::Findings, tally::Tally, window},
    schema::Checked,
    template::Recipient,
    timestamp::Timestamp,
};

pub use interface::{AudienceHours, CallingHours, HoursData};
pub use settings::approve_country;
pub use split::{Part, to_json};

/// The longest part of a window that is checked, in seconds: a year.
const LONGEST: i64 = 366 * DAY;
/// How far after the start of the window to look for a better one, in seconds.
const AHEAD: i64 = 8 * DAY;

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
    /// Whether the window may differ between contacts, and is not over.
    moves: bool,
    attempts: u64,
    dialers: u64,
    /// The locations of `zones` with their indices, sorted.
    order: Vec<(Locations, usize)>,
    zones: Vec<Zone>,
    /// A direct-mapped cache of lookups, by the keys of `beginning`: each key has one slot.
    seen: Vec<(u64, Found)>,
    outside: Tally,
    unknown: Tally,
    capped: Tally,
    improbable: Tally,
    new_area: Tally,
    /// Whether a contact has a value of the field for its zone, and of the one for its state.
    has_fields: [bool; 2],
    /// For a split.
    contacts: Option<Vec<ZonedContact>>,
}

/// A contact of the audience.
struct ZonedContact {
    /// Its id, empty if it is none.
    id: String,
    /// If it has a number: its zone.
    zone: Option<usize>,
    /// If it is called: the numbers that its own can stand for, in E.164 format if that can be told.
    numbers: [String; 2],
}

/// The result of looking up a number.
#[derive(Clone, Copy, Default)]
struct Found {
    zone: usize,
    defect: Option<Defect>,
}

/// The number of slots in `seen`. Most audiences have fewer distinct number beginnings.
const SEEN: usize = 1 << SEEN_BITS;
const SEEN_BITS: u32 = 10;

/// Contacts with the same rules and offsets.
struct Zone {
    locations: Locations,
    contacts: u64,
    /// When no known rule forbids to call them, within the window.
    open: Vec<Span>,
    /// Whether the hours of all their locations are known, and the window is the same for all contacts.
    known: bool,
    /// The same up to some days after the start of the window. If not all hours are known: only polite hours after the window.
    proposable: Vec<Span>,
    /// Whether `open` contains the whole window.
    fits: bool,
    /// The best window for them alone.
    window: Option<Span>,
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
    fn keep_contacts(&mut self) {
        self.contacts = Some(Vec::new());
    }

    fn add(&mut self, person: &Recipient<'_>, number: Option<&str>) -> bool {
        let number = number.map(dialed);
        let (mut zone, improbable) = number.map(|number| self.add_called(person, number)).unzip();
        if self.contacts.is_some() {
            // Whether a contact with the label `DNC` or `invalid number` is called is not documented.
            zone = zone.or_else(|| Some(self.find_contact(person, dialed(&person.number()?)).zone));
            let id = person.id().map_or(String::new(), |id| id.as_str().to_owned());
            let number = number.unwrap_or_default();
            let numbers = self.meant(number).unwrap_or_else(|| [number.to_owned(), String::new()]);
            self.contacts.get_or_insert_default().push(ZonedContact { id, zone, numbers });
        }
        improbable.unwrap_or(false)
    }

    fn correction(&self, number: &str) -> Option<String> {
        correct(&self.table, number, self.settings.default_country.as_deref())
    }

    fn meant(&self, number: &str) -> Option<[String; 2]> {
        Some(meant(&self.table, number, self.settings.default_country.as_deref())?.0)
    }

    fn forbids_early(&self) -> bool {
        let Some((start, _)) = self.window.filter(|_| self.settings.strict) else { return false };
        let early = (self.now, start.min(ahead(self.now)));
        let open = |zone: &Zone| self.table.known_spans(zone.locations, &self.question(), early).0;
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
        let (now, offset) = (now.0.div_euclid(1_000), draft.offset(DraftFields::START_TIME));
        let (attempts, dialers) = window::pace(draft);
        Self {
            table,
            settings,
            now,
            window: window::left(draft, now).map(|(from, until)| (from, until.min(from + LONGEST))),
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
            has_fields: [false; 2],
            contacts: None,
        }
    }

    /// Counts a contact that is called. Returns its zone, and whether no such number is likely to exist.
    fn add_called(&mut self, person: &Recipient<'_>, number: &str) -> (usize, bool) {
        let found = self.find_contact(person, number);
        let improbable = found.defect.is_some_and(|defect| self.add_defect(person, number, defect));
        let Some(zone) = self.zones.get_mut(found.zone) else { return (found.zone, improbable) };
        zone.contacts += 1;
        if zone.cap.is_some_and(|cap| self.attempts > u64::from(cap.calls)) {
            self.capped.add(person);
        }
        if !zone.fits {
            self.outside.add(person);
        } else if !zone.known {
            self.unknown.add(person);
        }
        (found.zone, improbable)
    }

    /// Counts a contact whose number has a defect. Returns whether no such number is likely to exist.
    fn add_defect(&mut self, person: &Recipient<'_>, number: &str, defect: Defect) -> bool {
        // An area code can be newer than the data.
        if defect == Defect::NoSuchAreaCode {
            self.new_area.add(person);
            return false;
        }
        let correction = self.correction(number);
        // A number that only is not in E.164 format has a finding of its own.
        let is_improbable = correction.is_none() || is_e164(number);
        if is_improbable {
            self.improbable.add_corrected(person, || correction);
        }
        is_improbable
    }

    /// Looks up a contact, by its fields and its number.
    fn find_contact(&mut self, person: &Recipient<'_>, number: &str) -> Found {
        let HoursSettings { zone_field, state_field, .. } = &self.settings;
        if zone_field.is_none() && state_field.is_none() {
            return self.found_before(number);
        }
        let [zone, state] = self.settings.fields(person);
        let [has_zone, has_state] = &mut self.has_fields;
        *has_zone |= zone.is_some();
        *has_state |= state.is_some();
        self.find(number, zone.as_deref(), state.as_deref())
    }

    /// Looks up a number, with a cache by its beginning.
    fn found_before(&mut self, number: &str) -> Found {
        let Some(key) = beginning(&self.table, number) else { return self.find(number, None, None) };
        // Fibonacci hashing: the highest bits are mixed best.
        let slot = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - SEEN_BITS)) as usize;
        if let Some((_, found)) = self.seen.get(slot).filter(|(known, _)| *known == key) {
            return *found;
        }
        let found = self.find(number, None, None);
        if let Some(seen) = self.seen.get_mut(slot) {
            *seen = (key, found);
        }
        found
    }

    fn find(&mut self, number: &str, zone: Option<&str>, state: Option<&str>) -> Found {
        let country = self.settings.default_country.as_deref();
        let (locations, _) = self.table.locate(Contact { number: Some(number), country, zone, state });
        let defect = defect(&self.table, number);
        Found { zone: self.zone(locations), defect }
    }

    /// Returns the index of a zone, and adds the zone if it is new.
    fn zone(&mut self, locations: Locations) -> usize {
        let index = match self.order.binary_search_by_key(&locations, |(locations, _)| *locations) {
            Ok(found) => return self.order.get(found).map_or(0, |(_, zone)| *zone),
            Err(index) => index,
        };
        let zone = self.new_zone(locations);
        self.zones.push(zone);
        self.order.insert(index, (locations, self.zones.len() - 1));
        self.zones.len() - 1
    }

    fn new_zone(&self, locations: Locations) -> Zone {
        let Self { table, settings, .. } = self;
        let rules = locations.all().filter_map(|location| table.rule(location, settings.purpose));
        let cap = rules.filter_map(|(_, rule)| rule.cap()).min_by_key(|cap| cap.calls);
        let mut zone = Zone {
            locations,
            contacts: 0,
            open: Vec::new(),
            known: false,
            proposable: Vec::new(),
            fits: true,
            window: None,
            cap,
        };
        if let Some(window @ (from, until)) = self.window {
            let around = (from, until.max(ahead(from)));
            (zone.proposable, zone.known) = table.known_spans(locations, &self.question(), around);
            zone.known &= !self.moves;
            zone.open = common(&zone.proposable, &[window]);
            zone.fits = contain(&zone.open, window);
            if !zone.known {
                zone.proposable = common(&zone.proposable, &self.polite(locations, window));
            }
            zone.window = self.best(&zone.proposable, zone.fits);
        }
        zone
    }

    /// Returns the draft's window and, if the offsets of all these locations are known, the polite hours after it.
    fn polite(&self, locations: Locations, (from, until): Span) -> Vec<Span> {
        let mut spans = vec![(from, until)];
        let (later, known) = self.table.courtesy(locations, (until, until.max(ahead(from))));
        for span in later.into_iter().filter(|_| known) {
            match spans.last_mut() {
                Some(last) if last.1 == span.0 => last.1 = span.1,
                _ => spans.push(span),
            }
        }
        spans
    }

    fn question(&self) -> Question<'_> {
        let HoursSettings { purpose, window, holidays, .. } = &self.settings;
        Question { purpose: *purpose, window: *window, holidays }
    }
}

/// Returns until when to look for a better window than one that starts at this time.
fn ahead(from: i64) -> i64 {
    from + AHEAD
}
