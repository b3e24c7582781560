//! Detects bad values for merge fields: blank ones, other merge fields, words for a missing value, such as `null`, and text in a
//! wrong encoding.

use crate::{
    template::{
        lookalike::{Keys, Own, lookalikes},
        placeholder::next_placeholder,
    },
    text::same,
};

/// What programs write for a missing value.
const NONE: [&str; 11] = [
    "undefined",
    "null",
    "(null)",
    "n/a",
    "#n/a",
    "#ref!",
    "#value!",
    "#name?",
    "#div/0!",
    "#num!",
    "#null!",
];
/// The same where case matters: `Nan` is a name, and `none` an answer.
const NONE_AS_WRITTEN: [&str; 3] = ["NaN", "nan", "None"];

/// The part of a value that is read out literally by mistake.
#[derive(Debug, PartialEq, Eq)]
pub enum Literal<'a> {
    /// A placeholder: values are not searched for those.
    Placeholder(&'a str),
    /// Text that looks like a placeholder.
    Lookalike(&'a str),
    /// The whole value is a program's word for a missing value.
    None(&'a str),
    /// The value has U+FFFD in place of characters that were lost: it was read in a wrong encoding.
    Garbled(&'a str),
}

/// Returns the text in a campaign author's value that is read out literally by mistake.
pub fn literal(value: &str) -> Option<Literal<'_>> {
    if let Some((before, _, behind)) = next_placeholder(value) {
        return value.get(before.len()..value.len() - behind.len()).map(Literal::Placeholder);
    }
    let trimmed = value.trim();
    if NONE_AS_WRITTEN.contains(&trimmed) || NONE.iter().any(|none| same(none, trimmed)) {
        return Some(Literal::None(trimmed));
    }
    if value.chars().any(|character| character == char::REPLACEMENT_CHARACTER) {
        return Some(Literal::Garbled(trimmed));
    }
    lookalikes(value, &Own).first().map(|lookalike| Literal::Lookalike(lookalike.text))
}

/// Returns the same for a contact's value. Since names can have brackets, too, a lookalike counts only if it is the whole value
/// or has a known key.
pub fn literal_of_contact(value: &str) -> Option<Literal<'_>> {
    match literal(value)? {
        Literal::Lookalike(_) => lookalikes(value, &Own)
            .iter()
            .find(|lookalike| lookalike.text.len() == value.trim().len() || Own.is_known(lookalike.key))
            .map(|lookalike| Literal::Lookalike(lookalike.text)),
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_out_literally_is_found() {
        assert_eq!(literal("Hi {nope}, {name}"), Some(Literal::Placeholder("{nope}")));
        assert_eq!(literal("Hi [First Name]"), Some(Literal::Lookalike("[First Name]")));
        for none in
            ["undefined", " NULL ", "NaN", "#N/A", "(null)", "None", "nan ", "#DIV/0!", "#NUM!", "#NULL!"]
        {
            assert_eq!(literal(none), Some(Literal::None(none.trim())));
            assert_eq!(literal_of_contact(none), Some(Literal::None(none.trim())));
        }
        for garbled in ["Jos\u{fffd}", " \u{fffd}p", "[\u{fffd}\u{fffd}]"] {
            assert_eq!(literal(garbled), Some(Literal::Garbled(garbled.trim())));
            assert_eq!(literal_of_contact(garbled), Some(Literal::Garbled(garbled.trim())));
        }
        for value in [
            "Taipei",
            "Nan",
            "NAN",
            "none",
            "NONE",
            "None of these",
            "undefined behaviour",
            "Ann {",
            "100% of $5",
            "",
        ] {
            assert_eq!(literal(value), None, "{value}");
        }
    }

    #[test]
    fn contacts_have_brackets_of_their_own() {
        for value in ["{name}", "Ada {city}", "[First Name]", " *|FNAME|* ", "Ms [name]", "${name}"] {
            assert!(literal_of_contact(value).is_some(), "{value}");
        }
        for value in ["Anna [VIP]", "Bob <work>", "Chen 「小明」", "O'Brien", "陳大文【台北】", "A_B"]
        {
            assert_eq!(literal_of_contact(value), None, "{value}");
        }
    }
}
