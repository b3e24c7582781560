//! Describes what was thrown, and removes the credential from the causes of errors.

use wasm_bindgen::prelude::*;

use crate::engine::redact::masked_text;

#[wasm_bindgen(raw_module = "../src/cause.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = redacted)]
    fn shown(
        cause: &JsValue,
        mask: &dyn Fn(String) -> Option<String>,
    ) -> std::result::Result<Option<JsValue>, JsValue>;

    #[wasm_bindgen(catch, js_name = reason)]
    fn words(thrown: &JsValue) -> std::result::Result<Option<String>, JsValue>;
}

/// Describes in words what went wrong.
pub fn reason(thrown: &JsValue) -> String {
    // `reason` does not throw.
    words(thrown).ok().flatten().unwrap_or_default()
}

/// Returns the cause itself if nothing in it can reveal the credential. Otherwise, returns an error with the same name,
/// message, code, stack and cause, in which the credential is masked.
pub fn redacted(cause: &JsValue, credential: &str) -> JsValue {
    let mask = |text: String| masked_text(&text, credential);
    // `redacted` does not throw.
    shown(cause, &mask).ok().flatten().unwrap_or_default()
}
