//! Calling hours of an audience: who can be called when, and splitting a campaign.

use std::{cell::Cell, collections::HashSet, rc::Rc};

use proptest::{collection::vec, sample::select};
use seax_dialer::{
    client::CallOptions,
    hours::{DATA, Daily, Holidays, Purpose, Question, Table, Verdict, locate},
    model::{
        FindingCode,
        finding::{HoursSummary, HoursZone, Severity},
    },
    preflight::hours::{CallingHours, HoursSettings, Part},
    schema::Strictness,
    timestamp::Timestamp,
};
use serde_json::{Value, json};

use crate::{
    cases::morning,
    properties::holds,
    time::Time,
    transport::Wire,
    world::{CONTACT, World, contact, id},
};

/// A world with contacts that have these numbers.
fn called(numbers: &[&str]) -> World {
    let mut world = morning("+1212555000");
    world.contacts =
        numbers.iter().enumerate().map(|(place, number)| numbered(place as u64, number)).collect();
    world
}

fn numbered(place: u64, number: &str) -> Value {
    let mut contact = contact(place + 1, "Ada");
    contact["phone"] = json!(number);
    contact
}

fn summary(world: &World) -> HoursSummary {
    let audience = world.check().preflight.audience.expect("the audience is known");
    audience.hours.expect("the hours are known")
}

fn split(world: &World) -> Vec<Part> {
    let time = Time::default();
    let wire = Wire::to(&time, world.server());
    let client = world.client(&wire, &time);
    let draft = world.checked().expect("a draft");
    time.run(client.split_by_zone(&draft, &world.calling_hours(), CallOptions::default()))
        .expect("it can be split")
}

fn field(part: &Part, name: &str) -> Value {
    serde_json::from_slice::<Value>(part.draft.as_bytes()).expect("JSON")[name].clone()
}

#[test]
fn without_its_data_a_check_says_nothing_of_hours() {
    let world = World { hours: None, ..called(&["+61412345678"]) };
    let checkup = world.check();
    assert_eq!(checkup.codes(), []);
    assert_eq!(checkup.preflight.audience.expect("it is known").hours, None);
}

#[test]
fn contacts_are_counted_by_when_they_can_be_called_and_by_the_offset_of_their_clocks() {
    // It is 9:00 in New York; 6:00 in California, where calls begin at 9:00; 19:30 in India, which has no known rule; and 23:00
    // in Japan.
    let world = called(&[
        "+12125550101",
        "+12125550102",
        "+13055550103",
        "+14155550104",
        "+919812345678",
        "+81312345678",
    ]);
    let hours = summary(&world);
    assert_eq!((hours.now, hours.later, hours.outside, hours.unknown), (3, 1, 1, 1));
    let rows: Vec<_> = hours.zones.iter().map(|zone| (zone.offsets.clone(), zone.contacts)).collect();
    assert_eq!(rows, [(vec![-480], 1), (vec![-300], 3), (vec![330], 1), (vec![540], 1)]);
    let open = |zone: &HoursZone| {
        let windows = zone.open.as_ref().map(|windows| windows.iter());
        windows.map(|windows| {
            windows.map(|window| (window.start_time.clone(), window.end_time.clone())).collect::<Vec<_>>()
        })
    };
    let nine_to_five = ("2027-01-13T09:00:00-05:00".into(), "2027-01-13T17:00:00-05:00".into());
    assert_eq!(open(&hours.zones[1]), Some(vec![nine_to_five]));
    let from_noon = ("2027-01-13T12:00:00-05:00".into(), "2027-01-13T17:00:00-05:00".into());
    assert_eq!(open(&hours.zones[0]), Some(vec![from_noon]));
    assert_eq!((open(&hours.zones[2]), open(&hours.zones[3])), (None, Some(vec![])));
    assert_eq!(hours.data_version, "2026-11-28, tzdata 2026f, libphonenumber 9.0.43");
}

#[test]
fn contacts_of_the_same_clock_but_other_hours_are_apart() {
    // Sunday: Louisiana is closed, Texas opens at noon, France is closed, and nothing is known of Germany.
    let rows = |numbers: &[&str]| {
        let world = called(numbers)
            .with("start_time", json!("2027-01-17T13:00:00-06:00"))
            .with("end_time", json!("2027-01-17T15:00:00-06:00"))
            .with("is_schedule", json!(true));
        let hours = summary(&world);
        let rows: Vec<_> = hours
            .zones
            .iter()
            .map(|zone| (zone.offsets.clone(), zone.contacts, zone.open.as_ref().map(Vec::len)))
            .collect();
        ((hours.now, hours.outside, hours.unknown), rows)
    };
    let texas = ["+12145550101", "+12145550102", "+15125550103", "+15045550104"];
    let (counts, zones) = rows(&texas);
    assert_eq!(counts, (3, 1, 0));
    assert_eq!(zones, [(vec![-360], 3, Some(1)), (vec![-360], 1, Some(0))]);
    let (counts, zones) = rows(&["+33123456789", "+4930123456", "+4930123457", "+4930123458"]);
    assert_eq!(counts, (0, 1, 3));
    assert_eq!(zones, [(vec![60], 1, Some(0)), (vec![60], 3, None)]);
}

