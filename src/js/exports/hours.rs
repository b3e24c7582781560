//! Calling hours for checks and launches: the settings, and the data, which is loaded together with its code on first use.

use std::cell::RefCell;
use std::hint::black_box;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::{
    client::Hours,
    error::{Code, Error, Result},
    js::{
        exports::{input, js_client::JsClient, options::Options},
        untrusted::string,
    },
    preflight::hours::{CallingHours, HoursData, HoursSettings},
    schema::Strictness,
};

#[wasm_bindgen(raw_module = "../src/shared.js")]
extern "C" {
    /// Loads the code and the data of calling hours, which then call [`give`]. The promise rejects with a `SeaxError`.
    #[wasm_bindgen(catch, js_name = loadHours)]
    fn load_hours() -> std::result::Result<Promise, JsValue>;
}

thread_local! {
    static DATA: RefCell<Option<Rc<dyn HoursData>>> = const { RefCell::new(None) };
}

/// Provides all clients with the data of calling hours.
pub fn give(data: Rc<dyn HoursData>) {
    // If the compiler knew that there is only one kind of data, it would put its code into every part that uses it.
    DATA.set(Some(black_box(data)));
}

/// Returns the settings of a call: those of its own options, or else of its client. `None` if it ignores calling hours.
///
/// # Errors
/// If the option is invalid.
pub fn settings(client: &JsClient, options: &Options<'_>) -> Result<Option<HoursSettings>> {
    let given = options.get("callingHours")?.unwrap_or_default();
    Ok(given_settings(&given)?.unwrap_or_else(|| client.hours().cloned()))
}

/// Reads a `callingHours` option: `None` if it is left out, `Some(None)` for `false`.
///
/// # Errors
/// If the option is invalid.
pub fn given_settings(given: &JsValue) -> Result<Option<Option<HoursSettings>>> {
    if given.is_undefined() || given.is_null() {
        return Ok(None);
    }
    if *given == false {
        return Ok(Some(None));
    }
    let options = input::read("callingHours", given, Strictness::Input)?;
    HoursSettings::read(&options).map(|settings| Some(Some(settings)))
}

/// Loads what a check needs to know of calling hours.
///
/// # Errors
/// `invalid_argument` if the settings name an unknown place. Data that cannot be loaded is [`Hours::Missing`].
pub async fn prepare(settings: Option<HoursSettings>) -> Result<Hours> {
    let Some(settings) = settings else { return Ok(Hours::Unwanted) };
    match load(settings).await {
        Ok(hours) => Ok(Hours::Loaded(Rc::new(hours))),
        Err(error) if error.code == Code::InvalidArgument => Err(error),
        Err(_) => Ok(Hours::Missing),
    }
}

/// Loads the data of calling hours, and combines it with the caller's settings. A failed load is retried by the next call.
///
/// # Errors
/// `not_loaded` if the data cannot be loaded; `malformed_reply` if it is damaged; `invalid_argument` if the settings name an
/// unknown place.
pub async fn load(settings: HoursSettings) -> Result<CallingHours> {
    let data = || DATA.with_borrow(Clone::clone);
    if data().is_none() {
        let loaded = match load_hours() {
            Ok(loading) => JsFuture::from(loading).await,
            Err(thrown) => Err(thrown),
        };
        loaded.map_err(not_loaded)?;
    }
    let table = data().ok_or_else(damaged)?;
    table.approve(&settings)?;
    Ok(CallingHours { table, settings })
}

#[cold]
fn not_loaded(thrown: JsValue) -> Box<Error> {
    let mut error = Error::new(Code::NotLoaded, string(&thrown, "message").unwrap_or_default());
    error.cause = Some(Rc::new(thrown));
    error
}

/// Creates the error for damaged data.
#[cold]
pub fn damaged() -> Box<Error> {
    Error::new(Code::MalformedReply, "The calling-hours data is damaged. Reinstall the package.")
}
