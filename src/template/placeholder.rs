//! Finds placeholders in the API's notation.

/// The keys of a contact's built-in fields. The API ignores message variables with these names, and columns of a contact file
/// with these names are not custom fields.
pub const RESERVED: [&str; 4] = ["name", "phone", "whatsapp", "labels"];

/// Returns the text before the first placeholder, its key, and the text after it.
///
/// A placeholder is a pair of braces on one line around at least one character other than a brace.
pub(super) fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text.get(from..)?.bytes().position(|byte| byte == b'{')?;
        let inside = text.get(open + 1..)?;
        let end = inside.bytes().position(|byte| matches!(byte, b'{' | b'}' | b'\n' | b'\r'))?;
        if end > 0 && inside.as_bytes().get(end) == Some(&b'}') {
            return Some((text.get(..open)?, inside.get(..end)?, inside.get(end + 1..)?));
        }
        from = open + 1;
    }
}
