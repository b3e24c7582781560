//! The findings about an audience's calling hours, and their summary.

use super::{HoursCheck, HoursSettings};
use crate::{
    hours::{Cap, DAY, Span, common, date_text, local_text},
    json::{self, Writer, quoted},
    model::{
        FindingCode,
        draft::DraftFields,
        finding::{FixFields, HoursSummary, HoursWindow, HoursZone, MOST_WINDOWS, Severity},
    },
    preflight::{
        draft::EXCLUDED,
        finding::{self, Findings},
        words,
    },
    schema::Digits,
};

/// Reports data that is older than this many days: half a year.
const OLD: i64 = 183;

/// Advice for calls at hours that are unknown.
const POLITE: &str = ". 09:00 to 21:00 by the contact's clock is polite anywhere.";

/// A row of the summary: offsets, windows, and the number of contacts.
type Row<'z> = (Vec<i32>, Option<&'z [Span]>, u64);

impl HoursCheck {
    /// Adds the findings.
    pub(super) fn report(&self, findings: &mut Findings) {
        self.outside(findings);
        if self.moves || self.window.is_some() {
            let clause: &[&str] = if self.moves {
                &[
                    "may be called in a window that depends on the contact, so the check cannot tell whether it is within \
                     calling hours",
                    POLITE,
                ]
            } else {
                &[
                    self.unknown.verb("has", "have"),
                    " unknown calling hours: no rule for the place is known, or the number or a field does not tell the time zone, \
                     or the zone is not one of the state, or of the number's place: correct the zone, or fill in the state",
                    POLITE,
                ]
            };
            self.unknown.found(
                findings,
                FindingCode::CallingHoursUnknown,
                DraftFields::START_TIME,
                clause,
                "",
            );
            self.without_field(findings);
        }
        self.capped(findings);
        let clause = [
            self.improbable.verb("has", "have"),
            " a phone number that probably does not exist: it has too few or too many digits, or an unknown country code. \
             Correct the number.",
        ];
        let fix = self.improbable.exclusion_fix();
        self.improbable.found(findings, FindingCode::NumberImprobable, EXCLUDED, &clause, &fix);
        let clause = [
            self.new_area.verb("has", "have"),
            " a phone number with an unknown area code: either it does not exist, or the area code is new. Check the number.",
        ];
        self.new_area.found(findings, FindingCode::NumberImprobable, EXCLUDED, &clause, "");
        let read = self.table.read_on();
        if self.now.div_euclid(DAY) - read > OLD {
            let message = [
                "The rules for calling hours were read on ",
                &date_text(read),
                " and may have changed. Install a newer version of seax-dialer.",
            ];
            findings.add(FindingCode::HoursDataOld, DraftFields::START_TIME, &message);
        }
    }

    /// Adds a finding for each field of the settings if no contact has any of them. One is enough: contacts abroad have no state.
    fn without_field(&self, findings: &mut Findings) {
        if self.has_fields.contains(&true) || self.zones.is_empty() {
            return;
        }
        let HoursSettings { zone_field, state_field, .. } = &self.settings;
        for key in [zone_field, state_field].into_iter().flatten() {
            let message = [
                "No contact to be called has a value in the field ",
                key,
                ", so the numbers alone tell the hours. Correct its name, or fill it in.",
            ];
            let (severity, code) = (Severity::Warning, FindingCode::CallingHoursUnknown);
            findings.add_as(&severity, code, DraftFields::START_TIME, &message, "", "");
        }
    }

    fn outside(&self, findings: &mut Findings) {
        let Some((start, end)) = self.window.filter(|_| self.outside.count > 0) else { return };
        let question = self.question();
        let closed = self.zones.iter().filter(|zone| !zone.fits);
        let mut rules =
            closed.filter_map(|zone| self.table.verdict(zone.locations, &question, (start, end)).1);
        let rule = rules.next().map_or(" (your own hours)".to_owned(), |(place, rule)| {
            let certainty = rule.certainty().as_str();
            [
                " (",
                place,
                ": ",
                rule.citation(),
                ", read on ",
                &date_text(rule.read_on()),
                "; certainty ",
                certainty,
                ")",
            ]
            .concat()
        });
        let clause = self.outside.verb(
            "may be called outside calling hours in the contact's local time",
            "may be called outside calling hours in their local time",
        );
        let everywhere = self
            .zones
            .iter()
            .fold(vec![(i64::MIN, i64::MAX)], |spans, zone| common(&spans, &zone.proposable));
        // The window does not fit into all zones.
        let (advice, fix) = match self.best(&everywhere, false) {
            Some((from, until)) => {
                let (from_text, until_text) = (local_text(from, self.offset), local_text(until, self.offset));
                let known = self.zones.iter().all(|zone| zone.known);
                let everybody = if known { "Everybody" } else { "Everybody whose hours are known" };
                let times =
                    [everybody, " can be called from ", &from_text, " until ", &until_text, "."].concat();
                (times, self.moved((start, end), (from, until)))
            }
            None => {
                let advice = if self.zones.iter().all(|zone| zone.window.is_some()) {
                    "No time is known at which everybody can be called: split the campaign by time zone."
                } else {
                    "Some of them cannot be called at any known time: exclude them, or allow other hours."
                };
                (advice.to_owned(), String::new())
            }
        };
        let severity = if self.settings.strict { Severity::Error } else { Severity::Warning };
        let words = self.outside.named();
        findings.add_as(
            &severity,
            FindingCode::OutsideCallingHours,
            DraftFields::START_TIME,
            &[&words, " ", clause, &rule, ". ", &advice],
            &self.outside.contacts(),
            &fix,
        );
    }

