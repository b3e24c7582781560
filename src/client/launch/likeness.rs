//! Compares a text with what a server may have made of it.

use crate::template::narrow;

/// How many letters Unicode normalization or case conversion makes of one character at most: of "℡" three, of "㍿" four.
const MOST: usize = 4;

/// Whether a server that normalizes texts (whitespace, punctuation, case, Unicode normalization, length) may have turned `ours`
/// into `theirs`.
pub fn is_like(ours: &str, theirs: &str) -> bool {
    let theirs: Vec<char> = letters(theirs).flatten().collect();
    // `reached[n]`: whether their first n letters can come from our text so far.
    let mut reached = vec![false; theirs.len() + 1];
    reached.first_mut().into_iter().for_each(|none| *none = true);
    for letter in letters(ours) {
        // Either text may be a prefix of the other.
        if reached.last() == Some(&true) {
            return true;
        }
        match letter {
            Some(letter) => {
                let mut before = false;
                let last = [None].into_iter().chain(theirs.iter().map(Some));
                for (place, last) in reached.iter_mut().zip(last) {
                    before = std::mem::replace(place, before && last == Some(&letter));
                }
            }
            None => {
                let mut since = MOST;
                for place in &mut reached {
                    since = if *place { 0 } else { since + 1 };
                    *place = since <= MOST;
                }
            }
        }
    }
    reached.contains(&true)
}

/// Returns the characters of a text that every Unicode normalization leaves unchanged: ASCII letters and digits, in lower case
/// and narrow, and the common Chinese characters. `None` stands for a character that may become something else, such as a
/// letter followed by a combining mark, or one that HTML escapes. Whitespace and the rest of ASCII are left out.
fn letters(text: &str) -> impl Iterator<Item = Option<char>> {
    let mut characters = text.chars().peekable();
    let all = std::iter::from_fn(move || {
        let character = characters.next()?;
        let is_marked = characters.next_if(|next| ('\u{300}'..='\u{36F}').contains(next)).is_some();
        Some((narrow(character), is_marked))
    });
    all.filter_map(|(character, is_marked)| match character {
        _ if is_marked => Some(None),
        '\u{4E00}'..='\u{9FFF}' => Some(Some(character)),
        '&' | '<' | '>' | '"' | '\'' => Some(None),
        _ if character.is_ascii_alphanumeric() => Some(Some(character.to_ascii_lowercase())),
        _ if character.is_ascii() || character.is_whitespace() => None,
        _ => Some(None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_like_what_any_normalization_makes_of_it() {
        for (name, tidied) in [
            ("Sale №5", "SALE NO5"),
            ("Straße 5", "STRASSE 5"),
            ("Oﬀer now", "Offer now"),
            ("Sale™ now", "saletm now"),
            ("① Sale", "1 Sale"),
            ("Sale \u{212A}9", "Sale K9"),
            ("\u{F90A}曜 sale", "金曜 sale"),
            ("株 ㍿ 5", "株 株式会社 5"),
            ("Продажа", "Prodazha"),
            ("Q&A", "Q&amp;A"),
            ("It's on", "It&#x27;s on"),
            ("A  b", "A b"),
        ] {
            assert!(is_like(name, tidied), "{name}");
            assert!(is_like(tidied, tidied), "{tidied}");
        }
        for (name, other) in [
            ("Sale №5 now", "Sale 6 then"),
            ("① Sale", "North Sale"),
            ("Straße 5 am Montag", "Strand 5 am Sonntag"),
        ] {
            assert!(!is_like(name, other), "{name}, {other}");
        }
    }
}
