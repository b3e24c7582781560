//! The message and its variables, before any contact is looked at.

use crate::{
    json,
    model::FindingCode,
    preflight::{
        draft::Draft,
        finding::{self, Findings},
    },
    schema::{entries, unescape},
    template::{Message, braced, is_known, is_reserved, lookalikes, same},
};

/// The draft's message, taken apart; `None` if it has none.
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
        let empty = json::text(value).is_some_and(|value| value.trim().is_empty());
        let (code, before, behind) = match () {
            () if is_reserved(&key) => (
                FindingCode::VariableReserved,
                "The variable ",
                " is ignored, because its name is reserved: it stands for what is known of each contact. Give it another \
                 name, here and in the message.",
            ),
            () if !used => (
                FindingCode::VariableUnused,
                "The message does not use the variable ",
                ". Write it into the message, or take it out.",
            ),
            () if empty => (
                FindingCode::VariableEmpty,
                "The variable ",
                " is empty, so everybody hears a gap in its place. Give it a value.",
            ),
            () => continue,
        };
        let field = ["message_variables.", &key].concat();
        findings.add(code, &field, &[before, &braced(&key), behind]);
    }
}

fn stray_brace(text: &str, findings: &mut Findings) {
    // Other systems write two braces; nothing else can be put right without knowing what was meant.
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
        &["There is a brace in the message that belongs to no placeholder, and it may be read aloud. Write a \
           placeholder in one pair of braces, such as {name}, and take all other braces out."],
        &fix,
    );
}

/// Reports what looks like a placeholder and is none. It is put right where all of them mean something that is known here.
fn lookalike(text: &str, variables: &str, findings: &mut Findings) {
    let known = |key: &str| entries(variables).any(|(raw, _)| same(&unescape(raw), key));
    let found = lookalikes(text, &known);
    let Some(first) = found.first() else { return };
    let (mut mended, mut behind) = (String::new(), 0);
    for lookalike in &found {
        mended.extend([text.get(behind..lookalike.at).unwrap_or_default(), "{", lookalike.key, "}"]);
        behind = lookalike.at + lookalike.text.len();
    }
    mended.push_str(text.get(behind..).unwrap_or_default());
    let certain = found.iter().all(|lookalike| is_known(lookalike.key, &known));
    let fix = if certain { finding::set("message", &finding::quoted(&mended)) } else { String::new() };
    let message = [
        "The message has ",
        first.text,
        ", which looks like a placeholder but is read out literally. Placeholders are written in braces: ",
        &braced(first.key),
        ".",
    ];
    findings.add_fixable(FindingCode::LooksLikePlaceholder, "message", &message, &fix);
}
