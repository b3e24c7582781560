//! The message and its variables, before any contact is looked at.

use crate::{
    model::{
        FindingCode,
        finding::{Finding, Fix, FixFields},
    },
    plan::{
        draft::Draft,
        json,
        merge::{Message, braced, is_reserved, same},
    },
    shape::{entries, unescape},
};

/// The draft's message, taken apart; `None` if it has none.
pub fn of(draft: &Draft<'_>) -> Option<Message> {
    Some(Message::new(&draft.text("message")?, draft.json("message_variables")))
}

/// Checks the message and its variables.
pub fn check(draft: &Draft<'_>) -> Vec<Finding> {
    let (text, message) = (draft.text("message").unwrap_or_default(), of(draft));
    let mut findings = Vec::new();
    if message.as_ref().is_some_and(|message| message.has_stray_brace) {
        findings.push(stray_brace(&text));
    }
    let keys = message.map(|message| message.keys).unwrap_or_default();
    for (raw, value) in entries(draft.json("message_variables").unwrap_or_default()) {
        let key = unescape(raw);
        let field = ["message_variables.", &key].concat();
        let used = keys.iter().any(|known| same(known, &key));
        let empty = json::text(value).is_some_and(|value| value.trim().is_empty());
        let placeholder = braced(&key);
        let (code, message) = match () {
            () if is_reserved(&key) => (
                FindingCode::VariableReserved,
                [
                    "The variable ",
                    &placeholder,
                    " is ignored, because its name is reserved: it stands for what is known of each contact. Give it another \
                     name, here and in the message.",
                ]
                .concat(),
            ),
            () if !used => (
                FindingCode::VariableUnused,
                ["The message does not use the variable ", &placeholder, ". Write it into the message, or take it out."]
                    .concat(),
            ),
            () if empty => (
                FindingCode::VariableEmpty,
                ["The variable ", &placeholder, " is empty, so everybody hears a gap in its place. Give it a value."]
                    .concat(),
            ),
            () => continue,
        };
        findings.push(Finding::new(code, field, message));
    }
    findings
}

fn stray_brace(text: &str) -> Finding {
    let message = "There is a brace in the message that belongs to no placeholder, and it may be read aloud. Write a \
                   placeholder in one pair of braces, such as {name}, and take all other braces out.";
    let finding = Finding::new(FindingCode::StrayBrace, "message", message);
    // Other systems write two braces; nothing else can be put right without knowing what was meant.
    let mut single = String::with_capacity(text.len());
    for character in text.chars() {
        if !(matches!(character, '{' | '}') && single.ends_with(character)) {
            single.push(character);
        }
    }
    if single != text && !Message::new(&single, None).has_stray_brace {
        let message = FixFields { message: Some(single), ..FixFields::default() };
        return finding.fixed_by(Fix::set(message));
    }
    finding
}
