//! Tells punctuation of other scripts, full-width forms of ASCII, and invisible characters.

/// Returns the ASCII form of a full-width character, and any other character unchanged.
pub fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
        other => other,
    }
}

/// Returns whether a character is invisible: a control character, a formatting mark, or a filler.
pub fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{ad}' | '\u{34f}'
            | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Returns whether a text has no audible content: only whitespace and invisible characters.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || is_mark(character))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_heard_is_blank() {
        for blank in ["", " \n", "\u{200b}", "\u{feff} \u{2060}", "\u{3000}"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        assert!(!is_blank("\u{200b}a"));
    }
}
