//! Arbitrary bytes: the scanner returns a result or an error, and never panics.

use proptest::{collection::vec, num::u8, prop_assert, prop_oneof, sample::select, strategy::Strategy};
use seax_dialer::{
    model::{
        Page, contact::Contact, draft::CampaignDraft, error_body::ErrorBody, error_body::ValidationIssue,
    },
    schema::{Checked, HasSchema, ObjectSchema, elements, find_text, members, unescape},
};

use crate::{
    choices::{Choices, rows},
    json::fitting,
    mutation::mutate,
    properties::{Verdict, holds},
};

/// Replies with some bytes changed, so that many strings are not UTF-8.
fn battered() -> impl Strategy<Value = Vec<u8>> {
    (rows(200), vec((0..usize::MAX, u8::ANY), 0..4)).prop_map(|(row, changes)| {
        let mut bytes = fitting(&Page::<Contact>::SCHEMA, &mut Choices::new(&row)).into_bytes();
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        bytes
    })
}

/// Reads the bytes in every possible way.
fn read(bytes: &[u8]) -> Verdict {
    fn check<T: HasSchema>(bytes: &[u8]) -> Verdict {
        match Checked::<T>::reply(bytes.into()) {
            Err(error) => {
                prop_assert!(error.offset <= bytes.len());
                prop_assert!(!error.clause().is_empty());
                prop_assert!(error.pointer().is_empty() || error.pointer().starts_with('/'));
            }
            Ok(checked) => {
                let members = checked.object().members().count();
                prop_assert!(members <= bytes.len() && checked.elements().count() <= bytes.len());
            }
        }
        Ok(())
    }
    check::<Page<Contact>>(bytes)?;
    check::<ErrorBody>(bytes)?;
    check::<Vec<ValidationIssue>>(bytes)?;
    check::<serde_json::Value>(bytes)
}

/// Iterates over unchecked text.
fn walk(text: &str) -> Verdict {
    const PAGE: &ObjectSchema = Page::<Contact>::OBJECT;
    for (count, member) in members(text, PAGE).enumerate() {
        prop_assert!(count < text.len() && member.texts().len() <= text.len());
    }
    for (count, element) in elements(text).enumerate() {
        prop_assert!(
            count < text.len() && find_text(element, "id").is_none_or(|id| id.len() < element.len())
        );
    }
    prop_assert!(unescape(text).len() <= text.len() * 3);
    Ok(())
}

#[test]
fn no_bytes_make_the_scanner_panic() {
    // Mostly bytes that mean something in JSON, and sometimes any other.
    let byte = prop_oneof![4 => select(br#"{}[]":,\u0d8e-.tnfid ata"#.to_vec()), 1 => u8::ANY];
    holds(4_000, vec(byte, 0..64), |bytes| {
        walk(&String::from_utf8_lossy(&bytes))?;
        read(&bytes)
    });
    holds(4_000, battered(), |bytes| {
        walk(&String::from_utf8_lossy(&bytes))?;
        read(&bytes)
    });
}

#[test]
fn a_damaged_draft_is_refused_or_can_be_read() {
    const DRAFT: &str = include_str!("../samples/draft.json");
    holds(2_000, rows(30), |row| {
        let (mut text, mut damage) = (DRAFT.to_owned(), Choices::new(&row));
        for _ in 0..=damage.below(3) {
            mutate(&mut text, &mut damage);
        }
        walk(&text)?;
        match Checked::<CampaignDraft>::input(text) {
            Ok(draft) => {
                let text = String::from_utf8_lossy(draft.as_bytes());
                prop_assert!(draft.read().is_some(), "taken, but not read: {text}");
                drop(seax_dialer::api::campaigns::create(&draft));
            }
            Err(error) => prop_assert!(!error.source.clause().is_empty()),
        }
        Ok(())
    });
}

#[test]
fn text_that_is_not_utf8_is_never_given_to_rust() {
    let reply =
        Checked::<ErrorBody>::reply(b"{\"detail\":\"\xff\"}".into()).expect("strings are walked as bytes");
    assert_eq!(reply.read(), None);
    assert_eq!(reply.object().members().count(), 0);
}
