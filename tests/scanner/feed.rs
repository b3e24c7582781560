//! A page in chunks is the same page: the same rows, and the same error at the same place, wherever it is cut.

use std::cell::Cell;

use proptest::{collection::vec, num::u8, prop_assert, prop_assert_eq, sample::select, strategy::Strategy};
use seax_dialer::{
    model::{Page, agent::Agent, campaign::Campaign, contact::Contact, label::LabelWithCount, phone::Phone},
    schema::{Feed, HasSchema, Schema, Select, ValidationError, check_reply, elements, members},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    choices::{Choices, rows},
    json::fitting,
    mutation::mutate,
    properties::{Verdict, holds},
    samples::SAMPLES,
};

/// The result of reading a page.
struct Outcome {
    rows: Vec<Vec<u8>>,
    total: Option<u64>,
    error: Option<Box<ValidationError>>,
}

/// Feeds a text in chunks that end at these offsets.
fn feed(text: &[u8], schema: &'static Schema, cuts: &[usize]) -> Outcome {
    let (mut feed, mut rows) = (Feed::new(schema, Select::WHOLE), Vec::new());
    let mut take = |feed: &mut Feed, ended| loop {
        match feed.row(ended, usize::MAX) {
            Ok(Some(row)) => {
                let mut array = Vec::new();
                row.write(&mut array);
                rows.push(array[1..].to_vec());
            }
            Ok(None) => return None,
            Err(error) => return Some(error),
        }
    };
    let mut from = 0;
    for to in cuts.iter().copied().chain([text.len()]) {
        feed.more().extend_from_slice(&text[from..to]);
        from = to;
        if let Some(error) = take(&mut feed, false) {
            return Outcome { rows, total: feed.total(), error: Some(error) };
        }
    }
    let error = take(&mut feed, true);
    Outcome { rows, total: feed.total(), error }
}

/// Reads the same text as a whole.
fn whole(text: &[u8], schema: &'static Schema) -> Outcome {
    let error = check_reply(&mut text.into(), schema, Select::WHOLE).err();
    let mut outcome = Outcome { rows: Vec::new(), total: None, error };
    if let (None, Some(text)) = (&outcome.error, readable(text)) {
        for member in members(text, Page::<Value>::OBJECT) {
            match member.field.name {
                "data" => outcome.rows = elements(member.json).map(|row| row.as_bytes().into()).collect(),
                _ => outcome.total = member.json.parse().ok(),
            }
        }
    }
    outcome
}

/// Returns a text that serde can read as well. For text that is not UTF-8 or nested too deep, only the verdicts are compared.
fn readable(text: &[u8]) -> Option<&str> {
    serde_json::from_slice::<Value>(text).ok()?;
    std::str::from_utf8(text).ok()
}

/// Returns the number of rows before the row with an error.
fn row_of(error: &ValidationError) -> Option<usize> {
    let pointer = error.pointer();
    pointer.strip_prefix("/data/")?.split('/').next()?.parse().ok()
}

fn alike(text: &[u8], schema: &'static Schema, cuts: &[usize]) -> Verdict {
    let (expected, found) = (whole(text, schema), feed(text, schema, cuts));
    let shown = String::from_utf8_lossy(text);
    match (&expected.error, &found.error) {
        (None, None) => {
            if readable(text).is_some() {
                prop_assert_eq!(&found.rows, &expected.rows, "{} cut at {:?}", shown, cuts);
                prop_assert_eq!(found.total, expected.total, "{}", shown);
            }
        }
        (Some(expected), Some(error)) => {
            // Includes the schema, the offset and the path.
            let (one, other) = (format!("{expected:?}"), format!("{error:?}"));
            prop_assert_eq!(other, one, "{} cut at {:?}", shown, cuts);
            if let Some(row) = row_of(error) {
                prop_assert_eq!(found.rows.len(), row, "rows before the error in {}", shown);
            }
        }
        (expected, found) => {
            prop_assert!(false, "{shown}\ncut at {cuts:?}\nwhole: {expected:?}\nin pieces: {found:?}");
        }
    }
    Ok(())
}

/// Chooses offsets at which to cut a text of this length, in order.
fn cuts(length: usize, choices: &mut Choices<'_>) -> Vec<usize> {
    match choices.below(4) {
        // Cuts after every byte.
        0 => (0..length).collect(),
        1 => vec![choices.below(length + 1)],
        _ => {
            let mut places: Vec<_> = (0..choices.below(12)).map(|_| choices.below(length + 1)).collect();
            places.sort_unstable();
            places
        }
    }
}

fn cut_alike<T: HasSchema + DeserializeOwned>() {
    let (taken, refused) = (Cell::new(0), Cell::new(0));
    holds(600, (rows(300), rows(12), rows(16)), |(row, damage, places)| {
        let schema = &Page::<T>::SCHEMA;
        let mut text = fitting(schema, &mut Choices::new(&row));
        let mut damage = Choices::new(&damage);
        for _ in 0..damage.below(3) {
            mutate(&mut text, &mut damage);
        }
        let places = cuts(text.len(), &mut Choices::new(&places));
        let error = feed(text.as_bytes(), schema, &places).error;
        let count = if error.is_none() { &taken } else { &refused };
        count.set(count.get() + 1);
        alike(text.as_bytes(), schema, &places)
    });
    assert!(taken.get().min(refused.get()) > 60, "one-sided: {} and {}", taken.get(), refused.get());
}

