//! Where every exported method goes through: arguments in, one promise out, which always settles.

use std::pin::pin;
use std::rc::Rc;

use futures_util::future::{Either, select};
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::{
    api::{Call, Request},
    client::{CallOptions, Client},
    error::{Code, Error, Result},
    js::{abort::Signal, clock::SystemClock, error::to_js, fetch::Fetch, options},
};

/// The client with JavaScript's transport and clock. Cheap to clone: a clone goes into each call, so that no borrow of
/// an exported object is held while the call waits.
#[derive(Clone)]
pub struct Core(Rc<Client<Fetch, SystemClock>>);

impl Core {
    pub fn new(client: Client<Fetch, SystemClock>) -> Self {
        Self(Rc::new(client))
    }

    /// The promise of a call's reply.
    pub fn promise<R>(&self, call: Result<Call<R>>, options: &JsValue) -> Promise {
        let prepared = call.and_then(|call| Ok((call.request, options::read(options)?)));
        let core = self.clone();
        future_to_promise(async move {
            let (request, (limits, signal)) = prepared.map_err(|error| to_js(&error))?;
            core.reply(&request, limits, signal).await
        })
    }

    /// The reply as a JavaScript value; or what the promise rejects with.
    async fn reply(
        &self,
        request: &Request,
        limits: CallOptions,
        signal: Option<Signal>,
    ) -> std::result::Result<JsValue, JsValue> {
        let exchange = pin!(async {
            let text = self.0.exchange(request, limits).await.map_err(|error| to_js(&error))?;
            parse(&text).map_err(|error| to_js(&error))
        });
        let Some(signal) = signal else { return exchange.await };
        match select(pin!(signal.abort()), exchange).await {
            Either::Left((reason, _)) => Err(reason),
            Either::Right((reply, _)) => reply,
        }
    }
}

#[wasm_bindgen]
extern "C" {
    type TextDecoder;
    #[wasm_bindgen(constructor)]
    fn new(label: &str, options: &JsValue) -> TextDecoder;
    #[wasm_bindgen(catch, method)]
    fn decode(this: &TextDecoder, bytes: &[u8]) -> std::result::Result<js_sys::JsString, JsValue>;
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn json_parse(text: &js_sys::JsString) -> std::result::Result<JsValue, JsValue>;
}

/// Builds the value of a checked text. The engine's own decoder and parser do it: nothing is faster.
fn parse(text: &[u8]) -> Result<JsValue> {
    thread_local! {
        static DECODER: TextDecoder = {
            let fatal = js_sys::Object::new();
            // Setting a field of a fresh object cannot fail.
            let _ = js_sys::Reflect::set(&fatal, &"fatal".into(), &JsValue::TRUE);
            TextDecoder::new("utf-8", &fatal)
        };
    }
    DECODER.with(|decoder| decoder.decode(text)).and_then(|text| json_parse(&text)).map_err(|_| {
        let mut error = Error::new(Code::MalformedReply, "The server's reply is not UTF-8.");
        error.path = Some(String::new());
        error
    })
}
