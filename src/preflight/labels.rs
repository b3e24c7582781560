//! The labels that a draft names.

use crate::{
    model::FindingCode,
    preflight::{
        draft::{Draft, same_id},
        finding::Findings,
    },
    schema::{Digits, elements, find_text},
};

/// The fields that name labels, and what a label that does not exist does there.
const FIELDS: [(&str, &str); 5] = [
    ("all_contact_label_ids", "so nobody can carry it"),
    ("any_contact_label_ids", "so nobody is called for it"),
    ("exclude_any_contact_label_ids", "so nobody is left out for it"),
    ("exclude_all_contact_label_ids", "so nobody is left out for it"),
    ("attach_contact_label_ids", "so it cannot be given to anybody"),
];

/// Whether the draft names any label.
pub fn any_named(draft: &Draft<'_>) -> bool {
    FIELDS.iter().any(|(field, _)| !draft.texts(field).is_empty())
}

/// Checks the draft's labels against those of the workspace, a JSON array.
pub fn check(draft: &Draft<'_>, labels: &str, findings: &mut Findings) {
    let known: Vec<&str> = elements(labels).filter_map(|label| find_text(label, "id")).collect();
    for (field, effect) in FIELDS {
        for (place, id) in draft.texts(field).iter().enumerate() {
            if known.iter().any(|known| same_id(known, id)) {
                continue;
            }
            let message =
                &["There is no label with the id ", id, " in this workspace, ", effect, ". Choose another."];
            let field = [field, "[", &place.digits(), "]"].concat();
            findings.add(FindingCode::LabelNotFound, &field, message);
        }
    }
}
