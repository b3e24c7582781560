//! The part of a client that needs more than the core, and the options of `createClient`.

use wasm_bindgen::{JsCast, prelude::*};

use crate::{
    client::{Client, Event, Observer},
    error::{Error, Result},
    js::{
        bridge,
        clock::SystemClock,
        exports::js_client::JsClient,
        fetch::Fetch,
        untrusted::{self, get},
        value,
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
pub fn client(number: u32, part: &JsValue) -> Result<JsClient> {
    let state = bridge::client_state(number).ok_or_else(Error::closed)?;
    let function = |key: &str| get(part, key).ok().and_then(|value| value.dyn_into().ok());
    let traits = get(part, "traits").unwrap_or_default();
    let transport = Fetch::new(function("fetch"), function("auth"), state.session.clone(), &traits);
    let observer = function("onEvent").map(observer);
    let client = Client::of(state.session.clone(), transport, SystemClock, observer);
    Ok(JsClient::new(client, state.strictness))
}

fn observer(told: js_sys::Function) -> Observer {
    Box::new(move |event: &Event<'_>| {
        // An observer must not disturb what it observes: neither by throwing nor by a promise that rejects.
        if let Ok(event) = value::parse(event.to_json().as_bytes())
            && let Ok(outcome) = told.call1(&JsValue::UNDEFINED, &event)
        {
            untrusted::ignore(&outcome);
        }
    })
}
