//! Creates JavaScript `File` objects.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::{
    client::File,
    error::{Code, Error, Result},
    js::object::object,
};

#[wasm_bindgen]
extern "C" {
    /// A `File`. js-sys has none, and web-sys has it only with a class for its options.
    #[wasm_bindgen(js_name = File)]
    type JsFile;
    #[wasm_bindgen(catch, constructor, js_class = "File")]
    fn new(parts: &Array, name: &str, options: &JsValue) -> std::result::Result<JsFile, JsValue>;
}

/// Converts a reply that is a file.
pub fn to_js(File { name, media_type, bytes }: File) -> Result<JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
    made(&parts, &name, &media_type)
}

/// Creates a file from its parts.
pub fn made(parts: &Array, name: &str, media_type: &str) -> Result<JsValue> {
    let file = JsFile::new(parts, name, &object(&[("type", media_type.into())]));
    file.map(JsValue::from).map_err(|_| Error::new(Code::InvalidArgument, "This runtime has no `File`."))
}
