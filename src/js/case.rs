//! Letters, by the engine's tables.

/// A text in lower case.
pub fn lower_case(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}
