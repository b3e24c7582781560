//! Compares a text with what a server may have made of it.

use crate::template::narrow;

/// How many letters Unicode normalization or case conversion makes of one character at most: of "℡" three, of "㍿" four.
const MOST: usize = 4;

/// A character that may become any other ones, or none: a symbol, a letter with an accent, what HTML escapes.
const ANY: char = '\0';
/// A letter that decomposes into others, but never into ASCII.
const PARTS: char = '\u{1}';

/// Whether a server that normalizes texts (whitespace, punctuation, case, Unicode normalization, length), or writes `?` for
/// letters that it does not know, may have turned `ours` into `theirs`.
pub fn is_like(ours: &str, theirs: &str) -> bool {
    if theirs.trim().is_empty() {
        return true;
    }
    let theirs: Vec<char> = letters(theirs).collect();
    // `reached[n]`: whether their first n letters can come from our text so far.
    let mut reached = vec![false; theirs.len() + 1];
    reached.first_mut().into_iter().for_each(|none| *none = true);
    // Whether our text so far has a letter that identifies it.
    let mut is_solid = false;
    for letter in letters(ours) {
        // Either text may be a prefix of the other.
        if is_solid && reached.last() == Some(&true) {
            return true;
        }
        let is_any = matches!(letter, ANY | '?');
        is_solid |= !is_any;
        let last = [None].into_iter().chain(theirs.iter().map(Some));
        // How many of their letters come from this one, if it has come so far.
        let mut length = MOST;
        for (place, last) in reached.iter_mut().zip(last) {
            let takes = last.is_some_and(|last| match letter {
                ANY | '?' => true,
                PARTS => !last.is_ascii_alphanumeric(),
                _ => *last == letter || (*last == '?' && !letter.is_ascii()),
            });
            length = if takes { length + 1 } else { MOST + 1 };
            let most = if is_any || letter == PARTS { MOST } else { 1 };
            let was = std::mem::replace(place, length <= most);
            *place |= was && is_any;
            length = if was { 0 } else { length };
        }
    }
    if is_solid { reached.contains(&true) } else { reached.last() == Some(&true) }
}

/// Returns the letters and digits of a text as every Unicode normalization leaves them, in lower case and narrow, with `ANY` or
/// `PARTS` for those that may become something else. Whitespace and the rest of ASCII are left out, except `?`.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let mut characters = text.chars().peekable();
    let all = std::iter::from_fn(move || {
        let character = characters.next()?;
        let is_mark = |next: &char| matches!(next, '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}');
        let is_marked = characters.next_if(is_mark).is_some();
        Some((narrow(character), is_marked))
    });
    all.flat_map(|(character, is_marked)| {
        let letter = match stable(character) {
            Some(letter) if is_marked => Some(if letter.is_ascii() { ANY } else { PARTS }),
            letter => letter,
        };
        // A Hangul syllable is two or three letters.
        let syllable = (character as u32).checked_sub(0xAC00).filter(|syllable| *syllable < 11_172);
        let jamo = syllable
            .map(|syllable| [0x1100 + syllable / 588, 0x1161 + syllable % 588 / 28, 0x11A7 + syllable % 28]);
        let jamo = jamo.into_iter().flatten().filter(|jamo| *jamo != 0x11A7).filter_map(char::from_u32);
        letter.filter(|_| syllable.is_none()).into_iter().chain(jamo)
    })
}

fn stable(character: char) -> Option<char> {
    let moved = |by: u32| char::from_u32(character as u32 + by);
    match character {
        '&' | '<' | '>' | '"' | '\'' => Some(ANY),
        '?' => Some('?'),
        _ if character.is_ascii_alphanumeric() => Some(character.to_ascii_lowercase()),
        _ if character.is_ascii() || character.is_whitespace() => None,
        // Latin, symbols and compatibility forms.
        '\u{80}'..='\u{36F}'
        | '\u{1D00}'..='\u{1EFF}'
        | '\u{2000}'..='\u{2BFF}'
        | '\u{3000}'..='\u{303F}'
        | '\u{3200}'..='\u{33FF}'
        | '\u{A720}'..='\u{A7FF}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{FB00}'..='\u{FB06}'
        | '\u{FE00}'..='\u{FE6F}'
        | '\u{FFE0}'..='\u{1FFFF}' => Some(ANY),
        _ if decomposes(character) => Some(PARTS),
        '\u{391}'..='\u{3A9}' | '\u{410}'..='\u{42F}' => moved(32),
        '\u{3C2}' => moved(1),
        '\u{402}'..='\u{40F}' => moved(80),
        '\u{460}'..='\u{52F}' => char::from_u32(character as u32 | 1),
        _ => Some(character),
    }
}

