//! Checks the message and its variables, independent of any contact.

use crate::{
    json,
    model::{FindingCode, finding::Severity},
    preflight::{
        draft::Draft,
        finding::{self, Findings},
        words,
    },
    schema::{entries, unescape},
    template::{Keys, Literal, Message, braced, is_blank, is_own, is_reserved, literal, lookalikes, same},
};

/// Returns the draft's parsed message, or `None` if it has none.
pub fn of(draft: &Draft<'_>) -> Option<Message> {
    Some(Message::new(&draft.text("message")?, draft.json("message_variables")))
}

/// Checks the message and its variables.
pub fn check(draft: &Draft<'_>, findings: &mut Findings) {
    let (text, message) = (draft.text("message").unwrap_or_default(), of(draft));
    if message.as_ref().is_some_and(|message| message.has_stray_brace) {
        stray_brace(&text, findings);
    }
    lookalike(&text, draft.json("message_variables").unwrap_or_default(), findings);
    let keys = message.map(|message| message.keys).unwrap_or_default();
    for (raw, value) in entries(draft.json("message_variables").unwrap_or_default()) {
        let key = unescape(raw);
        let used = keys.iter().any(|known| same(known, &key));
        let value = json::text(value).unwrap_or_default();
        let (code, before, behind) = match () {
            () if is_reserved(&key) => (
                FindingCode::VariableReserved,
                "The variable ",
                " is ignored, because its name is reserved for the data of each contact. Rename it here and in the message.",
            ),
            () if !used => (
                FindingCode::VariableUnused,
                "The message does not use the variable ",
                ". Add it to the message, or remove it.",
            ),
            () if is_blank(&value) => (
                FindingCode::VariableEmpty,
                "The variable ",
                " is empty, so everybody hears a gap in its place. Give it a value.",
            ),
            () => {
                in_variable(&key, &value, findings);
                continue;
            }
        };
        let field = ["message_variables.", &key].concat();
        findings.add(code, &field, &[before, &braced(&key), behind]);
    }
}

/// Reports text in a variable's value that is read out literally by mistake.
fn in_variable(key: &str, value: &str, findings: &mut Findings) {
    let (severity, text, clause) = match literal(value) {
        Some(Literal::Placeholder(text)) => (
            Severity::Error,
            text,
            ", which is read out literally, because values are not searched for placeholders. Put it in the message itself.",
        ),
        Some(Literal::Lookalike(text)) => (
            Severity::Warning,
            text,
            ", which looks like a placeholder but is read out literally. Put it in the message itself, in braces.",
        ),
        Some(Literal::None(text)) => (
            Severity::Warning,
            text,
            ", which stands for no value but is read out literally. Give it a value.",
        ),
        None => return,
    };
    let message = ["The value of the variable ", &braced(key), " contains ", &words::short(text), clause];
    let field = ["message_variables.", key].concat();
    findings.add_as(&severity, FindingCode::PlaceholderInValue, &field, &message, "", "");
}

fn stray_brace(text: &str, findings: &mut Findings) {
    // Other systems write double braces. Only those can be fixed without guessing what was meant.
    let mut single = String::with_capacity(text.len());
    for character in text.chars() {
        if !(matches!(character, '{' | '}') && single.ends_with(character)) {
            single.push(character);
        }
    }
    let cured = single != text && !Message::new(&single, None).has_stray_brace;
    let fix = if cured { finding::set("message", &finding::quoted(&single)) } else { String::new() };
    findings.add_fixable(
        FindingCode::StrayBrace,
        "message",
        &["The message has a brace that does not belong to a placeholder and may be read out. Write placeholders in one pair \
           of braces, such as {name}, and remove all other braces."],
        &fix,
    );
}

/// Reports text that looks like a placeholder but is not one. Proposes a fix if all such keys are known.
fn lookalike(text: &str, variables: &str, findings: &mut Findings) {
    let keys = Variables(variables);
    let found = lookalikes(text, &keys);
    let Some(first) = found.first() else { return };
    let (mut mended, mut behind) = (String::new(), 0);
    for lookalike in &found {
        mended.extend([text.get(behind..lookalike.at).unwrap_or_default(), "{", lookalike.key, "}"]);
        behind = lookalike.at + lookalike.text.len();
    }
    mended.push_str(text.get(behind..).unwrap_or_default());
    let certain = found.iter().all(|lookalike| keys.is_known(lookalike.key));
    let fix = if certain { finding::set("message", &finding::quoted(&mended)) } else { String::new() };
    let message = [
        "The message has ",
        &words::short(first.text),
        ", which looks like a placeholder but is read out literally. Placeholders are written in braces: ",
        &braced(first.key),
        ".",
    ];
    findings.add_fixable(FindingCode::LooksLikePlaceholder, "message", &message, &fix);
}

/// The campaign's variables, as JSON, along with the fields that every contact has.
struct Variables<'a>(&'a str);

impl Variables<'_> {
    fn value(&self, key: &str) -> Option<String> {
        let (_, json) = entries(self.0).find(|(raw, _)| same(&unescape(raw), key))?;
        Some(json::text(json).unwrap_or_default())
    }
}

impl Keys for Variables<'_> {
    fn is_known(&self, key: &str) -> bool {
        is_own(key) || self.value(key).is_some()
    }

    fn is_wordy(&self, key: &str) -> bool {
        if is_reserved(key) {
            return same(key, "name");
        }
        self.value(key).is_some_and(|value| !value.bytes().any(|byte| byte.is_ascii_digit()))
    }
}
