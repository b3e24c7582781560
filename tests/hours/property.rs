//! Random numbers and times: the verdict equals the oracle's.

use seax_dialer::{
    hours::{Contact, Holidays, Purpose, Question, Verdict, beginning, calling_hours, defect},
    timestamp::Timestamp,
};

use crate::{TABLE, located, offsets_at, oracle::Oracle};

/// Times from 2026, where the table's validity begins, to 2099.
const TIMES: std::ops::Range<u64> = 1_767_225_600..4_102_444_800;

/// A deterministic generator of 64 random bits (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        (bits ^ bits >> 31) % end
    }

    fn number(&mut self, prefixes: &[&str]) -> String {
        let mut number = String::from("+");
        // Few prefixes have a rule, so half of the numbers are chosen from those.
        number.push_str(match self.below(8) {
            0..3 => "1",
            3 => ["61", "33", "34", "82", "852", "886", "88670", "81", "44"][self.below(9) as usize],
            4 => "",
            _ => prefixes[self.below(prefixes.len() as u64) as usize],
        });
        let length = 8 + self.below(5) as usize;
        while number.len() < length {
            let digit = b'0' + self.below(10) as u8;
            // No calling code begins with 0.
            number.push(char::from(if number.len() == 1 { digit.max(b'1') } else { digit }));
        }
        number
    }

    fn time(&mut self) -> i64 {
        let time = (TIMES.start + self.below(TIMES.end - TIMES.start)) as i64;
        // Verdicts change at quarters of an hour, so pick those and the second before them often.
        match self.below(4) {
            0 => time - time % 900,
            1 => time - time % 900 - 1,
            _ => time,
        }
    }
}

fn question(holidays: &Holidays) -> Question<'_> {
    Question { purpose: Purpose::Sales, window: None, holidays }
}

#[test]
fn a_million_numbers_and_times_have_the_verdict_of_the_oracle() {
    let (oracle, mut random, holidays) = (Oracle::new(), Random(1), Holidays::default());
    let prefixes: Vec<&str> = oracle.prefixes().collect();
    let mut seen = [0_u32; 3];
    for _ in 0..1_000_000 {
        let (number, time) = (random.number(&prefixes), random.time());
        let locations = located(&number);
        let (verdict, _) = TABLE.verdict(locations, &question(&holidays), (time, time + 1));
        assert_eq!(verdict, oracle.verdict(&number, time), "{number} at {time}");
        seen[verdict as usize] += 1;
    }
    // All verdicts occur often.
    assert!(seen.iter().all(|count| *count > 100_000), "{seen:?}");
}

#[test]
fn hours_begin_and_end_where_the_verdict_changes() {
    let (oracle, mut random, holidays) = (Oracle::new(), Random(2), Holidays::default());
    let prefixes: Vec<&str> = oracle.prefixes().collect();
    let mut known = 0;
    for _ in 0..20_000 {
        let (number, time) = (random.number(&prefixes), random.time());
        let contact = Contact { number: Some(&number), ..Default::default() };
        let answer = calling_hours(&TABLE, contact, &question(&holidays), Timestamp(time * 1_000));
        let verdict = |at: Timestamp| oracle.verdict(&number, at.0.div_euclid(1_000));
        assert_eq!(answer.verdict, verdict(Timestamp(time * 1_000)), "{number} at {time}");
        let (Some(opens), Some(closes)) = (answer.opens_at, answer.closes_at) else {
            assert_eq!(answer.verdict, Verdict::Unknown, "{number} at {time}");
            continue;
        };
        known += 1;
        assert!(opens < closes, "{number} at {time}");
        let second = |at: Timestamp, by: i64| Timestamp(at.0 + by * 1_000);
        assert_eq!(verdict(second(opens, -1)), Verdict::Closed, "{number} at {time}: before {opens:?}");
        assert_eq!(verdict(opens), Verdict::Open, "{number} at {time}: at {opens:?}");
        assert_eq!(verdict(second(closes, -1)), Verdict::Open, "{number} at {time}: before {closes:?}");
        assert_eq!(verdict(closes), Verdict::Closed, "{number} at {time}: at {closes:?}");
        match answer.verdict {
            Verdict::Open => {
                assert!(opens.0 <= time * 1_000 && time * 1_000 < closes.0, "{number} at {time}")
            }
            _ => {
                assert!(time * 1_000 < opens.0, "{number} at {time}");
                // Nothing is open in between, at a sample of the quarters of an hour.
                let quarters = (time / 900 + 1..opens.0 / 900_000).step_by(3).take(40);
                quarters.for_each(|quarter| {
                    assert_eq!(oracle.verdict(&number, quarter * 900), Verdict::Closed, "{number} at {time}");
                });
            }
        }
    }
    assert!(known > 8_000, "{known}");
}

