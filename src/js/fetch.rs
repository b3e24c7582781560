//! The transport by the runtime's `fetch`; and the credentials, which leave this file in requests only.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_net::http::Headers;
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestCache, RequestInit, RequestRedirect};
use zeroize::Zeroize;

use crate::{
    api::Content,
    client::{Credential, HttpReply, HttpRequest, KEY_HEADER, Transport, TransportError},
    error::{Error, Result},
    js::{
        abort_guard::AbortGuard,
        cause,
        global::{has_global, is_node},
        response_body::ResponseBody,
        untrusted::{Odd, boxed, call, get, method, network, odd_error, string},
    },
    schema::Digits,
};

#[wasm_bindgen]
extern "C" {
    /// The global `fetch`, looked up at each call, so that a replacement is used. It can throw, or return anything.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(url: &str, init: &RequestInit) -> std::result::Result<Option<JsValue>, JsValue>;
}

/// How requests authenticate the caller.
pub enum Identity {
    /// An API key, for `X-API-KEY`. Its memory is wiped when it is dropped.
    Key(String),
    /// A function that returns a header, for each attempt anew.
    Function(js_sys::Function),
}

impl Drop for Identity {
    fn drop(&mut self) {
        if let Self::Key(key) = self {
            key.zeroize();
        }
    }
}

/// Sends requests by `fetch`.
pub struct Fetch {
    /// The caller's own `fetch`, if there is one.
    custom: Option<js_sys::Function>,
    /// `None` once the client is closed.
    identity: RefCell<Option<Identity>>,
    /// Whether an edge Worker of this package's has answered.
    edge: Cell<bool>,
    /// Whether this runtime takes `cache: "no-store"`: older Cloudflare Workers throw at it.
    takes_cache: bool,
}

impl Fetch {
    /// A transport that nothing has answered yet.
    pub fn new(custom: Option<js_sys::Function>, identity: Identity) -> Self {
        let init = RequestInit::new();
        init.set_cache(RequestCache::NoStore);
        let takes_cache = Request::new_with_str_and_init("https://seax.seasalt.ai", &init).is_ok();
        Self { custom, identity: RefCell::new(Some(identity)), edge: Cell::new(false), takes_cache }
    }

    /// Whether sockets can be opened at the base URL, by the same token: an edge has answered, and nothing stands between.
    pub fn meets_edge(&self) -> bool {
        self.edge.get() && self.custom.is_none()
    }

    /// Forgets the credentials: nothing can be sent any more. A key's memory is wiped.
    pub fn close(&self) {
        self.identity.replace(None);
    }

    /// Whether the credentials were forgotten.
    pub fn is_closed(&self) -> bool {
        self.identity.borrow().is_none()
    }

    /// A request, but for its URL. Everything that headers could refuse was checked before, when it was given.
    fn init(&self, request: &HttpRequest<'_>, guard: &AbortGuard) -> RequestInit {
        let (headers, init) = (Headers::new(), RequestInit::new());
        headers.append("Accept", if request.file { "*/*" } else { "application/json" });
        headers.append(&request.credential.header, &request.credential.value);
        // What a cache has stored may be older than what is looked for. Browsers say so to servers by themselves, and would
        // have to ask servers before they send a header for it.
        if self.takes_cache {
            init.set_cache(RequestCache::NoStore);
        }
        if !has_global("location") {
            headers.append("Cache-Control", "no-cache, no-store");
        }
        match request.content {
            Some(Content::Json(json)) => {
                headers.append("Content-Type", "application/json");
                set_json(json, &init, &headers);
            }
            // It writes a header of its own, with the boundary between its parts.
            Some(Content::Form(form)) => init.set_body(form.downcast_ref().unwrap_or(&JsValue::NULL)),
            None => {}
        }
        init.set_method(request.method.as_str());
        init.set_headers(&headers.into_raw());
        // A redirect would carry the key to wherever it points.
        init.set_redirect(RequestRedirect::Manual);
        init.set_signal(guard.signal().as_ref());
        init
    }
}

impl Transport for Fetch {
    async fn credential(&self) -> std::result::Result<Credential, TransportError> {
        let function = match &*self.identity.borrow() {
            None => return Err(TransportError::Closed),
            Some(Identity::Key(key)) => {
                return Ok(Credential { header: KEY_HEADER.into(), value: key.clone() });
            }
            Some(Identity::Function(function)) => function.clone(),
        };
        let failed = |message: &str, cause: Option<JsValue>| TransportError::Credential {
            message: message.into(),
            cause: cause.map(boxed),
        };
        let given = match call(&function, &JsValue::UNDEFINED, None) {
            Ok(given) => JsFuture::from(js_sys::Promise::resolve(&given)).await,
            Err(thrown) => Err(thrown),
        };
        let given = given.map_err(|thrown| failed("The `auth` function failed.", Some(thrown)))?;
        match (string(&given, "header"), string(&given, "value")) {
            (Some(header), Some(value)) if is_token(&header) && is_header_value(&value) => {
                Ok(Credential { header, value })
            }
            _ => Err(failed(
                "The `auth` function must return `{ header, value }`, two strings that fit a header.",
                None,
            )),
        }
    }

    fn may_repeat(&self) -> bool {
        // Chromium sends a request again when a connection that it had kept open breaks before an answer, a create as well.
        // So does whatever wraps its `fetch`. Only browsers, pages and workers alike, have a location.
        has_global("location")
    }