    /// Returns a fix that moves the draft's window.
    fn moved(&self, old: Span, new: Span) -> String {
        let quoted = |time| quoted(&local_text(time, self.offset));
        let (start, end) = (quoted(new.0), quoted(new.1));
        let mut fields: Vec<(&str, &str)> = Vec::new();
        if new.0 != old.0 {
            // However close the start is, the API may start calling at once otherwise.
            fields.extend([(FixFields::START_TIME, &*start), (FixFields::IS_SCHEDULE, "true")]);
        }
        if new.1 != old.1 {
            fields.push((FixFields::END_TIME, &end));
        }
        finding::set_all(&fields)
    }

    fn capped(&self, findings: &mut Findings) {
        let mut caps: Vec<Cap> = Vec::new();
        for cap in self.zones.iter().filter_map(|zone| zone.cap) {
            if self.attempts > u64::from(cap.calls) && !caps.contains(&cap) {
                caps.push(cap);
            }
        }
        let Some(least) = caps.iter().map(|cap| cap.calls).min() else { return };
        let mut allowed = String::new();
        for cap in &caps {
            if !allowed.is_empty() {
                allowed.push_str(", and another ");
            }
            allowed.push_str(&words::count(u64::from(cap.calls), "call", "calls"));
            allowed.push_str(" in ");
            // A cap of 24 hours is not shown as a day, which could be taken to end at midnight.
            allowed.push_str(&if cap.hours > 24 && cap.hours % 24 == 0 {
                words::count(u64::from(cap.hours / 24), "day", "days")
            } else {
                words::count(u64::from(cap.hours), "hour", "hours")
            });
        }
        let message = [
            "may be called up to ",
            &words::count(self.attempts, "time", "times"),
            ", but a rule for the place allows ",
            &allowed,
            ". Allow fewer attempts.",
        ];
        let fix = finding::set(FixFields::MAX_ATTEMPTS, &u64::from(least).digits());
        self.capped.found(
            findings,
            FindingCode::AttemptsOverDailyCap,
            DraftFields::MAX_ATTEMPTS,
            &message,
            &fix,
        );
    }

    /// Returns the summary as JSON.
    pub(super) fn to_json(&self) -> String {
        let (mut now, mut later, mut outside, mut unknown) = (0, 0, 0, 0);
        for zone in &self.zones {
            let count = match (zone.open.first(), self.window) {
                (None, Some(_)) => &mut outside,
                (Some((start, _)), Some((from, _))) if zone.known && *start <= from => &mut now,
                (Some(_), Some(_)) if zone.known => &mut later,
                _ => &mut unknown,
            };
            *count += zone.contacts;
        }
        let mut json = String::new();
        let mut object = Writer::new(&mut json);
        for (key, count) in [
            (HoursSummary::NOW, now),
            (HoursSummary::LATER, later),
            (HoursSummary::OUTSIDE, outside),
            (HoursSummary::UNKNOWN, unknown),
        ] {
            object.raw(key, &count.digits());
        }
        if let Some(workload) =
            self.workload().filter(|work| work.left + work.never == 0 && !self.zones.is_empty())
        {
            object.text(HoursSummary::ENDS_AT, &local_text(workload.ends, self.offset));
        }
        object.raw(HoursSummary::ZONES, &self.rows());
        object.text(HoursSummary::DATA_VERSION, &self.table.version());
        object.end();
        json
    }

    /// Returns the zones, merged if both the offsets of their clocks and their hours are the same, as a JSON array.
    fn rows(&self) -> String {
        let at = self.window.map_or(self.now, |(from, _)| from);
        let mut rows: Vec<Row<'_>> = Vec::new();
        for zone in &self.zones {
            let mut offsets = Vec::new();
            self.table.add_offsets(zone.locations, at, &mut offsets);
            // Where a known rule forbids all of the window, nothing else matters.
            let tells = zone.known || self.window.is_some() && zone.open.is_empty();
            let open = Some(&*zone.open).filter(|_| tells);
            if let Some((.., contacts)) =
                rows.iter_mut().find(|(known, hours, _)| *known == offsets && *hours == open)
            {
                *contacts += zone.contacts;
                continue;
            }
            let index = rows.iter().take_while(|(known, ..)| *known <= offsets).count();
            rows.insert(index, (offsets, open, zone.contacts));
        }
        json::list(rows.into_iter().map(|(offsets, open, contacts)| {
            let mut json = String::new();
            let mut object = Writer::new(&mut json);
            object.raw(HoursZone::OFFSETS, &json::list(offsets.iter().map(|offset| minutes(*offset))));
            object.raw(HoursZone::CONTACTS, &contacts.digits());
            if let Some(open) = open {
                let open = open.iter().take(MOST_WINDOWS).map(|span| window(*span, self.offset));
                object.raw(HoursZone::OPEN, &json::list(open));
            }
            object.end();
            json
        }))
    }
}

/// Returns a window as JSON.
pub(super) fn window((from, until): Span, offset: i32) -> String {
    let mut json = String::new();
    let mut object = Writer::new(&mut json);
    object.text(HoursWindow::START_TIME, &local_text(from, offset));
    object.text(HoursWindow::END_TIME, &local_text(until, offset));
    object.end();
    json
}

/// Returns an offset in minutes as JSON.
pub(super) fn minutes(offset: i32) -> String {
    let digits = u64::from(offset.unsigned_abs()).digits();
    if offset < 0 { ["-", &digits].concat() } else { digits.to_string() }
}
