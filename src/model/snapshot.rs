//! A campaign in figures: what this client works out from the API's counts and times.
//!
//! Its own words are camelCase, as its methods are; the API's own words (`no_answer`, `start_time`) stay as they are.
//! What cannot be said is absent: there is no figure that stands for "unknown".

use std::rc::Rc;

use serde::{Serialize, Serializer};

use super::campaign::{Campaign, CampaignStatistics};
use crate::schema::Checked;

/// A campaign at one moment of a watch.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(rename = "CampaignSnapshot"))]
pub struct Snapshot {
    /// The campaign, as the API told of it last.
    #[serde(serialize_with = "left_to_json")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Campaign"))]
    pub campaign: Rc<Checked<Campaign>>,
    /// Whether it is over: this is then the last snapshot.
    pub terminal: bool,
    /// How far it has come.
    pub progress: Progress,
    /// Who answers.
    pub rates: Rates,
    /// How many results came in per minute, over the last minute or so of the watch; a call that changes nobody's result
    /// is not seen. Absent until two readings lie far enough apart, where the counts shrank, and once it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub calls_per_minute: Option<f64>,
    /// When it will end, at that speed. Absent where that cannot be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub forecast: Option<Forecast>,
    /// How long ago the API told all this, in milliseconds.
    pub age_ms: u64,
    /// The code of the error for which there is nothing newer. Absent if the latest reading succeeded.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "ErrorCode"))]
    pub last_error_code: Option<&'static str>,
}

/// A campaign's figures, over its whole time.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(rename = "CampaignReport"))]
pub struct Report {
    /// The campaign, as the API tells of it.
    #[serde(serialize_with = "left_to_json")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Campaign"))]
    pub campaign: Rc<Checked<Campaign>>,
    /// Whether it is over. If not, these are the figures so far.
    pub terminal: bool,
    /// The API's own counts. Its `total` need not be the sum of the others.
    pub counts: CampaignStatistics,
    /// How many have a result: `human`, `machine`, `unknown` and `no_answer` together, as far as the API tells them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub results: Option<u64>,
    /// How many were answered: `human`, `machine` and `unknown` together, as far as the API tells them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub answered: Option<u64>,
    /// Who answered.
    pub rates: Rates,
    /// How long it called. Absent where its times do not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub duration: Option<CallingTime>,
    /// `results` per minute of `duration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub calls_per_minute: Option<f64>,
}

/// How far a campaign has come.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Progress {
    /// How many have a result. Absent where the API has no statistics.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub done: Option<u64>,
    /// How many there are to call. Absent unless the API's `total` can be trusted to mean that: it has to have been above
    /// the results once, and must not grow along with them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub of: Option<u64>,
    /// `done` of `of`, from 0 to 1. At 1 it may still call those again who did not answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub share: Option<f64>,
}

/// Who answers. A rate is absent while nobody has a result, and where the API leaves out a count that it needs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Rates {
    /// A person, of all results.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub human: Option<Rate>,
    /// A machine, of all results.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub machine: Option<Rate>,
    /// Answered, but answering machine detection (AMD) could not tell by whom, of all results.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub unknown: Option<Rate>,
    /// Nobody, of all results.
    #[serde(rename = "no_answer", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub no_answer: Option<Rate>,
    /// Anybody or anything, of all results.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub answered: Option<Rate>,
    /// A person, of what was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub human_of_answered: Option<Rate>,
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Rate {
    /// The part.
    pub count: u64,
    /// The whole; at least 1.
    pub out_of: u64,
    /// What the whole is.
    pub denominator: Denominator,
    /// The part of the whole, from 0 to 1.
    pub share: f64,
}

/// What a rate is a part of: everybody with a result (`human`, `machine`, `unknown` and `no_answer`), or only what was
/// answered (`human`, `machine` and `unknown`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Denominator {
    /// Everybody with a result.
    Results,
    /// What was answered.
    Answered,
}

/// When a campaign will end, at the speed it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Forecast {
    /// The moment, in milliseconds since 1970 (UTC), as `new Date` takes them.
    pub end_at_ms: u64,
    /// What is meant by it.
    pub kind: ForecastKind,
}

/// What a forecast means. `estimate`: everybody has a result by then. `earliest`: the same, but who does not answer is
/// called again, so that it takes longer. `window`: calling stops then, before everybody has a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum ForecastKind {
    /// Everybody has a result by then.
    Estimate,
    /// Everybody has a result by then, and some are called again.
    Earliest,
    /// Calling stops then.
    Window,
}

/// How long a campaign called, and between which times: the API does not say when it rang first and last.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CallingTime {
    /// The span in seconds; more than 0.
    pub seconds: f64,
    /// Where it begins: the later of the campaign's `start_time` and `created_time`.
    pub from: Moment,
    /// Where it ends: `updated_time` for a campaign that is over, `now` for another; `end_time` if that is earlier.
    pub to: Moment,
}

/// A moment that a span begins or ends at: one of the campaign's own times, or the present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Moment {
    /// The campaign's `start_time`.
    StartTime,
    /// The campaign's `created_time`.
    CreatedTime,
    /// The campaign's `updated_time`.
    UpdatedTime,
    /// The campaign's `end_time`.
    EndTime,
    /// The present, by this machine's clock.
    Now,
}

/// Leaves a place for a checked text: whoever hands it on builds its value with the engine's own `JSON.parse`.
fn left_to_json<S: Serializer>(_: &Rc<Checked<Campaign>>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_unit()
}
