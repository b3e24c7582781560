//! Checks the labels in a draft.

use crate::{
    model::{
        FindingCode,
        draft::DraftFields,
        label::{ContactLabel, is_skipped},
    },
    preflight::{
        draft::{Draft, EXCLUDED_LABELS, SELECTORS, same_id},
        finding::Findings,
    },
    schema::{Digits, elements, find_text},
};

/// The field with the labels that contacts get from the campaign.
const ATTACHED: &str = DraftFields::ATTACH_CONTACT_LABEL_IDS;

/// The fields that hold labels, and the effect of a nonexistent label there.
const FIELDS: [(&str, &str); 5] = [
    (SELECTORS[0], "so no contact can have it"),
    (SELECTORS[1], "so it selects nobody"),
    (EXCLUDED_LABELS[0], "so it excludes nobody"),
    (EXCLUDED_LABELS[1], "so it excludes nobody"),
    (ATTACHED, "so it cannot be attached"),
];

/// Returns whether the draft has any labels.
pub fn any_named(draft: &Draft<'_>) -> bool {
    FIELDS.iter().any(|(field, _)| !draft.texts(field).is_empty())
}

/// Returns the labels whose contacts the API skips. `labels` are the workspace's, a JSON array.
pub fn opt_outs(labels: &str) -> impl Iterator<Item = &str> {
    let skipped = |label: &&str| find_text(label, ContactLabel::NAME).is_some_and(is_skipped);
    elements(labels).filter(skipped).filter_map(|label| find_text(label, ContactLabel::ID))
}

/// Checks the draft's labels against the workspace's labels, a JSON array.
pub fn check(draft: &Draft<'_>, labels: &str, findings: &mut Findings) {
    let known: Vec<&str> = elements(labels).filter_map(|label| find_text(label, ContactLabel::ID)).collect();
    for (field, effect) in FIELDS {
        for (place, id) in draft.texts(field).iter().enumerate() {
            let at = [field, "[", &place.digits(), "]"].concat();
            if !known.iter().any(|known| same_id(known, id)) {
                let message = &[
                    "No label with the id ",
                    id,
                    " exists in this workspace, ",
                    effect,
                    ". Choose another.",
                ];
                findings.add(FindingCode::LabelNotFound, &at, message);
            } else if field == ATTACHED && opt_outs(labels).any(|label| same_id(label, id)) {
                let message = "The campaign attaches a label (DNC or invalid number) with which no campaign calls its contacts \
                               again. Remove it unless that is meant.";
                findings.add(FindingCode::OptOutAttached, &at, &[message]);
            }
        }
    }
}
