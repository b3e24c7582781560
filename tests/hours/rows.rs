//! Every row of the rules: a minute before, at, and a minute after opening and closing, on each day of the week, in summer and
//! winter.

use jiff::{ToSpan, civil::date, tz::TimeZone};
use seax_dialer::{
    hours::{Contact, Holidays, Purpose, Question, Verdict, calling_hours},
    timestamp::Timestamp,
};

use crate::{
    TABLE,
    oracle::{Row, parts, rows},
};

/// A number in each place, and its zone. In places with two zones, the number's area code is in one of them.
const NUMBERS: [(&str, &str, &str); 36] = [
    // Any state without a row has the federal rule.
    ("US", "+12125550123", "America/New_York"),
    ("US-AL", "+12055550123", "America/Chicago"),
    ("US-AZ", "+16025550123", "America/Phoenix"),
    ("US-CA", "+14155550123", "America/Los_Angeles"),
    ("US-CT", "+12035550123", "America/New_York"),
    ("US-FL", "+13055550123", "America/New_York"),
    ("US-KY", "+15025550123", "America/New_York"),
    ("US-LA", "+15045550123", "America/Chicago"),
    ("US-ME", "+12075550123", "America/New_York"),
    ("US-MD", "+14105550123", "America/New_York"),
    ("US-MA", "+16175550123", "America/New_York"),
    ("US-MI", "+13135550123", "America/Detroit"),
    ("US-MN", "+16125550123", "America/Chicago"),
    ("US-MS", "+16015550123", "America/Chicago"),
    ("US-NV", "+17025550123", "America/Los_Angeles"),
    ("US-NM", "+15055550123", "America/Denver"),
    ("US-OK", "+14055550123", "America/Chicago"),
    ("US-OR", "+15035550123", "America/Los_Angeles"),
    ("US-PA", "+12155550123", "America/New_York"),
    ("US-RI", "+14015550123", "America/New_York"),
    ("US-SD", "+16055550123", ""),
    ("US-TX", "+12145550123", "America/Chicago"),
    ("US-UT", "+18015550123", "America/Denver"),
    ("US-WA", "+12065550123", "America/Los_Angeles"),
    ("US-WY", "+13075550123", "America/Denver"),
    ("CA", "+16045550123", "America/Vancouver"),
    ("AU", "+61291234567", "Australia/Sydney"),
    // Its rule for research.
    ("AU", "+61291234567", "Australia/Sydney"),
    ("FR", "+33123456789", "Europe/Paris"),
    ("ES", "+34912345678", "Europe/Madrid"),
    ("KR", "+82212345678", "Asia/Seoul"),
    ("HK", "+85223456789", "Asia/Hong_Kong"),
    ("TW", "+886223456789", "Asia/Taipei"),
    ("SG", "+6561234567", "Asia/Singapore"),
    ("JP", "+81312345678", "Asia/Tokyo"),
    ("GB", "+442071234567", "Europe/London"),
];

/// Converts a minute of a day in a zone to seconds since the Unix epoch.
fn at(zone: &TimeZone, day: jiff::civil::Date, minute: i64) -> i64 {
    let local = day.at(0, 0, 0, 0).checked_add(minute.minutes()).unwrap();
    zone.to_timestamp(local).unwrap().as_second()
}

/// Returns the purpose of calls to which a row applies.
fn purpose(row: &Row) -> Purpose {
    if row.kind == "research" { Purpose::Survey } else { Purpose::Sales }
}

fn verdict(number: &str, zone: Option<&str>, purpose: Purpose, seconds: i64) -> (Verdict, String) {
    let holidays = Holidays::default();
    let question = Question { purpose, window: None, holidays: &holidays };
    let contact = Contact { number: Some(number), country: None, zone, state: None };
    let answer = calling_hours(&TABLE, contact, &question, Timestamp(seconds * 1_000));
    (answer.verdict, answer.rule.map_or(String::new(), |(_, rule)| rule.citation().to_owned()))
}