    async fn send(&self, request: HttpRequest<'_>) -> std::result::Result<HttpReply, TransportError> {
        let guard = AbortGuard::new()
            .ok_or_else(|| TransportError::Invalid("This runtime has no AbortController.".into()))?;
        let init = self.init(&request, &guard);
        let answer = match &self.custom {
            Some(fetch) => call(fetch, &JsValue::UNDEFINED, Some(&object(request.url, &init)?)),
            // It makes a request object of its own: another before it would be half the work of a small call.
            None => global_fetch(request.url, &init).map(Option::unwrap_or_default),
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
        let mut reply = head(&answer, &request).map_err(odd_error)?;
        reply.body = Box::new(body(&answer, guard).await?);
        if matches!(&*self.identity.borrow(), Some(Identity::Function(_))) {
            self.edge.set(has_edge_header(&answer));
        }
        Ok(reply)
    }

    fn redact_cause(&self, cause: Rc<dyn Any>, credential: &str) -> Rc<dyn Any> {
        match cause.downcast_ref::<JsValue>() {
            Some(thrown) => boxed(cause::redacted(thrown, credential)),
            None => cause,
        }
    }
}

/// The request as an object.
fn object(url: &str, init: &RequestInit) -> std::result::Result<JsValue, TransportError> {
    Request::new_with_str_and_init(url, init)
        .map(JsValue::from)
        .map_err(|_| TransportError::Invalid(["A request to ", url, " cannot be made."].concat()))
}

/// Sets a body that no runtime sends twice by itself, where that can be had.
///
/// Deno sends a request again when a connection that was in use before breaks, and Node's `fetch` after a 421, unless the
/// body can be read only once: so there it goes through a stream. Chromium does both, but streams bodies over HTTP/2 only.
fn set_json(json: &[u8], init: &RequestInit, headers: &Headers) {
    let bytes = js_sys::Uint8Array::from(json);
    let node = is_node();
    if (node || has_global("Deno"))
        && let Ok(response) = web_sys::Response::new_with_opt_buffer_source(Some(&bytes))
        && let (Some(stream), Ok(passage)) = (response.body(), web_sys::TransformStream::new())
    {
        init.set_body(&stream.pipe_through(passage.unchecked_ref()));
        // Setting a member of a plain object cannot fail.
        let _ = js_sys::Reflect::set(init, &"duplex".into(), &"half".into());
        if node {
            // Not every server takes a body whose length it is not told.
            headers.append("Content-Length", &(json.len() as u64).digits());
        }
        return;
    }
    init.set_body(&bytes);
}

/// The head of what a `fetch` has returned. It can be anything, and any access to it can throw.
fn head(answer: &JsValue, request: &HttpRequest<'_>) -> Odd<HttpReply> {
    let status = get(answer, "status")?.as_f64().ok_or(None)? as u16;
    let headers = get(answer, "headers")?;
    let get_header = method(&headers, "get")?;
    let header = |name: &str| match call(&get_header, &headers, Some(&name.into())) {
        Ok(value) => Ok(value.as_string()),
        Err(thrown) => Err(Some(thrown)),
    };
    let mut reply = HttpReply::new(status, Vec::new());
    reply.request_id = header("x-request-id")?;
    reply.media_type = header("content-type")?;
    reply.retry_after = header("retry-after")?;
    if reply.retry_after.is_some() {
        reply.date = header("date")?;
    }
    if request.file {
        reply.disposition = header("content-disposition")?;
    }
    reply.redirected = get(answer, "redirected").is_ok_and(|redirected| redirected.is_truthy())
        && string(answer, "url").is_some_and(|url| origin(&url).ne(origin(request.url)));
    Ok(reply)
}

/// Scheme, host and port of a URL.
fn origin(url: &str) -> impl Iterator<Item = &str> {
    url.split(['/', '?', '#']).take(3)
}

/// The body of what a `fetch` has returned: as a stream, if it has one.
async fn body(answer: &JsValue, guard: AbortGuard) -> std::result::Result<ResponseBody, TransportError> {
    if let Ok(stream) = get(answer, "body")
        && let Ok(get_reader) = method(&stream, "getReader")
    {
        let reader = call(&get_reader, &stream, None).map_err(network)?;
        return Ok(ResponseBody::new(reader.unchecked_into(), Some(guard)));
    }
    let promise = call(&method(answer, "arrayBuffer").map_err(odd_error)?, answer, None).map_err(network)?;
    let buffer = JsFuture::from(js_sys::Promise::resolve(&promise)).await;
    guard.settled();
    ResponseBody::whole(&buffer.map_err(network)?)
}

/// Whether an answer says that it comes from an edge Worker.
fn has_edge_header(answer: &JsValue) -> bool {
    let look = || {
        let headers = get(answer, "headers").ok()?;
        call(&method(&headers, "has").ok()?, &headers, Some(&"seax-edge".into())).ok()
    };
    look().is_some_and(|said| said.is_truthy())
}

/// Checks an API key. It is never repeated in an error.
pub fn check_key(key: &str) -> Result<()> {
    match (key.is_empty(), is_header_value(key)) {
        (true, _) => Err(Error::argument("apiKey", "must not be empty")),
        (_, false) => Err(Error::argument(
            "apiKey",
            "must be one line of printable ASCII: is there a line break or blank at its end?",
        )),
        _ => Ok(()),
    }
}

/// Whether a text can be a header's value: printable ASCII, no blanks around it.
fn is_header_value(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && text.trim() == text
}

/// Whether a text can be a header's name (RFC 9110's token).
fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
