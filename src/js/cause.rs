//! Causes of errors, without the credential.

use wasm_bindgen::prelude::*;

use crate::engine::redact::{redact, repeats};

#[wasm_bindgen(raw_module = "../src/cause.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = redacted)]
    fn shown(
        cause: &JsValue,
        mask: &dyn Fn(String) -> Option<String>,
    ) -> std::result::Result<Option<JsValue>, JsValue>;
}

/// What to show of a cause: itself, if nothing in it can show the credential; otherwise an error with the same name, message,
/// code, stack and cause, where that is masked.
pub fn redacted(cause: &JsValue, credential: &str) -> JsValue {
    let mask = |text: String| repeats(&text, credential).then(|| redact(text, credential));
    // It does not throw.
    shown(cause, &mask).ok().flatten().unwrap_or_default()
}
