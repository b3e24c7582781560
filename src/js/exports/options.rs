//! Reads objects with options field by field, since they contain functions and signals.

use wasm_bindgen::{JsCast, prelude::*};

use crate::{
    client::{CallOptions, Millis},
    error::{Error, Result},
    js::{
        call_options::{CALL_OPTIONS, LIST_OPTIONS},
        exports::abort::Signal,
        option_checks::{self, add_field, check_name},
    },
    schema::{Schema, Select},
};

#[wasm_bindgen]
extern "C" {
    /// Like `js_sys::Object::keys`, which does not expect that a proxy throws.
    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    fn own_keys(object: &JsValue) -> std::result::Result<js_sys::Array, JsValue>;

    /// Like `js_sys::Array::from`, which does not expect exceptions either.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = from)]
    fn items(list: &JsValue) -> std::result::Result<js_sys::Array, JsValue>;
}

#[wasm_bindgen(raw_module = "../src/options.js")]
extern "C" {
    /// Returns an option as the core reads it: without what every object inherits, and undefined if it is null.
    #[wasm_bindgen(catch)]
    fn option(object: &JsValue, key: &str) -> std::result::Result<Option<JsValue>, JsValue>;
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
        if object.is_undefined() || object.is_null() {
            // Nothing can be read from it: every option is left out.
            return Ok(Self { object });
        }
        if !object.is_object() {
            return Err(Error::argument(name, "must be an object"));
        }
        let entries = own_keys(object).map_err(|_| Error::argument(name, "must be a plain object"))?;
        for key in entries.iter().filter_map(|key| key.as_string()) {
            check_name(name, &key, keys)?;
        }
        Ok(Self { object })
    }

    /// Returns the value at a key; `None` if it is undefined or null.
    pub fn get(&self, key: &str) -> Result<Option<JsValue>> {
        option(self.object, key).map_err(|_| Error::argument(key, "cannot be read"))
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
        let text = |value: JsValue| value.as_string().ok_or_else(|| Error::argument(key, "must be a string"));
        self.get(key)?.map(text).transpose()
    }

    /// Returns a function.
    pub fn function(&self, key: &str) -> Result<Option<js_sys::Function>> {
        let function =
            |value: JsValue| value.dyn_into().map_err(|_| Error::argument(key, "must be a function"));
        self.get(key)?.map(function).transpose()
    }

    /// Returns a Boolean.
    pub fn flag(&self, key: &str) -> Result<Option<bool>> {
        let flag =
            |value: JsValue| value.as_bool().ok_or_else(|| Error::argument(key, "must be true or false"));
        self.get(key)?.map(flag).transpose()
    }

    /// Returns a number of milliseconds, more than 0. `Infinity` is a very long time.
    pub fn span(&self, key: &str) -> Result<Option<Millis>> {
        self.number(key)?.map(|span| option_checks::span(key, span)).transpose()
    }

    /// Returns a count: a whole number from 0 to 100.
    pub fn count(&self, key: &str) -> Result<Option<u32>> {
        self.number(key)?.map(|count| option_checks::count(key, count)).transpose()
    }

    /// Returns a number. Any other value becomes -1, which no check accepts.
    fn number(&self, key: &str) -> Result<Option<f64>> {
        Ok(self.get(key)?.map(|value| value.as_f64().unwrap_or(-1.0)))
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
    let limits = CallOptions {
        timeout: options.span("timeoutMs")?,
        deadline: options.span("deadlineMs")?,
        max_retries: options.count("maxRetries")?,
        ..CallOptions::default()
    };
    Ok((limits, options.get("signal")?.map(Signal::from_option).transpose()?))
}

/// Reads the options of a list whose pages have this schema.
pub fn list(object: &JsValue, page: &'static Schema) -> Result<(Select, Limits)> {
    let options = Options::new("options", object, LIST_OPTIONS)?;
    Ok((select(&options, page.row())?, call(&options)?))
}

fn select(options: &Options<'_>, row: &'static Schema) -> Result<Select> {
    let Some(list) = options.get("select")? else { return Ok(Select::WHOLE) };
    let names = if list.is_object() { items(&list).ok() } else { None };
    let names = names.filter(|names| names.length() > 0);
    let names = names
        .ok_or_else(|| Error::argument("select", "must be an array with at least one field of the rows"))?;
    names
        .iter()
        .try_fold(Select::WHOLE, |select, name| add_field(select, row, &name.as_string().unwrap_or_default()))
}
