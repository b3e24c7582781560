//! Checks the message and its variables, independent of any contact.

use crate::{
    json::{self, quoted},
    model::{
        FindingCode,
        draft::DraftFields,
        finding::{FixFields, Severity},
    },
    preflight::{
        agent,
        draft::{AGENT, Draft},
        finding::{self, Findings},
        words,
    },
    schema::{entries, unescape},
    template::{
        Keys, Literal, Lookalike, Message, braced, is_own, is_reserved, last_sign, literal, lookalikes,
    },
    text::{is_blank, same},
};

/// What a campaign says first: its message or, if it has none, its AI agent's greeting.
pub struct Script<'a> {
    /// Empty if nothing is said, or if the greeting is unknown.
    text: String,
    /// The campaign's `message_variables`, as JSON. Empty if there are none.
    variables: &'a str,
    /// Whether the text is an agent's greeting.
    pub is_greeting: bool,
    /// Whether the text is unknown, and may use variables.
    is_unknown: bool,
}

impl<'a> Script<'a> {
    /// Returns the script of a draft. `agents` are the workspace's agents, a JSON array; they are needed only if the agent
    /// greets. Empty if they could not be read.
    pub fn new(draft: &Draft<'a>, agents: &str) -> Self {
        let is_greeting = agent_greets(draft);
        let greeting = if is_greeting { agent::greeting(draft, agents) } else { None };
        Self {
            is_unknown: has_agents_words(draft) && greeting.is_none(),
            text: greeting.or_else(|| draft.text(DraftFields::MESSAGE)).unwrap_or_default(),
            variables: draft.json(DraftFields::MESSAGE_VARIABLES).unwrap_or_default(),
            is_greeting,
        }
    }

    /// Returns the parsed text.
    pub fn message(&self) -> Message {
        Message::new(&self.text, Some(self.variables))
    }

    /// Returns whether anything is known to be said.
    pub fn says_something(&self) -> bool {
        !is_blank(&self.text)
    }
}

/// Returns whether a campaign's first words are those of its AI agent.
pub fn agent_greets(draft: &Draft<'_>) -> bool {
    has_agents_words(draft) && draft.text(DraftFields::AUDIO_URL).is_none()
}

/// Returns whether a campaign leaves its message to its AI agent.
fn has_agents_words(draft: &Draft<'_>) -> bool {
    draft.text(AGENT).is_some() && draft.text(DraftFields::MESSAGE).is_none()
}

/// Returns what findings call a script.
pub fn name(is_greeting: bool) -> &'static str {
    if is_greeting { "AI agent's greeting" } else { "message" }
}

/// Checks the script and its variables.
pub fn check(script: &Script<'_>, findings: &mut Findings) {
    let (message, name) = (script.message(), name(script.is_greeting));
    if script.is_greeting && !script.is_unknown && !script.says_something() {
        let message = "The AI agent's greeting is empty, so recipients would hear silence. Write a message.";
        let code = FindingCode::NothingToSay;
        findings.add_as(&Severity::Warning, code, DraftFields::MESSAGE, &[message], "", "");
    }
    notation(script, message.has_stray_brace, findings);
    for (raw, value) in entries(script.variables) {
        let key = unescape(raw);
        let used = message.keys.iter().any(|known| same(known, &key));
        let value = json::text(value).unwrap_or_default();
        let (code, before, behind) = match () {
            () if is_reserved(&key) => (
                FindingCode::VariableReserved,
                ["The variable ", "", ""],
                " is ignored, because its name is reserved for the data of each contact. Rename it here and in the message.",
            ),
            () if script.is_unknown => continue,
            () if !used => (
                FindingCode::VariableUnused,
                ["The ", name, " does not use the variable "],
                ". Add it to the message, or remove it.",
            ),
            () if is_blank(&value) => (
                FindingCode::VariableEmpty,
                ["The variable ", "", ""],
                " is empty, so everybody hears a gap in its place. Give it a value.",
            ),
            () => {
                in_variable(&key, &value, findings);
                continue;
            }
        };
        let field = ["message_variables.", &key].concat();
        findings.add(code, &field, &[before.concat().as_str(), &braced(&key), behind]);
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
        Some(Literal::Garbled(text)) => {
            (Severity::Warning, text, ", which was read in a wrong encoding. Enter it again.")
        }
        None => return,
    };
    let message = ["The value of the variable ", &braced(key), " contains ", &words::short(text), clause];
    let field = ["message_variables.", key].concat();
    findings.add_as(&severity, FindingCode::PlaceholderInValue, &field, &message, "", "");
}

