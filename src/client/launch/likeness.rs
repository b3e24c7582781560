//! Compares a text with what a server may have made of it.

use crate::text::narrow;

/// How many letters Unicode normalization or case conversion makes of one character at most: of "℡" three, of "㍿" four.
const MOST: usize = 4;

/// How many pairs of letters are compared at most. Texts that would take more count as alike. Where letters stay what they are,
/// each is compared with a few of the others.
const MOST_PAIRS: usize = 4_000_000;

/// A character that may become any other ones, or none: a symbol, a letter with an accent, what HTML escapes.
const ANY: char = '\0';
/// A letter that decomposes into others, but never into ASCII.
const PARTS: char = '\u{FFFF}';

/// Whether a server that normalizes texts (whitespace, punctuation, case, Unicode normalization, length), or writes `?` for
/// letters that it does not know, may have turned `ours` into `theirs`.
pub fn is_like(ours: &str, theirs: &str) -> bool {
    if ours == theirs || theirs.trim().is_empty() {
        return true;
    }
    let theirs = letters(theirs, false);
    // `reached[n]`: whether their first n letters can come from our text so far. It is false outside of `from..until`.
    let mut reached = vec![false; theirs.len() + 1];
    reached.first_mut().into_iter().for_each(|none| *none = true);
    let (mut from, mut until) = (0, 1);
    // Whether our text so far has a letter that identifies it.
    let mut is_solid = false;
    let mut left = MOST_PAIRS;
    for letter in letters(ours, true) {
        // Either text may be a prefix of the other.
        if is_solid && reached.last() == Some(&true) || left == 0 {
            return true;
        }
        let is_any = matches!(letter, ANY | '?');
        is_solid |= !is_any;
        // How many of their letters come from this one, if it has come so far.
        let mut length = MOST;
        let within = reached.iter_mut().enumerate().take(until + MOST).skip(from);
        left = left.saturating_sub(until + MOST - from);
        (from, until) = (usize::MAX, 0);
        for (count, place) in within {
            let last = count.checked_sub(1).and_then(|last| theirs.get(last));
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
            if *place {
                (from, until) = (from.min(count), count + 1);
            }
        }
        if until == 0 {
            return false;
        }
    }
    is_solid || reached.last() == Some(&true)
}

/// Returns the letters and digits of a text as every Unicode normalization leaves them, in lower case and narrow, with `ANY` or
/// `PARTS` for those that may become something else. Whitespace and punctuation are left out, except `?` and, if it may be
/// `escaped`, what HTML escapes.
fn letters(text: &str, escaped: bool) -> Vec<char> {
    let mut letters: Vec<char> = Vec::new();
    for character in text.chars() {
        let code = character as u32;
        if matches!(code, 0x300..=0x36F | 0x3099 | 0x309A) {
            if let Some(marked) = letters.last_mut() {
                *marked = if marked.is_ascii() { ANY } else { PARTS };
            }
            continue;
        }
        // A Hangul syllable is two or three letters.
        if matches!(code, 0xAC00..=0xD7A3) {
            let syllable = code - 0xAC00;
            for jamo in [0x1100 + syllable / 588, 0x1161 + syllable % 588 / 28, 0x11A7 + syllable % 28] {
                letters.extend(char::from_u32(jamo).filter(|_| jamo != 0x11A7));
            }
            continue;
        }
        let letter = match narrow(character) {
            '&' | '<' | '>' | '"' | '\'' if escaped => ANY,
            // Some write U+FFFD for a letter that they do not know.
            '?' | '\u{FFFD}' => '?',
            // Punctuation, which some replace by that of ASCII.
            '\u{2010}'..='\u{205E}' | '\u{3001}'..='\u{3003}' => continue,
            plain if plain.is_ascii_alphanumeric() => plain.to_ascii_lowercase(),
            plain if plain.is_ascii() || plain.is_whitespace() => continue,
            _ if is_in(&UNSTABLE, code) || (0x10000..0x20000).contains(&code) => ANY,
            _ if is_in(&DECOMPOSE, code) || is_voiced(code) => PARTS,
            plain => char::from_u32(small(code)).unwrap_or(plain),
        };
        letters.push(letter);
    }
    letters
}

/// Returns the small form of a Greek or Cyrillic letter, and any other code unchanged.
fn small(code: u32) -> u32 {
    match code {
        0x391..=0x3A9 | 0x410..=0x42F => code + 32,
        0x3C2 => code + 1,
        0x402..=0x40F => code + 80,
        0x460..=0x52F => code | 1,
        _ => code,
    }
}

/// Whether it is a voiced kana. Katakana lies 96 after Hiragana.
fn is_voiced(code: u32) -> bool {
    match if matches!(code, 0x30A0..=0x30FF) { code - 96 } else { code } {
        kana @ 0x304C..=0x3062 => kana & 1 == 0,
        kana @ 0x3065..=0x3069 => kana & 1 == 1,
        kana @ 0x3070..=0x307D => kana % 3 != 0,
        // The long vowel of Katakana is none.
        0x3094..=0x309E => code != 0x30FC,
        _ => false,
    }
}

