//! Splits text at an ASCII character or a word. std's methods accept any pattern, which would add 1.5 kB to a page's download.

/// Returns the text before and after the first separator, or `None` if there is none.
pub fn split_once(text: &str, separator: u8) -> Option<(&str, &str)> {
    debug_assert!(separator.is_ascii());
    let place = text.bytes().position(|byte| byte == separator)?;
    Some((text.get(..place)?, text.get(place + 1..)?))
}

/// Returns the text before and after the first occurrence of a word, or `None` if there is none.
pub fn split_once_at<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let bytes = text.as_bytes();
    let is_at = |place: &usize| bytes.get(*place..).is_some_and(|rest| rest.starts_with(word.as_bytes()));
    let place = (0..=bytes.len()).find(is_at)?;
    Some((text.get(..place)?, text.get(place + word.len()..)?))
}

/// Iterates over the parts of a text between separators. There is at least one.
pub fn split(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let all = rest?;
        let (part, behind) = match split_once(all, separator) {
            Some((part, behind)) => (part, Some(behind)),
            None => (all, None),
        };
        rest = behind;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_found_as_std_finds_them() {
        for text in ["", "(0)", "+44 (0) 20", "(0", "((0)(0)", "您(0)好"] {
            for word in ["(0)", "", "好", "(0) "] {
                assert_eq!(super::split_once_at(text, word), text.split_once(word), "{text}, {word}");
            }
        }
    }

    #[test]
    fn texts_are_split_as_std_splits_them() {
        for text in ["", ",", "a", "a,b", ",a,,您好,", "您,好"] {
            assert_eq!(super::split_once(text, b','), text.split_once(','), "{text}");
            assert_eq!(
                super::split(text, b',').collect::<Vec<_>>(),
                text.split(',').collect::<Vec<_>>(),
                "{text}"
            );
        }
    }
}
