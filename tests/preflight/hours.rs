//! Calling hours of an audience: who can be called when, and what a check says of it.

use seax_dialer::{
    hours::{DATA, DAY, Daily, Holidays, Purpose, Table, local_text},
    model::{
        FindingCode,
        finding::{HoursSummary, HoursZone, Severity},
    },
    preflight::hours::{HoursData, HoursSettings},
};
use serde_json::{Value, json};

use crate::{
    cases::morning,
    world::{World, contact, id},
};

/// A world with contacts that have these numbers.
pub fn called(numbers: &[&str]) -> World {
    let mut world = morning("+1212555000");
    world.contacts =
        numbers.iter().enumerate().map(|(place, number)| numbered(place as u64, number)).collect();
    world
}

pub fn numbered(place: u64, number: &str) -> Value {
    let mut contact = contact(place + 1, "Ada");
    contact["phone"] = json!(number);
    contact
}

pub fn summary(world: &World) -> HoursSummary {
    let audience = world.check().preflight.audience.expect("the audience is known");
    audience.hours.expect("the hours are known")
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
fn no_rule_is_cited_for_hours_that_only_the_caller_closes() {
    // At 20:15, New York is open by the federal rule, and Florida is closed.
    let message = |numbers: &[&str]| {
        let mut world = called(numbers)
            .with("start_time", json!("2027-01-13T20:15:00-05:00"))
            .with("end_time", json!("2027-01-13T20:45:00-05:00"))
            .with("is_schedule", json!(true));
        let window = Daily::parse("09:00", "20:00");
        world.hours = Some(HoursSettings { window, ..HoursSettings::default() });
        world.check().only().message.clone()
    };
    let own = message(&["+12125550101", "+4930123456"]);
    assert!(own.contains("local time (your own hours). "), "{own}");
    let rule = message(&["+12125550101", "+13055550102"]);
    assert!(rule.contains("(US-FL: F.S. 501.616(6), "), "{rule}");
}

#[test]
fn a_start_in_a_few_minutes_is_immediate_unless_it_is_scheduled() {
    // At 07:57 in New York, whose hours begin at 08:00.
    let early = |start: &str, is_schedule: bool| {
        called(&["+12125550101"])
            .at("2027-01-13T12:57:00Z")
            .with("start_time", json!(start))
            .with("end_time", json!("2027-01-13T18:00:00-05:00"))
            .with("is_schedule", json!(is_schedule))
    };
    let (now, opening) = ("2027-01-13T07:57:00-05:00", "2027-01-13T08:00:00-05:00");
    for start in [now, opening] {
        let checkup = early(start, false).check();
        assert_eq!(checkup.only().code, FindingCode::OutsideCallingHours);
        let fix = serde_json::to_value(&checkup.only().fix).expect("plain data");
        assert_eq!(fix, json!({"set": {"start_time": opening, "is_schedule": true}}));
    }
    assert_eq!(early(opening, true).check().codes(), []);
}

#[test]
fn with_strict_hours_a_start_that_is_not_scheduled_may_not_call_at_night() {
    let start = |number: &str, strict: bool, now: &str| {
        let mut world = called(&["+12125550101", number])
            .at(now)
            .with("start_time", json!("2027-01-14T12:00:00-05:00"))
            .with("end_time", json!("2027-01-14T18:00:00-05:00"));
        world.hours = Some(HoursSettings { strict, ..HoursSettings::default() });
        world
    };
    const NIGHT: &str = "2027-01-14T07:00:00Z";
    for (number, strict, now, is_error) in [
        ("+12125550102", true, NIGHT, true),
        ("+12125550102", false, NIGHT, false),
        // At 10:00 in New York, and at 07:00 in Los Angeles.
        ("+12125550102", true, "2027-01-14T15:00:00Z", false),
        ("+14155550102", true, "2027-01-14T15:00:00Z", true),
        // All of a day before.
        ("+12125550102", true, "2027-01-13T17:00:00Z", true),
    ] {
        let world = start(number, strict, now);
        let checkup = world.check();
        let findings = &checkup.preflight.findings;
        let start = findings.iter().find(|finding| finding.code == FindingCode::StartNotScheduled);
        let start = start.expect("it is found");
        assert_eq!(start.severity == Severity::Error, is_error, "{number} {strict} {now}");
        assert_eq!(start.message.contains("outside calling hours"), is_error, "{}", start.message);
        let fix = serde_json::to_value(&start.fix).expect("plain data");
        assert_eq!(fix, json!({"set": {"is_schedule": true}}));
        if is_error {
            let codes = world.with("is_schedule", json!(true)).check().codes();
            assert!(!codes.contains(&FindingCode::StartNotScheduled), "{codes:?}");
        }
    }
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
fn of_several_open_times_within_the_window_the_first_of_the_longest_is_proposed() {
    // New York is open from 8:00 until 21:00.
    for (window, proposed) in [
        (["13T20:00", "14T14:00"], ["14T08:00", "14T14:00"]),
        (["14T10:00", "15T10:00"], ["14T10:00", "14T21:00"]),
        (["14T00:00", "16T00:00"], ["14T08:00", "14T21:00"]),
        (["14T09:00", "16T21:00"], ["15T08:00", "15T21:00"]),
    ] {
        let [start, end] = window.map(|time| format!("2027-01-{time}:00-05:00"));
        let world = called(&["+12125550101"])
            .with("start_time", json!(start))
            .with("end_time", json!(end))
            .with("is_schedule", json!(true));
        let fix = serde_json::to_value(&world.check().only().fix).expect("plain data");
        let after = ["start_time", "end_time"].map(|field| {
            let set = &fix["set"][field];
            if set.is_null() { world.draft[field].clone() } else { set.clone() }
        });
        assert_eq!(after, proposed.map(|time| json!(format!("2027-01-{time}:00-05:00"))), "{window:?}");
    }
}

#[test]
fn the_next_open_time_is_proposed_if_it_is_within_eight_days() {
    let proposed = |holidays: &[&str]| {
        // On a Saturday evening. Louisiana is closed on Sundays and on holidays.
        let mut world = called(&["+15045550101"])
            .with("start_time", json!("2027-01-16T20:30:00-06:00"))
            .with("end_time", json!("2027-01-16T22:00:00-06:00"))
            .with("is_schedule", json!(true));
        let mut settings = HoursSettings::default();
        for day in holidays {
            assert!(settings.holidays.add("US-LA", &format!("2027-01-{day}")));
        }
        world.hours = Some(settings);
        serde_json::to_value(&world.check().only().fix).expect("plain data")["set"]["start_time"].clone()
    };
    assert_eq!(proposed(&[]), json!("2027-01-18T08:00:00-06:00"));
    assert_eq!(proposed(&["18", "19", "20", "21", "22"]), json!("2027-01-23T08:00:00-06:00"));
    assert_eq!(proposed(&["18", "19", "20", "21", "22", "23"]), Value::Null, "the next is too far away");
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
fn rules_count_as_old_half_a_year_after_they_were_read() {
    let read = Table::read(DATA).expect("the table is complete").read_on();
    let codes = |days: i64| {
        let text = |hour: i64| local_text((read + days) * DAY + hour * 3_600, 0);
        let world = called(&["+12125550101"]).at(&text(15));
        world.with("start_time", json!(text(15))).with("end_time", json!(text(23))).check().codes()
    };
    assert_eq!(codes(183), []);
    assert_eq!(codes(184), [FindingCode::HoursDataOld]);
}

#[test]
fn contacts_on_universal_time_have_an_offset_of_zero() {
    let json = called(&["+442071234567"]).check().json;
    assert!(json.contains("\"offsets\":[0],"), "{json}");
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
    let mut fields = settings(|settings| settings.state_field = Some("state".into()));
    fields.contacts[0]["contact_field_data"]["state"] = json!("CA");
    assert_eq!(fields.check().only().contacts.as_ref().map(|contacts| contacts.count), Some(1));
    fields.hours.as_mut().expect("settings").zone_field = Some("Zone".into());
    fields.contacts[1]["contact_field_data"]["zone"] = json!("Pacific/Honolulu");
    assert_eq!(fields.check().only().contacts.as_ref().map(|contacts| contacts.count), Some(2));
}

#[test]
fn a_field_that_cannot_be_read_is_not_fine() {
    let lists = [json!(["America/New_York"]), json!(["NY"]), json!({"US": "NY"}), json!([]), json!({})];
    let values = [&[json!("Pacific Time"), json!(5), json!(true)][..], &lists].concat();
    for (field, value) in
        ["zone", "state"].into_iter().flat_map(|field| values.iter().map(move |value| (field, value)))
    {
        let mut world = called(&["+12125550101", "+12125550102", "+12125550103"]);
        world.hours = Some(HoursSettings {
            zone_field: Some("zone".into()),
            state_field: Some("state".into()),
            strict: true,
            ..HoursSettings::default()
        });
        world.contacts[0]["contact_field_data"][field] = value.clone();
        world.contacts[1]["contact_field_data"]["zone"] = json!("EST5EDT");
        world.contacts[1]["contact_field_data"]["state"] = json!("N.Y.");
        let checkup = world.check();
        let finding = checkup.only();
        assert_eq!(finding.code, FindingCode::CallingHoursUnknown, "{field} {value}");
        assert_eq!(finding.contacts.as_ref().map(|contacts| contacts.count), Some(1), "{field} {value}");
        assert!(finding.message.contains("field does not tell the time zone"), "{}", finding.message);
        let hours = summary(&world);
        assert_eq!((hours.now, hours.unknown), (2, 1), "{field} {value}");
    }
}

#[test]
fn a_field_that_no_contact_has_is_found() {
    let mut world = called(&["+12125550101", "+12125550102", "", "+12125550104"]);
    // Nobody calls the last one.
    world.contacts[3]["contact_labels"] = json!([crate::world::label(2, "invalid number")]);
    world.contacts[3]["contact_field_data"]["timezone"] = json!("America/New_York");
    world.contacts[2]["contact_field_data"]["timezone"] = json!("America/New_York");
    for (key, blank) in [("timezone", Value::Null), ("timezone", json!(" ")), ("Region", json!(""))] {
        let mut world = world.clone();
        let field = Some(key.to_owned());
        world.hours = Some(match key {
            "timezone" => HoursSettings { zone_field: field, ..HoursSettings::default() },
            _ => HoursSettings { state_field: field, strict: true, ..HoursSettings::default() },
        });
        world.contacts[0]["contact_field_data"][key] = blank;
        let findings = |world: &World| {
            let findings = world.check().preflight.findings;
            let hours =
                findings.into_iter().filter(|finding| finding.code == FindingCode::CallingHoursUnknown);
            hours.collect::<Vec<_>>()
        };
        let found = findings(&world);
        let [finding] = &found[..] else { panic!("there ought to be one finding: {found:#?}") };
        assert_eq!(finding.severity, Severity::Warning);
        assert_eq!(
            finding.message,
            format!(
                "No contact to be called has a value in the field {key}, so the numbers alone tell the hours. Correct its name, \
                 or fill it in."
            )
        );
        // One is enough, in any case of letters.
        world.contacts[1]["contact_field_data"][key.to_uppercase()] =
            json!(if key == "timezone" { "America/New_York" } else { "NY" });
        assert_eq!(findings(&world), []);
        world.contacts[0]["contact_field_data"][key] =
            world.contacts[1]["contact_field_data"][key.to_uppercase()].clone();
        assert_eq!(findings(&world), [], "two have it");
    }
    // Nor is there one if nobody is called.
    world.contacts.drain(..2);
    world.hours = Some(HoursSettings { zone_field: Some("zone".into()), ..HoursSettings::default() });
    let codes = world.check().codes();
    assert!(!codes.contains(&FindingCode::CallingHoursUnknown), "{codes:?}");
}

#[test]
fn the_callers_own_hours_do_not_answer_for_a_zone_that_contradicts_the_number() {
    // The campaign calls from 9:00 to 17:00 in New York.
    for (zone, code) in [
        ("America/Chicago", FindingCode::CallingHoursUnknown),
        ("America/Los_Angeles", FindingCode::OutsideCallingHours),
    ] {
        let mut world = called(&["+12125550101"]);
        world.hours = Some(HoursSettings {
            zone_field: Some("zone".into()),
            window: Daily::parse("08:00", "20:00"),
            ..HoursSettings::default()
        });
        world.contacts[0]["contact_field_data"]["zone"] = json!(zone);
        let checkup = world.check();
        assert_eq!(checkup.codes(), [code], "{zone}");
        let advises_state =
            checkup.only().message.contains("number's place: correct the zone, or fill in the state.");
        assert_eq!(advises_state, code == FindingCode::CallingHoursUnknown, "{}", checkup.only().message);
    }
}

#[test]
fn a_window_that_moves_with_the_contact_is_not_passed_over_in_silence() {
    let relative =
        json!({"timezone": "Asia/Taipei", "date_contact_field_id": id(7, 1), "absolute_time": "03:00"});
    let world = called(&["+12125550101", "+14155550104"]).with("relative_time_config", relative);
    let checkup = world.check();
    let finding = checkup.only();
    assert_eq!(finding.code, FindingCode::CallingHoursUnknown);
    assert_eq!(finding.contacts.as_ref().map(|contacts| contacts.count), Some(2));
    assert!(finding.message.contains("depends on the contact"), "{}", finding.message);
    assert_eq!(summary(&world).unknown, 2);
    over_or_reversed(&world);
}

#[test]
fn a_window_that_may_move_with_the_contact_is_compared_as_it_is_and_called_unknown() {
    // From 9:00 to 17:00 in New York, which is from 6:00 in San Francisco. The API does not say what the field does.
    let world = called(&["+12125550101", "+14155550104"]).with("is_timezone_aware", json!(true));
    let checkup = world.check();
    assert_eq!(checkup.codes(), [FindingCode::OutsideCallingHours, FindingCode::CallingHoursUnknown]);
    let [outside, unknown] = &checkup.preflight.findings[..] else { unreachable!() };
    assert_eq!(outside.contacts.as_ref().map(|contacts| contacts.count), Some(1));
    assert_eq!(unknown.contacts.as_ref().map(|contacts| contacts.count), Some(1));
    assert!(unknown.message.contains("depends on the contact"), "{}", unknown.message);
    assert_eq!(summary(&world).unknown, 2);
    over_or_reversed(&world);

    let mut strict = world;
    strict.hours = Some(HoursSettings { strict: true, ..HoursSettings::default() });
    assert_eq!(strict.check().preflight.findings[0].severity, Severity::Error);
}

/// Checks that a window that is over, or reversed, has no other finding: such a campaign calls nobody.
fn over_or_reversed(world: &World) {
    let over = world
        .clone()
        .with("start_time", json!("2027-01-11T09:00:00-05:00"))
        .with("end_time", json!("2027-01-11T17:00:00-05:00"));
    assert_eq!(over.check().codes(), [FindingCode::WindowOver]);
    for start in ["2027-01-13T18:00:00-05:00", "2027-01-13T17:00:00-05:00"] {
        let reversed = world.clone().with("start_time", json!(start));
        assert_eq!(reversed.check().codes(), [FindingCode::WindowReversed], "{start}");
    }
}

#[test]
fn a_cap_is_told_with_the_time_that_it_is_for() {
    let told = |numbers: &[&str], attempts: u32| {
        let checkup = called(numbers).with("max_attempts", json!(attempts)).check();
        let capped = |finding: &&seax_dialer::model::finding::Finding| {
            finding.code == FindingCode::AttemptsOverDailyCap
        };
        let finding = checkup.preflight.findings.iter().find(capped).expect("it is found");
        let count = finding.contacts.as_ref().expect("contacts are counted").count;
        (count, finding.message.clone(), serde_json::to_value(&finding.fix).expect("plain data"))
    };
    for (numbers, attempts, count, words, least) in [
        (&["+33123456789"][..], 5, 1, "a rule for the place allows 4 calls in 30 days. Allow", 4),
        (&["+85223456789"], 5, 1, "a rule for the place allows 3 calls in 7 days. Allow", 3),
        (&["+13055550101"], 5, 1, "a rule for the place allows 3 calls in 24 hours. Allow", 3),
        (&["+12075550101"], 2, 1, "a rule for the place allows 1 call in 8 hours. Allow", 1),
        // Another place, whose rule allows as many calls, is not counted, nor is its limit named.
        (
            &["+33123456789", "+13055550101"],
            4,
            1,
            "a rule for the place allows 3 calls in 24 hours. Allow",
            3,
        ),
        (
            &["+33123456789", "+13055550101"],
            5,
            2,
            "a rule for the place allows 4 calls in 30 days, and another 3 calls in 24 hours. Allow",
            3,
        ),
    ] {
        let (counted, message, fix) = told(numbers, attempts);
        assert!(message.contains(words), "{message}");
        assert_eq!((counted, fix), (count, json!({"set": {"max_attempts": least}})), "{message}");
    }
}

#[test]
fn settings_that_name_no_place_are_refused_with_what_was_meant() {
    let table = Table::read(DATA).expect("the table is complete");
    let refusal = |country: Option<&str>, place: &str| {
        let mut settings =
            HoursSettings { default_country: country.map(str::to_owned), ..HoursSettings::default() };
        assert!(settings.holidays.add(place, "2026-12-25"));
        HoursData::approve(&table, &settings)
            .err()
            .map(|error| (error.path.clone().unwrap_or_default(), error.message))
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
fn a_zero_in_brackets_does_not_make_a_number_improbable() {
    for number in ["+44 (0)20 7123 4567", "+44 020 7123 4567"] {
        let mut world = called(&[number, "+12125550101"]);
        world.hours = Some(HoursSettings::default());
        let mut codes = world.check().codes();
        codes.retain(|code| [FindingCode::NumberNotE164, FindingCode::NumberImprobable].contains(code));
        assert_eq!(codes, [FindingCode::NumberNotE164], "{number}");
    }
}

#[test]
fn strict_hours_close_for_a_number_that_was_pasted() {
    let strict = |number: &str| {
        let mut world = called(&[number])
            .with("start_time", json!("2027-01-14T03:00:00-05:00"))
            .with("end_time", json!("2027-01-14T04:00:00-05:00"))
            .with("is_schedule", json!(true));
        world.hours = Some(HoursSettings { strict: true, ..HoursSettings::default() });
        world.check().codes()
    };
    for number in [
        "+12125550101",
        "\u{202a}+1\u{2011}212\u{2011}5550101\u{202c}",
        "tel:+12125550101",
        "+1 212 555 0101 ext. 5",
    ] {
        assert!(strict(number).contains(&FindingCode::OutsideCallingHours), "{number:?}");
    }
}

#[test]
fn the_default_country_tells_whose_state_a_short_name_is() {
    use FindingCode::{CallingHoursUnknown, OutsideCallingHours};
    // The campaign begins at 10:00 in New York: 07:00 in the state of Washington, 23:00 in Western Australia.
    let hours_of = |number: &str, state: &str, country: Option<&str>| {
        let mut world = called(&[number]);
        world.contacts[0]["contact_field_data"]["state"] = json!(state);
        world.hours = Some(HoursSettings {
            state_field: Some("state".into()),
            default_country: country.map(str::to_owned),
            ..HoursSettings::default()
        });
        let codes = world.check().codes();
        let is_about_hours = |code: &FindingCode| [CallingHoursUnknown, OutsideCallingHours].contains(code);
        codes.into_iter().filter(is_about_hours).collect::<Vec<_>>()
    };
    for (number, country) in [
        ("08 9123 4567", Some("AU")),
        ("08 9123 4567", None),
        ("08 9123 4567", Some("US")),
        ("61891234567", Some("US")),
        ("+61 8 9123 4567 x", Some("US")),
        ("(206) 555-0123", None),
    ] {
        assert_eq!(hours_of(number, "WA", country), [CallingHoursUnknown], "{number} {country:?}");
        assert_eq!(hours_of(number, "US-WA", country), [OutsideCallingHours], "{number} {country:?}");
    }
    for (number, country) in [("(206) 555-0123", "US"), ("1-206-555-0123", "us"), ("206.555.0123", "CA")] {
        assert_eq!(hours_of(number, "WA", Some(country)), [OutsideCallingHours], "{number} {country}");
    }
}

#[test]
fn a_place_that_a_rule_presumes_counts_for_numbers_in_the_national_form() {
    // It is 20:30 in Florida, which closes at 20:00, and 19:30 in Chicago's zone.
    for number in ["+13055550123", "(305) 555-0123", "1 305 555 0123"] {
        let mut world = called(&[number])
            .with("start_time", json!("2027-01-13T20:30:00-05:00"))
            .with("end_time", json!("2027-01-13T21:00:00-05:00"))
            .with("is_schedule", json!(true));
        world.hours = Some(HoursSettings {
            zone_field: Some("zone".into()),
            state_field: Some("state".into()),
            default_country: Some("US".into()),
            ..HoursSettings::default()
        });
        for fields in [json!({}), json!({"state": "TX", "zone": "America/Chicago"})] {
            world.contacts[0]["contact_field_data"] = fields;
            world.contacts[0]["contact_field_data"]["city"] = json!("Miami");
            let codes = world.check().codes();
            assert!(codes.contains(&FindingCode::OutsideCallingHours), "{number}: {codes:?}");
        }
    }
}

/// How the numbers of random contacts begin.
pub const BEGINNINGS: [&str; 16] = [
    "+1212555", "+1312555", "+1303555", "+1415555", "+1850555", "+1605555", "+1808555", "+1800555",
    "+4420712", "+3312345", "+6141234", "+8131234", "+9198123", "+7916123", "0912345", "",
];
