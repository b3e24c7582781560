//! Reads and writes JSON strings and objects.

use crate::schema::unescape;

/// Decodes a JSON string. Returns `None` for any other value.
pub fn text(json: &str) -> Option<String> {
    Some(unescape(json.strip_prefix('"')?.strip_suffix('"')?))
}

/// Appends a text as a JSON string.
pub fn quote(text: &str, json: &mut String) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    json.push('"');
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            control @ '\0'..='\x1F' => {
                json.push_str("\\u00");
                let code = control as usize;
                json.extend([code >> 4, code & 15].iter().filter_map(|half| DIGITS.get(*half)));
            }
            other => json.push(other),
        }
    }
    json.push('"');
}

/// Writes a JSON object.
pub struct Writer<'a> {
    json: &'a mut String,
    empty: bool,
}

impl<'a> Writer<'a> {
    /// Opens an object.
    pub fn new(json: &'a mut String) -> Self {
        json.push('{');
        Self { json, empty: true }
    }

    /// Starts a member; its value has to follow.
    pub fn key(&mut self, key: &str) -> &mut String {
        if !self.empty {
            self.json.push(',');
        }
        self.empty = false;
        quote(key, self.json);
        self.json.push(':');
        self.json
    }

    /// Writes a string member.
    pub fn text(&mut self, key: &str, text: &str) {
        quote(text, self.key(key));
    }

    /// Writes a member whose value is JSON.
    pub fn raw(&mut self, key: &str, json: &str) {
        self.key(key).push_str(json);
    }

    /// Closes the object.
    pub fn end(self) {
        self.json.push('}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_text_reads_back_as_it_was() {
        for case in ["", "plain", "a\"b\\c\nd\te\u{1}\u{1f}\u{7f}", "您好 😀", "\u{2028}"] {
            let mut json = String::new();
            quote(case, &mut json);
            assert_eq!(serde_json::from_str::<String>(&json).expect("it is JSON"), case);
            assert_eq!(text(&json).expect("it is a string"), case);
        }
    }
}
