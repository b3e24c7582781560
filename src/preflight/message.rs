//! The message and its variables, before any contact is looked at.

use crate::{
    json,
    model::FindingCode,
    preflight::{
        draft::Draft,
        finding::{self, Findings},
    },
    schema::{entries, unescape},
    template::{Message, braced, is_reserved, same},
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