#[test]
fn contacts_who_are_not_called_are_not_counted() {
    let mut world = called(&["+12125550101", "+14155550104", ""]);
    world.contacts[1]["contact_labels"] = json!([crate::world::label(2, "DNC")]);
    let hours = summary(&world);
    assert_eq!((hours.now, hours.later, hours.outside, hours.unknown), (1, 0, 0, 0));
}

#[test]
fn of_contacts_from_elsewhere_a_check_says_that_their_hours_were_not_checked() {
    use FindingCode::{AudienceElsewhere, CallingHoursUnknown, ContactFileMissing};
    let night = |mode: &str| {
        let mut world = called(&["+12125550101"])
            .with("start_time", json!("2027-01-14T02:00:00-05:00"))
            .with("end_time", json!("2027-01-14T04:00:00-05:00"))
            .with("is_schedule", json!(true))
            .with("mode", json!(mode));
        world.hours = Some(HoursSettings { strict: true, ..HoursSettings::default() });
        world
    };
    assert_eq!(night("WEBHOOK").check().codes(), [AudienceElsewhere, CallingHoursUnknown]);
    assert_eq!(night("EXCEL").check().codes(), [ContactFileMissing, AudienceElsewhere, CallingHoursUnknown]);
    let unchecked = World { hours: None, ..night("WEBHOOK") };
    assert_eq!(unchecked.check().codes(), [AudienceElsewhere]);
}

#[test]
fn the_largest_window_for_everybody_is_proposed() {
    let world = called(&["+12125550101", "+14155550104"]);
    let checkup = world.check();
    let finding = checkup.only();
    assert_eq!(finding.code, FindingCode::OutsideCallingHours);
    assert!(
        finding.message.contains("US-CA: Cal. Pub. Util. Code 2872(c), read on 2026-11-28; certainty high"),
        "{}",
        finding.message
    );
    let fix = serde_json::to_value(&finding.fix).expect("plain data");
    // From 9:00 in California until the campaign's own end.
    let set = json!({"start_time": "2027-01-13T12:00:00-05:00", "is_schedule": true});
    assert_eq!(fix, json!({"set": set}));
}

#[test]
fn of_two_places_where_a_contact_can_be_the_one_that_is_closed_is_cited() {
    // It is nine in New York, where the contact lives, and eight in Oklahoma, which its area code is presumed to tell.
    let mut world = called(&["+14055550101"]);
    world.hours = Some(HoursSettings { state_field: Some("state".into()), ..HoursSettings::default() });
    world.contacts[0]["contact_field_data"]["state"] = json!("NY");
    let checkup = world.check();
    assert!(checkup.only().message.contains("(US-OK: 15 O.S. 775C.4"), "{}", checkup.only().message);
}

#[test]
fn a_night_is_moved_to_the_day_after() {
    let world = called(&["+12125550101"])
        .with("start_time", json!("2027-01-13T22:00:00-05:00"))
        .with("end_time", json!("2027-01-13T23:30:00-05:00"))
        .with("is_schedule", json!(true));
    let fix = serde_json::to_value(&world.check().only().fix).expect("plain data");
    let set = json!({
        "start_time": "2027-01-14T08:00:00-05:00", "end_time": "2027-01-14T21:00:00-05:00", "is_schedule": true,
    });
    assert_eq!(fix, json!({"set": set}));
}

#[test]
fn less_than_a_quarter_of_an_hour_is_no_time_for_a_campaign() {
    let proposed = |start: &str| {
        let world = called(&["+12125550101"])
            .with("start_time", json!(start))
            .with("end_time", json!("2027-01-13T23:30:00-05:00"))
            .with("is_schedule", json!(true));
        serde_json::to_value(&world.check().only().fix).expect("plain data")["set"]["end_time"].clone()
    };
    // New York's hours end at 21:00.
    assert_eq!(proposed("2027-01-13T20:45:00-05:00"), json!("2027-01-13T21:00:00-05:00"));
    assert_eq!(proposed("2027-01-13T20:45:01-05:00"), json!("2027-01-14T21:00:00-05:00"));
}

#[test]
fn without_a_time_for_everybody_a_split_is_proposed() {
    // While both California (from 9:00) and France (until 20:00) are open, it is between 1:00 and 3:00 in Perth.
    let checkup = called(&["+12125550101", "+33123456789", "+61891234567", "+14155550101"]).check();
    let finding = checkup.only();
    assert_eq!(finding.code, FindingCode::OutsideCallingHours);
    assert!(finding.message.ends_with("split the campaign by time zone."), "{}", finding.message);
    assert_eq!(finding.fix, None);
}

