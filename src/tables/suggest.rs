//! "Did you mean": suggests a known name for a misspelled one.

/// Returns the name that `written` was probably meant to be, ignoring case and underscores: the closest one within an edit
/// distance of 1, plus 1 for every six letters.
pub fn suggest(written: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let written = letters(written);
    let typos = 1 + written.len() / 6;
    names
        .map(|name| (distance(&written, &letters(name)), name))
        .filter(|(distance, _)| *distance <= typos)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Folds a name so that `voiceAvailable` equals `voice_available`.
fn letters(name: &str) -> Vec<u8> {
    name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase()).collect()
}

/// Returns the Levenshtein distance.
fn distance(left: &[u8], right: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (above, left) in left.iter().enumerate() {
        let mut diagonal = above;
        let mut before = above + 1;
        for (cell, right) in row.iter_mut().skip(1).zip(right) {
            let changed = diagonal + usize::from(left != right);
            diagonal = *cell;
            before = changed.min(diagonal + 1).min(before + 1);
            *cell = before;
        }
        if let Some(first) = row.first_mut() {
            *first = above + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::suggest;

    const NAMES: [&str; 5] = ["offset", "limit", "voice_available", "phone_ids", "exclude_contact_ids"];

    #[test]
    fn a_typo_finds_the_name() {
        let meant = |written| suggest(written, NAMES.into_iter());
        assert_eq!(meant("voiceAvailable"), Some("voice_available"));
        assert_eq!(meant("phone_id"), Some("phone_ids"));
        assert_eq!(meant("excludeContactId"), Some("exclude_contact_ids"));
        assert_eq!(meant("Limits"), Some("limit"));
        assert_eq!(meant("color"), None);
    }
}
