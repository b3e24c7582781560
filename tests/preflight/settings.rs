//! Callers' calling-hours options, read from JSON.

use std::rc::Rc;

use seax_dialer::{
    error::{Code, Error},
    hours::{DATA, Daily, Holidays, Purpose, Table},
    model::hours::{CallTime, CallingHoursOptions},
    preflight::hours::{CallingHours, HoursSettings},
    schema::{Checked, HasSchema},
    timestamp::Timestamp,
};
use serde_json::{Value, json};

fn checked<R: HasSchema>(options: &Value) -> Checked<R> {
    Checked::input(options.to_string()).unwrap_or_else(|error| panic!("{options}: {error:?}"))
}

#[track_caller]
fn read(options: &Value) -> HoursSettings {
    HoursSettings::read(&checked::<CallingHoursOptions>(options)).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn refused(options: &Value) -> Box<Error> {
    HoursSettings::read(&checked::<CallingHoursOptions>(options)).expect_err("it has no meaning")
}

#[test]
fn nothing_is_assumed_of_options_that_are_left_out() {
    let settings = read(&json!({}));
    assert_eq!(settings.purpose, Purpose::Sales);
    assert_eq!((settings.zone_field, settings.state_field, settings.default_country), (None, None, None));
    assert_eq!((settings.window, settings.holidays, settings.strict), (None, Holidays::default(), false));
}

#[test]
fn each_option_is_read_to_where_it_belongs() {
    let settings = read(&json!({
        "purpose": "survey",
        "zoneField": "Zone",
        "stateField": "State",
        "window": {"from": "09:30", "to": "20:15"},
        "holidays": {"*": ["2026-05-01"], "us": ["2026-12-25", "2027-01-01"]},
        "strictHours": true,
        "defaultCountry": "TW",
    }));
    assert_eq!(settings.purpose, Purpose::Survey);
    assert_eq!(settings.zone_field.as_deref(), Some("Zone"));
    assert_eq!(settings.state_field.as_deref(), Some("State"));
    assert_eq!(settings.window, Daily::parse("09:30", "20:15"));
    let mut holidays = Holidays::default();
    for (place, date) in [("", "2026-05-01"), ("US", "2026-12-25"), ("US", "2027-01-01")] {
        assert!(holidays.add(place, date));
    }
    assert_eq!(settings.holidays, holidays);
    assert!(settings.strict);
    assert_eq!(settings.default_country.as_deref(), Some("TW"));
    assert!(!read(&json!({"strictHours": false})).strict);
}

#[test]
fn a_log_tells_the_settings_of_calling_hours() {
    let table = Rc::new(Table::read(DATA).expect("the table is complete"));
    let settings = read(&json!({"zoneField": "Zone", "strictHours": true}));
    let log = format!("{:?}", CallingHours { table, settings });
    assert!(log.contains("zone_field: Some(\"Zone\")") && log.contains("strict: true"), "{log}");
}

#[test]
fn calls_are_for_what_the_caller_says() {
    for (word, purpose) in
        [("sales", Purpose::Sales), ("informational", Purpose::Informational), ("survey", Purpose::Survey)]
    {
        assert_eq!(read(&json!({"purpose": word})).purpose, purpose);
    }
}

#[test]
fn an_option_without_a_meaning_is_refused_by_its_name() {
    for (name, value) in [
        ("purpose", json!("fun")),
        ("window", json!({"from": "21:00", "to": "09:00"})),
        ("window", json!({"from": "nine", "to": "21:00"})),
        ("holidays", json!({"US": ["2026-12-25", "Christmas"]})),
    ] {
        let error = refused(&json!({name: value}));
        assert_eq!((error.code, error.path.as_deref()), (Code::InvalidArgument, Some(name)));
        let options = json!({name: value, "at": "2026-07-08T09:00:00Z"});
        let error = HoursSettings::read_call(&checked::<CallTime>(&options)).expect_err("of one call too");
        assert_eq!(error.path.as_deref(), Some(name));
    }
}

#[test]
fn a_call_has_its_moment_and_the_options_beside_it() {
    let options = json!({"at": "2026-07-08T09:00:00+08:00", "purpose": "informational", "strictHours": true});
    let (settings, at) = HoursSettings::read_call(&checked::<CallTime>(&options)).expect("it can be read");
    assert_eq!(at, Timestamp::parse(b"2026-07-08T01:00:00Z"));
    assert_eq!((settings.purpose, settings.strict), (Purpose::Informational, true));

    let (settings, at) = HoursSettings::read_call(&checked::<CallTime>(&json!({}))).expect("it can be read");
    assert_eq!((at, settings.purpose), (None, Purpose::Sales));
}
