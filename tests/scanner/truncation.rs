//! Replies that stop before their end, as they do when a connection breaks.

use proptest::prop_assert;
use seax_dialer::{
    model::{Page, contact::Contact, label::LabelWithCount, problem::Problem},
    shape::{Checked, Fault, Problem as What, Shaped},
};

use crate::{
    choices::{Choices, rows},
    json::fitting,
    properties::holds,
    samples::SAMPLES,
};

fn is_end(fault: &Fault, length: usize) -> bool {
    matches!(fault.problem, What::End) && fault.offset == length
}

#[test]
fn a_sample_reply_cut_at_any_byte_stops_in_the_middle() {
    for sample in &SAMPLES {
        let text = sample.text.trim_end().as_bytes();
        for length in 0..text.len() {
            let fault = (sample.check)(&text[..length]).expect_err("the rest is missing");
            assert!(is_end(&fault, length), "{} cut at {length}: {fault:?}", sample.name);
        }
    }
}

#[test]
fn any_reply_cut_at_any_byte_stops_in_the_middle() {
    fn stops<T: Shaped>() {
        holds(1_000, (rows(300), 0..usize::MAX), |(row, at)| {
            let text = fitting(&T::KIND, &mut Choices::new(&row));
            let text = text.trim_end().as_bytes();
            let length = at % text.len();
            let fault = Checked::<T>::reply(text[..length].into()).map(drop).expect_err("it is cut");
            let head = String::from_utf8_lossy(&text[..length]);
            prop_assert!(is_end(&fault, length), "{head}\n{fault:?}");
            Ok(())
        });
    }
    stops::<Page<Contact>>();
    stops::<Page<LabelWithCount>>();
    stops::<Problem>();
}
