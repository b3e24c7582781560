//! Case-insensitive comparison of text.
//!
//! Unicode's own table takes 3 kB of brotli. Alphabets with case keep upper and lower case at fixed distances, so that a few
//! ranges do the same for Latin with all its accents, Greek and Cyrillic, half and full width.

/// Returns whether two texts are equal, ignoring case.
pub fn same(left: &str, right: &str) -> bool {
    left.chars().map(lower).eq(right.chars().map(lower))
}

/// Returns a letter in lower case.
pub fn lower(letter: char) -> char {
    let code = u32::from(letter);
    let small = match code {
        // A to Z: plain, with accents, in Greek, in Cyrillic, in full width.
        0x41..=0x5A
        | 0xC0..=0xD6
        | 0xD8..=0xDE
        | 0x391..=0x3A1
        | 0x3A3..=0x3AB
        | 0x410..=0x42F
        | 0xFF21..=0xFF3A => code + 32,
        // Blocks in which each upper-case letter has an even code point, and its lower-case letter follows.
        0x100..=0x12F
        | 0x132..=0x137
        | 0x14A..=0x177
        | 0x1A0
        | 0x1DE..=0x1EF
        | 0x1F8..=0x21F
        | 0x1E00..=0x1E95
        | 0x1EA0..=0x1EFF => code | 1,
        0x460..=0x481 | 0x48A..=0x4BF | 0x4D0..=0x52F => code | 1,
        // The same with odd code points.
        0x139..=0x148 | 0x179..=0x17E | 0x1AF | 0x1CD..=0x1DC => code + code % 2,
        0x178 => 0xFF,
        0x386 => 0x3AC,
        0x388..=0x38A => code + 37,
        0x38C => 0x3CC,
        0x38E | 0x38F => code + 63,
        0x400..=0x40F => code + 80,
        _ => code,
    };
    char::from_u32(small).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_the_small_forms_that_unicode_gives_them() {
        let alphabets = [
            0..0x180,
            0x1A0..0x1A2,
            0x1AF..0x1B1,
            0x1CD..0x1F0,
            0x1F8..0x220,
            0x370..0x530,
            0x1E00..0x1F00,
            0x2E80..0xA000,
            0xAC00..0xD7B0,
            0xFF00..0xFFF0,
        ];
        // Historic and phonetic letters, İ (which becomes two characters) and ẞ.
        let rare = "İΪΫϏϘϚϜϞϠϢϤϦϨϪϬϮϴϷϹϺϽϾϿͰͲͶͿẞ";
        for letter in alphabets.into_iter().flatten().filter_map(char::from_u32) {
            let unicode: Vec<char> = letter.to_lowercase().collect();
            if [lower(letter)] != *unicode && !rare.contains(letter) && !('Ӏ'..='ӎ').contains(&letter) {
                panic!("{letter:?} {:X}: {:?}, not {unicode:?}", u32::from(letter), lower(letter));
            }
        }
    }

    #[test]
    fn texts_are_one_whatever_their_case() {
        for (left, right) in [
            ("Event", "eVENT"),
            ("Größe", "GRÖßE"),
            ("Événement", "éVÉNEMENT"),
            ("Имя", "имЯ"),
            ("ΌΝΟΜΑ", "όνομα"),
            ("Tên Đường", "TÊN ĐƯỜNG"),
            ("活動", "活動"),
        ] {
            assert!(same(left, right), "{left} {right}");
        }
        for (left, right) in [("event", "events"), ("e", "é"), ("活動", "活动"), ("", "x")] {
            assert!(!same(left, right), "{left} {right}");
        }
    }
}
