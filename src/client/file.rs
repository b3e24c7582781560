//! Downloads files.

use crate::{
    api::{Request, ResponseSpec},
    client::{CallOptions, Client, Clock, Transport},
    engine::{is_invisible, redact::redact},
    error::Result,
};

/// The maximum length of a file name, in characters of up to four bytes. File systems allow 255 bytes.
const LONGEST: usize = 60;

/// A file from the server.
pub struct File {
    /// The name: a single path segment, whatever the server sends.
    pub name: String,
    /// The media type, or an empty text.
    pub media_type: String,
    /// The content.
    pub bytes: Vec<u8>,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Makes a call whose response is a file, and returns all of it. A retry reads the whole file again.
    ///
    /// # Errors
    /// As for any call.
    pub async fn file(&self, request: &Request, options: CallOptions) -> Result<File> {
        let (mut given, mut media_type, mut bytes) = (None, String::new(), Vec::new());
        if let Some(answer) = self.reply(request, options).await? {
            let credential = &answer.credential.value;
            given = answer.head.disposition.and_then(|given| name(&given, credential));
            media_type = redact(answer.head.media_type.unwrap_or_default(), credential);
            bytes = answer.body;
        }
        let name = given.unwrap_or_else(|| match request.operation.response {
            ResponseSpec::File(name, _) => name.into(),
            _ => String::new(),
        });
        Ok(File { name, media_type, bytes })
    }
}

/// Returns the file name from a `Content-Disposition` header (RFC 6266). Keeps only the last path segment, without a drive
/// letter or invisible characters, so that the server cannot choose a directory or disguise the name.
fn name(disposition: &str, credential: &str) -> Option<String> {
    let (mut name, mut key, mut value) = (None, String::new(), String::new());
    let (mut quoted, mut escaped) = (false, false);
    for character in disposition.chars().chain([';']) {
        match character {
            character if escaped => {
                escaped = false;
                value.push(character);
            }
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                let given = std::mem::take(&mut value);
                match std::mem::take(&mut key).trim() {
                    // The extended form takes precedence, in either order.
                    "filename*" => name = decode(given.trim()).or(name),
                    "filename" if name.is_none() => name = Some(given),
                    _ => {}
                }
            }
            '=' if key.is_empty() => key = std::mem::take(&mut value).to_ascii_lowercase(),
            character => value.push(character),
        }
    }
    let name: String =
        redact(name?, credential).chars().filter(|character| !is_invisible(*character)).collect();
    // A colon follows a drive letter, or precedes the name of an alternate data stream.
    let part = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let part = match part.split_once(':') {
        Some((drive, rest)) if drive.len() == 1 => rest,
        _ => part,
    };
    let part = part.split(':').next().unwrap_or_default();
    let part: String = part.trim_matches(['.', ' ']).chars().take(LONGEST).collect();
    let part = part.trim_end_matches(['.', ' ']);
    (!part.is_empty()).then(|| part.into())
}

/// Decodes an extended value such as `UTF-8''%e2%82%ac.csv` (RFC 8187). Returns `None` for another character set.
fn decode(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let charset = parts.next()?;
    let text = parts.nth(1).filter(|_| charset.eq_ignore_ascii_case("utf-8"))?;
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                (digit()? * 16 + digit()?) as u8
            }
            plain => plain,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    fn name(disposition: &str) -> Option<String> {
        super::name(disposition, "e91772/ccb5e6")
    }

    #[test]
    fn a_file_has_the_name_that_the_server_says() {
        for (header, expected) in [
            ("attachment; filename=\"logs.csv\"", "logs.csv"),
            ("attachment; filename=logs.csv", "logs.csv"),
            ("attachment; filename=\"a=b.csv\"", "a=b.csv"),
            ("attachment;FileName = \"a \\\"b\\\"; c.csv\" ; size=7", "a \"b\"; c.csv"),
            ("attachment; filename=\"euro.csv\"; filename*=UTF-8''%e2%82%ac.csv", "€.csv"),
            ("attachment; filename*=utf-8'en'%E6%82%A8%E5%A5%BD.xlsx; filename=x", "您好.xlsx"),
            ("attachment; filename*=ISO-8859-1''%A4.csv; filename=plain.csv", "plain.csv"),
            ("attachment; filename*=UTF-8''%zz; filename=plain.csv", "plain.csv"),
        ] {
            assert_eq!(name(header).as_deref(), Some(expected), "{header}");
        }
    }

    #[test]
    fn a_long_name_is_cut_to_what_file_systems_take() {
        let long = name(&["attachment; filename=\"", &"\u{1f4de}".repeat(100), ".csv\""].concat());
        assert_eq!(long.as_deref(), Some("\u{1f4de}".repeat(60).as_str()));
        let cut = name(&["attachment; filename=\"", &"x".repeat(58), ". . .csv\""].concat());
        assert_eq!(cut.as_deref(), Some("x".repeat(58).as_str()));
    }

    #[test]
    fn a_name_leads_nowhere() {
        for (header, expected) in [
            ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            ("attachment; filename=\"C:\\\\Windows\\\\evil.csv\"", Some("evil.csv")),
            ("attachment; filename=Windows\\evil.csv", Some("evil.csv")),
            ("attachment; filename*=UTF-8''..%2F..%2Fevil.csv", Some("evil.csv")),
            ("attachment; filename=\"a\u{0}\nb.csv\"", Some("ab.csv")),
            ("attachment; filename*=UTF-8''a%00%0A%7Fb.csv", Some("ab.csv")),
            ("attachment; filename=\"a\\\u{1b}[2Jb.csv\"", Some("a[2Jb.csv")),
            ("attachment; filename*=UTF-8''logs%E2%80%AEvsc.exe", Some("logsvsc.exe")),
            ("attachment; filename*=UTF-8''%E2%81%A6a%EF%BB%BF.csv", Some("a.csv")),
            ("attachment; filename=\"C:evil.csv\"", Some("evil.csv")),
            ("attachment; filename=\"c%3Aevil.csv\"", Some("c%3Aevil.csv")),
            ("attachment; filename*=UTF-8''c%3Aevil.csv", Some("evil.csv")),
            ("attachment; filename=\"logs.csv:hidden.exe\"", Some("logs.csv")),
            ("attachment; filename=\"\\\\\\\\host\\\\share\\\\logs.csv\"", Some("logs.csv")),
            ("attachment; filename=\" .logs.csv. \"", Some("logs.csv")),
            ("attachment; filename=\"logs-e91772/ccb5e6.csv\"", Some("logs-***.csv")),
            ("attachment; filename*=UTF-8''e91772%2Fccb5e6.csv", Some("***.csv")),
            ("attachment; filename=\"C:\"", None),
            ("attachment; filename=\"\u{202e}\"", None),
            ("attachment; filename=\"..\"", None),
            ("attachment; filename=\"\"", None),
            ("attachment", None),
            ("", None),
            ("filename", None),
        ] {
            assert_eq!(name(header).as_deref(), expected, "{header}");
        }
    }
}
