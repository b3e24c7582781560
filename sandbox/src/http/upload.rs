use axum::http::{HeaderMap, StatusCode, header};

use crate::http::error::{ApiError, Issue};

/// Returns the file in a request's form (RFC 7578). Other fields are ignored.
///
/// Hand-written: bodies are in memory, and libraries that parse them as streams add 9 kB to what tests download.
///
/// # Errors
/// Returns 422 if there is no form, or no file of this name in it; 400 if the form is malformed.
pub fn file(headers: &HeaderMap, body: &[u8], name: &str) -> Result<Vec<u8>, ApiError> {
    let refuse = |msg: &str, kind| {
        let loc = vec!["body".into(), name.into()];
        ApiError::unprocessable(vec![Issue { loc, msg: msg.to_owned(), kind }])
    };
    let missing = || refuse("field required", "value_error.missing");
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let (media_type, parameters) = parameters(content_type.ok_or_else(missing)?);
    let boundary = value(&parameters, "boundary").filter(|_| media_type == "multipart/form-data");
    let parts = parts(body, boundary.ok_or_else(missing)?);
    let parts =
        parts.ok_or_else(|| ApiError::new(StatusCode::BAD_REQUEST, "There was an error parsing the body"))?;
    let mut found = None;
    for Part { disposition, content } in parts {
        let (_, parameters) = self::parameters(&disposition);
        if value(&parameters, "name") != Some(name) {
            continue;
        }
        if value(&parameters, "filename").is_none() && value(&parameters, "filename*").is_none() {
            return Err(refuse("expected a file, which has a file name", "value_error"));
        }
        found = Some(content.to_vec());
    }
    found.ok_or_else(missing)
}

/// A field of a form.
struct Part<'a> {
    /// The value of its `Content-Disposition`.
    disposition: String,
    content: &'a [u8],
}

/// Returns the parts of a form; `None` if it is incomplete or malformed.
fn parts<'a>(body: &'a [u8], boundary: &str) -> Option<Vec<Part<'a>>> {
    let delimiter = ["\r\n--", boundary].concat();
    // The first delimiter can be at the start of the body, without a line break.
    let mut rest = match body.strip_prefix(delimiter.trim_start().as_bytes()) {
        Some(rest) => rest,
        None => split(body, delimiter.as_bytes())?.1,
    };
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let (padding, part) = split(rest, b"\r\n")?;
        if !padding.iter().all(|byte| b" \t".contains(byte)) {
            return None;
        }
        // A part without headers starts with the empty line.
        let (head, part) = match part.strip_prefix(b"\r\n") {
            Some(part) => (&b""[..], part),
            None => split(part, b"\r\n\r\n")?,
        };
        let (content, after) = split(part, delimiter.as_bytes())?;
        let head = String::from_utf8_lossy(head);
        let disposition = head.split("\r\n").filter_map(|line| line.split_once(':'));
        let disposition =
            disposition.filter(|(name, _)| name.trim().eq_ignore_ascii_case("content-disposition"));
        parts.push(Part { disposition: disposition.map(|(_, value)| value.trim()).collect(), content });
        rest = after;
    }
    Some(parts)
}

/// Returns the bytes before and after the first occurrence of `at`.
fn split<'a>(bytes: &'a [u8], at: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let first = *at.first()?;
    let mut from = 0;
    loop {
        from += bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        if bytes[from..].starts_with(at) {
            return Some((&bytes[..from], &bytes[from + at.len()..]));
        }
        from += 1;
    }
}

/// Parses a header such as `form-data; name="file"` into its value, in lower case, and its parameters.
fn parameters(header: &str) -> (String, Vec<(String, String)>) {
    let (mut pieces, mut quoted, mut escaped) = (vec![String::new()], false, false);
    for character in header.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => {
                escaped = true;
                continue;
            }
            '"' => {
                quoted = !quoted;
                continue;
            }
            ';' if !quoted => {
                pieces.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(character);
        }
    }
    let mut pieces = pieces.into_iter();
    let value = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
    let parameters = pieces.filter_map(|piece| {
        let (name, value) = piece.split_once('=')?;
        Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
    });
    (value, parameters.collect())
}

fn value<'a>(parameters: &'a [(String, String)], name: &str) -> Option<&'a str> {
    parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use axum::{
        http::{HeaderMap, HeaderValue, header::CONTENT_TYPE},
        response::IntoResponse,
    };

    use super::file;

    fn read(content_type: &'static str, body: &str) -> Result<String, u16> {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(content_type))]);
        match file(&headers, body.as_bytes(), "file") {
            Ok(bytes) => Ok(String::from_utf8(bytes).unwrap()),
            Err(error) => Err(error.into_response().status().as_u16()),
        }
    }

    const FORM: &str = "multipart/form-data; boundary=X";

    #[test]
    fn a_file_is_found_among_other_fields() {
        let body = "preamble\r\n--X\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n\
                    --X \r\nContent-Type: text/csv\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a;\\\".csv\"\r\n\
                    \r\nname\r\n-X\r\n--Y\r\n--X--\r\n";
        assert_eq!(read(FORM, body), Ok("name\r\n-X\r\n--Y".into()));
        assert_eq!(read("Multipart/Form-Data; charset=utf-8; Boundary=\"X\"", body), read(FORM, body));
    }

    #[test]
    fn an_empty_file_is_a_file() {
        let body =
            "--X\r\nContent-Disposition: form-data; name=file; filename*=utf-8''a.csv\r\n\r\n\r\n--X--";
        assert_eq!(read(FORM, body), Ok(String::new()));
    }

    #[test]
    fn what_is_no_form_or_has_no_file_is_refused() {
        assert_eq!(read("text/csv", "name\n"), Err(422));
        assert_eq!(read("multipart/form-data", "--X--"), Err(422));
        assert_eq!(read(FORM, "--X--"), Err(422));
        let field = "--X\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nname\r\n--X--";
        assert_eq!(read(FORM, field), Err(422), "without a file name");
        assert_eq!(read(FORM, &field.replace("\"file\"", "\"data\"; filename=\"a\"")), Err(422));
    }

    #[test]
    fn a_form_that_breaks_off_is_malformed() {
        let whole =
            "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nname\r\n--X--";
        assert_eq!(read(FORM, whole), Ok("name".into()));
        for length in 0..whole.len() {
            assert_eq!(read(FORM, &whole[..length]), Err(400), "{length} bytes");
        }
        assert_eq!(read(FORM, "name\n"), Err(400));
    }
}
