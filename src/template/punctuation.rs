//! Tells punctuation of other scripts, and full-width forms of ASCII.

use super::value::is_mark;

/// Returns the ASCII form of a full-width character, and any other character unchanged.
pub fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
        other => other,
    }
}

/// Returns whether a character between the digits of a phone number has no meaning.
pub fn separates_digits(character: char) -> bool {
    matches!(narrow(character), '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}')
        || character.is_whitespace()
        || is_mark(character)
}

/// Returns whether a character that is not ASCII is punctuation: in Latin, Arabic, Indian or Chinese text, or in full width.
pub fn is_punctuation(letter: char) -> bool {
    let narrow = narrow(letter);
    narrow != letter && narrow != '_' && narrow.is_ascii_punctuation()
        || matches!(
            letter,
            '\u{80}'..='\u{bf}'
                | '\u{60c}'
                | '\u{61b}'
                | '\u{61f}'
                | '\u{964}'
                | '\u{2000}'..='\u{206f}'
                | '\u{3000}'..='\u{3003}'
                | '\u{3008}'..='\u{301f}'
                | '\u{ff5f}'..='\u{ff65}'
        )
}
