//! Reads and writes JSON strings and objects.

pub use crate::schema::text;

/// Appends a text as a JSON string.
pub fn quote(text: &str, json: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    json.push('"');
    let mut rest = text;
    while let Some(place) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | ..b' ')) {
        let (plain, special) = rest.split_at_checked(place).unwrap_or_default();
        let byte = special.bytes().next().unwrap_or_default();
        let digit = |half: u8| DIGITS.get(usize::from(half)).map_or('0', |digit| char::from(*digit));
        json.push_str(plain);
        json.push('\\');
        match byte {
            b'\n' => json.push('n'),
            b'"' | b'\\' => json.push(byte.into()),
            _ => json.extend(['u', '0', '0', digit(byte >> 4), digit(byte & 15)]),
        }
        rest = special.get(1..).unwrap_or_default();
    }
    json.push_str(rest);
    json.push('"');
}

/// Returns a text as a JSON string.
pub fn quoted(text: &str) -> String {
    let mut json = String::new();
    quote(text, &mut json);
    json
}

/// Writes an array of values that are JSON already.
pub fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let mut json = String::from("[");
    for item in items {
        if json.len() > 1 {
            json.push(',');
        }
        json.push_str(item.as_ref());
    }
    json.push(']');
    json
}

/// Writes an array of ids, which contain nothing that needs escaping.
pub fn ids<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    list(ids.map(|id| ["\"", id, "\""].concat()))
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

    /// Starts a member. Append its value to the returned text.
    pub fn key(&mut self, key: &str) -> &mut String {
        if !self.empty {
            self.json.push(',');
        }
        self.empty = false;
        quote(key, self.json);
        self.json.push(':');
        self.json
    }

    /// Writes a member with a string value.
    pub fn text(&mut self, key: &str, text: &str) {
        quote(text, self.key(key));
    }

    /// Writes a member with a value that is JSON already.
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
    fn a_list_has_commas_between_its_values() {
        assert_eq!(list::<&str>([]), "[]");
        assert_eq!(list(["1"]), "[1]");
        assert_eq!(list(vec![String::from("[]"), "{}".into(), "\"a\"".into()]), r#"[[],{},"a"]"#);
    }

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