#[test]
fn every_row_opens_and_closes_to_the_minute_on_every_day_in_summer_and_winter() {
    let rows = rows();
    assert_eq!(rows.len(), NUMBERS.len());
    let mut minutes = 0;
    for (row, (place, number, zone)) in rows.iter().zip(NUMBERS) {
        assert_eq!(row.place, place);
        // South Dakota's only area code is in two zones, so a field names one.
        let field = zone.is_empty().then_some("America/Chicago");
        let zone = TimeZone::get(field.unwrap_or(zone)).unwrap();
        // The Mondays are in winter and summer, far from any clock change.
        for monday in [date(2027, 1, 11), date(2027, 7, 12), date(2041, 1, 14), date(2041, 7, 15)] {
            for weekday in 0..7_i32 {
                let day = monday.checked_add(weekday.days()).unwrap();
                let hours = &row.days[match weekday {
                    5 => 1,
                    6 => 2,
                    _ => 0,
                }];
                for minute in minutes_around(hours) {
                    let expected = if inside(hours, minute) { Verdict::Open } else { Verdict::Closed };
                    let (verdict, _) = verdict(number, field, purpose(row), at(&zone, day, minute));
                    assert_eq!(verdict, expected, "{place} on {day}, minute {minute}");
                    minutes += 1;
                }
            }
        }
    }
    // Six minutes around most spans, plus noon and midnight.
    assert!(minutes > 35 * 4 * 5 * 8, "{minutes}");
}

/// Returns a minute before, at, and a minute after each opening and closing; and midnight and noon.
fn minutes_around(hours: &[(String, String)]) -> Vec<i64> {
    let clocks = hours.iter().flat_map(|(opens, closes)| [minute(opens), minute(closes)]);
    clocks.flat_map(|minute| [minute - 1, minute, minute + 1]).chain([0, 12 * 60]).collect()
}

fn inside(hours: &[(String, String)], now: i64) -> bool {
    hours.iter().any(|(opens, closes)| minute(opens) <= now && now < minute(closes))
}

fn minute(clock: &str) -> i64 {
    let [hour, minute] = parts(clock);
    i64::from(hour) * 60 + i64::from(minute)
}

#[test]
fn every_row_cites_its_own_source() {
    let lines = crate::oracle::section("rules");
    for ((line, row), (place, number, _)) in lines.iter().zip(rows()).zip(NUMBERS) {
        let citation = line.split(" | ").nth(7).unwrap();
        assert_eq!(verdict(number, None, purpose(&row), 1_800_000_000).1, citation, "{place}");
    }
}

#[test]
fn an_area_code_tells_the_place_against_any_field_where_the_law_presumes_it() {
    let presumed: Vec<Row> = rows().into_iter().filter(|row| row.presumed).collect();
    assert_eq!(presumed.len(), 2);
    // It is 20:30 in Florida and 19:30 in Texas, which a field names. Florida's end at 20:00 applies as well.
    let time = at(&TimeZone::get("America/New_York").unwrap(), date(2027, 1, 13), 20 * 60 + 30);
    let holidays = Holidays::default();
    let question = Question { purpose: Purpose::Sales, window: None, holidays: &holidays };
    let at = Timestamp(time * 1_000);
    let contact = |number| Contact { number: Some(number), country: None, zone: None, state: Some("TX") };
    let answer = calling_hours(&TABLE, contact("+13055550123"), &question, at);
    assert_eq!((answer.verdict, answer.rule.unwrap().0), (Verdict::Closed, "US-FL"));
    // Also for a number in the national form, in a country that has such area codes.
    let national = |number: &str, country| {
        let contact = Contact { number: Some(number), country: Some(country), zone: None, state: Some("TX") };
        let answer = calling_hours(&TABLE, contact, &question, at);
        (answer.verdict, answer.rule.map(|(place, _)| place))
    };
    for number in ["(305) 555-0123", "1-305-555-0123"] {
        assert_eq!(national(number, "US"), (Verdict::Closed, Some("US-FL")), "{number}");
        assert_eq!(national(number, "TW"), (Verdict::Unknown, None), "{number}");
    }
    assert_eq!(national("(212) 555-0123", "US"), (Verdict::Open, Some("US-TX")));
    // A New York number counts as in Texas if the field says so.
    let answer = calling_hours(&TABLE, contact("+12125550123"), &question, at);
    assert_eq!((answer.verdict, answer.rule.unwrap().0), (Verdict::Open, "US-TX"));
}
