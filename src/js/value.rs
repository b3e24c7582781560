//! Checked text on its way out, as a JavaScript value.

use wasm_bindgen::prelude::*;

use crate::{
    error::{Error, Result},
    schema::to_ascii,
};

#[wasm_bindgen]
extern "C" {
    type TextDecoder;
    #[wasm_bindgen(constructor)]
    fn new(label: &str, options: &JsValue) -> TextDecoder;
    #[wasm_bindgen(catch, method)]
    fn decode(this: &TextDecoder, bytes: &[u8]) -> std::result::Result<js_sys::JsString, JsValue>;
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn json_parse(text: &js_sys::JsString) -> std::result::Result<JsValue, JsValue>;
}

/// Builds the value of a checked text. The engine's own decoder and parser do it, nothing is faster; least of all where the
/// text is ASCII.
pub fn parse(text: &[u8]) -> Result<JsValue> {
    thread_local! {
        static DECODER: TextDecoder = {
            let fatal = js_sys::Object::new();
            // Setting a field of a fresh object cannot fail.
            let _ = js_sys::Reflect::set(&fatal, &"fatal".into(), &JsValue::TRUE);
            TextDecoder::new("utf-8", &fatal)
        };
    }
    DECODER
        .with(|decoder| decoder.decode(&to_ascii(text)))
        .and_then(|text| json_parse(&text))
        .map_err(|_| Error::not_utf8())
}
