//! Waits for a caller's `AbortSignal`.

use std::cell::Cell;
use std::future::{pending, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use futures_util::future::{Either, select};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Anything that behaves like an `AbortSignal`: some test environments have several such classes.
    #[derive(Clone)]
    pub type Signal;
    #[wasm_bindgen(catch, method, getter, structural)]
    fn aborted(this: &Signal) -> std::result::Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, method, getter, structural)]
    fn reason(this: &Signal) -> std::result::Result<JsValue, JsValue>;
}

#[wasm_bindgen(raw_module = "../src/abort.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn listen(signal: &Signal, callback: &JsValue) -> std::result::Result<(), JsValue>;
    #[wasm_bindgen(catch)]
    fn forget(signal: &Signal, callback: &JsValue) -> std::result::Result<(), JsValue>;
}

impl Signal {
    /// Returns the reason if the signal has aborted.
    fn abortion(&self) -> Option<JsValue> {
        let aborted = self.aborted().is_ok_and(|aborted| aborted.is_truthy());
        aborted.then(|| self.reason().unwrap_or_default())
    }

    /// Waits for the abort, and returns its reason. Dropping the future removes the listener.
    async fn abort(self) -> JsValue {
        let listener = Listener::new(self.clone());
        poll_fn(|context| {
            if let Ok(listener) = &listener {
                listener.waker.set(Some(context.waker().clone()));
            }
            match self.abortion() {
                Some(reason) => Poll::Ready(reason),
                None => Poll::Pending,
            }
        })
        .await
    }
}

/// Runs the work, unless the signal aborts first: then the work is dropped.
///
/// # Errors
/// The reason of a signal that aborts.
pub async fn or<T>(signal: Option<Signal>, work: impl Future<Output = T>) -> std::result::Result<T, JsValue> {
    let work = pin!(work);
    let Some(signal) = signal else { return Ok(work.await) };
    match select(pin!(signal.abort()), work).await {
        Either::Left((reason, _)) => Err(reason),
        Either::Right((done, _)) => Ok(done),
    }
}

/// Waits for the signal to abort, and returns its reason. Without a signal, it never completes.
pub async fn reason(signal: Option<Signal>) -> JsValue {
    match signal {
        Some(signal) => signal.abort().await,
        None => pending().await,
    }
}

struct Listener {
    signal: Signal,
    waker: Rc<Cell<Option<Waker>>>,
    callback: Closure<dyn FnMut()>,
}

impl Listener {
    fn new(signal: Signal) -> std::result::Result<Self, JsValue> {
        let waker = Rc::new(Cell::new(None::<Waker>));
        let callback = Closure::new({
            let waker = waker.clone();
            move || {
                if let Some(waker) = waker.take() {
                    waker.wake();
                }
            }
        });
        listen(&signal, callback.as_ref())?;
        Ok(Self { signal, waker, callback })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // If this fails, the signal keeps a listener that wakes nothing.
        let _ = forget(&self.signal, self.callback.as_ref());
    }
}
