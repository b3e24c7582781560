//! `callingHours`: whether contacts can be called at a moment. The data is loaded when it is first needed.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::{
    client::Hours,
    error::{Code, Error, Result},
    hours::{
        Answer, Basis, Cap, Contact, Kind, Question, Table, Verdict, calling_hours, correct, date_text,
        local_text,
    },
    js::{
        exports::{
            core::{Core, promise},
            error::{Failure, Prepared},
            input,
            options::Options,
        },
        value,
    },
    json::Writer,
    preflight::hours::{CallingHours, HoursSettings},
    schema::{Digits, Strictness, elements},
    template::{Recipient, field},
    timestamp::Timestamp,
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** What is known of the hours in which a contact can be called. No legal advice: it says what rule it goes by. */
export interface CallingHours {
  /**
   * `open`: every known rule allows a call, everywhere that the contact can be. `closed`: one does not. `unknown`: no rule is
   * known, or not where the contact is; that is neither a yes nor a no.
   */
  verdict: "open" | "closed" | "unknown";
  /** The beginning of the hours that contain the moment, or of the next ones (UTC). Left out if that is not known. */
  opensAt?: string;
  /** The moment from which those hours are over (UTC). */
  closesAt?: string;
  /** What the contact's clock shows at the moment: one time for each offset from UTC that it can have. */
  localTimes: string[];
  /** The rule that decides. Left out where none is known. */
  rule?: CallingRule;
  /** What the contact's place was told by. Left out where nothing tells it. */
  basis?: "field" | "area code" | "country";
  /** For an unknown verdict with a known time zone: 09:00 to 21:00, which is polite anywhere. It is not applied. */
  courtesy?: { opensAt: string; closesAt: string };
}

/** A rule for calls. */
export interface CallingRule {
  /** The contact's place, by ISO 3166: `US-TX`, `FR`. A state or province without a rule of its own has its country's. */
  place: string;
  /** The calls that it is for. */
  kind: "sales" | "recorded" | "automatic" | "bank" | "courtesy";
  /** Where it says so. */
  citation: string;
  /** The day on which that was read. */
  asOf: string;
  /** `high`: the text itself was read; `medium`: secondary sources; `low`: sources in conflict, or a custom. */
  certainty: "high" | "medium" | "low";
  /** Whether it allows no calls on public holidays. They are known only by the option `holidays`. */
  closedOnHolidays: boolean;
  /** How often somebody may be called: so many calls in so many hours. */
  cap?: { calls: number; hours: number };
}

/** One campaign of several that together have the audience of one. */
export interface CampaignPart {
  /** The campaign. */
  draft: CampaignDraft;
  /** How many contacts it has. */
  contacts: number;
  /** Whether their hours are known. Those of whom nothing is known are one part, with the draft's own window. */
  known: boolean;
  /** The offsets from UTC of its contacts' clocks, in minutes, ascending. */
  offsets: number[];
  /** When all of its contacts can be called. Left out where that is not known. */
  window?: HoursWindow;
}
"#;

#[wasm_bindgen(raw_module = "../src/hours.js")]
extern "C" {
    /// The packed table. It does not throw: `catch` has it go through the glue, whose names are made
    /// short, and not straight to the module.
    #[wasm_bindgen(catch, js_name = loadTable)]
    fn load_table() -> std::result::Result<Promise, JsValue>;
}

thread_local! {
    static TABLE: RefCell<Option<Rc<Table>>> = const { RefCell::new(None) };
}

