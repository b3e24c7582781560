//! Calling hours, as checks and launches have them: the settings, and the data, which is loaded with its code when it is first
//! needed.

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
        exports::{core::Core, input, options::Options},
        untrusted::string,
    },
    preflight::hours::{CallingHours, HoursData, HoursSettings},
    schema::Strictness,
};

#[wasm_bindgen(raw_module = "../src/given.js")]
extern "C" {
    /// Loads code and data of calling hours, which then give themselves to [`give`]. The promise rejects with a `SeaxError`.
    #[wasm_bindgen(catch, js_name = loadHours)]
    fn load_hours() -> std::result::Result<Promise, JsValue>;
}

thread_local! {
    static DATA: RefCell<Option<Rc<dyn HoursData>>> = const { RefCell::new(None) };
}

/// Gives the data of the calling hours to all clients.
pub fn give(data: Rc<dyn HoursData>) {
    // If the compiler knew that there is only one kind of data, whoever uses it would have its code.
    DATA.set(Some(black_box(data)));
}

/// What a call says of calling hours: what its own options say, or else the set-up of its client. `None` if it is not to look at them.
///
/// # Errors
/// Where they are not what they have to be.
pub fn settings(core: &Core, options: &Options<'_>) -> Result<Option<HoursSettings>> {
    let given = options.get("callingHours")?.unwrap_or_default();
    Ok(given_settings(&given)?.unwrap_or_else(|| core.hours().cloned()))
}

/// What is given as `callingHours`: `None` for nothing, `Some(None)` for `false`.
///
/// # Errors
/// Where it is not what it has to be.
pub fn given_settings(given: &JsValue) -> Result<Option<Option<HoursSettings>>> {
    if given.is_undefined() || given.is_null() {
        return Ok(None);
    }
    if given.is_falsy() {
        return Ok(Some(None));
    }
    let options = input::read("callingHours", given, Strictness::Input)?;
    HoursSettings::read(&options).map(|settings| Some(Some(settings)))
}

/// What a check then knows of calling hours.
///
/// # Errors
/// Where they name a place that is none. Data that cannot be loaded is not known.
pub async fn prepare(settings: Option<HoursSettings>) -> Result<Hours> {
    let Some(settings) = settings else { return Ok(Hours::Unwanted) };
    match load(settings).await {
        Ok(hours) => Ok(Hours::Loaded(Rc::new(hours))),
        Err(error) if error.code == Code::InvalidArgument => Err(error),
        Err(_) => Ok(Hours::Missing),
    }
}

/// The data of the calling hours, with what the caller says of them. A load that failed is tried again.
///
/// # Errors
/// `not_loaded` where the data cannot be loaded; `invalid_argument` where the settings name a place that is none.
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

/// The error where the data is not what it has to be.
#[cold]
pub fn damaged() -> Box<Error> {
    Error::new(Code::MalformedReply, "The data of the calling hours is damaged: install the package again.")
}
