//! Reads a response's body chunk by chunk.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;

use crate::{
    client::{Body, Failure, MAX_CHUNK, TransportError},
    js::{
        abort_guard::AbortGuard,
        untrusted::{Access, access_error, bytes, call, get, ignore, method, network},
    },
};

/// The size of the largest chunk that is accepted, in bytes: a larger one would not fit into memory twice.
const LARGEST_CHUNK: f64 = (1u32 << 30) as f64;

#[wasm_bindgen]
extern "C" {
    /// A `ReadableStreamDefaultReader`, or its equivalent in the response of a caller's `fetch`.
    pub type Reader;
    #[wasm_bindgen(catch, method, structural)]
    fn read(this: &Reader) -> std::result::Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(catch, method, structural)]
    fn cancel(this: &Reader) -> std::result::Result<Option<JsValue>, JsValue>;
}

/// A body that is being read. Dropping it before its end cancels it.
pub struct JsBodyReader {
    /// The source of chunks; `None` after the body has ended or failed, and for a response without a stream.
    reader: Option<Reader>,
    /// The pending read, or the whole body of a response without a stream. It is kept when the future that polls it is dropped:
    /// its chunk belongs to the next poll.
    next: Option<JsFuture>,
    /// The rest of a chunk that is handed over in parts.
    rest: Option<Uint8Array>,
    /// Why the body cannot be read. It is reported when the body is read: until then, the head counts.
    failure: Option<TransportError>,
    /// The guard of the request, until that has settled.
    guard: Option<AbortGuard>,
}

impl JsBodyReader {
    /// Creates the body of what `fetch` returned: read as a stream if it has one, otherwise as one buffer.
    pub fn new(answer: &JsValue, guard: AbortGuard) -> Self {
        let mut body = Self { reader: None, next: None, rest: None, failure: None, guard: Some(guard) };
        body.failure = body.open(answer).err();
        body
    }

    fn open(&mut self, answer: &JsValue) -> Result<(), TransportError> {
        if let Ok(stream) = get(answer, "body")
            && let Ok(get_reader) = method(&stream, "getReader")
        {
            let reader = call(&get_reader, &stream, None).map_err(network)?;
            self.reader = Some(reader.unchecked_into());
            return Ok(());
        }
        let whole = method(answer, "arrayBuffer").map_err(access_error)?;
        let buffer = call(&whole, answer, None).map_err(network)?;
        self.next = Some(JsFuture::from(Promise::resolve(&buffer)));
        Ok(())
    }

    fn poll(&mut self, context: &mut Context<'_>, into: &mut Vec<u8>) -> Poll<Result<bool, TransportError>> {
        if let Some(rest) = self.rest.take() {
            let length = rest.length().min(MAX_CHUNK as u32);
            if length < rest.length() {
                self.rest = Some(rest.subarray(length, rest.length()));
            }
            add(&rest.subarray(0, length), into)?;
            return Poll::Ready(Ok(true));
        }
        let next = match (&mut self.next, &self.reader) {
            (Some(next), _) => next,
            (None, Some(reader)) => {
                let chunk = reader.read().map_err(network)?;
                self.next.insert(JsFuture::from(Promise::resolve(&chunk.unwrap_or_default())))
            }
            (None, None) => return Poll::Ready(self.failure.take().map_or(Ok(false), Err)),
        };
        let chunk = ready!(Pin::new(next).poll(context));
        self.next = None;
        let chunk = chunk.map_err(|thrown| {
            // The stream failed by itself: nothing is left to cancel.
            self.settle();
            network(thrown)
        })?;
        if self.reader.is_none() {
            self.settle();
            self.rest = Some(private(&chunk)?);
            return self.poll(context, into);
        }
        let value = value(&chunk).map_err(access_error)?;
        match value {
            None => {
                self.settle();
                Poll::Ready(Ok(false))
            }
            Some(value) => {
                let chunk = private(&value)?;
                if chunk.length() > MAX_CHUNK as u32 {
                    self.rest = Some(chunk);
                    return self.poll(context, into);
                }
                add(&chunk, into)?;
                Poll::Ready(Ok(true))
            }
        }
    }

    fn settle(&mut self) {
        self.reader = None;
        if let Some(guard) = self.guard.take() {
            guard.settled();
        }
    }
}

/// Returns the chunk in a read's result, or `None` at the end.
fn value(chunk: &JsValue) -> Access<Option<JsValue>> {
    match get(chunk, "done")?.is_truthy() {
        true => Ok(None),
        false => get(chunk, "value").map(Some),
    }
}

/// Returns the bytes of a chunk. One that is handed over in parts is copied, so that no other code can change or detach it
/// meanwhile.
fn private(chunk: &JsValue) -> Result<Uint8Array, TransportError> {
    let length = get(chunk, "byteLength").ok().and_then(|length| length.as_f64());
    if length.is_some_and(|length| length > LARGEST_CHUNK) {
        return Err(Failure::NoMemory.into());
    }
    let view = bytes(chunk).map_err(access_error)?;
    // For a typed array, that was a copy; for a buffer, it is a view.
    if view.length() > MAX_CHUNK as u32 { bytes(&view).map_err(access_error) } else { Ok(view) }
}

/// Appends the bytes of a chunk.
fn add(chunk: &Uint8Array, into: &mut Vec<u8>) -> Result<(), TransportError> {
    let (start, length) = (into.len(), chunk.length() as usize);
    into.try_reserve(length).map_err(|_| Failure::NoMemory)?;
    into.resize(start + length, 0);
    if let Some(place) = into.get_mut(start..) {
        chunk.copy_to(place);
    }
    Ok(())
}

impl Body for JsBodyReader {
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
        bytes: &mut Vec<u8>,
    ) -> Poll<Result<bool, TransportError>> {
        self.poll(context, bytes)
    }
}

impl Drop for JsBodyReader {
    fn drop(&mut self) {
        // Not every `fetch` honors the signal of its request.
        if let Some(reader) = &self.reader
            && let Ok(Some(cancelled)) = reader.cancel()
        {
            ignore(&cancelled);
        }
    }
}
