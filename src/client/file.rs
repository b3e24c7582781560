//! Replies that are files.

use crate::{
    api::{Request, ResponseSpec},
    client::{CallOptions, Client, Clock, FileHead, Transport},
    error::Result,
};

/// A file that the server gave.
pub struct File {
    /// Its name: one word of a path, whatever the server says.
    pub name: String,
    /// Its media type, or nothing.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Makes a call whose reply is a file, and gives all of it. Time-outs and retries are for the whole file.
    ///
    /// # Errors
    /// As for any call.
    pub async fn file(&self, request: &Request, options: CallOptions) -> Result<File> {
        let (bytes, head) = match self.reply(request, options).await? {
            Some(reply) => (reply.body, reply.file.unwrap_or_default()),
            None => Default::default(),
        };
        let FileHead { disposition, media_type } = head;
        let fallback = match request.operation.response {
            ResponseSpec::File(name) => name,
            _ => "",
        };
        let name = disposition.as_deref().and_then(name).unwrap_or_else(|| fallback.into());
        Ok(File { name, media_type: media_type.unwrap_or_default(), bytes })
    }
}

/// The name that a `Content-Disposition` header gives (RFC 6266), without the folders before it: it could lead anywhere.
fn name(disposition: &str) -> Option<String> {
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
                    // The extended form comes first, wherever it stands.
                    "filename*" => name = decode(given.trim()).or(name),
                    "filename" if name.is_none() => name = Some(given),
                    _ => {}
                }
            }
            '=' if key.is_empty() => key = std::mem::take(&mut value).to_ascii_lowercase(),
            character if character.is_control() => {}
            character => value.push(character),
        }
    }
    let name = name?;
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    (!name.trim_matches('.').is_empty()).then(|| name.into())
}

/// `UTF-8''%e2%82%ac.csv` (RFC 8187). `None` for another character set.
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
    use super::name;

    #[test]
    fn a_file_has_the_name_that_the_server_says() {
        for (header, expected) in [
            ("attachment; filename=\"logs.csv\"", "logs.csv"),
            ("attachment; filename=logs.csv", "logs.csv"),
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
    fn a_name_leads_nowhere() {
        for (header, expected) in [
            ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            ("attachment; filename=\"C:\\\\Windows\\\\evil.csv\"", Some("evil.csv")),
            ("attachment; filename*=UTF-8''..%2F..%2Fevil.csv", Some("evil.csv")),
            ("attachment; filename=\"a\u{0}\nb.csv\"", Some("ab.csv")),
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
