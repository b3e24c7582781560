//! Edge cases, one test each.

use seax_dialer::{
    hours::{Answer, Basis, Contact, Daily, Holidays, Kind, Purpose, Question, Verdict, calling_hours},
    timestamp::Timestamp,
};

use crate::TABLE;

fn timestamp(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().expect("a time with an offset").as_millisecond())
}

fn ask<'t>(contact: Contact<'_>, at: &str, change: impl FnOnce(&mut Question<'_>)) -> Answer<'t> {
    let holidays = Holidays::default();
    let mut question = Question { purpose: Purpose::Sales, window: None, holidays: &holidays };
    change(&mut question);
    calling_hours(&TABLE, contact, &question, timestamp(at))
}

fn number<'t>(number: &str, at: &str) -> Answer<'t> {
    ask(Contact { number: Some(number), ..Default::default() }, at, |_| {})
}

#[test]
fn nine_in_the_evening_is_closed_and_a_millisecond_before_is_open() {
    assert_eq!(number("+12125550123", "2027-01-13T20:59:59.999-05:00").verdict, Verdict::Open);
    assert_eq!(number("+12125550123", "2027-01-13T21:00:00-05:00").verdict, Verdict::Closed);
    // Not only whole hours: Canada's calls end at 21:30.
    assert_eq!(number("+14165550123", "2027-01-13T21:29:59-05:00").verdict, Verdict::Open);
    assert_eq!(number("+14165550123", "2027-01-13T21:30:00-05:00").verdict, Verdict::Closed);
}

#[test]
fn the_hours_are_those_that_contain_the_moment_or_the_next_ones() {
    let open = number("+33123456789", "2027-01-13T12:30:00+01:00");
    assert_eq!(open.opens_at, Some(timestamp("2027-01-13T10:00:00+01:00")));
    assert_eq!(open.closes_at, Some(timestamp("2027-01-13T13:00:00+01:00")));
    let noon = number("+33123456789", "2027-01-13T13:30:00+01:00");
    assert_eq!(
        (noon.verdict, noon.opens_at),
        (Verdict::Closed, Some(timestamp("2027-01-13T14:00:00+01:00")))
    );
    // From Friday evening, the next opening is on Monday.
    let weekend = number("+33123456789", "2027-01-15T20:00:00+01:00");
    assert_eq!(weekend.opens_at, Some(timestamp("2027-01-18T10:00:00+01:00")));
}

#[test]
fn canadas_west_has_one_time_all_year() {
    // `Intl` of Node 20, Bun and Deno has -08:00, -07:00 and -06:00 instead.
    for (number_, offset) in [("+16045550123", -420), ("+14035550123", -360), ("+12045550123", -300)] {
        assert_eq!(number(number_, "2026-12-15T12:00:00Z").offsets, [offset], "{number_}");
        assert_eq!(number(number_, "2050-12-15T12:00:00Z").offsets, [offset], "{number_}");
    }
    // The preceding winter.
    assert_eq!(number("+16045550123", "2026-01-15T12:00:00Z").offsets, [-480]);
}

#[test]
fn cuba_goes_back_when_its_transition_says_and_not_by_its_rule() {
    assert_eq!(number("+5371234567", "2027-01-15T12:00:00Z").offsets, [-240]);
    assert_eq!(number("+5371234567", "2027-11-07T04:59:59Z").offsets, [-240]);
    assert_eq!(number("+5371234567", "2027-11-07T05:00:00Z").offsets, [-300]);
}

#[test]
fn a_mobile_number_can_be_anywhere_in_its_country() {
    // 7:00 in Perth is 10:00 in Sydney.
    let perth = number("+61412345678", "2027-01-13T07:00:00+08:00");
    assert_eq!(
        (perth.verdict, perth.opens_at),
        (Verdict::Closed, Some(timestamp("2027-01-13T09:00:00+08:00")))
    );
    assert_eq!(perth.closes_at, Some(timestamp("2027-01-13T20:00:00+11:00")));
    assert_eq!(perth.offsets, [480, 570, 600, 630, 660]);
    assert_eq!(number("+79161234567", "2027-01-13T07:00:00Z").offsets.len(), 11);
    assert_eq!(number("+34612345678", "2027-01-13T07:00:00Z").offsets, [0, 60]);
    assert_eq!(number("+62812345678", "2027-01-13T07:00:00Z").offsets, [420, 480, 540]);
    assert_eq!(number("+593991234567", "2027-01-13T07:00:00Z").offsets, [-360, -300]);
}

#[test]
fn landlines_of_queensland_and_western_australia_have_the_clocks_of_their_states() {
    // libphonenumber's map has them in Sydney, whose clock is ahead by one hour and by three in its summer.
    for (queensland, at) in [
        ("+61747211234", "2027-01-13T08:30:00+10:00"),
        ("+61740311234", "2027-01-13T20:00:00+10:00"),
        ("+61755311234", "2027-01-13T08:59:59+10:00"),
    ] {
        let answer = number(queensland, at);
        assert_eq!((answer.verdict, answer.offsets), (Verdict::Closed, vec![600]), "{queensland} {at}");
    }
    // Tweed Heads is in New South Wales, and its exchange is in Queensland.
    assert_eq!(number("+61755361234", "2027-01-13T12:00:00Z").offsets, [600, 660]);
    assert_eq!(number("+61747211234", "2027-01-13T19:30:00+10:00").verdict, Verdict::Open);
    // Karratha, Port Hedland and Newman.
    for west in ["+61851240000", "+61851230000", "+61851205000", "+61851250000", "+61851300000"] {
        let answer = number(west, "2027-01-13T06:30:00+08:00");
        assert_eq!(answer.verdict, Verdict::Closed, "{west}");
        assert!(answer.offsets.contains(&480) && !answer.offsets.contains(&660), "{west}");
        assert_eq!(number(west, "2027-01-13T15:00:00+08:00").verdict, Verdict::Open, "{west}");
    }
    // Darwin has no daylight saving time, unlike Adelaide.
    assert_eq!(number("+61889811234", "2027-01-13T12:00:00Z").offsets, [480, 570, 630]);
    // Cocos and Christmas Islands, by their own blocks.
    assert_eq!(number("+61891621234", "2027-01-13T12:00:00Z").offsets, [390]);
    assert_eq!(number("+61891641234", "2027-01-13T12:00:00Z").offsets, [420]);
    // Blocks that they share with Perth.
    assert_eq!(number("+61891010123", "2027-01-13T12:00:00Z").offsets, [390, 480]);
    assert_eq!(number("+61891006123", "2027-01-13T12:00:00Z").offsets, [420, 480]);
}

#[test]
fn cities_have_the_clocks_of_their_own_part_of_the_country() {
    // libphonenumber's map has them where another part of the country is.
    for (city, winter, summer) in [
        ("+526141234567", &[-360][..], &[-360][..]), // Chihuahua
        ("+526271234567", &[-360], &[-360]),         // Parral
        ("+526491234567", &[-360], &[-360]),
        ("+526561234567", &[-420], &[-360]), // Ciudad Juarez, and its overlay
        ("+526571234567", &[-420], &[-360]),
        ("+526261234567", &[-360], &[-300]),  // Ojinaga
        ("+526221234567", &[-420], &[-420]),  // Guaymas, in Sonora
        ("+526631234567", &[-480], &[-420]),  // Tijuana
        ("+528681234567", &[-360], &[-300]),  // Matamoros
        ("+528341234567", &[-360], &[-360]),  // Ciudad Victoria
        ("+5581987654321", &[-180], &[-180]), // Recife
        ("+558134567890", &[-180], &[-180]),
        ("+559132123456", &[-180], &[-180]),             // Belem
        ("+559335223456", &[-180], &[-180]),             // Santarem
        ("+559232123456", &[-240], &[-240]),             // Manaus
        ("+559734121234", &[-300, -240], &[-300, -240]), // Tabatinga, in the west of Amazonas
        ("+59345123456", &[-360, -300], &[-360, -300]),  // Manabi, Los Rios or Galapagos
        ("+556734801234", &[-240], &[-240]),             // Paranhos, in Mato Grosso do Sul
        ("+78452123456", &[240], &[240]),                // Saratov
        ("+62979123456", &[540], &[540]),                // Papua
    ] {
        assert_eq!(number(city, "2027-01-13T12:00:00Z").offsets, winter, "{city}");
        assert_eq!(number(city, "2027-07-13T12:00:00Z").offsets, summer, "{city}");
    }
}

#[test]
fn an_area_code_in_two_zones_has_the_hours_of_both() {
    // 850 in Florida: open from 8 to 20 in both Eastern and Central time.
    let florida = number("+18505550123", "2027-01-13T08:30:00-05:00");
    assert_eq!((florida.verdict, florida.basis), (Verdict::Closed, Some(Basis::AreaCode)));
    assert_eq!(florida.opens_at, Some(timestamp("2027-01-13T08:00:00-06:00")));
    assert_eq!(florida.closes_at, Some(timestamp("2027-01-13T20:00:00-05:00")));
    // A field names the zone.
    let contact =
        Contact { number: Some("+16055550123"), country: None, zone: Some("America/Denver"), state: None };
    let dakota = ask(contact, "2027-01-13T20:30:00-07:00", |_| {});
    assert_eq!((dakota.verdict, dakota.basis), (Verdict::Open, Some(Basis::Field)));
}

#[test]
fn a_contact_who_may_be_in_two_places_has_the_hours_of_both() {
    // Florida's rule presumes that its area code tells the place.
    let both = Contact { number: Some("+13055550123"), state: Some("CA"), ..Default::default() };
    let both = ask(both, "2027-01-13T08:30:00-05:00", |_| {});
    assert_eq!((both.verdict, both.rule.unwrap().0), (Verdict::Closed, "US-CA"));
    assert_eq!(both.opens_at, Some(timestamp("2027-01-13T09:00:00-08:00")));
    assert_eq!(both.closes_at, Some(timestamp("2027-01-13T20:00:00-05:00")));
    // If the other place can be anywhere, closed stays closed, but open becomes unknown.
    let contact = Contact { number: Some("+13055550123"), state: Some("Ruritania"), ..Default::default() };
    assert_eq!(ask(contact, "2027-01-13T07:00:00-05:00", |_| {}).verdict, Verdict::Closed);
    let open = ask(contact, "2027-01-13T12:00:00-05:00", |_| {});
    assert_eq!((open.verdict, open.opens_at, open.basis), (Verdict::Unknown, None, None));
}

#[test]
fn toll_free_numbers_and_canadas_north_are_unknown() {
    for unknown in
        ["+18005550123", "+18335550123", "+18885550123", "+18675550123", "+80012345678", "12125550123", ""]
    {
        let answer = number(unknown, "2027-01-13T12:00:00-05:00");
        assert_eq!(answer.verdict, Verdict::Unknown, "{unknown}");
        assert_eq!((answer.opens_at, answer.courtesy, answer.offsets), (None, None, vec![]), "{unknown}");
    }
    // A field names the territory.
    let yukon = Contact { number: Some("+18675550123"), country: None, zone: None, state: Some("YT") };
    assert_eq!(ask(yukon, "2027-01-13T12:00:00-07:00", |_| {}).verdict, Verdict::Open);
}

#[test]
fn without_a_rule_polite_hours_are_offered_and_not_applied() {
    let kenya = number("+254712345678", "2027-01-13T22:00:00+03:00");
    assert_eq!((kenya.verdict, kenya.rule.is_none(), kenya.opens_at), (Verdict::Unknown, true, None));
    let courtesy = kenya.courtesy.expect("the zone is known");
    assert_eq!(courtesy.opens_at, timestamp("2027-01-14T09:00:00+03:00"));
    assert_eq!(courtesy.closes_at, timestamp("2027-01-14T21:00:00+03:00"));
    // The caller's own hours apply instead.
    let contact = Contact { number: Some("+254712345678"), ..Default::default() };
    let own = |question: &mut Question<'_>| question.window = Daily::parse("09:00", "22:30");
    assert_eq!(ask(contact, "2027-01-13T22:00:00+03:00", own).verdict, Verdict::Open);
    assert_eq!(ask(contact, "2027-01-13T22:30:00+03:00", own).verdict, Verdict::Closed);
}

#[test]
fn the_callers_own_hours_narrow_a_rule_and_never_widen_it() {
    let contact = Contact { number: Some("+12125550123"), ..Default::default() };
    let own = |question: &mut Question<'_>| question.window = Daily::parse("10:00", "23:00");
    assert_eq!(ask(contact, "2027-01-13T09:59:00-05:00", own).verdict, Verdict::Closed);
    assert_eq!(ask(contact, "2027-01-13T10:00:00-05:00", own).verdict, Verdict::Open);
    let late = ask(contact, "2027-01-13T21:00:00-05:00", own);
    assert_eq!((late.verdict, late.rule.map(|(place, _)| place)), (Verdict::Closed, Some("US-NY")));
    // What only the caller closes is by no rule.
    let early = ask(contact, "2027-01-13T09:59:00-05:00", own);
    assert_eq!((early.verdict, early.rule.is_none()), (Verdict::Closed, true));
    let florida = Contact { number: Some("+13055550123"), state: Some("NY"), ..Default::default() };
    let own = |question: &mut Question<'_>| question.window = Daily::parse("10:00", "20:00");
    let evening = ask(florida, "2027-01-13T20:30:00-05:00", own);
    assert_eq!((evening.verdict, evening.rule.map(|(place, _)| place)), (Verdict::Closed, Some("US-FL")));
}

#[test]
fn a_rule_for_sales_says_nothing_of_other_calls() {
    let purpose = |purpose| move |question: &mut Question<'_>| question.purpose = purpose;
    let texas = Contact { number: Some("+12145550123"), ..Default::default() };
    let answer = ask(texas, "2027-01-13T12:00:00-06:00", purpose(Purpose::Informational));
    assert_eq!((answer.verdict, answer.rule.is_none()), (Verdict::Unknown, true));
    // California's rule covers any call with a recorded voice.
    let california = Contact { number: Some("+14155550123"), ..Default::default() };
    let answer = ask(california, "2027-01-13T08:30:00-08:00", purpose(Purpose::Survey));
    assert_eq!((answer.verdict, answer.rule.unwrap().1.kind()), (Verdict::Closed, Kind::Recorded));
    // Australia's standard has other hours for surveys than for sales, and none for other calls.
    let australia = Contact { number: Some("+61291234567"), ..Default::default() };
    let sunday = |asked| ask(australia, "2027-01-17T12:00:00+11:00", purpose(asked)).verdict;
    let night = |asked| ask(australia, "2027-01-13T03:00:00+11:00", purpose(asked)).verdict;
    assert_eq!((sunday(Purpose::Survey), sunday(Purpose::Sales)), (Verdict::Open, Verdict::Closed));
    assert_eq!((night(Purpose::Survey), night(Purpose::Informational)), (Verdict::Closed, Verdict::Unknown));
}

#[test]
fn holidays_close_where_the_rule_says_so() {
    let mut holidays = Holidays::default();
    assert!(holidays.add("US", "2026-12-25"));
    assert!(holidays.add("", "2027-05-01"));
    assert!(!holidays.add("US", "Christmas"));
    let verdict = |number, at| {
        let question = Question { purpose: Purpose::Sales, window: None, holidays: &holidays };
        let contact = Contact { number: Some(number), ..Default::default() };
        calling_hours(&TABLE, contact, &question, timestamp(at)).verdict
    };
    // Louisiana's rule includes holidays, New York's and the federal one do not, and France has others.
    assert_eq!(verdict("+15045550123", "2026-12-25T12:00:00-06:00"), Verdict::Closed);
    assert_eq!(verdict("+15045550123", "2026-12-24T12:00:00-06:00"), Verdict::Open);
    assert_eq!(verdict("+12125550123", "2026-12-25T12:00:00-05:00"), Verdict::Open);
    assert_eq!(verdict("+33123456789", "2026-12-25T12:00:00+01:00"), Verdict::Open);
    assert_eq!(verdict("+34912345678", "2027-05-01T12:00:00+02:00"), Verdict::Closed);
}

#[test]
fn a_state_counts_more_than_the_number() {
    let verdict = |state, at| {
        let answer = ask(
            Contact { number: Some("+12125550123"), country: None, zone: None, state: Some(state) },
            at,
            |_| {},
        );
        (answer.verdict, answer.basis, answer.offsets)
    };
    for state in ["CA", "ca", "California", " US-CA "] {
        let (verdict, basis, offsets) = verdict(state, "2027-01-13T09:00:00-05:00");
        assert_eq!((verdict, basis, offsets), (Verdict::Closed, Some(Basis::Field), vec![-480]), "{state}");
    }
    // Texas has two zones, and both count unless the number's area code is in Texas.
    assert_eq!(verdict("Texas", "2027-01-13T12:00:00-05:00").2, [-420, -360]);
    let dallas = Contact { number: Some("+12145550123"), country: None, zone: None, state: Some("TX") };
    assert_eq!(ask(dallas, "2027-01-13T12:00:00-05:00", |_| {}).offsets, [-360]);
}

#[test]
fn a_state_is_read_as_people_write_it() {
    for (written, place) in [
        ("Tex.", "US-TX"),
        ("US TX", "US-TX"),
        ("us_tx", "US-TX"),
        ("N.Y.", "US-NY"),
        ("N. Y.", "US-NY"),
        ("new-york", "US-NY"),
        ("D.C.", "US-DC"),
        ("Washington, D.C.", "US-DC"),
        ("Washington", "US-WA"),
        ("Calif.", "US-CA"),
        ("N. Dak.", "US-ND"),
        ("Qu\u{e9}bec", "CA-QC"),
        ("QUE\u{301}BEC", "CA-QC"),
        ("B.C.", "CA-BC"),
        ("Newfoundland", "CA-NL"),
        ("P.E.I.", "CA-PE"),
        ("Hawai\u{2bb}i", "US-HI"),
    ] {
        let contact =
            Contact { number: Some("+12125550123"), country: None, zone: None, state: Some(written) };
        let answer = ask(contact, "2027-01-13T15:00:00Z", |_| {});
        assert_eq!((answer.rule.unwrap().0, answer.basis), (place, Some(Basis::Field)), "{written}");
    }
}

#[test]
fn a_field_that_is_filled_in_and_cannot_be_read_makes_the_verdict_unknown() {
    let noon = "2027-01-13T12:00:00-05:00";
    let own = |question: &mut Question<'_>| question.window = Daily::parse("08:00", "20:00");
    for number in ["+12125550123", "+33123456789", "+61891234567"] {
        let number = Some(number);
        for (zone, state) in [
            (Some("Pacific Time"), None),
            // Who writes these can mean clocks that have summer time.
            (Some("EST"), None),
            (Some("MST"), None),
            (Some("Mars/Phobos"), None),
            (Some("GMT+8"), None),
            (Some("Etc/GMT+13"), None),
            (Some("Etc/GMT-15"), None),
            (Some("Texas"), None),
            (Some("-"), Some("US-NY")),
            (None, Some("Bavaria")),
            (None, Some("n/a")),
            (None, Some("\u{6771}\u{4eac}")),
            (None, Some("AU-WA")),
            (Some("Asia/Tokio"), Some("Nowhere")),
        ] {
            let answer = ask(Contact { number, country: None, zone, state }, noon, own);
            assert_eq!(
                (answer.verdict, answer.basis),
                (Verdict::Unknown, None),
                "{number:?} {zone:?} {state:?}"
            );
            assert_eq!((answer.offsets, answer.opens_at), (vec![], None), "{number:?} {zone:?} {state:?}");
        }
        // A blank field counts as missing.
        let blank = ask(Contact { number, country: None, zone: Some(" "), state: Some("\u{a0}") }, noon, own);
        assert_ne!(blank.basis, None, "{number:?}");
    }
    // It is 22:25 in Toronto, 21:30 in New York, and an hour less by the names.
    for (number, zone, state, at) in [
        ("+14165550123", "EST", None, "2027-07-01T22:25:00-04:00"),
        ("+12125550123", "EST", Some("NY"), "2027-07-01T21:30:00-04:00"),
        ("+13035550123", "MST", Some("CO"), "2027-07-01T21:30:00-06:00"),
    ] {
        let contact = Contact { number: Some(number), country: None, zone: Some(zone), state };
        assert_eq!(ask(contact, at, |_| {}).verdict, Verdict::Unknown, "{number} {zone}");
    }
    // A zone does not imply a rule if the state cannot be read.
    let contact = Contact {
        number: Some("+12125550123"),
        country: None,
        zone: Some("America/Denver"),
        state: Some("Kansas?!x"),
    };
    assert_eq!(ask(contact, noon, own).verdict, Verdict::Unknown);
    // The law presumes that this number is in Florida, whatever the field says, so closed there is closed.
    let contact = Contact { number: Some("+13055550123"), country: None, zone: Some("Eastern"), state: None };
    assert_eq!(ask(contact, "2027-01-13T06:00:00-05:00", |_| {}).verdict, Verdict::Closed);
    assert_eq!(ask(contact, noon, |_| {}).verdict, Verdict::Unknown);
}

#[test]
fn short_names_of_states_mean_other_places_elsewhere() {
    let noon = "2027-01-13T12:00:00+08:00";
    let perth = |zone, state| {
        ask(Contact { number: Some("+61891234567"), country: None, zone, state: Some(state) }, noon, |_| {})
    };
    for state in ["WA", "NSW", "Texas"] {
        assert_eq!(perth(None, state).verdict, Verdict::Unknown, "{state}");
    }
    // The zone tells whose abbreviation it is.
    for (zone, state, place, offset) in [
        ("Australia/Perth", "WA", "AU", 480),
        ("Australia/Sydney", "NSW", "AU", 660),
        ("America/Los_Angeles", "WA", "US-WA", -480),
        ("America/Denver", "Texas", "US-TX", -420),
    ] {
        let answer = perth(Some(zone), state);
        assert_eq!((answer.rule.unwrap().0, answer.offsets), (place, vec![offset]), "{zone} {state}");
    }
    // A code with its country needs no zone.
    assert_eq!(perth(None, "US-WA").rule.unwrap().0, "US-WA");
}

#[test]
fn short_names_of_states_say_nothing_where_the_country_of_the_number_is_unknown() {
    let noon = "2027-01-13T12:00:00+08:00";
    let of = |number, zone, state| {
        let answer =
            ask(Contact { number: Some(number), country: None, zone, state: Some(state) }, noon, |_| {});
        (answer.rule.map_or("", |(place, _)| place), answer.offsets)
    };
    // National forms of Australia and India, a country code without its plus, and what is no number.
    for number in ["0891234567", "044 2345 6789", "61891234567", "ext. 5", ""] {
        for state in ["WA", "TN", "AR", "GA", "Texas"] {
            assert_eq!(of(number, None, state), ("", vec![]), "{number} {state}");
        }
        assert_eq!(of(number, None, "US-WA"), ("US-WA", vec![-480]), "{number}");
        // As for numbers abroad, a zone tells whose abbreviation it is.
        assert_eq!(of(number, Some("Australia/Perth"), "WA"), ("", vec![480]), "{number}");
        assert_eq!(of(number, Some("America/Los_Angeles"), "WA"), ("US-WA", vec![-480]), "{number}");
    }
    // Without any number, a state is one of the United States or Canada.
    let without = ask(Contact { number: None, country: None, zone: None, state: Some("WA") }, noon, |_| {});
    assert_eq!(without.rule.map(|(place, _)| place), Some("US-WA"));
}

#[test]
fn a_zone_by_its_name_counts_more_than_the_number() {
    for (zone, offsets) in [
        ("Australia/Lord_Howe", vec![660]),
        ("asia/kathmandu", vec![345]),
        ("US/Pacific", vec![-480]),
        ("America/Los Angeles", vec![-480]),
        ("PST8PDT", vec![-480]),
        ("est5edt", vec![-300]),
        ("HST", vec![-600]),
        ("Japan", vec![540]),
        ("Singapore", vec![480]),
        ("GB", vec![0]),
        ("GB-Eire", vec![0]),
        ("NZ-CHAT", vec![825]),
        ("W-SU", vec![180]),
        ("UTC", vec![0]),
        ("Etc/UTC", vec![0]),
        ("Zulu", vec![0]),
        ("GMT", vec![0]),
        ("Etc/GMT0", vec![0]),
        ("Etc/GMT+8", vec![-480]),
        ("etc/gmt-14", vec![840]),
        ("", vec![-300]),
    ] {
        let contact = Contact { number: Some("+12125550123"), country: None, zone: Some(zone), state: None };
        assert_eq!(ask(contact, "2027-01-13T12:00:00Z", |_| {}).offsets, offsets, "{zone}");
    }
}

#[test]
fn a_zone_that_does_not_occur_where_the_number_is_leaves_no_rule_that_allows_a_call() {
    let at = |number, zone, state, time| {
        ask(Contact { number: Some(number), country: None, zone: Some(zone), state }, time, |_| {}).verdict
    };
    for (number, zone, open, closed) in [
        // Open in New York's rule, and closed in those of the west coast.
        ("+12125550123", "America/Los_Angeles", "2027-01-13T08:30:00-08:00", "2027-01-13T07:30:00-08:00"),
        ("+12125550123", "Europe/Paris", "2027-01-13T15:00:00+01:00", "2027-01-13T22:00:00+01:00"),
        ("+33123456789", "America/New_York", "2027-01-13T11:00:00-05:00", "2027-01-13T09:00:00-05:00"),
        ("+61291234567", "Asia/Tokyo", "2027-01-13T11:00:00+09:00", "2027-01-13T21:00:00+09:00"),
    ] {
        assert_eq!(at(number, zone, None, open), Verdict::Unknown, "{number} {zone}");
        assert_eq!(at(number, zone, None, closed), Verdict::Closed, "{number} {zone}");
    }
    let open = "2027-01-13T11:00:00+09:00";
    assert_eq!(at("+61291234567", "Asia/Tokyo", Some("NSW"), open), Verdict::Unknown);
    // The caller's own hours are no rule of the place; they can still close it. It is Sunday in Chicago.
    let own = |time| {
        let contact = Contact {
            number: Some("+12125550123"),
            country: None,
            zone: Some("America/Chicago"),
            state: None,
        };
        let answer = ask(contact, time, |question| question.window = Daily::parse("10:00", "20:00"));
        (answer.verdict, answer.opens_at, answer.rule.map(|(place, _)| place))
    };
    assert_eq!(own("2027-01-17T12:00:00-06:00"), (Verdict::Unknown, None, Some("US-NY")));
    assert_eq!(own("2027-01-17T09:30:00-06:00"), (Verdict::Closed, None, None));
    assert_eq!(own("2027-01-17T07:30:00-06:00"), (Verdict::Closed, None, Some("US-NY")));
    // Other zones of the same country, or state.
    for (number, zone, open) in [
        ("+16055550123", "America/Denver", "2027-01-13T12:00:00-07:00"),
        ("+61291234567", "Australia/Perth", "2027-01-13T12:00:00+08:00"),
        ("+34912345678", "Atlantic/Canary", "2027-01-13T12:00:00+00:00"),
        ("+886223456789", "Asia/Taipei", "2027-01-13T12:00:00+08:00"),
        ("+16045550123", "America/Edmonton", "2027-01-13T12:00:00-07:00"),
    ] {
        assert_eq!(at(number, zone, None, open), Verdict::Open, "{number} {zone}");
    }
}

#[test]
fn a_state_tells_the_rule_only_for_a_zone_that_occurs_there() {
    let at = |number, zone, state, time| {
        let contact = Contact { number, country: None, zone: Some(zone), state: Some(state) };
        ask(contact, time, |_| {})
    };
    // 23:30 in New York is 20:30 in Los Angeles, and 09:00 there is 12:00.
    let [night, noon, late] =
        ["2027-01-13T23:30:00-05:00", "2027-01-14T12:00:00-05:00", "2027-01-14T00:30:00-05:00"];
    for number in
        [Some("+12125550123"), Some("+12135550123"), Some("+33123456789"), Some("212 555 0123"), None]
    {
        let verdict = |zone, state, time| at(number, zone, state, time).verdict;
        assert_eq!(verdict("America/Los_Angeles", "US-NY", night), Verdict::Closed, "{number:?}");
        assert_eq!(verdict("America/Los_Angeles", "US-NY", noon), Verdict::Unknown, "{number:?}");
        // Closed by the clocks of either.
        assert_eq!(
            verdict("America/New_York", "US-CA", "2027-01-14T09:30:00-05:00"),
            Verdict::Closed,
            "{number:?}"
        );
        assert_eq!(verdict("Pacific/Honolulu", "US-NY", noon), Verdict::Closed, "{number:?}");
        assert_eq!(verdict("America/Los_Angeles", "US-WA", noon), Verdict::Open, "{number:?}");
        assert_eq!(verdict("America/Los_Angeles", "US-WA", late), Verdict::Closed, "{number:?}");
    }
    let answer = at(Some("+12125550123"), "America/Los_Angeles", "NY", noon);
    assert_eq!((answer.offsets, answer.opens_at, answer.basis), (vec![-480, -300], None, Some(Basis::Field)));
    // The area code narrows the state's zones down: 214 is in Texas, in Central time only.
    let dallas = at(Some("+12145550123"), "America/Los_Angeles", "TX", noon);
    assert_eq!(dallas.offsets, [-480, -360]);
}

#[test]
fn islands_with_a_code_of_north_america_are_not_the_states_that_have_their_letters() {
    let noon = "2027-01-13T12:00:00-05:00";
    let of = |number: &str, zone: Option<&str>, state: &str| {
        let contact = Contact { number: Some(number), country: Some("US"), zone, state: Some(state) };
        let answer = ask(contact, noon, |_| {});
        (answer.rule.map_or("", |(place, _)| place), answer.offsets)
    };
    // `AZ` is Azua, too, `SD` Santo Domingo, and `LA` La Altagracia.
    for number in ["+18095550123", "+18765550123", "+12425550123", "809 555 0123", "1 876 555 0123"] {
        for state in ["AZ", "SD", "LA", "Florida"] {
            assert_eq!(of(number, None, state), ("", vec![]), "{number} {state}");
        }
        assert_eq!(of(number, None, "US-AZ"), ("US-AZ", vec![-420]), "{number}");
        // As for other numbers abroad, a zone tells whose abbreviation it is.
        assert_eq!(of(number, Some("America/Santo_Domingo"), "AZ"), ("", vec![-240]), "{number}");
        assert_eq!(of(number, Some("America/Phoenix"), "AZ"), ("US-AZ", vec![-420]), "{number}");
    }
    // All of them, and no others: a toll-free number, one of an unknown area code, and a US territory.
    for (area, place) in crate::oracle::Oracle::new().areas() {
        let rule = of(&format!("+1{area}5550123"), None, "AZ").0;
        let is_island = place.len() == 2;
        assert_eq!(rule, if is_island { "" } else { "US-AZ" }, "{area} {place}");
    }
    assert_eq!(of("+15555550123", None, "AZ").0, "US-AZ");
}

#[test]
fn canadas_north_is_in_any_of_its_territories() {
    let noon = "2027-01-13T12:00:00-05:00";
    let of = |zone, state| {
        let contact = Contact { number: Some("+18675550123"), country: None, zone, state };
        let answer = ask(contact, noon, |_| {});
        (answer.verdict, answer.offsets)
    };
    for (state, offsets) in [("NT", vec![-360]), ("YT", vec![-420]), ("NU", vec![-420, -360, -300])] {
        assert_eq!(of(None, Some(state)), (Verdict::Open, offsets), "{state}");
    }
    for zone in ["America/Whitehorse", "America/Inuvik", "America/Iqaluit", "America/Rankin_Inlet"] {
        assert_eq!(of(Some(zone), None).0, Verdict::Open, "{zone}");
    }
    for zone in ["Europe/Paris", "America/Los_Angeles", "America/Halifax", "America/St_Johns"] {
        assert_eq!(of(Some(zone), None).0, Verdict::Unknown, "{zone}");
    }
    assert_eq!(of(Some("America/Whitehorse"), Some("NU")).0, Verdict::Unknown);
}

#[test]
fn a_zone_that_occurs_where_the_number_is_does_not_contradict_it() {
    for (number, zones) in [
        // The area code of the three territories tells no zone.
        ("+18675550123", &["America/Whitehorse", "America/Iqaluit", "America/Rankin_Inlet"][..]),
        // Other names of the same time, with another past.
        ("+16045550123", &["America/Creston", "America/Fort_Nelson"]),
        ("+13065550123", &["America/Edmonton"]),
        ("+18075550123", &["America/Atikokan"]),
    ] {
        for zone in zones {
            let contact = Contact { number: Some(number), country: None, zone: Some(zone), state: None };
            let answer = ask(contact, "2027-01-13T18:00:00Z", |_| {});
            assert_eq!(answer.verdict, Verdict::Open, "{number} {zone}");
        }
    }
}

#[test]
fn hours_that_a_change_of_the_clock_cuts_or_repeats_are_right() {
    let own = |question: &mut Question<'_>| question.window = Daily::parse("02:00", "03:00");
    // No rule applies to these hours, in a zone with clock changes.
    let berlin = Contact { number: Some("+4930123456"), ..Default::default() };
    // 02:00 to 03:00 does not exist on the last Sunday of March, so the next window is a day later.
    let spring = ask(berlin, "2027-03-28T00:30:00Z", own);
    assert_eq!(spring.opens_at, Some(timestamp("2027-03-29T00:00:00Z")));
    // It occurs twice on the last Sunday of October, as a window of two hours.
    let autumn = ask(berlin, "2027-10-30T23:00:00Z", own);
    assert_eq!(autumn.opens_at, Some(timestamp("2027-10-31T00:00:00Z")));
    assert_eq!(autumn.closes_at, Some(timestamp("2027-10-31T02:00:00Z")));
    // Lord Howe's clock goes back by half an hour: 01:30 to 02:00 occurs twice.
    let lord_howe = Contact { number: None, country: None, zone: Some("Australia/Lord_Howe"), state: None };
    let own = |question: &mut Question<'_>| question.window = Daily::parse("01:30", "02:00");
    let autumn = ask(lord_howe, "2027-04-03T14:00:00Z", own);
    assert_eq!(autumn.opens_at, Some(timestamp("2027-04-03T14:30:00Z")));
    assert_eq!(autumn.closes_at, Some(timestamp("2027-04-03T15:30:00Z")));
}

#[test]
fn hours_that_never_end_have_no_end() {
    let own = |question: &mut Question<'_>| question.window = Daily::parse("00:00", "24:00");
    let kenya = Contact { number: Some("+254712345678"), ..Default::default() };
    let always = ask(kenya, "2027-01-13T12:00:00Z", own);
    assert_eq!((always.verdict, always.opens_at, always.closes_at), (Verdict::Open, None, None));
}

#[test]
fn daily_hours_are_read_from_clock_times() {
    assert_eq!(Daily::parse("08:30", "21:00"), Some(Daily { opens: 510, closes: 1260 }));
    for (opens, closes) in
        [("8:30", "21:00"), ("21:00", "09:00"), ("09:00", "09:00"), ("09:00", "24:01"), ("", "x")]
    {
        assert_eq!(Daily::parse(opens, closes), None, "{opens} {closes}");
    }
}

#[test]
fn a_number_is_in_its_place_however_it_is_written() {
    let night = "2027-01-13T03:00:00-05:00";
    let plain = number("+12125550123", night);
    assert_eq!(plain.verdict, Verdict::Closed);
    for written in [
        "+1 (212) 555-0123",
        "\u{202a}+12125550123\u{202c}",
        "+1\u{2011}212\u{2013}555\u{2015}0123",
        "+1\u{3000}212\u{3000}5550123",
        "+12125550123\r\n",
        "+1212555\u{ad}0123",
        "＋１（２１２）５５５－０１２３",
    ] {
        let answer = number(written, night);
        assert_eq!((answer.verdict, answer.offsets), (plain.verdict, plain.offsets.clone()), "{written:?}");
    }
    // A zero in brackets is dialed only within the country.
    let adelaide = number("+61 (0)8 8123 4567", "2027-01-13T12:00:00Z");
    assert_eq!(adelaide.offsets, number("+61881234567", "2027-01-13T12:00:00Z").offsets);
    for no_number in ["++12125550123", "+1212+5550123", "+1212555O123", "+1212555012345678"] {
        assert_eq!(number(no_number, night).verdict, Verdict::Unknown, "{no_number}");
    }
}
