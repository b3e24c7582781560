//! Splits of a campaign by time zone.

use std::{collections::HashSet, rc::Rc};

use proptest::{collection::vec, sample::select};
use seax_dialer::{
    client::CallOptions,
    error::Code,
    hours::{Contact, DATA, Daily, Purpose, Question, Table, Verdict, local_text},
    model::FindingCode,
    preflight::hours::{self, CallingHours, HoursSettings, Part},
    schema::Strictness,
};
use serde_json::{Value, json};

use crate::{
    cases::morning,
    hours::{BEGINNINGS, called, numbered},
    properties::holds,
    time::Time,
    transport::Wire,
    unknown_hours::{EVENING, somewhere},
    world::{CONTACT, World, id, label},
};

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
fn a_part_with_a_window_of_its_own_has_it_whatever_the_clocks_of_its_contacts() {
    // From 9:00 to 17:00 in New York, which is from 6:00 in San Francisco.
    let world = called(&["+12125550101", "+14155550104"]).with("is_timezone_aware", json!(true));
    let parts: Vec<_> = split(&world)
        .iter()
        .map(|part| {
            (field(part, "start_time") == world.draft["start_time"], field(part, "is_timezone_aware"))
        })
        .collect();
    assert_eq!(parts, [(false, json!(false)), (true, json!(true))]);
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
fn parts_read_the_same_from_their_json() {
    let parts = split(&called(&["+12125550101", "+12125550102", "+81312345678", "+18005550105"]));
    let json: Value = serde_json::from_str(&hours::to_json(&parts)).expect("it is JSON");
    let json = json.as_array().expect("an array");
    assert_eq!(json.len(), parts.len());
    for (part, json) in parts.iter().zip(json) {
        let draft: Value = serde_json::from_slice(part.draft.as_bytes()).expect("JSON");
        let mut expected = json!({
            "draft": draft, "contacts": part.contacts, "known": part.known, "closed": part.closed,
            "offsets": part.offsets,
        });
        if let Some((from, until)) = part.window {
            let [start, end] = [from, until].map(|time| local_text(time, 0));
            expected["window"] = json!({"start_time": start, "end_time": end});
        }
        assert_eq!(*json, expected);
    }
}

#[test]
fn every_part_that_starts_later_is_scheduled() {
    // It is 6:00 in New York, and the campaign starts at 10:00 there, without being scheduled.
    let numbers = ["+12125550101", "+18085550102", "+18005550103"];
    let mut world =
        called(&numbers).at("2027-01-13T11:00:00Z").with("start_time", json!("2027-01-13T10:00:00-05:00"));
    world.hours = Some(HoursSettings { strict: true, ..HoursSettings::default() });
    let parts = split(&world);
    assert_eq!(parts.len(), 3);
    for part in &parts {
        let name = field(part, "name");
        assert_eq!(field(part, "is_schedule"), json!(true), "{name}");
        let draft = serde_json::from_slice(part.draft.as_bytes()).expect("JSON");
        let codes = World { draft, ..world.clone() }.check().codes();
        let expected = if part.known { vec![] } else { vec![FindingCode::CallingHoursUnknown] };
        assert_eq!(codes, expected, "{name}");
    }
    // With one part, too: it has the draft's start.
    let one = split(&World { contacts: world.contacts[..1].to_vec(), ..world });
    assert_eq!((one.len(), field(&one[0], "is_schedule")), (1, json!(true)));
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
    // Places where nobody can be called are one part: Florida and Louisiana.
    let parts = split(&evening(false, &["+13055550101", "+15045550102", "+12125550101"]));
    let closed: Vec<_> = parts.iter().map(|part| (part.contacts, part.closed, &part.offsets[..])).collect();
    assert_eq!(closed, [(1, false, &[-300][..]), (2, true, &[-360, -300])]);
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
    let largest = |message| {
        let parts = halves(message).expect("it can be split");
        parts.iter().map(|part| part.draft.as_bytes().len()).max().expect("there are parts")
    };
    let longest = 1_980_000 + 2_000_000 - largest(1_980_000);
    assert_eq!(largest(longest), 2_000_000);
    let refusal = halves(longest + 1).err().expect("it is refused");
    assert_eq!(refusal.path.as_deref(), Some("draft"));
    assert!(refusal.message.contains("too many contacts to split"), "{}", refusal.message);
}

#[test]
fn many_additions_are_read_in_as_many_requests_as_their_urls_allow() {
    let ids: Vec<String> = (1..=250).map(|number| id(CONTACT, number)).collect();
    let mut with_label = called(&["+12125550101"]).with("addition_contact_ids", json!(ids));
    with_label.labels.truncate(1);
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
        }
    };
    let alone = with_label.clone().with("any_contact_label_ids", Value::Null);
    named(&urls(&alone), &ids);
    // Who has a label is read first, and not again: here, the first of the additions.
    let labeled = urls(&with_label);
    assert_eq!(crate::world::parameter(&labeled[0], "addition_contact_ids"), None);
    assert!(crate::world::parameter(&labeled[0], "any_contact_label_ids").is_some(), "{}", labeled[0]);
    named(&labeled[1..], &ids[1..]);
    // A keyword limits all of them, and selects nobody else.
    let matched = urls(&alone.with("keyword", json!("Ada")));
    named(&matched, &ids);
    assert!(matched.iter().all(|url| crate::world::parameter(url, "keyword") == Some("Ada")));
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