#[test]
fn the_caller_can_make_it_an_error() {
    let mut world = called(&["+14155550104"]);
    world.hours = Some(HoursSettings { strict: true, ..HoursSettings::default() });
    let checkup = world.check();
    assert_eq!((checkup.only().severity.clone(), checkup.errors.len()), (Severity::Error, 1));
}

#[test]
fn what_the_caller_says_of_hours_counts() {
    let settings = |change: fn(&mut HoursSettings)| {
        let mut settings = HoursSettings::default();
        change(&mut settings);
        World { hours: Some(settings), ..called(&["+15045550101", "+15045550102"]) }
    };
    assert_eq!(settings(|_| ()).check().codes(), []);
    let purpose = settings(|settings| settings.purpose = Purpose::Informational);
    assert_eq!(purpose.check().codes(), [FindingCode::CallingHoursUnknown]);
    let window = settings(|settings| settings.window = Daily::parse("10:00", "18:00"));
    assert_eq!(window.check().codes(), [FindingCode::OutsideCallingHours]);
    let holidays = settings(|settings| {
        settings.holidays = Holidays::default();
        settings.holidays.add("US", "2027-01-13");
    });
    assert_eq!(holidays.check().codes(), [FindingCode::OutsideCallingHours]);
    // Fields of the contacts: one is in California.
    let mut fields = settings(|settings| {
        settings.zone_field = Some("Zone".into());
        settings.state_field = Some("state".into());
    });
    fields.contacts[0]["contact_field_data"]["state"] = json!("CA");
    assert_eq!(fields.check().only().contacts.as_ref().map(|contacts| contacts.count), Some(1));
    fields.contacts[1]["contact_field_data"]["zone"] = json!("Pacific/Honolulu");
    assert_eq!(fields.check().only().contacts.as_ref().map(|contacts| contacts.count), Some(2));
}

#[test]
fn a_field_that_cannot_be_read_is_not_fine() {
    for field in ["zone", "state"] {
        let mut world = called(&["+12125550101", "+12125550102", "+12125550103"]);
        world.hours = Some(HoursSettings {
            zone_field: Some("zone".into()),
            state_field: Some("state".into()),
            strict: true,
            ..HoursSettings::default()
        });
        world.contacts[0]["contact_field_data"][field] = json!("Pacific Time");
        world.contacts[1]["contact_field_data"]["zone"] = json!("EST5EDT");
        world.contacts[1]["contact_field_data"]["state"] = json!("N.Y.");
        let checkup = world.check();
        let finding = checkup.only();
        assert_eq!(finding.code, FindingCode::CallingHoursUnknown, "{field}");
        assert_eq!(finding.contacts.as_ref().map(|contacts| contacts.count), Some(1), "{field}");
        assert!(finding.message.contains("field does not tell the time zone"), "{}", finding.message);
        let hours = summary(&world);
        assert_eq!((hours.now, hours.unknown), (2, 1), "{field}");
    }
}

#[test]
fn a_window_that_moves_with_the_contact_is_not_passed_over_in_silence() {
    let moving = |field: &str, value: Value| called(&["+12125550101", "+14155550104"]).with(field, value);
    let relative =
        json!({"timezone": "Asia/Taipei", "date_contact_field_id": id(7, 1), "absolute_time": "03:00"});
    for world in [moving("is_timezone_aware", json!(true)), moving("relative_time_config", relative)] {
        let checkup = world.check();
        let finding = checkup.only();
        assert_eq!(finding.code, FindingCode::CallingHoursUnknown);
        assert_eq!(finding.contacts.as_ref().map(|contacts| contacts.count), Some(2));
        assert!(finding.message.contains("depends on the contact"), "{}", finding.message);
        assert_eq!(summary(&world).unknown, 2);
        // A campaign that is over calls nobody.
        let over = world
            .clone()
            .with("start_time", json!("2027-01-11T09:00:00-05:00"))
            .with("end_time", json!("2027-01-11T17:00:00-05:00"));
        assert_eq!(over.check().codes(), [FindingCode::WindowOver]);
        let reversed = world.with("start_time", json!("2027-01-13T18:00:00-05:00"));
        assert_eq!(reversed.check().codes(), [FindingCode::WindowReversed]);
    }
}

/// A world with one contact, whose fields say where it is, and the hours of a campaign that calls it.
fn somewhere(number: &str, fields: &[(&str, &str)], purpose: Purpose, (start, end): (&str, &str)) -> World {
    let mut world = called(&[number]).with("is_schedule", json!(true));
    for (key, value) in fields {
        world.contacts[0]["contact_field_data"][*key] = json!(value);
    }
    world.hours = Some(HoursSettings {
        purpose,
        zone_field: Some("zone".into()),
        state_field: Some("state".into()),
        strict: true,
        ..HoursSettings::default()
    });
    world.with("start_time", json!(start)).with("end_time", json!(end))
}

