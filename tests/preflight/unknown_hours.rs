//! Contacts whose place, or whose hours, are not all known.

use std::cell::Cell;

use proptest::{collection::vec, sample::select};
use seax_dialer::{
    hours::{Contact, DATA, Holidays, Purpose, Question, Table, Verdict},
    model::{FindingCode, finding::Severity},
    preflight::hours::HoursSettings,
    timestamp::Timestamp,
};
use serde_json::{Value, json};

use crate::{
    hours::{BEGINNINGS, called, numbered, summary},
    properties::holds,
    world::World,
};

/// A world with one contact, whose fields say where it is, and the hours of a campaign that calls it.
pub fn somewhere(
    number: &str,
    fields: &[(&str, &str)],
    purpose: Purpose,
    (start, end): (&str, &str),
) -> World {
    let mut world = called(&[number]).with("is_schedule", json!(true));
    for (key, value) in fields {
        world.contacts[0]["contact_field_data"][*key] = json!(value);
    }
    // A field that nobody has is another finding.
    let named = |name: &str| {
        let is_given = fields.iter().any(|(key, value)| *key == name && !value.is_empty());
        is_given.then(|| name.to_owned())
    };
    world.hours = Some(HoursSettings {
        purpose,
        zone_field: named("zone"),
        state_field: named("state"),
        strict: true,
        ..HoursSettings::default()
    });
    world.with("start_time", json!(start)).with("end_time", json!(end))
}

const NIGHT: (&str, &str) = ("2027-01-14T02:00:00-05:00", "2027-01-14T04:00:00-05:00");

const NOON: (&str, &str) = ("2027-01-14T13:00:00-05:00", "2027-01-14T15:00:00-05:00");

pub const EVENING: (&str, &str) = ("2027-01-14T18:00:00-05:00", "2027-01-14T22:00:00-05:00");

#[test]
fn what_is_unknown_of_one_place_does_not_hide_that_another_is_closed() {
    use FindingCode::{CallingHoursUnknown, OutsideCallingHours};
    // The area code 305 presumes Florida, whatever the fields say.
    for (fields, purpose) in [
        (&[("zone", "Pacific Time")][..], Purpose::Sales),
        // Florida has no rule for surveys; California has one for recorded voices.
        (&[("state", "CA")], Purpose::Survey),
    ] {
        let world = |times| somewhere("+13055550101", fields, purpose, times);
        let night = world(NIGHT).check();
        assert_eq!(
            (night.codes(), night.errors.len()),
            (vec![OutsideCallingHours], 1),
            "{fields:?}: {:?}",
            night.preflight.findings
        );
        let evening = world(EVENING).check();
        let expected = if purpose == Purpose::Sales { OutsideCallingHours } else { CallingHoursUnknown };
        assert_eq!(
            evening.codes(),
            [expected],
            "{fields:?}: Florida closes at 20:00, and California at 24:00"
        );
        assert_eq!(world(NOON).check().codes(), [CallingHoursUnknown], "{fields:?}");
        let counts = |times| {
            let hours = summary(&world(times));
            (hours.now, hours.later, hours.outside, hours.unknown, hours.zones[0].open.clone())
        };
        assert_eq!(counts(NIGHT), (0, 0, 1, 0, Some(vec![])), "{fields:?}");
        for times in [NOON, EVENING] {
            assert_eq!(counts(times), (0, 0, 0, 1, None), "{fields:?}");
        }
    }
    // The proposed window is one that the known place allows, and not later than the draft's: by an unknown clock, that could be
    // at night.
    let world = |times| somewhere("+13055550101", &[("zone", "Pacific Time")], Purpose::Sales, times);
    assert_eq!(
        moved(&world(EVENING)),
        (json!("2027-01-14T18:00:00-05:00"), json!("2027-01-14T20:00:00-05:00"))
    );
    let checkup = world(NIGHT).check();
    assert_eq!(checkup.only().fix, None);
    assert!(
        checkup.only().message.contains("cannot be called at any known time"),
        "{}",
        checkup.only().message
    );
    // The forecast counts only the hours that the known place allows.
    assert_eq!(summary(&world(NIGHT)).ends_at, None);
    assert_eq!(summary(&world(EVENING)).ends_at.as_deref(), Some("2027-01-14T18:01:00-05:00"));
}

/// Returns the start and the end of a draft after the fix of its only error.
fn moved(world: &World) -> (Value, Value) {
    let findings = world.check().preflight.findings;
    let errors: Vec<_> = findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
    let [error] = errors[..] else { panic!("there ought to be one error: {findings:#?}") };
    let fix = serde_json::to_value(&error.fix).expect("plain data");
    let after = |field: &str| {
        let set = &fix["set"][field];
        if set.is_null() { world.draft[field].clone() } else { set.clone() }
    };
    assert!(!fix.is_null(), "{}", error.message);
    (after("start_time"), after("end_time"))
}

