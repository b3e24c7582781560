//! The runtime's clock and timers.

use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use wasm_bindgen::prelude::*;

use crate::client::{Clock, Millis};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &JsValue, span: i32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn since_origin() -> f64;
    #[wasm_bindgen(thread_local_v2, js_namespace = performance, js_name = timeOrigin)]
    static ORIGIN: f64;
}

/// The clock of the runtime: `Date.now`, `performance.now` and `setTimeout`.
pub struct SystemClock;

/// The longest delay that `setTimeout` supports, in milliseconds: with a longer one, it fires at once.
const LONGEST: Millis = i32::MAX as Millis;

impl Clock for SystemClock {
    fn now(&self) -> Millis {
        js_sys::Date::now() as Millis
    }

    fn steady(&self) -> Millis {
        (ORIGIN.with(|origin| *origin) + since_origin()) as Millis
    }

    async fn sleep(&self, span: Millis) {
        let mut left = span;
        while left > LONGEST {
            Timer::start(LONGEST as i32).done().await;
            left -= LONGEST;
        }
        Timer::start(left as i32).done().await;
    }
}

/// A running timer. Dropping it clears it: a pending timer keeps a Node process alive.
struct Timer {
    id: JsValue,
    fired: Rc<Cell<bool>>,
    waker: Rc<Cell<Option<Waker>>>,
    _callback: Closure<dyn FnMut()>,
}

impl Timer {
    fn start(span: i32) -> Self {
        let (fired, waker) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(None::<Waker>)));
        let callback = Closure::new({
            let (fired, waker) = (fired.clone(), waker.clone());
            move || {
                fired.set(true);
                if let Some(waker) = waker.take() {
                    waker.wake();
                }
            }
        });
        let id = set_timeout(callback.as_ref(), span);
        Self { id, fired, waker, _callback: callback }
    }

    async fn done(self) {
        poll_fn(|context| {
            if self.fired.get() {
                return Poll::Ready(());
            }
            self.waker.set(Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(&self.id);
    }
}
