//! Normalizes text that spreadsheets, chats and address books have decorated.

use crate::text::{is_mark, narrow};

/// The digit zero in other scripts that people type; the digits 1 to 9 follow each.
const ZEROS: [u32; 18] = [
    0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810,
];

/// A deviation of a text from plain ASCII, or from a bare number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Oddity {
    /// An invisible character, such as a mark for the direction of text.
    Mark(char),
    Wide,
    Script,
    Formula,
    Link,
    Word,
    Quote,
    Blank,
    Hyphen,
    Bracket,
    Zero,
    Dot,
    Slash,
    Separator,
}

impl Oddity {
    /// Returns the words for it that follow "it has".
    pub fn words(self) -> &'static str {
        match self {
            Self::Mark(_) => "an invisible character",
            Self::Wide => "full-width characters",
            Self::Script => "digits of another script",
            Self::Formula => "the form of a spreadsheet formula",
            Self::Link => "the form of a link",
            Self::Word => "a word before it",
            Self::Quote => "an apostrophe or quotes",
            Self::Blank => "spaces",
            Self::Hyphen => "hyphens",
            Self::Bracket => "brackets",
            Self::Zero => "a (0), which is not dialed from abroad",
            Self::Dot => "dots",
            Self::Slash => "slashes",
            Self::Separator => "a separator at its end",
        }
    }
}

/// Returns a text with its characters replaced by their ASCII equivalents, and the oddities that were replaced or removed.
pub fn plain(text: &str) -> (String, Vec<Oddity>) {
    let mut oddities = Vec::new();
    let mut plain = String::new();
    for character in text.chars() {
        let oddity = match character {
            mark if is_mark(mark) => Oddity::Mark(mark),
            '\u{ff01}'..='\u{ff5e}' => {
                plain.push(narrow(character));
                Oddity::Wide
            }
            '\u{fe62}' | '\u{207a}' => {
                plain.push('+');
                Oddity::Wide
            }
            blank if blank.is_whitespace() => {
                plain.push(' ');
                continue;
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => {
                plain.push('-');
                continue;
            }
            '\u{b7}' | '\u{2022}' | '\u{2219}' | '\u{30fb}' => {
                plain.push('.');
                continue;
            }
            '\u{3010}' | '\u{3014}' | '\u{3008}' | '<' | '{' | '[' => {
                plain.push('(');
                continue;
            }
            '\u{3011}' | '\u{3015}' | '\u{3009}' | '>' | '}' | ']' => {
                plain.push(')');
                continue;
            }
            '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{b4}' | '`' | '\u{2bc}' => {
                plain.push('\'');
                continue;
            }
            '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' | '\u{300c}'..='\u{300f}' => {
                plain.push('"');
                continue;
            }
            other => match ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&(other as u32))) {
                Some(zero) => {
                    plain.extend(char::from_digit(other as u32 - zero, 10));
                    Oddity::Script
                }
                None => {
                    plain.push(other);
                    continue;
                }
            },
        };
        note(oddity, &mut oddities);
    }
    (plain, oddities)
}

/// Adds an oddity unless it is in the list.
pub fn note(oddity: Oddity, oddities: &mut Vec<Oddity>) {
    if !oddities.contains(&oddity) {
        oddities.push(oddity);
    }
}
