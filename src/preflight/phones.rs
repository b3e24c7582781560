//! Checks the phones a campaign calls from.

use crate::{
    json,
    model::{
        ConversationConfigId, FindingCode,
        draft::DraftFields,
        finding::{FixFields, FixLists},
        phone::{Phone, PhoneCapability, PhoneRecipient, RecipientType},
    },
    preflight::{
        draft::{AGENT, Draft, same_id},
        finding::{self, Findings},
        words,
    },
    schema::{Digits, elements, members},
};

/// The fields of a phone that the checks need.
struct Line {
    id: String,
    /// Name and number, for messages.
    known_as: String,
    enabled: bool,
    /// Whether it can place calls. Assumed if the API does not say.
    voice: bool,
    /// Its call recipient: type and receiver.
    recipient: Option<(String, String)>,
}

/// Returns whether some of the draft's phones are missing from this list, a JSON array.
pub fn any_missing(draft: &Draft<'_>, phones: &str) -> bool {
    let lines = Line::all(&[phones]);
    draft.texts(DraftFields::PHONE_IDS).iter().any(|id| !lines.iter().any(|line| same_id(&line.id, id)))
}

/// Checks the draft's phones against the workspace's phones, JSON arrays.
pub fn check(draft: &Draft<'_>, phones: &[&str], findings: &mut Findings) {
    let lines = Line::all(phones);
    let ids = draft.texts(DraftFields::PHONE_IDS);
    let chosen: Vec<Option<&Line>> =
        ids.iter().map(|id| lines.iter().find(|line| same_id(&line.id, id))).collect();
    let some_good = chosen.iter().flatten().any(|line| line.can_call());
    for (place, (id, line)) in ids.iter().zip(&chosen).enumerate() {
        let Some((code, message)) = fault(id, *line) else { continue };
        let field = ["phone_ids[", &place.digits(), "]"].concat();
        let fix = if some_good { finding::remove(FixLists::PHONE_IDS, id) } else { String::new() };
        findings.add_fixable(code, &field, &message, &fix);
    }
    recipient(draft, &chosen, some_good, findings);
}

/// Returns why a phone cannot be used, if it cannot.
fn fault<'a>(id: &'a str, line: Option<&'a Line>) -> Option<(FindingCode, [&'a str; 3])> {
    let (code, before, behind) = match line {
        None => (
            FindingCode::PhoneNotFound,
            "No phone with the id ",
            " exists in this workspace. Choose another.",
        ),
        Some(Line { enabled: false, .. }) => {
            (FindingCode::PhoneDisabled, "The phone ", " is disabled. Enable it, or choose another.")
        }
        Some(Line { voice: false, .. }) => {
            (FindingCode::PhoneWithoutVoice, "The phone ", " has no voice capability. Choose another.")
        }
        _ => return None,
    };
    Some((code, [before, line.map_or(id, |line| &line.known_as), behind]))
}

/// Checks the recipient of the phones' calls. Only a draft with an AI agent determines who it has to be. If some phone can call,
/// the others have to be removed and do not count.
fn recipient(draft: &Draft<'_>, chosen: &[Option<&Line>], some_good: bool, findings: &mut Findings) {
    const FIELD: &str = FixFields::OVERWRITE_PHONE_RECIPIENT;
    let Some(agent) = draft.text(AGENT).and_then(ConversationConfigId::new) else {
        return;
    };
    let is_agent = |recipient: &(String, String)| {
        recipient.0 == const { RecipientType::AiAgent.as_str() } && same_id(&recipient.1, agent.as_str())
    };
    let other = chosen
        .iter()
        .flatten()
        .filter(|line| line.can_call() || !some_good)
        .find(|line| line.recipient.as_ref().is_some_and(|recipient| !is_agent(recipient)));
    let overwrite = || {
        let json = ["{\"type\":\"AI_AGENT\",\"receiver\":\"", agent.as_str(), "\"}"].concat();
        finding::set(FIELD, &json)
    };
    match (draft.json(FIELD).map(read_recipient), other) {
        (None, Some(line)) => findings.add_fixable(
            FindingCode::RecipientNeeded,
            FIELD,
            &[
                "The phone ",
                &line.known_as,
                " connects calls to a recipient other than this campaign's AI agent. Connect the phone to the agent, callbacks \
                 included, or choose another phone.",
            ],
            &overwrite(),
        ),
        (Some(recipient), _) if !is_agent(&recipient) => findings.add_fixable(
            FindingCode::RecipientConflict,
            FIELD,
            &["The campaign connects its phones to a recipient other than its AI agent. Connect them to the same agent."],
            &overwrite(),
        ),
        // A phone that is not found, or that can be enabled, may need it.
        (Some(_), None) if chosen.iter().all(|line| line.is_some_and(Line::can_call)) => findings.add(
            FindingCode::RecipientUnneeded,
            FIELD,
            &["The phones do not need another recipient for this campaign. Overwriting it also sends their callbacks to the \
               campaign's AI agent. Remove it unless you want that."],
        ),
        _ => {}
    }
}

impl Line {
    fn can_call(&self) -> bool {
        self.enabled && self.voice
    }

    fn all(phones: &[&str]) -> Vec<Self> {
        phones.iter().flat_map(|list| elements(list)).map(Self::read).collect()
    }

    fn read(phone: &str) -> Self {
        let (mut id, mut name, mut number) = (None, String::new(), String::new());
        let (mut enabled, mut voice, mut recipient) = (true, true, None);
        for member in members(phone, Phone::OBJECT).filter(|member| !member.is_null()) {
            match member.field.name {
                Phone::ID => id = member.text(),
                Phone::NAME => name = member.text().unwrap_or_default(),
                Phone::PHONE => number = member.text().unwrap_or_default(),
                Phone::ENABLED => enabled = member.json == "true",
                Phone::PHONE_CAPABILITY => {
                    voice = !members(member.json, PhoneCapability::OBJECT).any(|ability| {
                        ability.field.name == PhoneCapability::VOICE && ability.json == "false"
                    });
                }
                Phone::CALL_RECIPIENT => recipient = Some(read_recipient(member.json)),
                _ => {}
            }
        }
        let name = words::short(name.trim());
        let known_as = if name.is_empty() { number } else { [&name, " (", &number, ")"].concat() };
        Self { id: id.unwrap_or_default(), known_as, enabled, voice, recipient }
    }
}

/// Returns a recipient's type and receiver.
fn read_recipient(recipient: &str) -> (String, String) {
    let (mut kind, mut receiver) = (String::new(), String::new());
    for member in members(recipient, PhoneRecipient::OBJECT) {
        match member.field.name {
            PhoneRecipient::TYPE => kind = json::text(member.json).unwrap_or_default(),
            PhoneRecipient::RECEIVER => receiver = json::text(member.json).unwrap_or_default(),
            _ => {}
        }
    }
    (kind, receiver)
}
