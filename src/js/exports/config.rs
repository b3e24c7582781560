//! Creates a client from the options of `createClient`.

use wasm_bindgen::{JsCast, prelude::*};

use crate::{
    client::{Client, Event, Observer},
    error::{Error, Result},
    js::{
        bridge,
        clock::SystemClock,
        exports::core::Core,
        fetch::Fetch,
        object::object,
        untrusted::{self, get},
    },
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** The source of one of the package's `.wasm` files. */
export type WasmSource = BufferSource | WebAssembly.Module | Response | URL | string;

/**
 * The sources of the package's `.wasm` files. Each is loaded when it is first needed. If `rest` is the URL of a
 * `seax_dialer_rest.wasm`, the files that are left out are loaded from its folder.
 */
export interface WasmSources {
  /** `seax_dialer_core.wasm`: calls that take one request. */
  core: WasmSource;
  /** `seax_dialer_rest.wasm`: iteration over lists, and what all the others need. */
  rest?: WasmSource;
  /** `seax_dialer_launch.wasm`: checks, launches, `applyFixes`, `renderMessage`, `missingMergeFields`, `estimateCallingMs`. */
  launch?: WasmSource;
  /** `seax_dialer_watch.wasm`: watches, reports, and waiting for jobs. */
  watch?: WasmSource;
  /** `seax_dialer_files.wasm`: imports, contact files, and files to download. */
  files?: WasmSource;
  /** `seax_dialer_hours.wasm`: calling hours. It needs `launch`, too. */
  hours?: WasmSource;
}

/** A header that authenticates the caller. */
export interface AuthHeader {
  /** The header's name, such as `"Authorization"`. */
  header: string;
  /** The header's value. */
  value: string;
}
"#;

/// Creates the rest of a client, the one with this number in the core.
pub fn core(client: u32, part: &JsValue) -> Result<Core> {
    let seat = bridge::seat(client).ok_or_else(Error::closed)?;
    let function = |key: &str| get(part, key).ok().and_then(|value| value.dyn_into().ok());
    let traits = get(part, "traits").unwrap_or_default();
    let transport = Fetch::new(function("fetch"), function("auth"), seat.session.clone(), &traits);
    let observer = function("onEvent").map(observer);
    let client = Client::of(seat.session.clone(), transport, SystemClock, observer);
    Ok(Core::new(client, seat.strictness))
}

fn observer(told: js_sys::Function) -> Observer {
    Box::new(move |event: &Event<'_>| {
        // An observer must not disturb what it observes: neither by throwing nor by a promise that rejects.
        if let Ok(outcome) = told.call1(&JsValue::UNDEFINED, &event_object(event)) {
            untrusted::ignore(&outcome);
        }
    })
}

/// Converts an event into an object, with the members that `client::Event` declares.
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
