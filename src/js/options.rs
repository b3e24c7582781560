//! Objects with options: read field by field, since they hold functions and signals.

use wasm_bindgen::{JsCast, prelude::*};

use crate::{
    client::{CallOptions, Millis},
    error::{Error, Result},
    js::abort::Signal,
    shape::nearest,
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** What one call may change of the client's set-up. */
export interface CallOptions {
  /** Aborts the call: it rejects with the signal's own reason. */
  signal?: AbortSignal | null;
  /** How long one attempt may take, answer and all, in milliseconds. */
  timeoutMs?: number;
  /** How long all attempts may take, with the waits between them, in milliseconds. */
  deadlineMs?: number;
  /** How often a failed call is sent again at the most. */
  maxRetries?: number;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// Like `js_sys::Object::keys`, which does not expect a proxy to throw.
    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    fn own_keys(object: &JsValue) -> std::result::Result<js_sys::Array, JsValue>;
}

/// An object of which every key is known.
pub struct Options<'a> {
    object: &'a JsValue,
}

impl<'a> Options<'a> {
    /// Takes an argument as an object with some of these keys.
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
            if !keys.contains(&key.as_str()) {
                let meant = nearest(&key, keys.iter().copied());
                let hint = meant.map_or(String::new(), |meant| [": did you mean `", meant, "`?"].concat());
                return Err(Error::argument(name, &["has no option `", &key, "`", &hint].concat()));
            }
        }
        Ok(Self { object })
    }

    /// The value at a key; `None` where it is undefined or null.
    pub fn get(&self, key: &str) -> Result<Option<JsValue>> {
        if !self.object.is_object() {
            return Ok(None);
        }
        let value = js_sys::Reflect::get(self.object, &JsValue::from_str(key));
        let value = value.map_err(|_| Error::argument(key, "cannot be read"))?;
        Ok((!value.is_undefined() && !value.is_null()).then_some(value))
    }

    /// A string.
    pub fn text(&self, key: &str) -> Result<Option<String>> {
        let text = |value: JsValue| value.as_string().ok_or_else(|| Error::argument(key, "must be a string"));
        self.get(key)?.map(text).transpose()
    }

    /// A function.
    pub fn function(&self, key: &str) -> Result<Option<js_sys::Function>> {
        let function =
            |value: JsValue| value.dyn_into().map_err(|_| Error::argument(key, "must be a function"));
        self.get(key)?.map(function).transpose()
    }

    /// True or false.
    pub fn flag(&self, key: &str) -> Result<Option<bool>> {
        let flag =
            |value: JsValue| value.as_bool().ok_or_else(|| Error::argument(key, "must be true or false"));
        self.get(key)?.map(flag).transpose()
    }

    /// A number of milliseconds, more than 0. `Infinity` is a very long time.
    pub fn span(&self, key: &str) -> Result<Option<Millis>> {
        let span = |value: JsValue| match value.as_f64() {
            Some(span) if span > 0.0 => Ok(span.ceil().min(1e15) as Millis),
            _ => Err(Error::argument(key, "must be a number of milliseconds, more than 0")),
        };
        self.get(key)?.map(span).transpose()
    }

    /// A count: 0 or more.
    pub fn count(&self, key: &str) -> Result<Option<u32>> {
        let count = |value: JsValue| match value.as_f64() {
            Some(count) if (0.0..=100.0).contains(&count) && count.fract() == 0.0 => Ok(count as u32),
            _ => Err(Error::argument(key, "must be a whole number from 0 to 100")),
        };
        self.get(key)?.map(count).transpose()
    }
}

/// The options that every method takes last.
pub fn read(object: &JsValue) -> Result<(CallOptions, Option<Signal>)> {
    call(&Options::new("options", object, &["signal", "timeoutMs", "deadlineMs", "maxRetries"])?)
}

/// The same among others.
pub fn call(options: &Options<'_>) -> Result<(CallOptions, Option<Signal>)> {
    let limits = CallOptions {
        timeout: options.span("timeoutMs")?,
        deadline: options.span("deadlineMs")?,
        max_retries: options.count("maxRetries")?,
    };
    Ok((limits, options.get("signal")?.map(Signal::from_option).transpose()?))
}
