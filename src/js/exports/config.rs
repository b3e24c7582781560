//! `createClient`'s argument.

use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::{
    client::{Client, Event, Observer},
    error::{Error, Result},
    js::{
        bridge,
        clock::SystemClock,
        exports::{core::Core, hours},
        fetch::Fetch,
        object::object,
        untrusted::get,
    },
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
  /**
   * The package's `.wasm` files, where a bundler leaves them behind: bytes or modules; in browsers also URLs or responses. The
   * core alone is enough for calls of one request.
   */
  wasm?: WasmSource | WasmSources | PromiseLike<WasmSource | WasmSources>;
}

/** Where the package's WebAssembly comes from. */
export type WasmSource = BufferSource | WebAssembly.Module | Response | URL | string;

/** Where both files of the package's WebAssembly come from. */
export interface WasmSources {
  /** `seax_dialer_core.wasm` */
  core: WasmSource;
  /** `seax_dialer_rest.wasm`: for checks, launches, watches, iteration, imports, files and calling hours. */
  rest?: WasmSource;
}

/** A header that authenticates the caller. */
export interface AuthHeader {
  /** The header's name, such as `"Authorization"`. */
  header: string;
  /** The header's value. */
  value: string;
}
"#;

/// The rest of the client that the core has by this number.
pub fn core(client: u32, part: &JsValue) -> Result<Core> {
    let seat = bridge::seat(client).ok_or_else(Error::closed)?;
    let function = |key: &str| get(part, key).ok().and_then(|value| value.dyn_into().ok());
    let hours = hours::given_settings(&get(part, "callingHours").unwrap_or_default())?.flatten();
    let transport = Fetch::new(function("fetch"), function("auth"), seat.session.clone());
    let observer = function("onEvent").map(observer);
    let client = Client::of(seat.session.clone(), transport, SystemClock, observer);
    Ok(Core::new(client, seat.strictness, hours))
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
