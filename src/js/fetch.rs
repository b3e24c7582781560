//! The runtime's `fetch`, as the client's transport; and the credentials, which never leave this file but in a request.

use std::cell::Cell;

use gloo_net::http::Headers;
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestInit, RequestRedirect};

use crate::{
    api::Content,
    client::{Credential, FileHead, HttpReply, HttpRequest, Transport, TransportError},
    error::{Error, Result},
    js::{
        abort_guard::AbortGuard,
        global::has_global,
        response_body::{Reader, ResponseBody},
        untrusted::{Odd, boxed, bytes, get, method, network, odd_error},
    },
};

#[wasm_bindgen]
extern "C" {
    /// The global `fetch`, looked up at each call, so that what replaces it is seen. It may throw, or give anything.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(url: &str, init: &RequestInit) -> std::result::Result<JsValue, JsValue>;
}

/// Who asks.
pub enum Identity {
    /// An API key, for `X-API-KEY`.
    Key(String),
    /// A function that gives a header, for each attempt anew.
    Function(js_sys::Function),
}

/// Requests by `fetch`.
pub struct Fetch {
    /// The caller's own `fetch`, if there is one.
    pub custom: Option<js_sys::Function>,
    /// Who asks.
    pub identity: Identity,
    /// Whether an edge Worker of this package's has answered.
    edge: Cell<bool>,
}

impl Fetch {
    /// A transport that nothing has answered yet.
    pub fn new(custom: Option<js_sys::Function>, identity: Identity) -> Self {
        Self { custom, identity, edge: Cell::new(false) }
    }

    /// Whether sockets can be opened at the base URL, by the same token: an edge has answered, and nothing stands between.
    pub fn meets_edge(&self) -> bool {
        self.edge.get() && self.custom.is_none()
    }
}

