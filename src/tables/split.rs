//! Splits text at an ASCII character. std's methods accept any pattern, which would add 1.5 kB to a page's download.

/// Returns the text before and after the first separator, or `None` if there is none.
pub fn split_once(text: &str, separator: u8) -> Option<(&str, &str)> {
    debug_assert!(separator.is_ascii());
    let place = text.bytes().position(|byte| byte == separator)?;
    Some((text.get(..place)?, text.get(place + 1..)?))
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
