//! Checking an audience of any size takes little memory.

use seax_dialer::model::{FindingCode, finding::MOST_WINDOWS};

use crate::{
    allocations::peak,
    cases::morning,
    transport::{Answer, Piece, Sent},
    world::{CONTACT, World, check_with, contact, id, list_of, parameter},
};

/// Checks a draft with this many contacts, each generated when it is requested. Every tenth has the number of the one before,
/// and every hundredth has no city.
fn check(contacts: u64) -> crate::world::Checkup {
    let world = World { contacts: Vec::new(), ..World::default() };
    let world = world.with("end_time", serde_json::json!("2025-07-28T00:00:00Z"));
    let draft = world.checked().expect("a draft");
    let mut template = contact(0, "Ada");
    template["contact_labels"] = serde_json::json!([]);
    let template = template.to_string();
    check_with(&draft, false, move |sent: &Sent| match list_of(&sent.url) {
        "contacts" => {
            assert_eq!(parameter(&sent.url, "limit"), Some("0"), "all are asked for at once");
            let template = template.clone();
            let rows = (0..contacts).map(move |place| {
                let phone = format!("+1{:010}", if place % 10 == 9 { place - 1 } else { place });
                let row =
                    template.replace(&id(CONTACT, 0), &id(CONTACT, place)).replace("+12025550000", &phone);
                let row = if place % 100 == 99 { row.replace("city", "town") } else { row };
                Piece::bytes([if place == 0 { "{\"data\":[" } else { "," }, &row].concat())
            });
            Answer::pieces(rows.chain([Piece::bytes(format!("],\"total\":{contacts}}}"))]))
        }
        _ => {
            let single = World::default();
            let rows = match list_of(&sent.url) {
                "phones" => single.phones,
                "ai_agents" => single.agents,
                _ => single.labels[..1].to_vec(),
            };
            Answer::reply(200, serde_json::json!({"data": rows, "total": rows.len()}).to_string())
        }
    })
}

#[test]
fn a_hundred_thousand_contacts_are_checked_in_the_memory_of_a_few() {
    let (checkup, held) = peak(|| check(100_000));
    let audience = checkup.preflight.audience.as_ref().expect("it is known");
    assert_eq!((audience.total, audience.complete, audience.sample.len()), (100_000, true, 5));
    let counts: Vec<_> = checkup
        .preflight
        .findings
        .iter()
        .map(|finding| {
            let contacts = finding.contacts.as_ref().expect("contacts are counted");
            assert_eq!((contacts.sample.len(), &finding.fix), (5, &None));
            (finding.code, contacts.count)
        })
        .collect();
    assert_eq!(counts, [(FindingCode::PlaceholderMissing, 1_000), (FindingCode::NumberRepeated, 10_000)]);
    assert_eq!(checkup.requests("contacts"), 1, "they come as one reply");

    // The contacts are about 30 MB of text. Only the id and the number of each are kept.
    let (_, base) = peak(|| check(5_000));
    let each = (held - base) / 95_000;
    assert!(held < 12_000_000, "{held} bytes");
    assert!(each <= 80, "{each} bytes for each contact, {held} in all");
}

#[test]
fn a_window_that_never_ends_is_checked_in_the_memory_of_a_year() {
    let (checkup, held) = peak(|| {
        morning("+1212555000").with("end_time", serde_json::json!("9999-12-31T17:00:00-05:00")).check()
    });
    let hours = checkup.preflight.audience.and_then(|audience| audience.hours).expect("they are known");
    assert_eq!(hours.zones[0].open.as_ref().map(Vec::len), Some(MOST_WINDOWS));
    assert!(held < 2_000_000, "{held} bytes");
}
