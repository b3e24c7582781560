//! The transport on top of the runtime's `fetch`, which also provides the credentials of requests.

use std::{any::Any, rc::Rc};

use gloo_net::http::Headers;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Request, RequestInit};

use crate::{
    api::{self, Content},
    client::{Credential, Failure, HttpReply, Transport, TransportError},
    engine::{self, ResponseHead, Session, headers::Runtime, is_header},
    js::{
        abort_guard::AbortGuard,
        cause,
        response_body::JsBodyReader,
        untrusted::{Access, access_error, boxed, call, get, method, network, string},
    },
    schema::Digits,
};

#[wasm_bindgen]
extern "C" {
    /// The global `fetch`, looked up at each call, so that a replacement takes effect. It can throw, or return anything.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(url: &str, init: &RequestInit) -> std::result::Result<Option<JsValue>, JsValue>;
}

#[wasm_bindgen(raw_module = "../src/request.js")]
extern "C" {
    /// Returns the second argument of `fetch`. Throws if this runtime cannot send the body in a way that it does not repeat.
    #[wasm_bindgen(catch, js_name = requestInit)]
    fn request_init(
        traits: &JsValue,
        method: &str,
        headers: &JsValue,
        body: &JsValue,
        signal: Option<AbortSignal>,
    ) -> std::result::Result<Option<RequestInit>, JsValue>;

    /// Whether a redirect was followed, and the response is not a success of the origin that the request was sent to.
    #[wasm_bindgen(catch, js_name = isElsewhere)]
    fn is_elsewhere(answer: &JsValue, status: f64, url: &str) -> std::result::Result<bool, JsValue>;
}

/// A form with a file.
pub struct Form {
    /// Its text, which can be sent several times.
    pub blob: JsValue,
    /// Its type, with the boundary.
    pub media_type: String,
    /// Its length, in bytes.
    pub size: u64,
}

/// Sends requests with `fetch`.
pub struct Fetch {
    /// The caller's own `fetch`, if given.
    custom: Option<js_sys::Function>,
    /// Returns a header that authenticates the caller; called for each attempt. Without it, the session has a key.
    auth: Option<js_sys::Function>,
    session: Rc<Session>,
    traits: Traits,
}

/// What matters for requests in this runtime: see `requestTraits` in pkg/src/runtime.js.
struct Traits {
    runtime: Runtime,
    /// Whether bodies are sent as streams, which a runtime cannot send again by itself.
    once: bool,
    /// All of them, for `request_init`.
    all: JsValue,
}

impl Fetch {
    /// Creates a transport for a session. `traits` are what `requestTraits` returns.
    pub fn new(
        custom: Option<js_sys::Function>,
        auth: Option<js_sys::Function>,
        session: Rc<Session>,
        traits: &JsValue,
    ) -> Self {
        let is = |key: &str| get(traits, key).is_ok_and(|value| value.is_truthy());
        let traits = Traits {
            runtime: Runtime { in_page: is("inPage"), streams: is("streams") },
            once: is("once"),
            all: traits.clone(),
        };
        Self { custom, auth, session, traits }
    }

    /// Whether WebSockets can be opened at the base URL with the same token: an edge has answered, and no custom `fetch` is
    /// in between.
    pub fn meets_edge(&self) -> bool {
        self.session.meets_edge.get() && self.custom.is_none()
    }

    /// Builds a request, except for its URL. Values that `Headers` could reject were checked when they were given. `None` if
    /// this runtime cannot send it.
    fn init(
        &self,
        request: &api::Request,
        credential: &Credential,
        guard: &AbortGuard,
    ) -> Option<RequestInit> {
        let (headers, mut body) = (Headers::new(), JsValue::UNDEFINED);
        let Traits { runtime, once, all } = &self.traits;
        for (name, value) in engine::headers::headers(request, *runtime) {
            headers.append(name, &value);
        }
        headers.append(&credential.header, &credential.value);
        match &request.content {
            Some(Content::Json(json)) => body = js_sys::Uint8Array::from(json.as_slice()).into(),
            Some(Content::Form(form)) => {
                if let Some(form) = form.downcast_ref::<Form>() {
                    body = form.blob.clone();
                    // A stream has neither a type nor a length. Cloudflare Workers warn if `Content-Type` is set in addition to
                    // the form's own.
                    if *once {
                        headers.append("Content-Type", &form.media_type);
                    }
                    if runtime.streams {
                        headers.append("Content-Length", &form.size.digits());
                    }
                }
            }
            None => {}
        }
        let method = request.operation.method.as_str();
        request_init(all, method, &headers.into_raw(), &body, guard.signal()).ok().flatten()
    }
}

impl Transport for Fetch {
    async fn credential(&self) -> std::result::Result<Credential, TransportError> {
        if self.session.check_open().is_err() {
            return Err(Failure::Closed.into());
        }
        let Some(function) = self.auth.clone() else {
            return self.session.key().ok_or(Failure::Closed.into());
        };
        let failed = |message: &str, cause: Option<JsValue>| TransportError {
            failure: Failure::Credential(message.into()),
            cause: cause.map(boxed),
        };
        let given = match call(&function, &JsValue::UNDEFINED, None) {
            Ok(given) => JsFuture::from(js_sys::Promise::resolve(&given)).await,
            Err(thrown) => Err(thrown),
        };
        // It may have been closed while `auth` was pending.
        if self.session.check_open().is_err() {
            return Err(Failure::Closed.into());
        }
        let given = given.map_err(|thrown| failed("The `auth` function failed.", Some(thrown)))?;
        match (string(&given, "header"), string(&given, "value")) {
            (Some(header), Some(value)) if is_header(&header, &value) => {
                Ok(Credential { header, value: value.into() })
            }
            _ => Err(failed(
                "The `auth` function must return `{ header, value }`, two strings that fit a header.",
                None,
            )),
        }
    }

