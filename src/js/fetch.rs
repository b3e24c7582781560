//! The transport on top of the runtime's `fetch`, which also provides the credentials of requests.

use std::{any::Any, rc::Rc};

use gloo_net::http::Headers;
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestCache, RequestInit, RequestRedirect};

use crate::{
    api::{self, Content},
    client::{Credential, Failure, HttpReply, Transport, TransportError},
    engine::{self, ResponseHead, Session, headers::Runtime, is_header},
    js::{
        abort_guard::AbortGuard,
        cause, object,
        response_body::JsBodyReader,
        untrusted::{Access, access_error, boxed, call, get, method, network, string},
    },
    schema::{Digits, split},
};

#[wasm_bindgen]
extern "C" {
    /// The global `fetch`, looked up at each call, so that a replacement takes effect. It can throw, or return anything.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(url: &str, init: &RequestInit) -> std::result::Result<Option<JsValue>, JsValue>;

    /// A `Response`, which converts a body into a stream.
    #[wasm_bindgen(js_name = Response)]
    pub type JsResponse;
    /// Creates it from a blob, bytes or a string.
    #[wasm_bindgen(catch, constructor, js_class = "Response")]
    pub fn new(body: &JsValue) -> std::result::Result<JsResponse, JsValue>;
    /// Returns the stream.
    #[wasm_bindgen(catch, method, getter)]
    pub fn body(this: &JsResponse) -> std::result::Result<JsValue, JsValue>;
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
    /// Whether a body can be made unrepeatable.
    once: bool,
    /// Whether connections may be reused for a body.
    reuses: bool,
    /// Whether `cache: "no-store"` is supported.
    takes_cache: bool,
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
            reuses: is("reuses"),
            takes_cache: is("takesCache"),
        };
        Self { custom, auth, session, traits }
    }

    /// Whether WebSockets can be opened at the base URL with the same token: an edge has answered, and no custom `fetch` is
    /// in between.
    pub fn meets_edge(&self) -> bool {
        self.session.meets_edge.get() && self.custom.is_none()
    }

    /// Builds a request, except for its URL. Values that `Headers` could reject were checked when they were given.
    fn init(&self, request: &api::Request, credential: &Credential, guard: &AbortGuard) -> RequestInit {
        let (headers, init) = (Headers::new(), RequestInit::new());
        let Traits { runtime, once, reuses, takes_cache } = self.traits;
        for (name, value) in engine::headers::headers(request, runtime) {
            headers.append(name, &value);
        }
        headers.append(&credential.header, &credential.value);
        if takes_cache {
            init.set_cache(RequestCache::NoStore);
        }
        match &request.content {
            Some(Content::Json(json)) => {
                set_body(&js_sys::Uint8Array::from(json.as_slice()), once, &init);
            }
            Some(Content::Form(form)) => {
                if let Some(form) = form.downcast_ref::<Form>() {
                    // A stream has neither a type nor a length. Cloudflare Workers warn of a type beside that of a form.
                    if set_body(&form.blob, once, &init) {
                        headers.append("Content-Type", &form.media_type);
                    }
                    if runtime.streams {
                        headers.append("Content-Length", &form.size.digits());
                    }
                }
            }
            None => {}
        }
        // Bun up to 1.3.11 resends any request when a reused connection breaks.
        if request.content.is_some() && !reuses {
            object::set(&init, "keepalive", &JsValue::FALSE);
        }
        init.set_method(request.operation.method.as_str());
        init.set_headers(&headers.into_raw());
        // Following a redirect would send the key to its target.
        init.set_redirect(RequestRedirect::Manual);
        init.set_signal(guard.signal().as_ref());
        init
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
        let init = self.init(request, credential, &guard);
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
        let head = head(&answer, request, url).map_err(access_error)?;
        let body = Box::new(body(&answer, guard).await?);
        if self.auth.is_some() {
            self.session.meets_edge.set(has_edge_header(&answer));
            let known = self.session.commit_delay.get();
            self.session.commit_delay.set(known.max(commit_delay(&answer).unwrap_or(0)));
        }
        Ok(HttpReply { head, body })
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
    Request::new_with_str_and_init(url, init)
        .map(JsValue::from)
        .map_err(|_| Failure::Invalid(["A request to ", url, " cannot be made."].concat()).into())
}

