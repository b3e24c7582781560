//! Reads a caller's file chunk by chunk: a `ReadableStream`, a Node stream or another async iterable, of bytes or of text.

use js_sys::{Function, JsString, Promise, Symbol, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::js::untrusted::{self, Access, call, get, method};

/// A chunk of a file.
pub enum Chunk {
    Bytes(Uint8Array),
    Text(String),
}

/// A file that is being read. Dropping it before its end cancels the source.
pub struct FileChunks {
    /// A stream's reader, or an iterator.
    source: JsValue,
    read: Function,
    /// Tells the source that its rest is not needed.
    cancel: Option<Function>,
    /// The first half of a surrogate pair whose second half is in the next string.
    half: Option<JsString>,
    is_over: bool,
}

impl FileChunks {
    /// Opens a value to read its chunks. `Ok(None)` if it is neither a stream nor an async iterable.
    ///
    /// # Errors
    /// What the value throws: a stream that is being read already, for example.
    pub fn of(source: &JsValue) -> Access<Option<Self>> {
        if !source.is_object() {
            return Ok(None);
        }
        // Not every engine can iterate a stream, so its reader comes first.
        let stream = method(source, "getReader").ok();
        let iterable = || js_sys::Reflect::get(source, &Symbol::async_iterator()).ok()?.dyn_into().ok();
        let (open, read, cancel): (Function, _, _) = match stream {
            Some(open) => (open, "read", "cancel"),
            None => match iterable() {
                Some(open) => (open, "next", "return"),
                None => return Ok(None),
            },
        };
        let source = call(&open, source, None).map_err(Some)?;
        let read = method(&source, read)?;
        let cancel = method(&source, cancel).ok();
        Ok(Some(Self { source, read, cancel, half: None, is_over: false }))
    }

    /// Returns the next chunk; `None` at the end.
    ///
    /// # Errors
    /// What the source throws, or `None` for a chunk that is neither bytes nor text.
    pub async fn next(&mut self) -> Access<Option<Chunk>> {
        let next = call(&self.read, &self.source, None).map_err(Some)?;
        let next = JsFuture::from(Promise::resolve(&next)).await.map_err(|thrown| {
            // The source failed by itself: nothing is left to cancel.
            self.is_over = true;
            Some(thrown)
        })?;
        if get(&next, "done")?.is_truthy() {
            self.is_over = true;
            return Ok(self.half.take().map(|half| Chunk::Text(half.into())));
        }
        let value = get(&next, "value")?;
        match value.dyn_into::<JsString>() {
            Ok(text) => Ok(Some(Chunk::Text(self.whole(text)))),
            Err(value) => bytes(&value).map(|bytes| Some(Chunk::Bytes(bytes))),
        }
    }

    /// Returns a text without half of a surrogate pair at its end, which is kept for the next one.
    fn whole(&mut self, text: JsString) -> String {
        let text = self.half.take().map_or(text.clone(), |half| half.concat(&text));
        let last = text.length().saturating_sub(1);
        // A character outside the basic plane is a surrogate pair, whose first half is one of these units.
        if !(0xD800..0xDC00).contains(&(text.char_code_at(last) as u32)) {
            return text.into();
        }
        self.half = Some(text.slice(last, last + 1));
        text.slice(0, last).into()
    }
}

/// Returns the bytes of a chunk: those of a buffer, or of any view of one.
fn bytes(chunk: &JsValue) -> Access<Uint8Array> {
    let buffer = get(chunk, "buffer")?;
    if buffer.is_undefined() {
        return untrusted::bytes(chunk);
    }
    let number = |key| get(chunk, key)?.as_f64().ok_or(None);
    let (start, length) = (number("byteOffset")? as u32, number("byteLength")? as u32);
    Ok(untrusted::bytes(&buffer)?.subarray(start, start.saturating_add(length)))
}

impl Drop for FileChunks {
    fn drop(&mut self) {
        if let Some(cancel) = self.cancel.take().filter(|_| !self.is_over)
            && let Ok(cancelled) = call(&cancel, &self.source, None)
        {
            untrusted::ignore(&cancelled);
        }
    }
}