#[test]
fn a_contact_that_the_parts_could_not_exclude_is_refused() {
    let mut world = called(&["+12125550101", "+14155550102", "+14155550103"]);
    world.contacts[1]["id"] = json!("c-2");
    let time = Time::default();
    let wire = Wire::to(&time, world.server());
    let client = world.client(&wire, &time);
    let draft = world.checked().expect("a draft");
    let error = time
        .run(client.split_by_zone(&draft, &world.calling_hours(), CallOptions::default()))
        .err()
        .expect("every part would call it");
    assert_eq!(error.code, Code::MalformedReply);
    assert_eq!(error.path.as_deref(), Some("/data"));
}

#[test]
fn two_parts_that_would_call_the_same_number_are_refused() {
    let zone = |contact: &mut Value, zone: &str| contact["contact_field_data"]["zone"] = json!(zone);
    let try_split = |world: &World| {
        let time = Time::default();
        let wire = Wire::to(&time, world.server());
        let client = world.client(&wire, &time);
        let draft = world.checked().expect("a draft");
        time.run(client.split_by_zone(&draft, &world.calling_hours(), CallOptions::default()))
    };
    let new_york = "+12125550123";
    for (number, other, country, zones) in [
        (new_york, "12125550123", None, None),
        (new_york, "(212) 555-0123", Some("US"), None),
        (new_york, "12125550123", Some("MX"), None),
        (new_york, new_york, None, Some(["America/New_York", "America/Los_Angeles"])),
        // Without the zero before it, or possibly with a carrier's 009.
        ("+88637123456", "37123456", Some("TW"), None),
        ("+8221234567", "2-123-4567", Some("KR"), None),
        ("+16502530000", "009 1 650 253 0000", Some("TW"), None),
    ] {
        let mut world = called(&[number, other, "+14155550104"]);
        world.hours = Some(HoursSettings {
            zone_field: Some("zone".into()),
            default_country: country.map(str::to_owned),
            ..HoursSettings::default()
        });
        if let Some([first, second]) = zones {
            zone(&mut world.contacts[0], first);
            zone(&mut world.contacts[1], second);
        }
        let error = try_split(&world).err().expect("no check of a part would report it");
        assert_eq!((error.code, error.path.as_deref()), (Code::InvalidArgument, Some("exclude_contact_ids")));
        assert!(error.message.contains("same phone number"), "{other}: {}", error.message);
    }
    // In the same zone, one part has both, and its check says so.
    let world = called(&["+12125550123", "+1 212 555 0123", "+14155550104"]);
    let parts = split(&world);
    assert_eq!(parts.iter().map(|part| part.contacts).collect::<Vec<_>>(), [2, 1]);
    let draft = serde_json::from_slice(parts[0].draft.as_bytes()).expect("JSON");
    let codes = World { draft, ..world }.check().codes();
    assert!(codes.contains(&FindingCode::NumberRepeated), "{codes:?}");
}

#[test]
fn those_whom_nobody_calls_are_no_campaign_of_their_own() {
    let mut opted_out = numbered(9, "+14155550109");
    opted_out["contact_labels"] = json!([label(2, "DNC")]);
    let mut world = called(&["", "+12125550102", "+12125550103"]);
    world.contacts.push(opted_out);
    let parts = split(&world);
    assert_eq!(parts.iter().map(|part| part.contacts).collect::<Vec<_>>(), [4]);
    assert_eq!(field(&parts[0], "name"), world.draft["name"]);
    // With one of its zone who is called, it is in their part.
    world.contacts.push(numbered(10, "+14155550110"));
    let parts = split(&world);
    assert_eq!(parts.iter().map(|part| part.contacts).collect::<Vec<_>>(), [3, 2]);
    let nobody = World { contacts: world.contacts[..1].to_vec(), ..world };
    assert_eq!(split(&nobody).len(), 1);
}

#[test]
fn those_who_may_not_be_called_are_in_the_part_of_their_zone() {
    // Whether the API calls them is not documented. The first two come before the others of their zones.
    let mut world = called(&["+81312345671", "+33123456780", "+12125550103", "+81312345674", "+14155550105"]);
    world.contacts[0]["contact_labels"] = json!([label(3, "invalid number")]);
    world.contacts[1]["contact_labels"] = json!([label(2, "DNC")]);
    let parts = split(&world);
    let own: Vec<Vec<u64>> = parts
        .iter()
        .map(|part| {
            let excluded = field(part, "exclude_contact_ids");
            let excluded = excluded.as_array().expect("the others");
            (1..=5).filter(|number| !excluded.contains(&json!(id(CONTACT, *number)))).collect()
        })
        .collect();
    // Nobody else is in France, so that one is in the first part.
    assert_eq!(own, [vec![2, 3], vec![5], vec![1, 4]]);
    assert_eq!(parts.iter().map(|part| part.contacts).collect::<Vec<_>>(), [2, 1, 2]);
    // A zone of its own field.
    world.hours = Some(HoursSettings { zone_field: Some("zone".into()), ..HoursSettings::default() });
    world.contacts[0]["contact_field_data"]["zone"] = json!("America/Los_Angeles");
    world.contacts[0]["phone"] = json!("+14155550101");
    world.contacts[4]["contact_field_data"]["zone"] = json!("America/Los_Angeles");
    let parts = split(&world);
    let excluded = field(&parts[0], "exclude_contact_ids");
    assert!(excluded.as_array().expect("the others").contains(&json!(id(CONTACT, 1))), "{excluded}");
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
            let called = world.contacts.iter().filter(|contact| contact["phone"] != "");
            for contact in called.filter(|contact| own.iter().any(|id| contact["id"] == **id)) {
                let locations =
                    table.locate(Contact { number: contact["phone"].as_str(), ..Default::default() }).0;
                let is_open = |time: i64| {
                    let question = Question {
                        purpose: Purpose::Sales,
                        window: None,
                        holidays: &hours.settings.holidays,
                    };
                    table.verdict(locations, &question, (time, time + 1)).0 == Verdict::Open
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
