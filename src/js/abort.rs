//! A caller's `AbortSignal`.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use futures_util::future::{Either, select};
use wasm_bindgen::{JsCast, prelude::*};

use crate::error::{Error, Result};

#[wasm_bindgen]
extern "C" {
    /// Anything that acts as an `AbortSignal`: there are more than one of them in some test set-ups.
    #[derive(Clone)]
    pub type Signal;
    #[wasm_bindgen(method, getter, structural)]
    fn aborted(this: &Signal) -> bool;
    #[wasm_bindgen(method, getter, structural)]
    fn reason(this: &Signal) -> JsValue;
    #[wasm_bindgen(method, structural, js_name = addEventListener)]
    fn listen(this: &Signal, event: &str, callback: &JsValue);
    #[wasm_bindgen(method, structural, js_name = removeEventListener)]
    fn forget(this: &Signal, event: &str, callback: &JsValue);
}

impl Signal {
    /// Takes the `signal` of a call's options.
    pub fn from_option(value: JsValue) -> Result<Option<Self>> {
        if value.is_undefined() || value.is_null() {
            return Ok(None);
        }
        let method = |name| js_sys::Reflect::get(&value, &JsValue::from_str(name));
        if method("addEventListener").is_ok_and(|method| method.is_function()) {
            return Ok(Some(value.unchecked_into()));
        }
        Err(Error::argument("signal", "must be an AbortSignal"))
    }

    /// Waits for the abort, and gives its reason. Dropped, it listens no more.
    async fn abort(self) -> JsValue {
        if self.aborted() {
            return self.reason();
        }
        let listener = Listener::new(self);
        poll_fn(|context| {
            if listener.signal.aborted() {
                return Poll::Ready(listener.signal.reason());
            }
            listener.waker.set(Some(context.waker().clone()));
            Poll::Pending
        })
        .await
    }
}

/// What the work comes to, unless the signal aborts first: then the work is dropped, and this is the signal's reason.
pub async fn or<T>(signal: Option<Signal>, work: impl Future<Output = T>) -> std::result::Result<T, JsValue> {
    let work = pin!(work);
    let Some(signal) = signal else { return Ok(work.await) };
    match select(pin!(signal.abort()), work).await {
        Either::Left((reason, _)) => Err(reason),
        Either::Right((done, _)) => Ok(done),
    }
}

struct Listener {
    signal: Signal,
    waker: Rc<Cell<Option<Waker>>>,
    callback: Closure<dyn FnMut()>,
}

impl Listener {
    fn new(signal: Signal) -> Self {
        let waker = Rc::new(Cell::new(None::<Waker>));
        let callback = Closure::new({
            let waker = waker.clone();
            move || {
                if let Some(waker) = waker.take() {
                    waker.wake();
                }
            }
        });
        signal.listen("abort", callback.as_ref());
        Self { signal, waker, callback }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.signal.forget("abort", self.callback.as_ref());
    }
}
