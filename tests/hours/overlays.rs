//! Area codes that share a territory, and numbers without a place.

use std::collections::{BTreeMap, BTreeSet};

use seax_dialer::hours::{Holidays, Purpose, Question, Verdict};

use crate::{
    TABLE, located, offsets_at,
    oracle::{Oracle, section},
};

/// Returns the offsets in winter, in summer, and in a later winter.
fn offsets(area: &str) -> BTreeSet<(i64, i32)> {
    let locations = located(&format!("+1{area}5550123"));
    let at = |time| offsets_at(locations, time).into_iter().map(move |offset| (time, offset));
    [1_799_971_200_i64, 1_815_609_600, 1_831_507_200].into_iter().flat_map(at).collect()
}

fn place(area: &str) -> u32 {
    located(&format!("+1{area}5550123")).all().next().map_or(0, |own| own.place)
}

/// Returns each overlay with the codes that it overlays, from the source.
fn overlays() -> Vec<(&'static str, Vec<&'static str>)> {
    let lines = section("overlays").into_iter().filter_map(|line| line.split_once('|'));
    lines
        .flat_map(|(overlaid, over)| {
            let overlaid: Vec<&str> = overlaid.split_whitespace().collect();
            over.split_whitespace().map(move |area| (area, overlaid.clone()))
        })
        .collect()
}

#[test]
fn an_overlay_has_all_zones_and_the_state_of_what_it_overlays() {
    let overlays = overlays();
    assert!(overlays.len() > 60, "{}", overlays.len());
    for (overlay, overlaid) in overlays {
        let all: BTreeSet<_> = overlaid.iter().flat_map(|area| offsets(area)).collect();
        assert_eq!(offsets(overlay), all, "{overlay} overlays {overlaid:?}");
        assert!(!all.is_empty(), "{overlay}");
        assert!(overlaid.iter().all(|area| place(area) == place(overlay)), "{overlay} overlays {overlaid:?}");
    }
}

#[test]
fn overlays_of_codes_in_two_zones_are_in_both() {
    // From the numbering plan, not from the source.
    for (overlay, parent) in [
        ("448", "850"),
        ("930", "812"),
        ("364", "270"),
        ("458", "541"),
        ("986", "208"),
        ("581", "418"),
        ("367", "418"),
        ("236", "250"),
        ("672", "250"),
        ("778", "250"),
        ("879", "709"),
        ("729", "423"),
    ] {
        assert_eq!(offsets(overlay), offsets(parent), "{overlay} overlays {parent}");
        assert!(offsets(overlay).len() > 3, "{overlay}");
    }
    for (overlay, parent) in [("474", "306"), ("639", "306"), ("689", "407")] {
        assert_eq!(offsets(overlay), offsets(parent), "{overlay} overlays {parent}");
    }
}

#[test]
fn a_code_in_a_state_of_several_zones_is_known_to_be_an_overlay_or_none_or_has_all_of_them() {
    let oracle = Oracle::new();
    let listed: Vec<&str> =
        section("overlays").into_iter().flat_map(|line| line.split(['|', ' ']).collect::<Vec<_>>()).collect();
    let mut states: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (area, state) in oracle.areas().filter(|(_, state)| *state != "-") {
        states.entry(state).or_default().push(area);
    }
    let mut several = 0;
    for (state, areas) in states {
        let all: BTreeSet<_> = areas.iter().flat_map(|area| offsets(area)).collect();
        if areas.iter().all(|area| offsets(area) == all) {
            continue;
        }
        several += 1;
        for area in areas {
            assert!(listed.contains(&area) || offsets(area) == all, "{area} in {state}");
        }
    }
    assert!(several > 10, "{several}");
}

#[test]
fn only_hawaii_has_hawaiis_clock() {
    let (winter, summer) = (1_799_971_200, 1_815_609_600);
    let offsets_in = |area: &str, time| offsets_at(located(&format!("+1{area}5550123")), time);
    assert_eq!(offsets_in("907", winter), [-600, -540]);
    assert_eq!(offsets_in("907", summer), [-540, -480]);
    let oracle = Oracle::new();
    let hawaiian = oracle.areas().filter(|(area, _)| offsets_in(area, summer).contains(&-600));
    assert_eq!(hawaiian.map(|(area, _)| area).collect::<Vec<_>>(), ["808"]);
}

#[test]
fn islands_are_not_the_states_that_have_their_letters() {
    // The Cayman Islands are not Kentucky, and Montserrat is not Mississippi.
    for area in ["345", "664"] {
        assert_eq!(place(area), 0, "{area}");
        assert_ne!(offsets(area), BTreeSet::new(), "{area}");
    }
}

#[test]
fn toll_free_numbers_and_services_have_no_zone_where_their_country_has_several() {
    for number in [
        "+611800123456",
        "+611300123456",
        "+61131234",
        "+61145123456",
        "+61147123456",
        "+34900123456",
        "+34800123456",
        "+34901123456",
        "+34704123456",
        "+34511234567",
        "+55800123456",
        "+5540041234",
        "+5530031234",
        "+528001234567",
        "+529001234567",
        "+56800123456",
        "+62800123456",
        "+6214012",
        "+78001234567",
        "+78041234567",
        "+351800123456",
        "+351707123456",
        "+5931800123456",
        "+262801234567",
        "+29980123",
        "+68980012345",
        "+870773123456",
        "+881612345678",
        "+80012345678",
    ] {
        let locations = located(number);
        assert!(offsets_at(locations, 1_799_971_200).is_empty(), "{number}");
        let holidays = Holidays::default();
        let question = Question { purpose: Purpose::Sales, window: None, holidays: &holidays };
        let (verdict, _) = TABLE.verdict(locations, &question, (1_799_971_200, 1_799_971_201));
        assert_eq!(verdict, Verdict::Unknown, "{number}");
    }
    // Other numbers have their own zone, or all zones of their country.
    let count = |number| offsets_at(located(number), 1_799_971_200).len();
    for (number, offsets) in [
        ("+61291234567", 1),
        ("+61412345678", 5),
        ("+61550123456", 5),
        ("+34912345678", 1),
        ("+551112345678", 1),
        ("+5511912345678", 1),
        ("+33800123456", 1),
        ("+448001234567", 1),
        ("+498001234567", 1),
    ] {
        assert_eq!(count(number), offsets, "{number}");
    }
}
