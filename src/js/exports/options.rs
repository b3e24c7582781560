//! Reads objects with options field by field, since they contain functions and signals: by the same script as the core's.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::{
    client::{CallOptions, Millis},
    error::{Error, Result},
    js::{
        bridge,
        call_options::{CALL_OPTIONS, LIST_OPTIONS},
        exports::abort::Signal,
        option_checks::{self, check_names, select},
        untrusted,
    },
    schema::{Schema, Select},
};

// Options are read as the core's script reads them. Each function throws an `InvalidArgument`.
#[wasm_bindgen(raw_module = "../src/options.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn names(name: &str, object: &JsValue) -> std::result::Result<Option<String>, JsValue>;
    #[wasm_bindgen(catch)]
    fn option(object: &JsValue, key: &str) -> std::result::Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(catch)]
    fn string(object: &JsValue, key: &str) -> std::result::Result<Option<String>, JsValue>;
    #[wasm_bindgen(catch)]
    fn callable(object: &JsValue, key: &str) -> std::result::Result<Option<Function>, JsValue>;
    #[wasm_bindgen(catch)]
    fn flag(object: &JsValue, key: &str) -> std::result::Result<Option<bool>, JsValue>;
    #[wasm_bindgen(catch)]
    fn limit(object: &JsValue, key: &str) -> std::result::Result<f64, JsValue>;
    #[wasm_bindgen(catch)]
    fn selected(options: &JsValue) -> std::result::Result<Option<String>, JsValue>;
    #[wasm_bindgen(catch, js_name = signalOf)]
    fn signal_of(options: &JsValue) -> std::result::Result<Option<Signal>, JsValue>;
}

/// Converts an `InvalidArgument`.
#[cold]
fn invalid(thrown: JsValue) -> Box<Error> {
    let text = |key: &str| untrusted::string(&thrown, key).unwrap_or_default();
    Error::argument(&text("path"), &text("clause"))
}

/// The limits of a call, and the signal that aborts it.
pub type Limits = (CallOptions, Option<Signal>);

/// An object whose keys are all known.
pub struct Options<'a> {
    object: &'a JsValue,
}

impl<'a> Options<'a> {
    /// Takes an argument as an object, all of whose keys must be in `keys`.
    pub fn new(name: &str, object: &'a JsValue, keys: &[&'static str]) -> Result<Self> {
        check_names(name, &names(name, object).map_err(invalid)?.unwrap_or_default(), keys)?;
        Ok(Self { object })
    }

    /// Returns the value at a key; `None` if it is undefined or null.
    pub fn get(&self, key: &str) -> Result<Option<JsValue>> {
        option(self.object, key).map_err(invalid)
    }

    /// Rejects null, and if `or_undefined` also undefined, for an option that may be left out, but not by mistake.
    pub fn refuse_missing(&self, key: &str, or_undefined: bool, clause: &str) -> Result<()> {
        let name = JsValue::from_str(key);
        let has = |name| js_sys::Reflect::has(self.object, name).unwrap_or(true);
        match self.object.is_object().then(|| js_sys::Reflect::get(self.object, &name)) {
            Some(Ok(value)) if value.is_null() || or_undefined && value.is_undefined() && has(&name) => {
                Err(Error::argument(key, clause))
            }
            _ => Ok(()),
        }
    }

    /// Returns a string.
    pub fn text(&self, key: &str) -> Result<Option<String>> {
        string(self.object, key).map_err(invalid)
    }

    /// Returns a function.
    pub fn function(&self, key: &str) -> Result<Option<Function>> {
        callable(self.object, key).map_err(invalid)
    }

    /// Returns a Boolean.
    pub fn flag(&self, key: &str) -> Result<Option<bool>> {
        flag(self.object, key).map_err(invalid)
    }

    /// Returns a number of milliseconds, more than 0. `Infinity` is a very long time.
    pub fn span(&self, key: &str) -> Result<Option<Millis>> {
        let span = self.limit(key)?;
        (!span.is_nan()).then(|| option_checks::span(key, span)).transpose()
    }

    /// Returns a number for the core's checks: NaN if it is left out, -1 if it is not a number.
    fn limit(&self, key: &str) -> Result<f64> {
        limit(self.object, key).map_err(invalid)
    }
}

/// Whether an object has no such option, or null for it.
pub fn is_left_out(object: &JsValue, key: &str) -> bool {
    matches!(option(object, key), Ok(None))
}

/// Reads the options that every method takes as its last argument.
pub fn read(object: &JsValue) -> Result<Limits> {
    call(&Options::new("options", object, CALL_OPTIONS)?)
}

/// Reads the options of every call from an object that may have others.
pub fn call(options: &Options<'_>) -> Result<Limits> {
    let limits = (options.limit("timeoutMs")?, options.limit("deadlineMs")?, options.limit("maxRetries")?);
    Ok((bridge::limits(limits)?, signal_of(options.object).map_err(invalid)?))
}

/// Reads the options of a list whose pages have this schema.
pub fn list(object: &JsValue, page: &'static Schema) -> Result<(Select, Limits)> {
    let options = Options::new("options", object, LIST_OPTIONS)?;
    let fields = selected(object).map_err(invalid)?.unwrap_or_default();
    Ok((select(&fields, page.row())?, call(&options)?))
}
