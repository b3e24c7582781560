//! Exports the redactor for bodies and headers that pass through the scripts.

use std::rc::Rc;

use seax_dialer::js::object::object;
use wasm_bindgen::prelude::*;

use crate::redact::{Passed, Redactor};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r"
/** Bytes to pass on instead, and how many at the end have to be seen again before what comes next. */
export interface Redacted {
  bytes: Uint8Array<ArrayBuffer>;
  held: number;
}
";

/// Masks the API key of one workspace.
#[wasm_bindgen]
pub struct KeyRedactor(Rc<Redactor>);

impl KeyRedactor {
    pub(super) fn new(redactor: &Rc<Redactor>) -> Self {
        Self(redactor.clone())
    }
}

#[wasm_bindgen]
impl KeyRedactor {
    /// Redacts a stretch of a body: the bytes held from the last call, followed by the new chunk. `last` is true if nothing
    /// follows. Returns the number of bytes to pass on unchanged, while the rest is held; or the bytes to pass on instead.
    #[wasm_bindgen(unchecked_return_type = "number | Redacted")]
    pub fn pass(&self, stretch: &[u8], last: bool) -> JsValue {
        match self.0.pass(stretch, last) {
            Passed::AsIs(length) => length.into(),
            Passed::Instead { bytes, held } => {
                object(&[("bytes", js_sys::Uint8Array::from(bytes.as_slice()).into()), ("held", held.into())])
            }
        }
    }

    /// Returns the text with the key masked.
    pub fn text(&self, text: &str) -> String {
        self.0.text(text)
    }
}
