//! The functions that libFuzzer and a test call with arbitrary bytes. Each must terminate, and keep its invariants.

use seax_dialer::{
    csv::ImportCheck,
    model::{
        Page, campaign::Campaign, contact::Contact as ContactRow, draft::CampaignDraft, error_body::ErrorBody,
    },
    preflight,
    schema::{Checked, HasSchema, Strictness, elements, members},
};

/// Validates replies, and iterates over valid ones.
pub fn replies(bytes: &[u8]) {
    fn reply<T: HasSchema>(bytes: &[u8]) {
        match Checked::<T>::reply(bytes.into()) {
            Err(error) => assert!(error.offset <= bytes.len() && !error.clause().is_empty()),
            Ok(checked) => {
                let count = checked.object().members().count() + checked.elements().count();
                assert!(count <= bytes.len());
            }
        }
    }
    reply::<Page<ContactRow>>(bytes);
    reply::<Page<Campaign>>(bytes);
    reply::<ErrorBody>(bytes);
    reply::<serde_json::Value>(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let all = elements(text).count() + members(text, Page::<ContactRow>::OBJECT).count();
        assert!(all <= text.len());
    }
}

/// Reads drafts: each is either rejected with readable findings, or accepted and read.
pub fn drafts(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match preflight::read(text.to_owned(), Strictness::Input) {
        Ok(draft) => assert!(draft.read().is_some(), "taken, but not read: {text}"),
        Err(refused) => assert!(refused.read().is_some_and(|result| !result.findings.is_empty())),
    }
    let _ = Checked::<CampaignDraft>::input_as(text.to_owned(), Strictness::OpenInput);
}

/// Checks contact files: the report is the same however the file is cut into chunks, and is valid JSON.
pub fn contact_files(bytes: &[u8]) {
    let report = |size: usize| {
        let mut check = ImportCheck::default();
        bytes.chunks(size).for_each(|chunk| check.read(chunk));
        check.finish().report()
    };
    let whole = report(usize::MAX);
    assert!(serde_json::from_str::<serde_json::Value>(&whole).is_ok(), "{whole}");
    assert_eq!(report(1 + usize::from(*bytes.first().unwrap_or(&0)) % 16), whole);
}