impl Transport for Fetch {
    async fn credential(&self) -> std::result::Result<Credential, TransportError> {
        let function = match &self.identity {
            Identity::Key(key) => return Ok(Credential { header: "X-API-KEY".into(), value: key.clone() }),
            Identity::Function(function) => function,
        };
        let failed = |message: &str, cause: Option<JsValue>| TransportError::Credential {
            message: message.into(),
            cause: cause.map(boxed),
        };
        let given = match function.call0(&JsValue::UNDEFINED) {
            Ok(given) => JsFuture::from(js_sys::Promise::resolve(&given)).await,
            Err(thrown) => Err(thrown),
        };
        let given = given.map_err(|thrown| failed("The `auth` function failed.", Some(thrown)))?;
        let text = |key| js_sys::Reflect::get(&given, &JsValue::from_str(key)).ok()?.as_string();
        match (text("header"), text("value")) {
            (Some(header), Some(value)) if is_token(&header) && is_header_value(&value) => {
                Ok(Credential { header, value })
            }
            _ => Err(failed(
                "The `auth` function must give `{ header, value }`, two strings that fit a header.",
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
        let flight = AbortGuard::new()
            .ok_or_else(|| TransportError::Invalid("There is no AbortController.".into()))?;
        let (wanted, url, init) = ((request.stream, request.file), request.url, init(&request, &flight));
        let answer = match &self.custom {
            Some(fetch) => fetch.call1(&JsValue::UNDEFINED, &object(url, &init)?.into()),
            // It makes a request object of its own: another before it would be half the work of a small call.
            None => global_fetch(url, &init),
        };
        let answer = answer.map_err(network)?;
        let answer = JsFuture::from(js_sys::Promise::resolve(&answer)).await.map_err(network)?;
        let (mut reply, reader) = reply(&answer, wanted).await.map_err(odd_error)?;
        if matches!(self.identity, Identity::Function(_)) {
            self.edge.set(has_edge_header(&answer));
        }
        match reader {
            Some(reader) => reply.pieces = Some(Box::new(ResponseBody::new(reader, Some(flight)))),
            None => flight.landed(),
        }
        Ok(reply)
    }
}

/// A request, but for its URL. Everything that headers could refuse has been checked before, when it was given.
fn init(request: &HttpRequest<'_>, flight: &AbortGuard) -> RequestInit {
    let (headers, init) = (Headers::new(), RequestInit::new());
    headers.append("Accept", if request.file { "*/*" } else { "application/json" });
    headers.append(&request.credential.header, &request.credential.value);
    match request.content {
        Some(Content::Json(json)) => {
            headers.append("Content-Type", "application/json");
            init.set_body(&sent_once(json));
        }
        // It writes a header of its own, with the border between its parts.
        Some(Content::Form(form)) => init.set_body(form.downcast_ref().unwrap_or(&JsValue::NULL)),
        None => {}
    }
    init.set_method(request.method.as_str());
    init.set_headers(&headers.into_raw());
    // A redirect would carry the key to wherever it points.
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(flight.signal().as_ref());
    init
}

/// The request as an object.
fn object(url: &str, init: &RequestInit) -> std::result::Result<Request, TransportError> {
    Request::new_with_str_and_init(url, init)
        .map_err(|_| TransportError::Invalid(["A request to ", url, " cannot be made."].concat()))
}

/// A body that no runtime sends twice by itself, where that can be had.
///
/// Deno sends a request again when a connection that was in use before breaks, unless the body can be read only once:
/// so there it goes through a stream of ours. Chromium does the same, but streams bodies over HTTP/2 only.
fn sent_once(body: &[u8]) -> JsValue {
    let bytes = js_sys::Uint8Array::from(body);
    if has_global("Deno")
        && let Ok(response) = web_sys::Response::new_with_opt_buffer_source(Some(&bytes))
        && let (Some(stream), Ok(passage)) = (response.body(), web_sys::TransformStream::new())
    {
        return stream.pipe_through(passage.unchecked_ref()).into();
    }
    bytes.into()
}

/// Reads what a `fetch` gave. It may be anything, and any look at it may throw: then the error is what was thrown, or
/// `None` where it is just no response.
///
/// The body of a success is left to a reader where a `stream` is wanted, and the response has one. Where it is a `file`,
/// its headers are of use.
async fn reply(answer: &JsValue, (stream, file): (bool, bool)) -> Odd<(HttpReply, Option<Reader>)> {
    let status = get(answer, "status")?.as_f64().ok_or(None)? as u16;
    let headers = get(answer, "headers")?;
    let header = method(&headers, "get")?;
    let header = |name: &str| match header.call1(&headers, &JsValue::from_str(name)) {
        Ok(value) => Ok(value.as_string()),
        Err(thrown) => Err(Some(thrown)),
    };
    let (request_id, retry_after) = (header("x-request-id")?, header("retry-after")?);
    let file = match file {
        true => Some(FileHead {
            disposition: header("content-disposition")?,
            media_type: header("content-type")?,
        }),
        false => None,
    };
    let mut reply = HttpReply { status, request_id, retry_after, file, body: Vec::new(), pieces: None };
    if stream
        && reply.is_success()
        && let Ok(body) = get(answer, "body")
        && let Ok(get_reader) = method(&body, "getReader")
    {
        let reader = get_reader.call0(&body).map_err(Some)?;
        return Ok((reply, Some(reader.unchecked_into())));
    }
    let promise = method(answer, "arrayBuffer")?.call0(answer).map_err(Some)?;
    let buffer = JsFuture::from(js_sys::Promise::resolve(&promise)).await.map_err(Some)?;
    bytes(&buffer, &mut reply.body)?;
    Ok((reply, None))
}

/// Whether an answer says that an edge Worker gave it.
fn has_edge_header(answer: &JsValue) -> bool {
    let look = || {
        let headers = get(answer, "headers").ok()?;
        let has = method(&headers, "has").ok()?;
        has.call1(&headers, &JsValue::from_str("seax-edge")).ok()
    };
    look().is_some_and(|said| said.is_truthy())
}

/// Takes an API key. It is never repeated in an error.
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
