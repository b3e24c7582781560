//! Reads CSV files once, checks them meanwhile, and sends them as a form.

use std::rc::Rc;

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::{
    api::{Content, Request, contacts},
    csv::{ImportCheck, ImportFindings},
    error::{Error, Result},
    js::{
        call_options::CALL_OPTIONS,
        exports::{
            file,
            file_chunks::{Chunk, FileChunks},
            input,
            js_client::JsClient,
            options::{self, Options},
        },
        fetch::Form,
        option_set::options,
        untrusted::{boxed, get, string},
        value,
    },
    schema::Digits,
};

#[wasm_bindgen]
extern "C" {
    /// A `Response`, which converts a blob, bytes or a string into a stream.
    #[wasm_bindgen(js_name = Response)]
    type JsResponse;
    #[wasm_bindgen(catch, constructor, js_class = "Response")]
    fn new(body: &JsValue) -> std::result::Result<JsResponse, JsValue>;
    #[wasm_bindgen(catch, method, getter)]
    fn body(this: &JsResponse) -> std::result::Result<JsValue, JsValue>;
}

const CHECK: [&str; 1] = ["signal"];

options! {
    /// Options of an import. The upload counts: for a large file, raise `deadlineMs`, and `timeoutMs` if you have set it.
    ImportOptions, IMPORT_OPTIONS: "ImportOptions extends CallOptions", with CALL_OPTIONS;
    /// Sends the file even if its check finds errors.
    skip_check = flag "skipCheck",
}

/// Checks a file of contacts.
pub fn check(client: &JsClient, source: JsValue, options: &JsValue) -> Promise {
    run(client, source, Ok(None), options, &CHECK)
}

/// Creates contacts from a file, unless its check finds errors.
pub fn import(client: &JsClient, source: JsValue, query: Option<String>, options: &JsValue) -> Promise {
    let request = input::request(&contacts::IMPORT, (None, Some(("query", query))), client.strictness());
    run(client, source, request.map(Some), options, IMPORT_OPTIONS)
}