/// Reports braces outside placeholders, and text that looks like a placeholder but is not one. Both are fixed in one new message,
/// so that neither fix undoes the other.
fn notation(script: &Script<'_>, has_stray_brace: bool, findings: &mut Findings) {
    let (text, name) = (&script.text, name(script.is_greeting));
    let unbraced = if has_stray_brace { without_double_braces(text) } else { None };
    let text = unbraced.as_deref().unwrap_or(text);
    let keys = Variables(script.variables);
    let found = lookalikes(text, &keys);
    let is_certain = |key: &str| !key.is_empty() && keys.is_known(key);
    let certain = !found.is_empty() && found.iter().all(|lookalike| is_certain(lookalike.key));
    let mended = if certain { in_braces(text, &found, &keys) } else { None };
    let set = |message: Option<&String>| {
        message.map(|message| finding::set(FixFields::MESSAGE, &quoted(message))).unwrap_or_default()
    };
    if has_stray_brace {
        let fix = if unbraced.is_some() { set(mended.as_ref().or(unbraced.as_ref())) } else { String::new() };
        findings.add_fixable(
            FindingCode::StrayBrace,
            DraftFields::MESSAGE,
            &[
                "The ",
                name,
                " has a brace that does not belong to a placeholder and may be read out. Write placeholders in one pair of \
                 braces, such as {name}, and remove all other braces.",
            ],
            &fix,
        );
    }
    if let Some(first) = found.first() {
        let message = [
            "The ",
            name,
            " has ",
            &words::short(first.text),
            ", which looks like a placeholder but is read out literally. Placeholders are written in braces: ",
            &braced(if first.key.is_empty() { "name" } else { first.key }),
            ".",
        ];
        findings.add_fixable(
            FindingCode::LooksLikePlaceholder,
            DraftFields::MESSAGE,
            &message,
            &set(mended.as_ref()),
        );
    }
}

/// Returns a text with single braces in place of double ones, as other systems write them, and without blanks inside those, which
/// would be part of the key. Returns `None` if it still has stray braces then: those cannot be fixed without guessing what was
/// meant.
fn without_double_braces(text: &str) -> Option<String> {
    let mut single = String::with_capacity(text.len());
    let mut doubled = false;
    for character in text.chars() {
        match character {
            '{' if single.ends_with('{') => doubled = true,
            '}' if single.ends_with('}') => {}
            blank if doubled && blank.is_whitespace() && single.ends_with('{') => {}
            '}' if doubled => {
                single.truncate(single.trim_end().len());
                single.push('}');
                doubled = false;
            }
            other => single.push(other),
        }
    }
    (!Message::new(&single, None).has_stray_brace).then_some(single)
}

/// Returns a text with its lookalikes written as placeholders, in place of braces right around them and of a sign before them
/// that makes no sense. Returns `None` if one of them is only a part of a placeholder.
fn in_braces(text: &str, found: &[Lookalike<'_>], keys: &dyn Keys) -> Option<String> {
    let (mut mended, mut behind) = (String::new(), 0);
    for Lookalike { at, text: old, key } in found {
        let unsigned = |text| without_sign(text, keys.is_wordy(key));
        let mut before = unsigned(text.get(behind..*at)?);
        let mut rest = text.get(at + old.len()..)?;
        let opens = before.trim_end().strip_suffix('{');
        if let (Some(outside), Some(next)) = (opens, rest.trim_start().strip_prefix('}')) {
            (before, rest) = (unsigned(outside), next);
        } else if first_brace(before.bytes().rev()) == Some(b'{') && first_brace(rest.bytes()) == Some(b'}') {
            return None;
        }
        mended.extend([before, "{", key, "}"]);
        behind = text.len() - rest.len();
    }
    mended.push_str(text.get(behind..)?);
    Some(mended)
}

/// Returns a text without the signs at its end, if `wordy`. The percent sign of a number stays.
fn without_sign(mut text: &str, wordy: bool) -> &str {
    while wordy && let Some(sign) = last_sign(text) {
        text = text.get(..text.len() - sign.len_utf8()).unwrap_or_default();
    }
    text
}

/// Returns the first brace, unless its line ends before.
fn first_brace(mut bytes: impl Iterator<Item = u8>) -> Option<u8> {
    bytes.find(|byte| matches!(byte, b'{' | b'}' | b'\n' | b'\r'))
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
