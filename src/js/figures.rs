//! Campaigns in figures, on their way to JavaScript.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{error::Result, js::value, model::campaign::Campaign, shape::Checked};

/// The figures as an object, with the campaign that they are of in its place.
pub fn to_js(figures: &impl Serialize, campaign: &Checked<Campaign>) -> Result<JsValue> {
    let object = serde_wasm_bindgen::to_value(figures).unwrap_or_default();
    let campaign = value::parse(campaign.as_bytes())?;
    // Setting a field of a plain object cannot fail.
    let _ = js_sys::Reflect::set(&object, &"campaign".into(), &campaign);
    Ok(object)
}