const NIGHT: (&str, &str) = ("2027-01-14T02:00:00-05:00", "2027-01-14T04:00:00-05:00");
const NOON: (&str, &str) = ("2027-01-14T13:00:00-05:00", "2027-01-14T15:00:00-05:00");
const EVENING: (&str, &str) = ("2027-01-14T18:00:00-05:00", "2027-01-14T22:00:00-05:00");

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
fn a_split_calls_nobody_at_a_time_that_a_known_place_forbids() {
    let mut world = somewhere("+13055550101", &[("zone", "Pacific Time")], Purpose::Sales, EVENING);
    for (place, number) in [(1, "+14155550101"), (2, "+12125550102"), (3, "+18005550103")] {
        world.contacts.push(numbered(place, number));
    }
    let seen: Vec<_> = split(&world)
        .iter()
        .map(|part| (part.contacts, part.known, field(part, "start_time"), field(part, "end_time")))
        .collect();
    let time = |hour: u32| json!(format!("2027-01-14T{hour}:00:00-05:00"));
    assert_eq!(
        seen,
        [
            // New York closes at 21:00, while California is open until 24:00.
            (2, true, time(18), time(21)),
            // Florida closes at 20:00; the contact's own place is unknown.
            (1, false, time(18), time(20)),
            (1, false, time(18), time(22)),
        ]
    );
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
        let locations = locate(&table, Some(number), Some(zone), Some(state));
        let verdict = |at: i64| {
            let holidays = &Holidays::default();
            let question = Question { at: Timestamp(at * 1_000), purpose, window: None, holidays };
            table.verdict(&locations, &question).0
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
fn a_cap_is_told_with_the_time_that_it_is_for() {
    let told = |numbers: &[&str], attempts: u32| {
        let checkup = called(numbers).with("max_attempts", json!(attempts)).check();
        let capped = |finding: &&seax_dialer::model::finding::Finding| {
            finding.code == FindingCode::AttemptsOverDailyCap
        };
        let finding = checkup.preflight.findings.iter().find(capped).expect("it is found");
        (finding.message.clone(), serde_json::to_value(&finding.fix).expect("plain data"))
    };
    for (numbers, attempts, words, least) in [
        (&["+33123456789"][..], 5, "a rule for the place allows 4 calls in 30 days. Allow", 4),
        (&["+85223456789"], 5, "a rule for the place allows 3 calls in 7 days. Allow", 3),
        (&["+13055550101"], 5, "a rule for the place allows 3 calls in 24 hours. Allow", 3),
        (&["+12075550101"], 2, "a rule for the place allows 1 call in 8 hours. Allow", 1),
        // The limit of another place, whose rule allows as many calls, is not named.
        (&["+33123456789", "+13055550101"], 4, "a rule for the place allows 3 calls in 24 hours. Allow", 3),
        (
            &["+33123456789", "+13055550101"],
            5,
            "a rule for the place allows 4 calls in 30 days, and another 3 calls in 24 hours. Allow",
            3,
        ),
    ] {
        let (message, fix) = told(numbers, attempts);
        assert!(message.contains(words), "{message}");
        assert_eq!(fix, json!({"set": {"max_attempts": least}}));
    }
}

#[test]
fn settings_that_name_no_place_are_refused_with_what_was_meant() {
    let table = Table::read(DATA).expect("the table is complete");
    let refusal = |country: Option<&str>, place: &str| {
        let mut settings =
            HoursSettings { default_country: country.map(str::to_owned), ..HoursSettings::default() };
        assert!(settings.holidays.add(place, "2026-12-25"));
        settings.approve(&table).err().map(|error| (error.path.clone().unwrap_or_default(), error.message))
    };
    for (country, hint) in [
        ("UK", " Did you mean GB?"),
        ("USA", " Did you mean US?"),
        ("Taiwan", " such as TW"),
        ("XX", " such as TW"),
        ("A[", " such as TW"),
        ("", " such as TW"),
        ("TX", " such as TW"),
    ] {
        let (path, message) = refusal(Some(country), "US").expect(country);
        assert!(path == "defaultCountry" && message.ends_with(hint), "{path}: {message}");
    }
    for (place, hint) in [
        ("USA", " Did you mean US?"),
        ("US_LA", " Did you mean US-LA?"),
        ("Louisiana", " Did you mean US-LA?"),
        ("TX", " Did you mean US-TX?"),
        ("US-XX", ", not US-XX"),
        ("AU-NSW", ", not AU-NSW"),
        ("everywhere", ", not EVERYWHERE"),
    ] {
        let (path, message) = refusal(Some("gb"), place).expect(place);
        assert!(path == "holidays" && message.ends_with(hint), "{path}: {message}");
    }
    for place in ["US", "us-la", "DE", "CA-QC", ""] {
        assert_eq!(refusal(None, place), None, "{place}");
    }
}

#[test]
fn a_campaign_needs_time_within_the_hours_and_not_only_between_its_ends() {
    // 150 contacts in California, where calls begin at 9:00 (12:00 in New York), with one call at a time.
    let mut world = called(&["+12125550101"]);
    world.contacts = (0..150).map(|place| numbered(place, &format!("+1415555{place:04}"))).collect();
    let world = world.with("max_dialers", json!(1)).with("end_time", json!("2027-01-13T14:00:00-05:00"));
    // California has two hours of the window's five.
    let checkup = world.check();
    assert_eq!(checkup.codes(), [FindingCode::OutsideCallingHours, FindingCode::WindowTooShort]);
    assert!(checkup.preflight.findings[1].message.contains("30 calls would be left"));
    let ends = |world: &World| summary(world).ends_at;
    assert_eq!(ends(&world), None);
    // The forecast's end moves: not 11:00, but two and a half hours after California's beginning.
    let longer = world.with("end_time", json!("2027-01-13T16:00:00-05:00"));
    assert_eq!(ends(&longer).as_deref(), Some("2027-01-13T14:30:00-05:00"));
    // Those whose hours end first are called first, so that none is left out needlessly.
    let mut both = longer.with("end_time", json!("2027-01-14T00:00:00-05:00"));
    both.contacts.extend((0..540).map(|place| numbered(1_000 + place, &format!("+1212555{place:04}"))));
    assert_eq!(ends(&both).as_deref(), Some("2027-01-13T20:30:00-05:00"));
}

#[test]
fn a_number_in_the_national_form_comes_with_what_it_was_meant_to_be() {
    let mut world = called(&["0912 345 678", "+12125550101"]);
    world.hours = Some(HoursSettings { default_country: Some("TW".into()), ..HoursSettings::default() });
    let findings = world.check().preflight.findings;
    let finding =
        findings.iter().find(|finding| finding.code == FindingCode::NumberNotE164).expect("it is found");
    let sample = &finding.contacts.as_ref().expect("contacts are named").sample[0];
    assert_eq!(sample.correction.as_deref(), Some("+886912345678"));
    // The correction is only reported, and not assumed.
    assert_eq!(sample.phone.as_deref(), Some("0912 345 678"));
    assert!(findings.iter().any(|finding| finding.code == FindingCode::CallingHoursUnknown));
}

#[test]
fn a_split_has_a_window_for_each_group_of_zones() {
    let world = called(&["+12125550101", "+12125550102", "+14155550104", "+81312345678", "+18005550105"]);
    let parts = split(&world);
    let seen: Vec<_> = parts
        .iter()
        .map(|part| {
            (
                part.contacts,
                part.known,
                part.offsets.clone(),
                field(part, "start_time"),
                field(part, "end_time"),
            )
        })
        .collect();
    let (nine, noon, five) =
        ("2027-01-13T09:00:00-05:00", "2027-01-13T12:00:00-05:00", "2027-01-13T17:00:00-05:00");
    assert_eq!(
        seen,
        [
            (2, true, vec![-300], json!(nine), json!(five)),
            (1, true, vec![-480], json!(noon), json!(five)),
            // From 8:00 to 21:00 on Japan's next day.
            (1, true, vec![540], json!("2027-01-13T18:00:00-05:00"), json!("2027-01-14T07:00:00-05:00")),
            (1, false, vec![], json!(nine), json!(five)),
        ]
    );
    assert_eq!(field(&parts[1], "name"), "Survey (2 of 4)");
    assert_eq!(
        (field(&parts[0], "is_schedule"), field(&parts[1], "is_schedule")),
        (Value::Null, json!(true))
    );
    let excluded: Vec<_> = [1, 2, 4, 5].map(|number| id(CONTACT, number)).into();
    assert_eq!(field(&parts[1], "exclude_contact_ids"), json!(excluded));
}

#[test]
fn zones_that_lose_little_are_one_part() {
    let day = |world: World| {
        world
            .with("start_time", json!("2027-01-13T07:00:00-05:00"))
            .with("end_time", json!("2027-01-13T23:59:00-05:00"))
    };
    // Eastern and Central time have twelve of their thirteen hours in common.
    assert_eq!(split(&day(called(&["+12125550101", "+13125550102"]))).len(), 1);
    assert_eq!(split(&day(called(&["+12125550101", "+18085550102"]))).len(), 2);
}

/// Returns a world from 20:50 until 23:00 in New York, unless it ends earlier.
fn late(numbers: &[&str], end: &str) -> World {
    called(numbers)
        .with("start_time", json!("2027-01-13T20:50:00-05:00"))
        .with("end_time", json!(format!("2027-01-13T{end}:00-05:00")))
        .with("is_schedule", json!(true))
}

#[test]
fn contacts_who_can_be_called_in_the_drafts_window_are_called_in_it() {
    const SEATTLE: &str = "+12065550101";
    let parts = split(&late(&["+12125550101", SEATTLE, "+15035550101"], "23:00"));
    let seen: Vec<_> = parts
        .iter()
        .map(|part| (part.contacts, field(part, "start_time"), field(part, "end_time")))
        .collect();
    let time = |day: u32, time: &str| json!(format!("2027-01-{day}T{time}:00-05:00"));
    // Seattle and Portland close at 20:00, which is 23:00 in New York.
    assert_eq!(seen, [(2, time(13, "20:50"), time(13, "23:00")), (1, time(14, "08:00"), time(14, "21:00"))]);
}

#[test]
fn a_short_window_that_is_open_is_not_made_longer() {
    let noon = |end: &str| {
        called(&["+12125550101", "+13125550101", "+13125550102"])
            .with("start_time", json!("2027-01-13T12:00:00-05:00"))
            .with("end_time", json!(format!("2027-01-13T{end}:00-05:00")))
            .with("is_schedule", json!(true))
    };
    let parts = split(&noon("12:10"));
    assert_eq!((parts.len(), field(&parts[0], "end_time")), (1, json!("2027-01-13T12:10:00-05:00")));
    // Ten minutes are left.
    let rest = World { contacts: noon("12:10").contacts, ..noon("12:30") }.at("2027-01-13T17:20:00Z");
    let parts = split(&rest);
    assert_eq!(parts.len(), 1);
    assert_eq!(field(&parts[0], "start_time"), json!("2027-01-13T12:00:00-05:00"));
    assert_eq!(field(&parts[0], "end_time"), json!("2027-01-13T12:30:00-05:00"));
    // New York is open for ten minutes more, and Chicago for the whole window.
    let parts = split(&late(&["+12125550101", "+13125550101"], "21:10"));
    let ends: Vec<_> = parts.iter().map(|part| field(part, "end_time")).collect();
    assert_eq!(ends, [json!("2027-01-13T21:10:00-05:00"), json!("2027-01-14T21:00:00-05:00")]);
}

#[test]
fn contacts_who_can_never_be_called_are_a_part_that_says_so() {
    // The caller's own hours begin when Florida's end.
    let evening = |strict: bool, numbers: &[&str]| {
        let mut world = called(numbers)
            .with("start_time", json!("2027-01-13T20:10:00-05:00"))
            .with("end_time", json!("2027-01-13T20:50:00-05:00"))
            .with("is_schedule", json!(true));
        let window = Daily::parse("20:00", "22:00");
        world.hours = Some(HoursSettings { window, strict, ..HoursSettings::default() });
        world
    };
    let world = evening(false, &["+13055550101", "+4930123456", "+12125550101", "+18005550105"]);
    let parts = split(&world);
    let seen: Vec<_> =
        parts.iter().map(|part| (part.contacts, part.known, part.closed, part.window.is_some())).collect();
    assert_eq!(
        seen,
        [(1, true, false, true), (1, true, false, true), (1, true, true, false), (1, false, false, false)]
    );
    assert_eq!(field(&parts[2], "start_time"), world.draft["start_time"]);
    assert_eq!(parts[2].offsets, [-300]);
    // The check warns of that part, or refuses it.
    for strict in [false, true] {
        let mut part = evening(strict, &["+13055550101"]);
        part.draft = serde_json::from_slice(parts[2].draft.as_bytes()).expect("JSON");
        let checkup = part.check();
        assert_eq!(checkup.only().code, FindingCode::OutsideCallingHours);
        assert_eq!((checkup.errors.len(), &checkup.only().fix), (usize::from(strict), &None));
        assert!(checkup.only().message.contains("exclude them"), "{}", checkup.only().message);
    }
    // If there are no others, the draft is one such part.
    let parts = split(&evening(false, &["+13055550101"]));
    assert_eq!(parts.iter().map(|part| part.closed).collect::<Vec<_>>(), [true]);
}

#[test]
fn a_split_takes_the_values_that_its_client_takes() {
    let mut world = called(&["+12125550101", "+14155550102"]).with("stage", json!("NEW_STAGE"));
    world.hours = Some(HoursSettings::default());
    let time = Time::default();
    let wire = Wire::to(&time, world.server());
    let client = world.client(&wire, &time);
    let draft =
        seax_dialer::preflight::read(world.draft.to_string(), Strictness::OpenInput).ok().expect("a draft");
    let parts = time
        .run(client.split_by_zone(&draft, &world.calling_hours(), CallOptions::default()))
        .expect("it can be split");
    assert_eq!(parts.iter().map(|part| field(part, "stage")).collect::<Vec<_>>(), ["NEW_STAGE"; 2]);
}

#[test]
fn a_split_of_one_zone_is_the_draft_itself() {
    let world = called(&["+12125550101", "+12125550102"]);
    let parts = split(&world);
    assert_eq!(parts.len(), 1);
    let draft: Value = serde_json::from_slice(parts[0].draft.as_bytes()).expect("JSON");
    assert_eq!(draft["name"], "Survey");
    assert_eq!(draft["exclude_contact_ids"], Value::Null);
}

/// A world with many contacts in New York, and a few in California and Japan.
fn many(new_york: u64) -> World {
    let mut world = called(&["+14155550101", "+14155550102", "+81312345678"]);
    world.contacts.extend((10..10 + new_york).map(|place| numbered(place, "+12125550101")));
    world
}

#[test]
fn a_part_of_few_people_leaves_out_all_others() {
    let world = many(150).with("addition_contact_ids", json!([id(CONTACT, 1), id(CONTACT, 20)]));
    let parts = split(&world);
    assert_eq!(parts.iter().map(|part| part.contacts).collect::<Vec<_>>(), [150, 2, 1]);
    for part in &parts {
        assert_eq!(field(part, "any_contact_label_ids"), world.draft["any_contact_label_ids"]);
        let excluded = field(part, "exclude_contact_ids").as_array().map_or(0, Vec::len);
        assert_eq!(excluded as u64 + part.contacts, 153);
    }
    assert_eq!(field(&parts[0], "addition_contact_ids"), json!([id(CONTACT, 20)]));
    assert_eq!(field(&parts[1], "addition_contact_ids"), json!([id(CONTACT, 1)]));
    assert_eq!(field(&parts[2], "addition_contact_ids"), json!([]));
}

#[test]
fn an_addition_that_is_not_in_the_audience_is_in_no_part() {
    let [own, excluded, unread] = [20, 2, 9_999].map(|number| id(CONTACT, number));
    let world = many(150)
        .with("addition_contact_ids", json!([own, excluded.to_uppercase(), unread]))
        .with("exclude_contact_ids", json!([excluded]));
    let parts = split(&world);
    assert_eq!(parts.iter().map(|part| part.contacts).collect::<Vec<_>>(), [150, 1, 1]);
    let additions: Vec<_> = parts.iter().map(|part| field(part, "addition_contact_ids")).collect();
    assert_eq!(additions, [json!([own]), json!([]), json!([])]);
}

#[test]
fn a_part_that_no_request_can_have_is_refused_before_anything_is_launched() {
    // A long message stands in for about ten thousand more contacts.
    let halves = |message: usize| {
        let mut world = many(200).with("message", json!("x".repeat(message)));
        world.contacts.extend((0..200).map(|place| numbered(1_000 + place, "+14155550101")));
        let time = Time::default();
        let wire = Wire::to(&time, world.server());
        let client = world.client(&wire, &time);
        let draft = world.checked().expect("a draft");
        time.run(client.split_by_zone(&draft, &world.calling_hours(), CallOptions::default()))
    };
    assert!(halves(1_980_000).is_ok());
    let refusal = halves(1_995_000).err().expect("it is refused");
    assert_eq!(refusal.path.as_deref(), Some("draft"));
    assert!(refusal.message.contains("too many contacts to split"), "{}", refusal.message);
}

#[test]
fn many_additions_are_read_in_as_many_requests_as_their_urls_allow() {
    let ids: Vec<String> = (1..=250).map(|number| id(CONTACT, number)).collect();
    let with_label = called(&["+12125550101"]).with("addition_contact_ids", json!(ids));
    let urls = |world: &World| {
        let sent = world.check().sent;
        let lists = sent.into_iter().filter(|sent| crate::world::list_of(&sent.url) == "contacts");
        lists.map(|sent| sent.url).collect::<Vec<_>>()
    };
    let named = |urls: &[String], ids: &[String]| {
        assert_eq!(urls.len(), 3);
        for (url, ids) in urls.iter().zip(ids.chunks(100)) {
            let named = crate::world::parameter(url, "addition_contact_ids").expect("they are named");
            assert_eq!(named.matches(ids[0].as_str()).count(), 1);
            assert_eq!(named.matches('-').count(), ids.len() * 4, "{url}");
            assert_eq!(crate::world::parameter(url, "any_contact_label_ids"), None);
            assert_eq!(crate::world::parameter(url, "keyword"), None);
        }
    };
    let alone = with_label.clone().with("any_contact_label_ids", Value::Null);
    named(&urls(&alone), &ids);
    // Who has a label or matches a keyword is read first, and not again: here, the first of the additions.
    for (world, field) in
        [(with_label, "any_contact_label_ids"), (alone.with("keyword", json!("Ada")), "keyword")]
    {
        let urls = urls(&world);
        assert_eq!(crate::world::parameter(&urls[0], "addition_contact_ids"), None);
        assert!(crate::world::parameter(&urls[0], field).is_some(), "{}", urls[0]);
        named(&urls[1..], &ids[1..]);
    }
}

#[test]
fn a_split_that_cannot_read_the_whole_audience_is_none() {
    let world = World { failing: vec![("contacts", 1)], ..called(&["+12125550101"]) };
    let time = Time::default();
    let wire = Wire::to(&time, world.server());
    let client = world.client(&wire, &time);
    let draft = world.checked().expect("a draft");
    assert!(time.run(client.split_by_zone(&draft, &world.calling_hours(), CallOptions::default())).is_err());
}

/// How the numbers of random contacts begin.
const BEGINNINGS: [&str; 16] = [
    "+1212555", "+1312555", "+1303555", "+1415555", "+1850555", "+1605555", "+1808555", "+1800555",
    "+4420712", "+3312345", "+6141234", "+8131234", "+9198123", "+7916123", "0912345", "",
];

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
                let locations = locate(&table, Some(number.as_str()), None, None);
                let at = Timestamp(time * 1_000);
                let question = Question { at, purpose: Purpose::Sales, window: None, holidays };
                let is_polite =
                    |offset: &i32| (9..21).contains(&((time + i64::from(*offset) * 60) / 3_600 % 24));
                let offsets = table.offsets_at(&locations, time);
                match table.verdict(&locations, &question).0 {
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

#[test]
fn the_parts_of_a_split_are_the_audience_and_nobody_is_in_two() {
    let hours = CallingHours {
        table: Rc::new(Table::read(DATA).expect("the table is complete")),
        settings: HoursSettings::default(),
    };
    let beginnings = vec(select(&BEGINNINGS[..]), 1..60);
    holds(60, (beginnings, 0..14 * 96_i64, 1..4 * 96_i64, 0..60_u64, 0..60_u64), |given| {
        let (beginnings, start, quarters, left_out, addition) = given;
        let size = beginnings.len() as u64;
        let mut world = morning("+1212555000");
        world.contacts = (0..)
            .zip(&beginnings)
            .map(|(place, beginning)| {
                let number =
                    if beginning.is_empty() { String::new() } else { format!("{beginning}{place:04}") };
                numbered(place, &number)
            })
            .collect();
        let start = 1_799_971_200 + start * 900;
        let end = start + quarters * 900;
        let text = |time: i64| seax_dialer::hours::local_text(time, 0);
        let mut world = world.with("start_time", json!(text(start))).with("end_time", json!(text(end)));
        // One contact is excluded from the start, and one is an addition. They can be the same.
        let (left_out, addition) = (left_out % size, addition % size);
        world = world.with("exclude_contact_ids", json!([id(CONTACT, left_out + 1)]));
        world = world.with("addition_contact_ids", json!([id(CONTACT, addition + 1)]));
        let audience: HashSet<String> =
            (0..size).filter(|place| *place != left_out).map(|place| id(CONTACT, place + 1)).collect();

        let table = Table::read(DATA).expect("the table is complete");
        let mut seen = HashSet::new();
        let parts = split(&world);
        for part in &parts {
            let ids = |name| field(part, name).as_array().cloned().unwrap_or_default();
            let excluded: HashSet<String> =
                ids("exclude_contact_ids").iter().filter_map(|id| id.as_str().map(str::to_owned)).collect();
            let own: Vec<String> = audience.difference(&excluded).cloned().collect();
            assert_eq!(own.len() as u64, part.contacts);
            // A split into one part is the draft itself.
            for addition in ids("addition_contact_ids").iter().filter(|_| parts.len() > 1) {
                assert!(
                    !excluded.contains(addition.as_str().unwrap_or_default()),
                    "an addition of another part's"
                );
            }
            for contact in &own {
                assert!(seen.insert(contact.clone()), "{contact} is in two parts");
            }
            assert!(!part.closed || part.window.is_none());
            let Some((from, until)) = part.window else { continue };
            let now = 1_799_848_800;
            let is_within = start.max(now) <= from && until <= end;
            // Everybody can be called at any time in the part's window.
            for contact in world.contacts.iter().filter(|contact| own.iter().any(|id| contact["id"] == **id))
            {
                let locations = locate(&table, contact["phone"].as_str(), None, None);
                let is_open = |time: i64| {
                    let question = Question {
                        at: Timestamp(time * 1_000),
                        purpose: Purpose::Sales,
                        window: None,
                        holidays: &hours.settings.holidays,
                    };
                    table.verdict(&locations, &question).0 == Verdict::Open
                };
                for time in [from, (from + until) / 2, until - 1] {
                    assert!(is_open(time), "{contact}");
                }
                // Nobody is called at another time who can be called at any time of the draft's window.
                assert!(is_within || !(start..end).step_by(900).all(is_open), "{contact}");
            }
        }
        assert_eq!(seen, audience);
        Ok(())
    });
}