    async fn send(
        &self,
        request: &api::Request,
        url: &str,
        credential: &Credential,
    ) -> std::result::Result<HttpReply, TransportError> {
        let guard = AbortGuard::new()
            .ok_or_else(|| Failure::Invalid("This runtime has no AbortController.".into()))?;
        let init = self.init(request, credential, &guard).ok_or_else(|| impossible(url))?;
        let answer = match &self.custom {
            Some(fetch) => call(fetch, &JsValue::UNDEFINED, Some(&request_object(url, &init)?)),
            // `fetch` creates a `Request` itself: creating another one here would be half the work of a small call.
            None => global_fetch(url, &init).map(Option::unwrap_or_default),
        };
        let answer = match answer {
            Ok(answer) => JsFuture::from(js_sys::Promise::resolve(&answer)).await,
            Err(thrown) => Err(thrown),
        };
        let answer = match answer {
            Ok(answer) => answer,
            Err(thrown) => {
                guard.settled();
                return Err(network(thrown));
            }
        };
        let (head, is_edge) = head(&answer, request, url).map_err(access_error)?;
        if self.auth.is_some() {
            self.session.meets_edge.set(is_edge);
            let known = self.session.commit_delay.get();
            self.session.commit_delay.set(known.max(commit_delay(&answer).unwrap_or(0)));
        }
        Ok(HttpReply { head, body: Box::new(JsBodyReader::new(&answer, guard)) })
    }

    fn redact_cause(&self, cause: Rc<dyn Any>, credential: &str) -> Rc<dyn Any> {
        match cause.downcast_ref::<JsValue>() {
            Some(thrown) => boxed(cause::redacted(thrown, credential)),
            None => cause,
        }
    }
}

/// Creates the `Request` for a caller's `fetch`.
fn request_object(url: &str, init: &RequestInit) -> std::result::Result<JsValue, TransportError> {
    Request::new_with_str_and_init(url, init).map(JsValue::from).map_err(|_| impossible(url))
}

/// The error for a request that this runtime cannot make.
#[cold]
fn impossible(url: &str) -> TransportError {
    Failure::Invalid(["A request to ", url, " cannot be made."].concat()).into()
}

/// Reads the head of what `fetch` returned, and whether it comes from an edge Worker. It can be any value, and any access to it
/// can throw.
fn head(answer: &JsValue, request: &api::Request, url: &str) -> Access<(ResponseHead, bool)> {
    let status = get(answer, "status")?.as_f64().ok_or(None)?;
    let headers = get(answer, "headers")?;
    let get_header = method(&headers, "get")?;
    let header = |name: &str| header(&get_header, &headers, name);
    // This saturates: a status must not become another one.
    let mut reply = ResponseHead { status: status as u16, ..ResponseHead::default() };
    reply.request_id = header("x-request-id")?;
    reply.media_type = header("content-type")?;
    reply.retry_after = header("retry-after")?;
    if reply.retry_after.is_some() {
        // A response of another origin hides its date.
        let local = || js_sys::Date::new_0().to_utc_string().into();
        reply.date = Some(header("date")?.unwrap_or_else(local));
    }
    if request.operation.returns_file() {
        reply.disposition = header("content-disposition")?;
        if header("content-encoding")?.is_none() {
            let hidden = string(answer, "type").is_some_and(|kind| kind == "cors");
            reply.least_bytes = least(header("content-length")?, hidden);
        }
    }
    reply.redirected = is_elsewhere(answer, status, url).map_err(Some)?;
    Ok((reply, header("seax-edge")?.is_some()))
}

/// Returns the minimum number of bytes in a body with this `Content-Length`. If the response of another origin hides its
/// encoding, the encoding can have made a short body some bytes longer than its content.
fn least(length: Option<String>, hidden: bool) -> usize {
    let length: usize = length.and_then(|length| length.parse().ok()).unwrap_or_default();
    length.saturating_sub(if hidden { ENCODING + length / 1024 } else { 0 })
}

/// How much longer than its content an encoded body can be, in bytes, including a name and a comment in a gzip header.
const ENCODING: usize = 256;

/// Returns a header, unless it is empty.
#[inline(never)]
fn header(get: &js_sys::Function, headers: &JsValue, name: &str) -> Access<Option<String>> {
    match call(get, headers, Some(&name.into())) {
        Ok(value) => Ok(value.as_string().filter(|value| !value.is_empty())),
        Err(thrown) => Err(Some(thrown)),
    }
}

/// Returns how late SeaX may carry out a request, in milliseconds, if an edge Worker says it.
fn commit_delay(answer: &JsValue) -> Option<u64> {
    let headers = get(answer, "headers").ok()?;
    header(&method(&headers, "get").ok()?, &headers, "seax-commit-delay").ok()??.parse().ok()
}