#[test]
fn a_fix_calls_nobody_at_night_whose_hours_are_unknown() {
    const MORNING: (&str, &str) = ("2027-01-13T10:00:00+01:00", "2027-01-13T12:00:00+01:00");
    let florida = || somewhere("+13055550101", &[], Purpose::Sales, MORNING).at("2027-01-12T14:00:00Z");
    assert_eq!(moved(&florida()), (json!("2027-01-13T14:00:00+01:00"), json!("2027-01-14T02:00:00+01:00")));
    // Nothing is known of Germany's rules, but its clocks are.
    let mut germany = florida();
    germany.contacts.extend((1..6).map(|place| numbered(place, &format!("+4915112345{place:03}"))));
    assert_eq!(moved(&germany), (json!("2027-01-13T14:00:00+01:00"), json!("2027-01-13T21:00:00+01:00")));
    // The polite hours after the draft's window continue it: ten minutes of that are too short alone.
    let later = germany.clone().with("end_time", json!("2027-01-13T14:10:00+01:00"));
    assert_eq!(moved(&later), (json!("2027-01-13T14:00:00+01:00"), json!("2027-01-13T21:00:00+01:00")));
    let findings = germany.check().preflight.findings;
    assert!(
        findings[0].message.contains("Everybody whose hours are known can be called from"),
        "{}",
        findings[0].message
    );
    // Of a toll-free number, not even those.
    let mut free = germany;
    free.contacts.push(numbered(9, "+18005550105"));
    let findings = free.check().preflight.findings;
    assert_eq!(findings[0].fix, None);
    assert!(findings[0].message.ends_with("split the campaign by time zone."), "{}", findings[0].message);
    // Within the draft's window, they are called as it says.
    let wide = free.with("end_time", json!("2027-01-13T23:00:00+01:00"));
    assert_eq!(moved(&wide), (json!("2027-01-13T14:00:00+01:00"), json!("2027-01-13T23:00:00+01:00")));
}

#[test]
fn what_is_closed_for_a_call_is_closed_in_a_check() {
    const NUMBERS: [&str; 7] = [
        "+13055550101",
        "+14055550101",
        "+12125550101",
        "+18005550101",
        "+33123456789",
        "+61412345678",
        "+919812345678",
    ];
    const ZONES: [&str; 5] = ["", "Pacific Time", "America/Los_Angeles", "Asia/Tokyo", "Europe/Paris"];
    const STATES: [&str; 5] = ["", "CA", "Oklahoma", "Nowhere", "US-PA"];
    const PURPOSES: [Purpose; 3] = [Purpose::Sales, Purpose::Informational, Purpose::Survey];
    let places = (select(&NUMBERS[..]), select(&ZONES[..]), select(&STATES[..]));
    let table = Table::read(DATA).expect("the table is complete");
    holds(300, (places, select(&PURPOSES[..]), 0..7 * 96_i64, 1..20_i64), |given| {
        let ((number, zone, state), purpose, start, quarters) = given;
        let start = 1_799_971_200 + start * 900;
        let end = start + quarters * 900;
        let text = |time: i64| seax_dialer::hours::local_text(time, 0);
        let fields = [("zone", zone), ("state", state)];
        let world = somewhere(number, &fields, purpose, (&text(start), &text(end)));
        let locations = table
            .locate(Contact { number: Some(number), zone: Some(zone), state: Some(state), country: None })
            .0;
        let verdict = |at: i64| {
            let holidays = &Holidays::default();
            let question = Question { purpose, window: None, holidays };
            table.verdict(locations, &question, (at, at + 1)).0
        };
        let all: Vec<_> = (0..quarters).map(|quarter| verdict(start + quarter * 900)).collect();
        let codes = world.check().codes();
        let expected = if all.contains(&Verdict::Closed) {
            vec![FindingCode::OutsideCallingHours]
        } else if all.contains(&Verdict::Unknown) {
            vec![FindingCode::CallingHoursUnknown]
        } else {
            vec![]
        };
        assert_eq!(codes, expected, "{number} {fields:?} {purpose:?} {start}");
        Ok(())
    });
}

#[test]
fn outside_the_drafts_window_a_fix_calls_nobody_at_an_unknown_or_late_hour() {
    let table = Table::read(DATA).expect("the table is complete");
    let fixes = Cell::new(0);
    holds(200, (vec(select(&BEGINNINGS[..14]), 1..6), 0..14 * 96_i64, 1..96_i64), |given| {
        let (beginnings, start, quarters) = given;
        let numbers: Vec<_> =
            (0..).zip(&beginnings).map(|(place, beginning)| format!("{beginning}{place:04}")).collect();
        let start = 1_799_971_200 + start * 900;
        let end = start + quarters * 900;
        let text = |time: i64| json!(seax_dialer::hours::local_text(time, 0));
        let world = called(&numbers.iter().map(String::as_str).collect::<Vec<_>>())
            .with("start_time", text(start))
            .with("end_time", text(end))
            .with("is_schedule", json!(true));
        let findings = world.check().preflight.findings;
        let outside = findings.iter().find(|finding| finding.code == FindingCode::OutsideCallingHours);
        let Some(fix) = outside.and_then(|finding| finding.fix.clone()) else { return Ok(()) };
        fixes.set(fixes.get() + 1);
        let fix = serde_json::to_value(&fix).expect("plain data");
        let time = |field: &str, old: i64| {
            let new = fix["set"][field].as_str();
            new.map_or(old, |new| Timestamp::parse(new.as_bytes()).expect("a time").0 / 1_000)
        };
        let (from, until) = (time("start_time", start), time("end_time", end));
        let holidays = &Holidays::default();
        for time in (from..until).step_by(900) {
            for number in &numbers {
                let locations = table.locate(Contact { number: Some(number), ..Default::default() }).0;
                let question = Question { purpose: Purpose::Sales, window: None, holidays };
                let is_polite =
                    |offset: &i32| (9..21).contains(&((time + i64::from(*offset) * 60) / 3_600 % 24));
                let mut offsets = Vec::new();
                table.add_offsets(locations, time, &mut offsets);
                match table.verdict(locations, &question, (time, time + 1)).0 {
                    Verdict::Open => {}
                    Verdict::Closed => panic!("{number} is closed at {time}"),
                    Verdict::Unknown if (start..end).contains(&time) => {}
                    Verdict::Unknown => {
                        assert!(!offsets.is_empty() && offsets.iter().all(is_polite), "{number} at {time}");
                    }
                }
            }
        }
        Ok(())
    });
    assert!(fixes.get() > 20, "{} fixes", fixes.get());
}
