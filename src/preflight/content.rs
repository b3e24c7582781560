//! Checks the fields of a draft against each other: missing and contradictory ones.

use crate::{
    model::{
        FindingCode,
        campaign::{CampaignMode, CampaignType},
        draft::DraftFields,
    },
    preflight::{
        draft::{ADDITIONS, Draft, EXCLUDED, EXCLUDED_LABELS, LABELS, SELECTORS},
        finding::Findings,
    },
    schema::Digits,
};

/// Checks a draft's fields against each other.
pub fn check(draft: &Draft<'_>, findings: &mut Findings) {
    let mut found = |code, field, message| findings.add(code, field, &[message]);
    if draft.texts(DraftFields::PHONE_IDS).is_empty() {
        found(
            FindingCode::NoPhone,
            DraftFields::PHONE_IDS,
            "No phone number to call from is selected. Select at least one.",
        );
    }
    let (message, audio) =
        (draft.text(DraftFields::MESSAGE).is_some(), draft.text(DraftFields::AUDIO_URL).is_some());
    if draft.is(const { CampaignType::VoiceDrop.as_str() }) && !message && !audio {
        found(
            FindingCode::NothingToSay,
            DraftFields::MESSAGE,
            "The voice drop has nothing to play, so recipients would hear silence. Write a message or give a recording's URL.",
        );
    }
    if message && audio {
        found(
            FindingCode::AudioAndMessage,
            DraftFields::AUDIO_URL,
            "Both a recording and a message are set, but only one can be played. Remove one of them.",
        );
    }
    let (file, from_file) = (
        draft.text(DraftFields::CONTACT_FILE_URL).is_some(),
        draft.text(DraftFields::MODE).is_some_and(|mode| mode == const { CampaignMode::Excel.as_str() }),
    );
    if from_file && !file {
        found(
            FindingCode::ContactFileMissing,
            DraftFields::CONTACT_FILE_URL,
            "Mode EXCEL needs a contact file. Give the file's URL, or use mode WEB and select contacts by label.",
        );
    }
    if file && !from_file {
        found(
            FindingCode::ContactFileIgnored,
            DraftFields::CONTACT_FILE_URL,
            "The contact file is ignored unless the mode is EXCEL. Set the mode to EXCEL, or remove the file.",
        );
    }
    if draft.calls_nobody() {
        found(
            FindingCode::OnlyADraft,
            DraftFields::STAGE,
            "The campaign is saved as a draft and calls nobody. Set the stage to INSTANCE to call.",
        );
    }
    contradictions(draft, findings);
}

/// Finds labels and contacts that are both included and excluded.
fn contradictions(draft: &Draft<'_>, findings: &mut Findings) {
    const LABEL: &str = "The same label is both included and excluded, so nobody with it is called. Remove it from one of the two lists.";
    const CONTACT: &str = "The same contact is both added and excluded, so it may not be called. Remove it from one of the two lists.";
    const PAIRS: [(&str, &str, &str); 3] = [
        (LABELS, EXCLUDED_LABELS[0], LABEL),
        (SELECTORS[0], EXCLUDED_LABELS[0], LABEL),
        (ADDITIONS, EXCLUDED, CONTACT),
    ];
    for (chosen, excluded, message) in PAIRS {
        let wanted = draft.distinct_ids(chosen);
        for (place, mut id) in draft.texts(excluded).into_iter().enumerate() {
            id.make_ascii_lowercase();
            if wanted.binary_search(&id).is_ok() {
                let field = [excluded, "[", &place.digits(), "]"].concat();
                findings.add(FindingCode::ChosenAndExcluded, &field, &[message]);
            }
        }
    }
}

/// Checks that the draft selects an audience.
pub fn check_selection(draft: &Draft<'_>, findings: &mut Findings) {
    if calls_everybody(draft) {
        findings.add(
            FindingCode::AudienceEverybody,
            LABELS,
            &["No label, keyword or contact is selected, so the campaign would call everybody in the workspace. Select an \
             audience, or confirm that everybody is to be called."],
        );
    }
}

/// Returns whether a draft selects no audience and so calls everybody in the workspace.
pub fn calls_everybody(draft: &Draft<'_>) -> bool {
    draft.chooses_contacts() && draft.selects_nobody()
}
