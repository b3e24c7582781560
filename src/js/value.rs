//! Parses checked text into a JavaScript value.

use wasm_bindgen::prelude::*;

use crate::{engine::unreadable, error::Result, js::object::set, schema::to_ascii};

#[wasm_bindgen]
extern "C" {
    type TextDecoder;
    #[wasm_bindgen(constructor)]
    fn new(label: &str, options: &JsValue) -> TextDecoder;
    #[wasm_bindgen(catch, method)]
    fn decode(this: &TextDecoder, bytes: &[u8]) -> std::result::Result<Option<js_sys::JsString>, JsValue>;
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn json_parse(text: &js_sys::JsString) -> std::result::Result<Option<JsValue>, JsValue>;
}

/// Parses a checked JSON text into a value. The JavaScript engine's own decoder and parser are the fastest way, above all for
/// ASCII text.
///
/// # Errors
/// `malformed_reply` if the text is not UTF-8; `reply_too_large` if the JavaScript engine cannot hold it.
pub fn parse(text: &[u8]) -> Result<JsValue> {
    let fatal = js_sys::Object::new();
    set(&fatal, "fatal", &JsValue::TRUE);
    // In Safari up to 18.4, a decoder fails after 2 GiB in all. To create one takes no time in comparison.
    let decoder = TextDecoder::new("utf-8", &fatal);
    let decoded = decoder.decode(&to_ascii(text)).map(Option::unwrap_or_default);
    let parsed = decoded.and_then(|text| json_parse(&text));
    parsed.map(|value| value.unwrap_or(JsValue::NULL)).map_err(|_| unreadable(text))
}