/// Checks a file, and sends it if there is a request for it; otherwise returns the report of the check.
fn run(
    client: &JsClient,
    source: JsValue,
    request: Result<Option<Request>>,
    options: &JsValue,
    keys: &[&'static str],
) -> Promise {
    let prepared = request.and_then(|request| {
        let options = Options::new("options", options, keys)?;
        let skip_check = request.is_some() && ImportOptions::read(&options)?.skip_check == Some(true);
        Ok(((source, request, skip_check), options::call(&options)?))
    });
    client.run(prepared, async |client, (source, request, skip_check), limits| {
        let (file, findings) = read(source, request.is_some()).await?;
        let Some(mut request) = request else { return value::parse(findings.report().as_bytes()) };
        if findings.errors > 0 && !skip_check {
            return Err(refused(&findings));
        }
        request.content = Some(Content::Form(Rc::new(form(&file)?)));
        value::parse(&client.exchange(&request, limits).await?)
    })
}

/// Reads a file to its end. Returns the file to send, if it is to be sent, and its findings. Dropping the future cancels the
/// source.
async fn read(source: JsValue, sends: bool) -> Result<(JsValue, ImportFindings)> {
    // A stream can be read only once, so its chunks are kept to be sent. A blob can be read again, and may be on a disk.
    let is = |key: &str| js_sys::Reflect::has(&source, &JsValue::from_str(key)) == Ok(true);
    let again = is("stream");
    let chunks = if again || is("byteLength") || source.is_string() {
        let body = JsResponse::new(&source)
            .and_then(|answer| answer.body())
            .map_err(|thrown| unreadable(Some(thrown)))?;
        FileChunks::of(&body)
    } else {
        FileChunks::of(&source)
    };
    let mut chunks = chunks.map_err(unreadable)?.ok_or_else(no_file)?;
    let kept = (sends && !again).then(Array::new);
    let mut check = ImportCheck::default();
    while let Some(chunk) = chunks.next().await.map_err(unreadable)? {
        match &chunk {
            Chunk::Text(text) => check.read(text.as_bytes()),
            Chunk::Bytes(bytes) => {
                let length = bytes.length();
                // In parts, so that a large chunk is not in memory twice.
                for start in (0..length).step_by(PART) {
                    check.read(&bytes.subarray(start, length.min(start + PART as u32)).to_vec());
                }
            }
        }
        if let Some(kept) = &kept {
            // A copy: the source may write into its chunk again.
            let copy = match chunk {
                Chunk::Text(text) => Uint8Array::from(text.as_bytes()),
                Chunk::Bytes(bytes) => bytes.slice(0, bytes.length()),
            };
            kept.push(&copy);
        }
    }
    let file = match kept {
        Some(kept) => file::made(&kept, NAME, TYPE)?,
        None => source,
    };
    Ok((file, check.finish()))
}

/// How many bytes are checked at a time.
const PART: usize = 1 << 20;
/// The name for a file without one.
const NAME: &str = "contacts.csv";
const TYPE: &str = "text/csv";

/// Builds the form in which the API expects a file (RFC 7578), as a blob: WebKit can send a `FormData` with a file in it, but
/// neither a caller's `fetch` nor the in-process sandbox can read one there.
fn form(file: &JsValue) -> Result<Form> {
    let mut boundary = String::from("seax-");
    for _ in 0..3 {
        // Enough that no file contains it, by chance or because somebody has guessed it.
        boundary.push_str(&((js_sys::Math::random() * 1e15) as u64).digits());
    }
    let mut head =
        ["--", &boundary, "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""].concat();
    // Escaped as in browsers: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
    let name = string(file, "name").filter(|name| !name.is_empty());
    for character in name.as_deref().unwrap_or(NAME).chars() {
        match character {
            '"' => head.push_str("%22"),
            '\r' => head.push_str("%0D"),
            '\n' => head.push_str("%0A"),
            character => head.push(character),
        }
    }
    // Not the file's own type: where a spreadsheet program is installed, that can be the program's.
    head.push_str("\"\r\nContent-Type: text/csv\r\n\r\n");
    let tail = ["\r\n--", &boundary, "--\r\n"].concat();
    let parts = Array::of3(&head.as_str().into(), file, &tail.as_str().into());
    let media_type = ["multipart/form-data; boundary=", &boundary].concat();
    let blob = file::made(&parts, NAME, &media_type)?;
    // A value that is not a blob was converted into text, and the size differs.
    let size = |of: &JsValue| get(of, "size").ok().and_then(|size| size.as_f64());
    match (size(&blob), size(file)) {
        (Some(whole), Some(part)) if whole == part + (head.len() + tail.len()) as f64 => {
            Ok(Form { blob, media_type, size: whole as u64 })
        }
        _ => Err(no_file()),
    }
}

#[cold]
fn refused(findings: &ImportFindings) -> Box<Error> {
    let count = findings.errors.digits();
    let mut clause =
        ["has ", &count, if findings.errors == 1 { " error" } else { " errors" }, ", so nothing was sent."]
            .concat();
    clause.push_str(&findings.first.concat());
    clause.push_str(" `contacts.checkImport` returns all of them; `skipCheck: true` sends the file anyway.");
    Error::argument("file", &clause)
}

#[cold]
fn no_file() -> Box<Error> {
    Error::argument("file", "must be a File or another Blob, a string, bytes, or a stream of either")
}

/// Creates the error for a file that throws while it is read, or that has a chunk of neither bytes nor text.
#[cold]
fn unreadable(thrown: Option<JsValue>) -> Box<Error> {
    let Some(thrown) = thrown else {
        return Error::argument(
            "file",
            "has a chunk that is neither bytes nor a string, so nothing was sent",
        );
    };
    let mut error = Error::argument("file", "could not be read to the end, so nothing was sent");
    error.cause = Some(boxed(thrown));
    error
}
