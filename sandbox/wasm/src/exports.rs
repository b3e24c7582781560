use std::{cell::RefCell, rc::Rc};

use axum::{
    body::{Body, HttpBody, to_bytes},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use futures_util::{FutureExt, future::AbortHandle};
use js_sys::{Function, Uint8Array};
use seax_sandbox::{
    embedded::{Embedded, request},
    http::error::ApiError,
    sandbox::{DEFAULT_KEY, DEFAULT_WORKSPACE},
    settings::Settings,
    timestamp::Timestamp,
};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use crate::body::ReplyBody;

/// A sandbox that JavaScript drives. Times are in microseconds since 1970, UTC.
#[wasm_bindgen]
pub struct Sandbox(Rc<RefCell<Embedded>>);

#[wasm_bindgen]
impl Sandbox {
    /// A sandbox whose clock shows `start`. A `page_cap` of 0 is none.
    #[wasm_bindgen(constructor)]
    pub fn new(seed: f64, contacts: u32, speed: f64, page_cap: u32, enforce_hours: bool, start: f64) -> Self {
        let page_cap = Some(page_cap as usize).filter(|&cap| cap > 0);
        let settings = Settings { seed: seed as u64, contacts, speed, page_cap, enforce_hours };
        Self(Rc::new(RefCell::new(Embedded::new(settings, timestamp(start)))))
    }

    /// The id of the workspace.
    #[wasm_bindgen(getter)]
    pub fn workspace_id(&self) -> String {
        DEFAULT_WORKSPACE.to_string()
    }

    /// The key of the workspace.
    #[wasm_bindgen(getter)]
    pub fn api_key(&self) -> String {
        DEFAULT_KEY.to_owned()
    }

    /// Sends a request. `headers` are names and values in turn. Calls `on_reply` with the status, the headers in the same
    /// form and the body (its bytes, or a `ReplyBody` if it comes bit by bit), or `on_disconnect` if the connection closes
    /// without a reply. Answers what is not an HTTP request with 400, as a server does.
    pub fn send(
        &self,
        method: &str,
        target: &str,
        headers: Vec<String>,
        body: Vec<u8>,
        on_reply: Function,
        on_disconnect: Function,
    ) -> Exchange {
        let headers: Vec<(String, String)> =
            headers.as_chunks().0.iter().map(|[name, value]| (name.clone(), value.clone())).collect();
        let request = match request(method, target, &headers, body) {
            Ok(request) => request,
            Err(error) => {
                let refusal = ApiError::new(StatusCode::BAD_REQUEST, error.to_string()).into_response();
                let _ = hand_over(refusal, &self.0, &on_reply);
                return Exchange(AbortHandle::new_pair().0);
            }
        };
        let sandbox = Rc::clone(&self.0);
        let handle = self.0.borrow().send(request, move |reply| {
            // What a callback throws is its own caller's concern.
            let _ = match reply {
                Some(reply) => hand_over(reply, &sandbox, &on_reply),
                None => on_disconnect.call0(&JsValue::UNDEFINED),
            };
        });
        Exchange(handle)
    }

    /// Sends a request past the faults and the log, and returns the JSON of its reply.
    ///
    /// # Errors
    /// If it is refused; the message is the JSON of the refusal.
    pub fn ask(&self, method: &str, target: &str, body: Vec<u8>) -> Result<String, JsError> {
        let headers = [
            ("x-api-key".to_owned(), DEFAULT_KEY.to_owned()),
            (CONTENT_TYPE.to_string(), "application/json".to_owned()),
        ];
        let request = request(method, target, &headers, body)?;
        let reply = self.0.borrow().ask(request).ok_or_else(|| JsError::new("the request waits"))?;
        let (parts, body) = reply.into_parts();
        let body = to_bytes(body, usize::MAX).now_or_never().and_then(Result::ok).unwrap_or_default();
        let text = String::from_utf8_lossy(&body).into_owned();
        if parts.status.is_success() { Ok(text) } else { Err(JsError::new(&text)) }
    }

    /// The time.
    pub fn now(&self) -> f64 {
        self.0.borrow().now().micros() as f64
    }

    /// When the next timer fires, if there is one.
    pub fn next_timer(&self) -> Option<f64> {
        self.0.borrow().next_timer().map(|at| at.micros() as f64)
    }

    /// Moves the clock to a time, if that is later.
    pub fn advance_to(&self, time: f64) {
        self.0.borrow().advance_to(timestamp(time));
    }

    /// The state as JSON.
    pub fn snapshot(&self) -> String {
        self.0.borrow().snapshot()
    }

    /// Goes back to a snapshot.
    ///
    /// # Errors
    /// If it is not a snapshot, or was taken by another version.
    pub fn restore(&self, snapshot: &str) -> Result<(), JsError> {
        self.0.borrow_mut().restore(snapshot).map_err(|reason| JsError::new(&reason))
    }

    /// Goes back to the start.
    pub fn reset(&self) {
        self.0.borrow_mut().reset();
    }
}

/// A request that was sent.
#[wasm_bindgen]
pub struct Exchange(AbortHandle);

#[wasm_bindgen]
impl Exchange {
    /// The client gives up: neither of its functions is called any more.
    pub fn abort(&self) {
        self.0.abort();
    }
}

fn hand_over(
    reply: Response,
    sandbox: &Rc<RefCell<Embedded>>,
    on_reply: &Function,
) -> Result<JsValue, JsValue> {
    let (parts, body) = reply.into_parts();
    // `fetch` decodes header values as Latin-1.
    let latin1 = |value: &[u8]| value.iter().copied().map(char::from).collect::<String>();
    let headers = parts.headers.iter();
    let headers = headers.flat_map(|(name, value)| [name.as_str().to_owned(), latin1(value.as_bytes())]);
    let headers: js_sys::Array = headers.map(JsValue::from).collect();
    let status = parts.status.as_u16().into();
    on_reply.call3(&JsValue::UNDEFINED, &status, &headers, &content(body, sandbox))
}

/// A body as JavaScript has it: its bytes, which JavaScript frees by itself, if all of them are there.
fn content(body: Body, sandbox: &Rc<RefCell<Embedded>>) -> JsValue {
    if body.size_hint().exact().is_none() {
        return ReplyBody::new(sandbox, body).into();
    }
    let bytes = to_bytes(body, usize::MAX).now_or_never().and_then(Result::ok).unwrap_or_default();
    Uint8Array::from(bytes.as_ref()).into()
}

fn timestamp(micros: f64) -> Timestamp {
    Timestamp::from_micros(micros as i64)
}