#[test]
fn numbers_with_one_beginning_are_in_one_place_and_have_the_same_defects() {
    let (oracle, mut random) = (Oracle::new(), Random(4));
    let prefixes: Vec<&str> = oracle.prefixes().collect();
    let (mut alike, mut apart) = (0, 0);
    for _ in 0..200_000 {
        let number = random.number(&prefixes);
        // Another number, which differs in its last digits.
        let kept = 2 + random.below(number.len() as u64 - 2) as usize;
        let mut other = number[..kept].to_owned();
        let length = number.len() - random.below(2) as usize;
        while other.len() < length {
            other.push(char::from(b'0' + random.below(10) as u8));
        }
        let found = |number: &str| {
            let contact = Contact { number: Some(number), ..Default::default() };
            (TABLE.locate(contact), defect(&TABLE, number))
        };
        if beginning(&TABLE, &number) == beginning(&TABLE, &other) {
            alike += 1;
            assert_eq!(found(&number), found(&other), "{number} and {other}");
        } else if found(&number) != found(&other) {
            apart += 1;
        }
    }
    assert!(alike > 50_000 && apart > 20_000, "{alike} alike, {apart} apart");
}

#[test]
fn every_prefix_and_every_area_code_is_where_the_source_says() {
    let (oracle, holidays) = (Oracle::new(), Holidays::default());
    let areas = (200..1000).map(|area| format!("1{area}"));
    let prefixes: Vec<String> = oracle.prefixes().map(str::to_owned).chain(areas).collect();
    // Midnight in Greenwich, in winter and in summer.
    for time in [1_799_971_200_i64, 1_815_609_600] {
        for prefix in &prefixes {
            let number = format!("+{prefix:0<11}");
            let locations = located(&number);
            let at = jiff::Timestamp::from_second(time).unwrap();
            let zones = oracle.zones(&number);
            let zones =
                zones.iter().map(|zone| jiff::tz::TimeZone::get(zone).unwrap().to_offset(at).seconds() / 60);
            let mut offsets: Vec<i32> = zones.collect();
            offsets.sort_unstable();
            offsets.dedup();
            assert_eq!(offsets_at(locations, time), offsets, "{number}");
            let (verdict, _) = TABLE.verdict(locations, &question(&holidays), (time, time + 1));
            assert_eq!(verdict, oracle.verdict(&number, time), "{number}");
        }
    }
}

#[test]
fn clocks_change_at_the_very_second_that_the_oracle_says() {
    let (oracle, mut random) = (Oracle::new(), Random(3));
    let prefixes: Vec<&str> = oracle.prefixes().collect();
    let mut changes = 0;
    for _ in 0..20_000 {
        let (number, time) = (random.number(&prefixes), random.time());
        let zones: Vec<_> =
            oracle.zones(&number).into_iter().map(|zone| jiff::tz::TimeZone::get(zone).unwrap()).collect();
        let after = jiff::Timestamp::from_second(time).unwrap();
        let Some(change) = zones.iter().find_map(|zone| zone.following(after).next()) else { continue };
        let change = change.timestamp().as_second();
        changes += 1;
        let locations = located(&number);
        for time in [change - 1, change, change + 1] {
            let at = jiff::Timestamp::from_second(time).unwrap();
            let mut offsets: Vec<i32> = zones.iter().map(|zone| zone.to_offset(at).seconds() / 60).collect();
            offsets.sort_unstable();
            offsets.dedup();
            assert_eq!(offsets_at(locations, time), offsets, "{number} at {time}");
        }
    }
    assert!(changes > 4_000, "{changes}");
}
