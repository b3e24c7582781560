//! Detects the runtime.

use wasm_bindgen::prelude::*;

use crate::js::untrusted::{get, string};

#[wasm_bindgen]
extern "C" {
    /// The global object. js-sys prefers `window`, which can be another object where a browser is emulated.
    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static GLOBAL: JsValue;

    /// `Object.prototype.toString`: `[object process]` for Node's own `process`, but not for a bundler's polyfill.
    #[wasm_bindgen(js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn tag(value: &JsValue) -> String;
}

/// Whether the global scope has an object of this name.
pub fn has_global(name: &str) -> bool {
    global(name).is_object()
}

/// Whether `fetch` is Node's own.
pub fn is_node() -> bool {
    is_node_process() && !is_other_server() && !has_global("location")
}

fn is_node_process() -> bool {
    let process = global("process");
    let electron_page = matches!(string(&process, "type").as_deref(), Some("renderer" | "worker"));
    tag(&process) == "[object process]" && !electron_page
}

fn is_other_server() -> bool {
    has_global("Deno") || has_global("Bun") || global("WebSocketPair").is_function()
}

fn global(name: &str) -> JsValue {
    GLOBAL.with(|global| get(global, name)).unwrap_or_default()
}
