//! CSV files on their way in: read once, checked on the way, and sent as a form.

use std::{future::poll_fn, rc::Rc};

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Blob, FormData};

use crate::{
    api::{Content, contacts},
    client::{Body, TransportError},
    error::{Error, Result},
    js::{
        core::Core,
        file, input,
        odd::{get, method},
        options::{self, Options},
        pieces::Pieces,
        value,
    },
    plan::import::{Findings, ImportCheck},
};

const KEYS: [&str; 5] = ["signal", "timeoutMs", "deadlineMs", "maxRetries", "force"];

/// Finds what is wrong with a file.
pub fn check(core: &Core, source: JsValue, options: &JsValue) -> Promise {
    let prepared = Options::new("options", options, &["signal"])
        .and_then(|options| options::call(&options))
        .map(|limits| (source, limits));
    core.run(prepared, async |_, source, _| {
        let (_, findings) = read(source).await?;
        value::parse(findings.report().as_bytes())
    })
}

/// Makes contacts from a file, unless something is wrong with it.
pub fn import(core: &Core, source: JsValue, query: &JsValue, options: &JsValue) -> Promise {
    let prepared = input::request(&contacts::IMPORT, (None, Some(("query", query)))).and_then(|request| {
        let options = Options::new("options", options, &KEYS)?;
        let force = options.flag("force")? == Some(true);
        Ok(((source, request, force), options::call(&options)?))
    });
    core.run(prepared, async |client, (source, mut request, force), limits| {
        let (file, findings) = read(source).await?;
        if findings.errors > 0 && !force {
            return Err(refused(&findings));
        }
        request.content = Some(Content::Form(Rc::new(form(&file)?)));
        value::parse(&client.exchange(&request, limits).await?)
    })
}

/// Reads a file to its end, and gives it to be sent, with what is wrong with it. Dropped, it reads no more.
async fn read(source: JsValue) -> Result<(JsValue, Findings)> {
    let text = source.is_string()
        || source.is_instance_of::<js_sys::ArrayBuffer>()
        || js_sys::ArrayBuffer::is_view(&source);
    let source = if text { file::made(&Array::of1(&source), NAME, TYPE)? } else { source };
    // A stream can be read only once, so what is read of it is kept; a blob can be read again, and may be on a disk.
    let (stream, kept) = match method(&source, "stream") {
        Ok(stream) => (stream.call0(&source).map_err(|thrown| unreadable(Some(thrown)))?, None),
        Err(_) => (source.clone(), Some(Array::new())),
    };
    let reader = method(&stream, "getReader").map_err(|_| no_file())?;
    let reader = reader.call0(&stream).map_err(|thrown| unreadable(Some(thrown)))?;
    let mut pieces = Pieces::new(reader.unchecked_into(), None);
    let mut check = ImportCheck::default();
    loop {
        let mut piece = Vec::new();
        let more = poll_fn(|context| pieces.poll_piece(context, &mut piece)).await;
        match more {
            Ok(true) => {}
            Ok(false) => break,
            Err(TransportError::Network { cause, .. }) => {
                let mut error = unreadable(None);
                error.cause = cause;
                return Err(error);
            }
            Err(_) => return Err(unreadable(None)),
        }
        check.read(&piece);
        if let Some(kept) = &kept {
            kept.push(&Uint8Array::from(piece.as_slice()));
        }
    }
    let file = match kept {
        Some(kept) => file::made(&kept, NAME, TYPE)?,
        None => source,
    };
    Ok((file, check.finish()))
}

/// The name of a file that has none.
const NAME: &str = "contacts.csv";
const TYPE: &str = "text/csv";

/// The form that the API wants a file in.
fn form(file: &JsValue) -> Result<JsValue> {
    let name = get(file, "name").ok().and_then(|name| name.as_string());
    let name = name.filter(|name| !name.is_empty());
    let form = FormData::new().map_err(|_| no_file())?;
    let blob: &Blob = file.unchecked_ref();
    form.append_with_blob_and_filename("file", blob, name.as_deref().unwrap_or(NAME))
        .map_err(|_| no_file())?;
    Ok(form.into())
}

#[cold]
fn refused(findings: &Findings) -> Box<Error> {
    let count = findings.errors.to_string();
    let mut clause = ["has ", &count, " errors, so nothing was sent."].concat();
    clause.push_str(&findings.first.concat());
    clause.push_str(" `contacts.checkImport` gives them all; `force: true` sends the file all the same.");
    Error::argument("file", &clause)
}

#[cold]
fn no_file() -> Box<Error> {
    Error::argument("file", "must be a File or another Blob, a string, bytes, or a stream of bytes")
}

#[cold]
fn unreadable(thrown: Option<JsValue>) -> Box<Error> {
    let mut error = Error::argument("file", "cannot be read to its end, so nothing was sent");
    error.cause = thrown.map(crate::js::odd::boxed);
    error
}
