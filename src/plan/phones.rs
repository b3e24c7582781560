//! The phones that a campaign calls from.

use crate::{
    model::{
        ConversationConfigId, FindingCode, PhoneId,
        finding::{Finding, Fix},
        phone::{Phone, PhoneCapability, PhoneRecipient},
    },
    plan::{
        draft::{Draft, same_id},
        json, words,
    },
    shape::members,
};

/// What a campaign needs to know of a phone.
struct Line {
    id: String,
    /// Name and number, to tell the phone by.
    known_as: String,
    enabled: bool,
    /// Whether it can call. A phone that does not say is taken to.
    voice: bool,
    /// Who takes its calls: the type and the receiver.
    recipient: Option<(String, String)>,
}

/// Whether some of the draft's phones are not among these. `phones` are checked phones, as JSON.
pub fn any_missing(draft: &Draft<'_>, phones: &[String]) -> bool {
    let lines: Vec<Line> = phones.iter().map(|phone| Line::read(phone)).collect();
    draft.texts("phone_ids").iter().any(|id| !lines.iter().any(|line| same_id(&line.id, id)))
}

/// Checks the draft's phones against those of the workspace, given as JSON.
pub fn check(draft: &Draft<'_>, phones: &[String]) -> Vec<Finding> {
    let lines: Vec<Line> = phones.iter().map(|phone| Line::read(phone)).collect();
    let ids = draft.texts("phone_ids");
    let chosen: Vec<Option<&Line>> =
        ids.iter().map(|id| lines.iter().find(|line| same_id(&line.id, id))).collect();
    let some_good = chosen.iter().flatten().any(|line| line.enabled && line.voice);
    let mut findings = Vec::new();
    for (place, (id, line)) in ids.iter().zip(&chosen).enumerate() {
        let Some((code, message)) = fault(id, *line) else { continue };
        let field = ["phone_ids[", &place.to_string(), "]"].concat();
        let finding = Finding::new(code, field, message);
        findings.push(match PhoneId::new(id.as_str()).filter(|_| some_good) {
            Some(id) => finding.fixed_by(Fix::without_phone(id)),
            None => finding,
        });
    }
    findings.extend(recipient(draft, &chosen));
    findings
}

/// Why a phone cannot be called from.
fn fault(id: &str, line: Option<&Line>) -> Option<(FindingCode, String)> {
    let Some(line) = line else {
        let message = ["There is no phone with the id ", id, " in this workspace. Choose another."];
        return Some((FindingCode::PhoneNotFound, message.concat()));
    };
    let (code, clause) = match line {
        Line { enabled: false, .. } => {
            (FindingCode::PhoneDisabled, " is switched off. Switch it on, or choose another.")
        }
        Line { voice: false, .. } => {
            (FindingCode::PhoneWithoutVoice, " cannot make calls. Choose one that can.")
        }
        _ => return None,
    };
    Some((code, ["The phone ", &line.known_as, clause].concat()))
}

/// Checks who picks up on the phones while the campaign runs. Only an AI agent's draft says who ought to.
fn recipient(draft: &Draft<'_>, chosen: &[Option<&Line>]) -> Option<Finding> {
    const FIELD: &str = "overwrite_phone_recipient";
    let agent = ConversationConfigId::new(draft.text("ai_agent_conversation_config_id")?)?;
    let is_agent =
        |recipient: &(String, String)| recipient.0 == "AI_AGENT" && same_id(&recipient.1, agent.as_str());
    let other = chosen
        .iter()
        .flatten()
        .find(|line| line.recipient.as_ref().is_some_and(|recipient| !is_agent(recipient)));
    match (draft.json(FIELD).map(read_recipient), other) {
        (None, Some(line)) => {
            let message = [
                "The phone ",
                &line.known_as,
                " is set up for somebody else than this campaign's AI agent. Let the agent take over the phone for this \
                 campaign, or choose another phone.",
            ];
            Some(
                Finding::new(FindingCode::RecipientNeeded, FIELD, message.concat())
                    .fixed_by(Fix::with_recipient(&agent)),
            )
        }
        (Some(recipient), _) if !is_agent(&recipient) => Some(
            Finding::new(
                FindingCode::RecipientConflict,
                FIELD,
                "This campaign hands its phones to somebody else than the AI agent that it calls with. Hand them to the same \
                 agent.",
            )
            .fixed_by(Fix::with_recipient(&agent)),
        ),
        (Some(_), None) if chosen.iter().all(Option::is_some) => Some(Finding::new(
            FindingCode::RecipientUnneeded,
            FIELD,
            "Whoever calls these phones back reaches the campaign's AI agent from now on. The campaign does not need that: take \
             it out, unless it is what you want.",
        )),
        _ => None,
    }
}

impl Line {
    fn read(phone: &str) -> Self {
        let (mut id, mut name, mut number) = (None, String::new(), String::new());
        let (mut enabled, mut voice, mut recipient) = (true, true, None);
        for member in members(phone, Phone::SHAPE).filter(|member| !member.is_null()) {
            match member.field.name {
                "id" => id = member.text(),
                "name" => name = member.text().unwrap_or_default(),
                "phone" => number = member.text().unwrap_or_default(),
                "enabled" => enabled = member.json == "true",
                "phone_capability" => {
                    voice = !members(member.json, PhoneCapability::SHAPE)
                        .any(|ability| ability.field.name == "voice" && ability.json == "false");
                }
                "call_recipient" => recipient = Some(read_recipient(member.json)),
                _ => {}
            }
        }
        let name = words::short(name.trim());
        let known_as = if name.is_empty() { number } else { [&name, " (", &number, ")"].concat() };
        Self { id: id.unwrap_or_default(), known_as, enabled, voice, recipient }
    }
}

/// A recipient's type and receiver.
fn read_recipient(recipient: &str) -> (String, String) {
    let (mut kind, mut receiver) = (String::new(), String::new());
    for member in members(recipient, PhoneRecipient::SHAPE) {
        match member.field.name {
            "type" => kind = json::text(member.json).unwrap_or_default(),
            "receiver" => receiver = json::text(member.json).unwrap_or_default(),
            _ => {}
        }
    }
    (kind, receiver)
}
