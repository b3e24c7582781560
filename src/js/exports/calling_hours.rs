//! Exports `callingHours` and `correctNumber`, which look at calling hours outside of a check.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    error::{Error, Result},
    hours::{
        Answer, Basis, Cap, Contact, Kind, Question, Table, Verdict, calling_hours, correct, date_text,
        local_text,
    },
    js::{
        exports::{
            error::{Failure, Prepared},
            hours, input,
            js_client::promise,
        },
        value,
    },
    json::{self, Writer, quoted},
    phone::dialed,
    preflight::hours::{HoursSettings, approve_country},
    schema::{Digits, Strictness, elements},
    template::Recipient,
    timestamp::Timestamp,
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** What is known about the hours in which a contact can be called. Not legal advice: `rule` is the rule that it follows. */
export interface CallingHours {
  /**
   * `open`: every known rule allows a call, wherever the contact may be. `closed`: at least one does not. `unknown`: no rule is
   * known, or the contact's place is not; this neither allows nor forbids a call.
   */
  verdict: "open" | "closed" | "unknown";
  /** The start of the hours that contain the given time, or of the next ones (UTC). Omitted if unknown. */
  opensAt?: string;
  /** When those hours end (UTC). */
  closesAt?: string;
  /** The contact's local time at the given time: one for each possible offset from UTC. */
  localTimes: string[];
  /** The rule that decides. Omitted if none is known, or if only your own `window` closes. */
  rule?: CallingRule;
  /** What the contact's place was derived from. Omitted if it is unknown. */
  basis?: "field" | "area code" | "country";
  /** For an unknown verdict with a known time zone: 09:00 to 21:00, which is polite anywhere. It is not enforced. */
  courtesy?: { opensAt: string; closesAt: string };
}

/** The fields of a contact that tell when it can be called: its number, and the custom fields that the options name. */
export type CallableContact = Pick<Contact, "phone"> & Partial<Pick<Contact, "contact_field_data">>;

/** A rule for calls. */
export interface CallingRule {
  /** The contact's place, by ISO 3166: `US-TX`, `FR`. A state or province without a rule of its own has its country's. */
  place: string;
  /** The calls that it applies to. */
  kind: "sales" | "recorded" | "automatic" | "bank" | "courtesy" | "research";
  /** The source of the rule. */
  citation: string;
  /** The day on which the source was read. */
  asOf: string;
  /** `high`: the text itself was read; `medium`: secondary sources; `low`: sources in conflict, or a custom. */
  certainty: "high" | "medium" | "low";
  /** Whether it forbids calls on public holidays, which are known only from the option `holidays`. */
  closedOnHolidays: boolean;
  /** The maximum number of calls to one person within a number of hours. */
  cap?: { calls: number; hours: number };
}

/** One part of a campaign that was split. */
export interface CampaignPart {
  /** The draft of this part. */
  draft: CampaignDraft;
  /** How many contacts it has. */
  contacts: number;
  /** Whether the hours of all of them are known. */
  known: boolean;
  /** The offsets from UTC of its contacts' clocks, in minutes, ascending. */
  offsets: number[];
  /**
   * When all of its contacts can be called, as far as is known. Omitted if nothing closes the draft's own window, or if the
   * part is `closed`.
   */
  window?: HoursWindow;
  /**
   * Whether no time within eight days is known at which all of its contacts can be called. Its draft has the window of the draft
   * that was split, which is outside their hours: do not launch it.
   */
  closed: boolean;
}
"#;

thread_local! {
    static TABLE: RefCell<Option<Rc<Table>>> = const { RefCell::new(None) };
}

/// Reads the packed data when this part of the package has been loaded. All clients share it.
#[wasm_bindgen(js_name = openHours, skip_typescript)]
pub fn open_hours(packed: &str) {
    if let Some(table) = Table::read(packed).map(Rc::new) {
        hours::give(table.clone());
        TABLE.set(Some(table));
    }
}

fn table() -> Result<Rc<Table>> {
    TABLE.with_borrow(Clone::clone).ok_or_else(hours::damaged)
}

/// Returns a promise of the calling hours of a contact, or of a list of them for an array of contacts.
#[wasm_bindgen(js_name = callingHours, skip_typescript)]
pub fn export_calling_hours(contacts: &JsValue, options: &JsValue) -> Promise {
    let given = input::contacts("contacts", contacts).and_then(|contacts| {
        let (settings, at) = HoursSettings::read_call(&input::read("options", options, Strictness::Input)?)?;
        Ok((contacts, settings, at.unwrap_or(Timestamp(js_sys::Date::now() as i64))))
    });
    promise(Prepared::take(), async move {
        let answers = || {
            let table = table()?;
            let (contacts, settings, at) = given?;
            settings.approve(&table)?;
            let asked = Asked { table: &table, settings: &settings, at };
            let json = if contacts.starts_with('[') {
                let answers = elements(&contacts).map(|contact| asked.answer(contact));
                json::list(answers.collect::<Result<Vec<_>>>()?)
            } else {
                asked.answer(&contacts)?
            };
            value::parse(json.as_bytes())
        };
        answers().map_err(Failure::Error)
    })
}

/// Returns a promise of the number, in E.164, that a number was probably meant to be; or of undefined.
#[wasm_bindgen(js_name = correctNumber, skip_typescript)]
pub fn export_correct_number(number: &JsValue, country: &JsValue) -> Promise {
    let (number, country) = (input::text("number", number), country.as_string());
    promise(Prepared::take(), async move {
        let (table, number) = (table()?, number?);
        if let Some(country) = &country {
            approve_country("defaultCountry", country, &table)?;
        }
        Ok(correct(&table, &number, country.as_deref()).into())
    })
}

struct Asked<'a> {
    table: &'a Table,
    settings: &'a HoursSettings,
    at: Timestamp,
}

impl Asked<'_> {
    /// Returns the answer for a contact or a number, which is given as JSON.
    fn answer(&self, json: &str) -> Result<String> {
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
        let (number, [zone, state]) = (person.number(), self.settings.fields(&person));
        let question = Question {
            purpose: self.settings.purpose,
            window: self.settings.window,
            holidays: &self.settings.holidays,
        };
        let contact = Contact {
            number: number.as_deref().map(dialed),
            country: self.settings.default_country.as_deref(),
            zone: zone.as_deref(),
            state: state.as_deref(),
        };
        Ok(self.to_json(&calling_hours(self.table, contact, &question, self.at)))
    }

    fn to_json(&self, answer: &Answer<'_>) -> String {
        let mut json = String::new();
        let mut object = Writer::new(&mut json);
        let verdict = match answer.verdict {
            Verdict::Open => "open",
            Verdict::Closed => "closed",
            Verdict::Unknown => "unknown",
        };
        object.text("verdict", verdict);
        write_span(&mut object, (answer.opens_at, answer.closes_at));
        let now = self.at.0.div_euclid(1_000);
        let times = answer.offsets.iter().map(|offset| quoted(&local_text(now, *offset)));
        object.raw("localTimes", &json::list(times));
        if let Some((place, rule)) = answer.rule {
            let mut object = Writer::new(object.key("rule"));
            object.text("place", place);
            object.text("kind", kind(rule.kind()));
            object.text("citation", rule.citation());
            object.text("asOf", &date_text(rule.read_on()));
            object.text("certainty", rule.certainty().as_str());
            object.raw("closedOnHolidays", if rule.closed_on_holidays() { "true" } else { "false" });
            if let Some(Cap { calls, hours }) = rule.cap() {
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
        json
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
        Kind::Research => "research",
    }
}