/// Sets a body, bytes or a blob; with `once`, where possible as one that the runtime cannot resend by itself: a stream. Returns
/// whether it is one.
///
/// Deno resends a request when a reused connection breaks, and Node's `fetch` after a 421, unless the body can be read only
/// once: there the body is a stream. Chromium does both, but supports streamed bodies over HTTP/2 only.
fn set_body(body: &JsValue, once: bool, init: &RequestInit) -> bool {
    if once
        && let (Ok(stream), Ok(passage)) =
            (JsResponse::new(body).and_then(|answer| answer.body()), web_sys::TransformStream::new())
        && let Ok(stream) = stream.dyn_into::<web_sys::ReadableStream>()
    {
        init.set_body(&stream.pipe_through(passage.unchecked_ref()));
        object::set(init, "duplex", &"half".into());
        return true;
    }
    init.set_body(body);
    false
}

/// Reads the head of what `fetch` returned. It can be any value, and any access to it can throw.
fn head(answer: &JsValue, request: &api::Request, url: &str) -> Access<ResponseHead> {
    let status = get(answer, "status")?.as_f64().ok_or(None)? as u16;
    let headers = get(answer, "headers")?;
    let get_header = method(&headers, "get")?;
    let header = |name: &str| header(&get_header, &headers, name);
    let mut reply = ResponseHead { status, ..ResponseHead::default() };
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
    reply.redirected = get(answer, "redirected").is_ok_and(|redirected| redirected.is_truthy())
        && (!reply.is_success() || string(answer, "url").is_some_and(|at| origin(&at).ne(origin(url))));
    Ok(reply)
}

/// Returns the minimum number of bytes in a body with this `Content-Length`. If the response of another origin hides its
/// encoding, the encoding can have made a short body some bytes longer than its content.
fn least(length: Option<String>, hidden: bool) -> usize {
    let length: usize = length.and_then(|length| length.parse().ok()).unwrap_or_default();
    length.saturating_sub(if hidden { ENCODING + length / 1024 } else { 0 })
}

/// How much longer than its content an encoded body can be, in bytes, including a name and a comment in a gzip header.
const ENCODING: usize = 256;

#[inline(never)]
fn header(get: &js_sys::Function, headers: &JsValue, name: &str) -> Access<Option<String>> {
    match call(get, headers, Some(&name.into())) {
        Ok(value) => Ok(value.as_string()),
        Err(thrown) => Err(Some(thrown)),
    }
}

/// Scheme, host and port of a URL.
fn origin(url: &str) -> impl Iterator<Item = &str> {
    split(url, b'/').take(3)
}

/// Returns the body of what `fetch` returned: as a stream if it has one, otherwise as one buffer.
async fn body(answer: &JsValue, guard: AbortGuard) -> std::result::Result<JsBodyReader, TransportError> {
    if let Ok(stream) = get(answer, "body")
        && let Ok(get_reader) = method(&stream, "getReader")
    {
        let reader = call(&get_reader, &stream, None).map_err(network)?;
        return Ok(JsBodyReader::new(reader.unchecked_into(), Some(guard)));
    }
    let promise =
        call(&method(answer, "arrayBuffer").map_err(access_error)?, answer, None).map_err(network)?;
    let buffer = JsFuture::from(js_sys::Promise::resolve(&promise)).await;
    guard.settled();
    JsBodyReader::whole(&buffer.map_err(network)?)
}

/// Whether a response says that it comes from an edge Worker.
fn has_edge_header(answer: &JsValue) -> bool {
    let look = || {
        let headers = get(answer, "headers").ok()?;
        call(&method(&headers, "has").ok()?, &headers, Some(&"seax-edge".into())).ok()
    };
    look().is_some_and(|said| said.is_truthy())
}

/// Returns how late SeaX may carry out a request, in milliseconds, if an edge Worker says it.
fn commit_delay(answer: &JsValue) -> Option<u64> {
    let headers = get(answer, "headers").ok()?;
    header(&method(&headers, "get").ok()?, &headers, "seax-commit-delay").ok()??.parse().ok()
}