/// The table, once for all clients. A load that failed is not kept: the next one tries again.
async fn table() -> std::result::Result<Rc<Table>, Failure> {
    if let Some(table) = TABLE.with_borrow(Clone::clone) {
        return Ok(table);
    }
    let loading = load_table().map_err(Failure::Thrown)?;
    let text = JsFuture::from(loading).await.map_err(Failure::Thrown)?.as_string().unwrap_or_default();
    let table = Table::read(&text).map(Rc::new).ok_or_else(|| {
        Error::new(
            Code::MalformedReply,
            "The data of the calling hours is damaged: install the package again.",
        )
    })?;
    TABLE.set(Some(table.clone()));
    Ok(table)
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
pub async fn prepare(settings: Option<HoursSettings>) -> Hours {
    let Some(settings) = settings else { return Hours::Unwanted };
    load(settings).await.map_or(Hours::Missing, Hours::Loaded)
}

/// The data of the calling hours, with what the caller says of them.
///
/// # Errors
/// Where the data cannot be loaded.
pub async fn load(settings: HoursSettings) -> Result<Rc<CallingHours>> {
    let table = table().await.map_err(|failure| match failure {
        Failure::Error(error) => error,
        Failure::Thrown(cause) => {
            let mut error =
                Error::new(Code::InvalidArgument, "The data of the calling hours cannot be loaded.");
            error.cause = Some(Rc::new(cause));
            error
        }
    })?;
    Ok(Rc::new(CallingHours { table, settings }))
}

/// Whether contacts can be called: the promise of an answer for one, or of a list of them.
#[wasm_bindgen(js_name = callingHours, skip_typescript)]
pub fn export_calling_hours(contacts: &JsValue, options: &JsValue) -> Promise {
    let given = input::json("contacts", contacts).and_then(|contacts| {
        let (settings, at) = HoursSettings::read_call(&input::read("options", options, Strictness::Input)?)?;
        Ok((contacts, settings, at.unwrap_or(Timestamp(js_sys::Date::now() as i64))))
    });
    promise(Prepared::take(), async move {
        let table = table().await?;
        let answers = || {
            let (contacts, settings, at) = given?;
            let asked = Asked { table: &table, settings: &settings, at };
            let mut json = String::new();
            if !contacts.starts_with('[') {
                asked.answer(&contacts, &mut json)?;
                return value::parse(json.as_bytes());
            }
            json.push('[');
            for contact in elements(&contacts) {
                if json.len() > 1 {
                    json.push(',');
                }
                asked.answer(contact, &mut json)?;
            }
            json.push(']');
            value::parse(json.as_bytes())
        };
        answers().map_err(Failure::Error)
    })
}

/// What a number was probably meant to be, in E.164: the promise of it, or of undefined.
#[wasm_bindgen(js_name = correctNumber, skip_typescript)]
pub fn export_correct_number(number: &JsValue, country: &JsValue) -> Promise {
    let (number, country) = (input::text("number", number), country.as_string());
    promise(Prepared::take(), async move {
        let table = table().await?;
        let number = number?;
        Ok(correct(&table, &number, country.as_deref()).into())
    })
}

struct Asked<'a> {
    table: &'a Table,
    settings: &'a HoursSettings,
    at: Timestamp,
}

impl Asked<'_> {
    /// Adds the answer for a contact, or for a number, which is JSON.
    fn answer(&self, json: &str, out: &mut String) -> Result<()> {
        let person = if json.starts_with('{') {
            Recipient::read(json)
        } else {
            Recipient { phone: json, ..Recipient::default() }
        };
        if !json.starts_with(['{', '"']) {
            return Err(Error::argument(
                "contacts",
                "must be a phone number, a contact, or an array of them",
            ));
        }
        let text = |key: &Option<String>| key.as_deref().and_then(|key| field(&person, key));
        let (number, zone, state) =
            (person.number(), text(&self.settings.zone_field), text(&self.settings.state_field));
        let numbers: &[&str] = match &number {
            Some(number) => &[number.as_str()],
            None => &[],
        };
        let question = Question {
            at: self.at,
            purpose: self.settings.purpose,
            window: self.settings.window,
            holidays: &self.settings.holidays,
        };
        let contact = Contact { numbers, zone: zone.as_deref(), state: state.as_deref() };
        self.write(&calling_hours(self.table, contact, question), out);
        Ok(())
    }

    fn write(&self, answer: &Answer<'_>, out: &mut String) {
        let mut object = Writer::new(out);
        let verdict = match answer.verdict {
            Verdict::Open => "open",
            Verdict::Closed => "closed",
            Verdict::Unknown => "unknown",
        };
        object.text("verdict", verdict);
        write_span(&mut object, (answer.opens_at, answer.closes_at));
        let times = answer
            .offsets
            .iter()
            .map(|offset| ["\"", &local_text(self.at.0.div_euclid(1_000), *offset), "\""].concat());
        object.raw("localTimes", &["[", &times.collect::<Vec<_>>().join(","), "]"].concat());
        if let Some((place, rule)) = answer.rule {
            let mut object = Writer::new(object.key("rule"));
            object.text("place", place);
            object.text("kind", kind(rule.kind));
            object.text("citation", &rule.citation);
            object.text("asOf", &date_text(rule.read));
            object.text("certainty", rule.certainty.as_str());
            object.raw("closedOnHolidays", if rule.closed_on_holidays { "true" } else { "false" });
            if let Some(Cap { calls, hours }) = rule.cap {
                let mut object = Writer::new(object.key("cap"));
                object.raw("calls", &calls.digits());
                object.raw("hours", &hours.digits());
                object.end();
            }
            object.end();
        }
        let basis = answer.basis.map(|basis| match basis {
            Basis::Field => "field",
            Basis::AreaCode => "area code",
            Basis::Country => "country",
        });
        if let Some(basis) = basis {
            object.text("basis", basis);
        }
        if let Some(courtesy) = answer.courtesy {
            let mut object = Writer::new(object.key("courtesy"));
            write_span(&mut object, (Some(courtesy.opens_at), Some(courtesy.closes_at)));
            object.end();
        }
        object.end();
    }
}

fn write_span(object: &mut Writer<'_>, (opens, closes): (Option<Timestamp>, Option<Timestamp>)) {
    for (key, at) in [("opensAt", opens), ("closesAt", closes)] {
        if let Some(at) = at {
            object.text(key, &local_text(at.0.div_euclid(1_000), 0));
        }
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Sales => "sales",
        Kind::Recorded => "recorded",
        Kind::Automatic => "automatic",
        Kind::Bank => "bank",
        Kind::Courtesy => "courtesy",
    }
}
