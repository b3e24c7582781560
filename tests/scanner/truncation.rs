//! Truncated replies, as when a connection breaks.

use proptest::prop_assert;
use seax_dialer::{
    model::{Page, contact::Contact, error_body::ErrorBody, label::LabelWithCount},
    schema::{Checked, ErrorKind as What, HasSchema, ValidationError},
};

use crate::{
    choices::{Choices, rows},
    json::fitting,
    properties::holds,
    samples::SAMPLES,
};

fn is_end(error: &ValidationError, length: usize) -> bool {
    matches!(error.kind, What::End) && error.offset == length
}

#[test]
fn a_sample_reply_cut_at_any_byte_stops_in_the_middle() {
    for sample in &SAMPLES {
        let text = sample.text.trim_end().as_bytes();
        for length in 0..text.len() {
            let error = (sample.check)(&text[..length]).expect_err("the rest is missing");
            assert!(is_end(&error, length), "{} cut at {length}: {error:?}", sample.name);
        }
    }
}

#[test]
fn any_reply_cut_at_any_byte_stops_in_the_middle() {
    fn stops<T: HasSchema>() {
        holds(1_000, (rows(300), 0..usize::MAX), |(row, at)| {
            let text = fitting(&T::SCHEMA, &mut Choices::new(&row));
            let text = text.trim_end().as_bytes();
            let length = at % text.len();
            let error = Checked::<T>::reply(text[..length].into()).map(drop).expect_err("it is cut");
            let head = String::from_utf8_lossy(&text[..length]);
            prop_assert!(is_end(&error, length), "{head}\n{error:?}");
            Ok(())
        });
    }
    stops::<Page<Contact>>();
    stops::<Page<LabelWithCount>>();
    stops::<ErrorBody>();
}
