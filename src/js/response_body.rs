//! A response's body, piece by piece.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::{
    client::{Body, TransportError},
    js::{
        abort_guard::AbortGuard,
        untrusted::{Odd, bytes, get, odd_error},
    },
};

#[wasm_bindgen]
extern "C" {
    /// A `ReadableStreamDefaultReader`, or whatever a caller's `fetch` gives for one.
    pub type Reader;
    #[wasm_bindgen(catch, method, structural)]
    fn read(this: &Reader) -> std::result::Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, method, structural)]
    fn cancel(this: &Reader) -> std::result::Result<JsValue, JsValue>;
}

/// A body on its way. Dropped before its end, it is cancelled.
pub struct ResponseBody {
    reader: Reader,
    /// The piece under way. It is kept when nobody waits for it any more: what it brings belongs to whoever asks next.
    next: Option<JsFuture>,
    ended: bool,
    /// The request that it answers, until all of it has come; a body of the caller's own answers none.
    flight: Option<AbortGuard>,
}

impl ResponseBody {
    pub fn new(reader: Reader, flight: Option<AbortGuard>) -> Self {
        Self { reader, next: None, ended: false, flight }
    }

    fn poll(&mut self, context: &mut Context<'_>, into: &mut Vec<u8>) -> Poll<Odd<bool>> {
        let next = match &mut self.next {
            Some(next) => next,
            None => {
                let piece = self.reader.read().map_err(Some)?;
                self.next.insert(JsFuture::from(Promise::resolve(&piece)))
            }
        };
        let piece = ready!(Pin::new(next).poll(context));
        self.next = None;
        let piece = piece.map_err(Some)?;
        if get(&piece, "done")?.is_truthy() {
            self.ended = true;
            if let Some(flight) = self.flight.take() {
                flight.landed();
            }
            return Poll::Ready(Ok(false));
        }
        bytes(&get(&piece, "value")?, into)?;
        Poll::Ready(Ok(true))
    }
}

impl Body for ResponseBody {
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
        bytes: &mut Vec<u8>,
    ) -> Poll<Result<bool, TransportError>> {
        self.poll(context, bytes).map_err(odd_error)
    }
}

impl Drop for ResponseBody {
    fn drop(&mut self) {
        // Not every `fetch` cares for the signal that goes with the flight.
        if !self.ended
            && let Ok(cancelled) = self.reader.cancel()
        {
            // Nobody is left to tell how that went; but a rejection that nobody listens to ends some processes.
            drop(JsFuture::from(Promise::resolve(&cancelled)));
        }
    }
}