/// The ranges with letters that decompose, none of them into ASCII: Greek and Cyrillic with accents, Arabic with hamza, Indic
/// letters of two parts, Thai am, radicals, and compatibility forms.
const DECOMPOSE: [(u16, u16); 45] = [
    (0x384, 0x390),
    (0x3AA, 0x3B0),
    (0x3CA, 0x3CE),
    (0x3D0, 0x3D6),
    (0x400, 0x401),
    (0x403, 0x403),
    (0x407, 0x407),
    (0x40C, 0x40E),
    (0x419, 0x419),
    (0x439, 0x439),
    (0x450, 0x451),
    (0x453, 0x453),
    (0x457, 0x457),
    (0x45C, 0x45E),
    (0x476, 0x477),
    (0x4C1, 0x4C2),
    (0x4D0, 0x4F9),
    (0x587, 0x587),
    (0x622, 0x626),
    (0x675, 0x678),
    (0x6C0, 0x6C2),
    (0x6D3, 0x6D3),
    (0x929, 0x929),
    (0x931, 0x931),
    (0x934, 0x934),
    (0x958, 0x95F),
    (0x9CB, 0x9DF),
    (0xA33, 0xA36),
    (0xA59, 0xA5E),
    (0xB48, 0xB5D),
    (0xB94, 0xB94),
    (0xBCA, 0xBCC),
    (0xC48, 0xC48),
    (0xCC0, 0xCCB),
    (0xD4A, 0xD4C),
    (0xDDA, 0xDDE),
    (0xE33, 0xE33),
    (0xEB3, 0xEB3),
    (0xF43, 0xFB9),
    (0x1026, 0x1026),
    (0x1F00, 0x1FFF),
    (0x2E80, 0x2FFF),
    (0x3131, 0x318E),
    (0xF900, 0xFDFF),
    (0xFE70, 0xFFDF),
];

fn decomposes(character: char) -> bool {
    let code = character as u32;
    // Voiced kana: Katakana lies 96 after Hiragana.
    let kana = if code < 0x30A0 { code } else { code - 96 };
    let is_voiced = match kana {
        0x304C..=0x3062 => kana & 1 == 0,
        0x3065..=0x3069 => kana & 1 == 1,
        0x3070..=0x307D => kana % 3 != 0,
        0x3094..=0x309E => character != 'ー',
        _ => false,
    };
    let ranges = || DECOMPOSE.iter().any(|(low, high)| (u32::from(*low)..=u32::from(*high)).contains(&code));
    is_voiced && code < 0x3100 || ranges()
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
            ("Продажа й Ё", "ПРОДАЖА И\u{306} е\u{308}"),
            ("Продажа", "Прод"),
            ("Продажа 5", "??????? 5"),
            ("Ready? Go", "ready?go"),
            ("お知らせ バーゲン", "お知らせ ハ\u{3099}ーケ\u{3099}ン"),
            ("설문 조사", "\u{1109}\u{1165}\u{11AF}\u{1106}\u{116E}\u{11AB} 조사"),
            ("แบบสำรวจ", "แบบส\u{E4D}\u{E32}รวจ"),
            ("أخبار", "ا\u{654}خبار (2)"),
            ("Νέα", "ΝΕ\u{301}Α"),
            ("🎉", "🎉 (2)"),
            ("调查", ""),
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
            ("Опрос А", "Рассылка Б"),
            ("Опрос А", "Gala reminder"),
            ("お知らせ", "こんにちは"),
            ("설문 조사", "할인 행사"),
            ("แบบสำรวจ", "ข่าวสาร"),
            ("استطلاع", "أخبار"),
            ("Sondage", "Опрос"),
            ("Spring clearance 2026", "お知らせ"),
            ("🎉", "Gala reminder"),
            ("🎉 Sale", "Gala reminder"),
            ("Gala reminder", "???"),
            ("Gala reminder", "---"),
            ("№5", "Gala reminder"),
        ] {
            assert!(!is_like(name, other), "{name}, {other}");
        }
    }
}
