use std::{cell::RefCell, rc::Rc};

use axum::body::{Body, BodyDataStream};
use futures_util::{FutureExt, StreamExt};
use js_sys::{Function, Uint8Array};
use seax_sandbox::embedded::Embedded;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// The body of a reply, chunk by chunk.
#[wasm_bindgen]
pub struct ReplyBody {
    sandbox: Rc<RefCell<Embedded>>,
    chunks: Rc<RefCell<Option<BodyDataStream>>>,
}

impl ReplyBody {
    pub(crate) fn new(sandbox: &Rc<RefCell<Embedded>>, body: Body) -> Self {
        let chunks = Rc::new(RefCell::new(Some(body.into_data_stream())));
        Self { sandbox: Rc::clone(sandbox), chunks }
    }
}

#[wasm_bindgen]
impl ReplyBody {
    /// Reads the next chunk. Calls `on_chunk` with it, or with `undefined` at the end, or `on_failure` if the body breaks
    /// off. One read at a time.
    pub fn next(&self, on_chunk: Function, on_failure: Function) {
        let chunks = Rc::clone(&self.chunks);
        let read = async move {
            let Some(mut stream) = chunks.take() else { return };
            // What a callback throws is its own caller's concern.
            let _ = match stream.next().await {
                Some(Ok(chunk)) => {
                    chunks.replace(Some(stream));
                    on_chunk.call1(&JsValue::UNDEFINED, &Uint8Array::from(chunk.as_ref()))
                }
                Some(Err(_)) => on_failure.call0(&JsValue::UNDEFINED),
                None => on_chunk.call0(&JsValue::UNDEFINED),
            };
        };
        self.sandbox.borrow().spawn(read.boxed_local());
    }
}
