//! Exports that need no server: rendered messages, estimates and fixes.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::{
    error::{Error, Result},
    js::{
        exports::{
            error::{Prepared, to_js},
            input,
            options::Options,
        },
        object::{object, texts},
        option_set::options,
        value,
    },
    preflight,
    schema::{Digits, Strictness, elements},
    template::{Message, Recipient},
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** The fields of a contact that merge fields use. */
export type MergeContact = Pick<Contact, "name" | "phone" | "contact_field_data">;

/** A contact that would hear a placeholder read out literally. */
export interface MissingMergeFields<C extends MergeContact = Contact> {
  /** The contact, as it was passed. */
  contact: C;
  /** The keys that it has no value for. */
  missing: string[];
}
"#;

/// Renders a draft's message as a contact would hear it.
#[wasm_bindgen(js_name = renderMessage, skip_typescript)]
pub fn render_message(draft: &JsValue, contact: &JsValue) -> std::result::Result<JsValue, JsValue> {
    let spoken = || {
        let message = Message::of(&input::read_part("draft", draft)?);
        let contact = input::contacts("contact", contact)?;
        let spoken = message.render(&person("contact", &contact)?);
        Ok(object(&[
            ("text", spoken.text.into()),
            ("missing", texts(&spoken.missing)),
            ("empty", texts(&spoken.empty)),
        ]))
    };
    spoken().map_err(to_js_box)
}

/// Returns the contacts that would hear a placeholder of a draft's message read out literally.
#[wasm_bindgen(js_name = missingMergeFields, skip_typescript)]
pub fn missing_merge_fields(draft: &JsValue, contacts: &JsValue) -> std::result::Result<JsValue, JsValue> {
    let found = || {
        let message = Message::of(&input::read_part("draft", draft)?);
        let given: &Array =
            contacts.dyn_ref().ok_or_else(|| Error::argument("contacts", "must be an array of contacts"))?;
        let found = Array::new();
        for (place, contact) in elements(&input::contacts("contacts", contacts)?).enumerate() {
            let name = ["contacts[", &place.digits(), "]"].concat();
            let missing = message.render(&person(&name, contact)?).missing;
            if !missing.is_empty() {
                found.push(&object(&[("contact", given.get(place as u32)), ("missing", texts(&missing))]));
            }
        }
        Ok(found.into())
    };
    found().map_err(to_js_box)
}

/// Estimates how long it takes to call so many contacts at a draft's pace, in milliseconds.
#[wasm_bindgen(js_name = estimateCallingMs, skip_typescript)]
pub fn estimate_calling_ms(draft: &JsValue, contacts: &JsValue) -> std::result::Result<f64, JsValue> {
    let estimate = || {
        let pace = input::read_part("draft", draft)?;
        match contacts.as_f64() {
            Some(contacts) if contacts >= 0.0 => {
                Ok(preflight::window::needed(&pace, contacts as u64) as f64 * 1e3)
            }
            _ => Err(Error::argument("contacts", "must be the number of contacts to call")),
        }
    };
    estimate().map_err(to_js_box)
}

options! {
    /// Options of `applyFixes`.
    FixOptions, FIX_OPTIONS: "FixOptions";
    /// Whether to apply the fixes of warnings and infos, too; `false` if left out.
    warnings = flag "warnings",
}

/// Applies the fixes of findings to a draft. Returns the fixed draft, and the findings that were applied.
#[wasm_bindgen(js_name = applyFixes, skip_typescript)]
pub fn apply_fixes(
    draft: &JsValue,
    findings: &JsValue,
    options: &JsValue,
) -> std::result::Result<JsValue, JsValue> {
    let fixed = || {
        let given: &Array = findings.dyn_ref().ok_or_else(|| {
            Error::argument("findings", "must be the array of findings that a check returns")
        })?;
        let options = FixOptions::read(&Options::new("options", options, FIX_OPTIONS)?)?;
        // Nothing is sent here: the call that sends the draft judges values that this version does not know.
        let findings = input::read("findings", findings, Strictness::OpenInput)?;
        let fixes = preflight::fixes(&findings, options.warnings == Some(true));
        let draft = if fixes.is_empty() {
            // A draft that cannot be sent has findings, too, and they have no fixes.
            input::json("draft", draft)?.into_bytes()
        } else {
            let draft = input::read("draft", draft, Strictness::OpenInput)?;
            preflight::apply_fixes(&draft, &fixes)?.into_bytes()
        };
        let applied: Array = fixes.iter().map(|(place, _)| given.get(*place as u32)).collect();
        Ok(object(&[("draft", value::parse(&draft)?), ("applied", applied.into())]))
    };
    fixed().map_err(to_js_box)
}

/// Reads what merge fields need of a contact, which is given as JSON.
fn person<'a>(name: &str, contact: &'a str) -> Result<Recipient<'a>> {
    if contact.starts_with('{') {
        return Ok(Recipient::read(contact));
    }
    Err(Error::argument(
        name,
        "must be a contact: an object with its `name`, `phone` and `contact_field_data`",
    ))
}

fn to_js_box(error: Box<Error>) -> JsValue {
    to_js(&error, &Prepared::take())
}
