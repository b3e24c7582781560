//! `createClient`'s argument.

use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::{
    client::{Client, Config, Event, Observer},
    error::{Code, Error, Result},
    js::{
        clock::SystemClock,
        exports::{core::Core, hours, options::Options},
        fetch::{Fetch, Identity, check_key},
        global::is_browser,
        object::object,
    },
    model::WorkspaceId,
    schema::Strictness,
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** The options of `createClient`. Give either `apiKey` or `auth`. */
export interface ClientConfig {
  /** The workspace: 8-4-4-4-12 hexadecimal digits. */
  workspaceId: WorkspaceId;
  /** The API key. For servers only: every visitor can read what runs in a browser, in its workers too. */
  apiKey?: string;
  /** Returns the header that authenticates the caller, for each attempt anew: for short-lived tokens of a proxy. */
  auth?: () => AuthHeader | PromiseLike<AuthHeader>;
  /** The API's base URL; `https://seax.seasalt.ai/seax-api` if left out. */
  baseUrl?: string | URL;
  /** Sends requests; the global `fetch` if left out. It gets one `Request`. */
  fetch?: (request: Request) => PromiseLike<Response>;
  /** Timeout of one attempt, with its answer, in milliseconds; 30 000 if left out. */
  timeoutMs?: number;
  /** Deadline for all attempts of a call and the waits between them, in milliseconds; 120 000 if left out. */
  deadlineMs?: number;
  /** Maximum number of retries; 2 if left out. A create is retried only after a 429. */
  maxRetries?: number;
  /**
   * How many bytes a reply may have, before it is `reply_too_large`: 67 108 864 (64 MiB) if left out, and 16 777 216 (16 MiB)
   * for an element of a list that is iterated. At most 536 870 912.
   */
  maxReplyBytes?: number;
  /** Is called for every request, reply and retry. Events have no key in them. What it throws is ignored. */
  onEvent?: (event: ClientEvent) => void;
  /**
   * Accepts words of enumerations that this version of the package does not know, such as a campaign status that the API has
   * added since. By default they are `invalid_argument`, because mostly they are misspelled. TypeScript needs a cast.
   */
  allowUnknownValues?: boolean;
  /** Takes an `apiKey` in a browser, where every visitor can read it. */
  dangerouslyAllowBrowser?: boolean;
  /**
   * What the calls are for, and where contacts say where they are: has checks and launches look at calling hours, and load the
   * data for it. `{}` for sales calls, by numbers alone. Left out, checks say nothing of hours.
   */
  callingHours?: CallingHoursOptions | false;
  /** The package's `.wasm`, where a bundler leaves it behind: its bytes or module; in browsers also its URL or response. */
  wasm?: WasmSource | PromiseLike<WasmSource>;
}

/** Where the package's WebAssembly comes from. */
export type WasmSource = BufferSource | WebAssembly.Module | Response | URL | string;

/** A header that authenticates the caller. */
export interface AuthHeader {
  /** The header's name, such as `"Authorization"`. */
  header: string;
  /** The header's value. */
  value: string;
}
"#;

const KEYS: [&str; 14] = [
    "workspaceId",
    "apiKey",
    "auth",
    "baseUrl",
    "fetch",
    "timeoutMs",
    "deadlineMs",
    "maxRetries",
    "maxReplyBytes",
    "onEvent",
    "allowUnknownValues",
    "dangerouslyAllowBrowser",
    "callingHours",
    "wasm",
];

/// A client, from `createClient`'s argument.
pub fn client(config: &JsValue) -> Result<Core> {
    let options = Options::new("config", config, &KEYS)?;
    let workspace = options.text("workspaceId")?.and_then(WorkspaceId::new).ok_or_else(|| {
        Error::argument("workspaceId", "must be the workspace's id: 8-4-4-4-12 hexadecimal digits")
    })?;
    let base_url = options.get("baseUrl")?.map(|url| match url.as_string() {
        Some(url) => url,
        None => js_sys::Reflect::get(&url, &"href".into())
            .ok()
            .and_then(|href| href.as_string())
            .unwrap_or_default(),
    });
    let mut settings = Config::new(&workspace, base_url.as_deref())?;
    settings.timeout = options.span("timeoutMs")?.unwrap_or(settings.timeout);
    settings.deadline = options.span("deadlineMs")?.unwrap_or(settings.deadline);
    settings.max_retries = options.count("maxRetries")?.unwrap_or(settings.max_retries);
    settings.max_reply_bytes = options.bytes("maxReplyBytes")?;

    let transport = Fetch::new(options.function("fetch")?, identity(&options)?);
    let observer = options.function("onEvent")?.map(observer);
    let seed = (js_sys::Math::random() * (1u64 << 53) as f64) as u64;
    let strictness = match options.flag("allowUnknownValues")? {
        Some(true) => Strictness::OpenInput,
        _ => Strictness::Input,
    };
    let hours = hours::settings(None, &options)?;
    let client = Client::new(settings, transport, SystemClock, observer, seed);
    Ok(Core::new(client, strictness, hours))
}

fn identity(options: &Options<'_>) -> Result<Identity> {
    match (options.text("apiKey")?, options.function("auth")?) {
        (Some(key), None) => {
            if is_browser() && options.flag("dangerouslyAllowBrowser")? != Some(true) {
                return Err(Error::new(
                    Code::UnsafeBrowserKey,
                    "Every visitor can read an API key in a browser, in workers too. Call through a server of yours and \
                     give `auth`, or set `dangerouslyAllowBrowser: true` where nobody else opens the page.",
                ));
            }
            check_key(&key)?;
            Ok(Identity::Key(key))
        }
        (None, Some(auth)) => Ok(Identity::Function(auth)),
        (None, None) => Err(Error::argument("apiKey", "or `auth` is needed")),
        _ => Err(Error::argument("apiKey", "and `auth` cannot both be given")),
    }
}

fn observer(told: js_sys::Function) -> Observer {
    Box::new(move |event: &Event<'_>| {
        // Whoever watches must not be able to disturb what is watched: not by throwing, nor by a promise that rejects.
        if let Ok(answer) = told.call1(&JsValue::UNDEFINED, &event_object(event))
            && let Ok(promise) = answer.dyn_into::<js_sys::Promise>()
        {
            spawn_local(async { drop(JsFuture::from(promise).await) });
        }
    })
}

/// An event as an object: the members that `client::Event` declares, by the same names.
fn event_object(event: &Event<'_>) -> JsValue {
    match *event {
        Event::Request { operation, method, url, attempt } => object(&[
            ("type", "request".into()),
            ("operation", operation.into()),
            ("method", method.into()),
            ("url", url.into()),
            ("attempt", attempt.into()),
        ]),
        Event::Warning { operation, code, message } => object(&[
            ("type", "warning".into()),
            ("operation", operation.into()),
            ("code", code.into()),
            ("message", message.into()),
        ]),
        Event::Reply { operation, attempt, duration_ms, status, code, request_id } => object(&[
            ("type", "reply".into()),
            ("operation", operation.into()),
            ("attempt", attempt.into()),
            ("durationMs", duration_ms.into()),
            ("status", status.into()),
            ("code", code.into()),
            ("requestId", request_id.into()),
        ]),
        Event::Retry { operation, attempt, delay_ms, code } => object(&[
            ("type", "retry".into()),
            ("operation", operation.into()),
            ("attempt", attempt.into()),
            ("delayMs", delay_ms.into()),
            ("code", code.into()),
        ]),
    }
}