fn is_in(ranges: &[(u16, u16)], code: u32) -> bool {
    ranges.iter().any(|(low, high)| (u32::from(*low)..=u32::from(*high)).contains(&code))
}

/// The ranges of Latin letters, symbols and compatibility forms that may become ASCII.
const UNSTABLE: [(u16, u16); 10] = [
    (0x80, 0x2FF),
    (0x1D00, 0x1EFF),
    (0x2000, 0x2BFF),
    (0x3000, 0x303F),
    (0x3200, 0x33FF),
    (0xA720, 0xA7FF),
    (0xE000, 0xF8FF),
    (0xFB00, 0xFB06),
    (0xFE00, 0xFE6F),
    (0xFFE0, 0xFFFF),
];

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_take_no_longer_than_they_have_to() {
        let page = "Hello, it is me. Où êtes-vous? 您好。".repeat(1_000);
        let text = |end: &str| [&page, end].concat();
        assert!(!is_like(&text("Come on Monday"), &text("We have closed for good")));
        assert!(is_like(&text("Come on Monday"), &text("COME ON MONDAY.")));
        assert!(is_like(&page, &text("Come on Monday")) && is_like(&text("Come on Monday"), &page));
        // If each letter were compared with each, these would take hours.
        let long = "Hello, it is me. ".repeat(60_000);
        assert!(is_like(&long, &long));
        assert!(is_like(&long, &long.to_uppercase()));
        assert!(is_like("Hello", &long) && is_like(&long, "Hello"));
        assert!(!is_like("Goodbye", &long) && !is_like(&long, "Goodbye"));
        assert!(!is_like(&long.replacen("Hello", "Goodbye", 1), &long));
        // Too many pairs, and letters of which a server makes several.
        for (ours, theirs) in [("㍿", "株式会社"), ("™", "tm"), ("й", "и\u{306}"), ("가", "\u{1100}\u{1161}")]
        {
            for before in 0..4 {
                let text = |part: &str| ["Sale".get(..before).unwrap(), &part.repeat(3_000), "end"].concat();
                assert!(is_like(&text(ours), &text(theirs)), "{ours} after {before}");
            }
        }
    }

    #[test]
    fn texts_that_would_take_too_long_to_compare_count_as_alike() {
        for (times, is_alike) in [(30, false), (3_000, true)] {
            let text = |part: &str, end: &str| [&part.repeat(times), end].concat();
            assert_eq!(is_like(&text("™", "Come on"), &text("tm", "We have closed")), is_alike, "{times}");
        }
    }

    #[test]
    fn only_a_voiced_kana_may_become_another_letter_and_its_mark() {
        for (voiced, plain, mark) in [
            (
                "がぎぐげござじずぜぞだぢづでどばびぶべぼゔ",
                "かきくけこさしすせそたちつてとはひふへほう",
                "\u{3099}",
            ),
            (
                "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ",
                "カキクケコサシスセソタチツテトハヒフヘホウ",
                "\u{3099}",
            ),
            ("ぱぴぷぺぽパピプペポ", "はひふへほハヒフヘホ", "\u{309A}"),
        ] {
            for (voiced, plain) in voiced.chars().zip(plain.chars()) {
                let parts = [plain.to_string().as_str(), mark].concat();
                assert!(
                    is_like(&voiced.to_string(), &parts) && is_like(&parts, &voiced.to_string()),
                    "{voiced}"
                );
            }
        }
        for plain in "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをんぁぃぅぇぉっゃゅょ\
                      アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォッャュョー"
            .chars()
        {
            assert!(!is_like(&plain.to_string(), "金"), "{plain}");
        }
    }

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
            ("㍿ 5", "株式会社 5"),
            ("Продажа й Ё", "ПРОДАЖА И\u{306} е\u{308}"),
            ("Продажа", "Прод"),
            ("Продажа 5", "??????? 5"),
            ("Продажа 5", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD} 5"),
            ("Ready? Go", "ready?go"),
            ("Sale - 5", "Sale – 5"),
            ("It’s on", "It's on"),
            ("Wait...", "Wait…"),
            ("“Sale”, 5、6", "\"Sale\", 5,6"),
            ("お知らせ バーゲン", "お知らせ ハ\u{3099}ーケ\u{3099}ン"),
            ("설문 조사", "\u{1109}\u{1165}\u{11AF}\u{1106}\u{116E}\u{11AB} 조사"),
            ("แบบสำรวจ", "แบบส\u{E4D}\u{E32}รวจ"),
            ("أخبار", "ا\u{654}خبار (2)"),
            ("Νέα", "ΝΕ\u{301}Α"),
            ("Εκπτωσεις", "ΕΚΠΤΩΣΕΙΣ"),
            ("Недеља", "НЕДЕЉА"),
            ("Қазақ", "ҚАЗАҚ"),
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
            ("Sale 5", "Sale 6"),
            ("Sale 10", "Sale 110"),
            ("① Sale", "North Sale"),
            ("Straße 5 am Montag", "Strand 5 am Sonntag"),
            ("Опрос А", "Рассылка Б"),
            ("Опрос А", "Gala reminder"),
            ("Выпуск Й", "Выпуск 2"),
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