#[test]
fn a_page_in_pieces_has_the_rows_and_the_fault_of_the_whole() {
    cut_alike::<Contact>();
    cut_alike::<Phone>();
    cut_alike::<LabelWithCount>();
    cut_alike::<Agent>();
    cut_alike::<Campaign>();
}

#[test]
fn rows_of_every_kind_come_whole() {
    // Numbers are the values that a cut can split into two valid ones.
    fn of<T: HasSchema>() {
        holds(600, (rows(120), rows(16)), |(row, places)| {
            let text = fitting(&Page::<T>::SCHEMA, &mut Choices::new(&row));
            let places = cuts(text.len(), &mut Choices::new(&places));
            alike(text.as_bytes(), &Page::<T>::SCHEMA, &places)
        });
    }
    of::<u64>();
    of::<i64>();
    of::<f64>();
    of::<bool>();
    of::<String>();
    of::<Value>();
    of::<Vec<f64>>();
}

#[test]
fn a_sample_is_the_same_page_wherever_it_is_cut() {
    for sample in SAMPLES.iter().filter(|sample| sample.text.contains("\"data\"")) {
        let text = sample.text.as_bytes();
        for place in 0..=text.len() {
            alike(text, &Page::<Value>::SCHEMA, &[place]).unwrap_or_else(|error| panic!("{error}"));
        }
        alike(text, &Page::<Value>::SCHEMA, &(0..text.len()).collect::<Vec<_>>()).expect("byte by byte");
    }
}

#[test]
fn no_bytes_and_no_borders_make_the_feed_panic() {
    let byte = || select(br#"{}[]":,\u0d8e-.tnfid ata"#.to_vec());
    let soup = vec(proptest::prop_oneof![4 => byte(), 1 => u8::ANY], 0..64);
    let begun = soup.prop_map(|soup| [&b"{\"data\":["[..], &soup].concat());
    holds(6_000, (begun, rows(16)), |(bytes, places)| {
        for text in [&bytes[..], &bytes[9..]] {
            let places = cuts(text.len(), &mut Choices::new(&places));
            alike(text, &Page::<Value>::SCHEMA, &places)?;
            alike(text, &Page::<Contact>::SCHEMA, &places)?;
        }
        Ok(())
    });
    // Replies with some bytes changed, so that strings are not UTF-8.
    holds(4_000, (rows(200), vec((0..usize::MAX, u8::ANY), 0..4), rows(16)), |(row, changes, places)| {
        let mut bytes = fitting(&Page::<Contact>::SCHEMA, &mut Choices::new(&row)).into_bytes();
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        let places = cuts(bytes.len(), &mut Choices::new(&places));
        alike(&bytes, &Page::<Contact>::SCHEMA, &places)
    });
}

#[test]
fn a_number_is_judged_when_its_last_digit_is_there() {
    fn of<T: HasSchema>(text: &str) {
        let text = text.as_bytes();
        for place in 0..text.len() {
            alike(text, &Page::<T>::SCHEMA, &[place]).unwrap_or_else(|error| panic!("{error}"));
        }
    }
    of::<i64>(r#"{"data":[-0.5]}"#);
    of::<i64>(r#"{"data":[18446744073709551616.5]}"#);
    of::<u64>(r#"{"data":[7,18446744073709551616e2],"total":-0.5}"#);
    of::<f64>(&["{\"data\":[1", &"0".repeat(310), "e-5,1e309]}"].concat());
}

#[test]
fn a_row_is_there_as_soon_as_its_last_byte_is() {
    let mut feed = Feed::new(&Page::<Value>::SCHEMA, Select::WHOLE);
    let mut rows_after = |piece: &str| {
        feed.more().extend_from_slice(piece.as_bytes());
        let mut rows = 0;
        while feed.row(false, usize::MAX).expect("it is good so far").is_some() {
            rows += 1;
        }
        rows
    };
    assert_eq!(rows_after(r#"{"total": 3, "data": [{"id": 1"#), 0);
    assert_eq!(rows_after("}"), 1);
    assert_eq!(rows_after(r#", "two"#), 0);
    assert_eq!(rows_after("\""), 1);
    assert_eq!(rows_after(", 3"), 0);
    assert_eq!(rows_after(","), 1);
}

#[test]
fn what_was_read_is_not_held() {
    let mut feed = Feed::new(&Page::<Value>::SCHEMA, Select::WHOLE);
    feed.more().extend_from_slice(b"{\"data\":[0");
    for _ in 0..10_000 {
        feed.more().extend_from_slice(br#",{"name":"somebody"}"#);
        while feed.row(false, usize::MAX).expect("it is good so far").is_some() {}
        assert!(feed.more().capacity() < 200);
    }
}
