//! A campaign's figures, derived from the API's counts and times.
//!
//! The client's own names are camelCase; the API's names (`no_answer`, `start_time`) are unchanged. A figure that cannot be
//! derived is absent: no number stands for "unknown".

use std::rc::Rc;

use seax_dialer_derive::model;

use super::{
    campaign::{Campaign, CampaignStatistics},
    figures::words,
};
use crate::schema::Checked;

/// The state of a campaign at one point of a watch.
#[model(figures)]
#[derive(Clone)]
#[cfg_attr(target_arch = "wasm32", tsify(rename = "CampaignSnapshot"))]
pub struct Snapshot {
    /// The campaign as last read.
    #[wire(ts = "Campaign")]
    pub campaign: Rc<Checked<Campaign>>,
    /// Whether it has ended. This is then the last snapshot.
    pub terminal: bool,
    /// Progress of the calls.
    pub progress: Progress,
    /// Answer rates.
    pub rates: Rates,
    /// Results per minute, over about the last minute of the watch. Absent until two polls are far enough apart, if the counts
    /// decreased, and after the campaign has ended. A retry of a contact that leaves the counts unchanged does not count.
    pub calls_per_minute: Option<f64>,
    /// When it is expected to end at that rate. Absent if that cannot be estimated.
    pub forecast: Option<Forecast>,
    /// The age of these figures, in milliseconds.
    pub age_ms: u64,
    /// The error code of the latest poll. Absent if that poll succeeded.
    #[wire(ts = "ErrorCode")]
    pub last_error_code: Option<&'static str>,
}

/// A campaign's figures over its whole duration.
#[model(figures)]
#[derive(Clone)]
#[cfg_attr(target_arch = "wasm32", tsify(rename = "CampaignReport"))]
pub struct Report {
    /// The campaign.
    #[wire(ts = "Campaign")]
    pub campaign: Rc<Checked<Campaign>>,
    /// Whether it has ended. If not, these are the figures so far.
    pub terminal: bool,
    /// The API's own counts. `total` is not necessarily the sum of the others.
    pub counts: CampaignStatistics,
    /// The number of results: the sum of the `human`, `machine`, `unknown` and `no_answer` counts that the API returns. Absent
    /// if it returns none of them.
    pub results: Option<u64>,
    /// The number of answered calls: the sum of the `human`, `machine` and `unknown` counts that the API returns. Absent if it
    /// returns none of them.
    pub answered: Option<u64>,
    /// Answer rates.
    pub rates: Rates,
    /// How long it called. Absent if that cannot be derived from the campaign's times.
    pub duration: Option<CallingTime>,
    /// `results` per minute of `duration`. Absent if either is, or if `duration` is shorter than a second.
    pub calls_per_minute: Option<f64>,
}

/// Progress of a campaign's calls.
#[model(figures)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// The number of results so far: the sum of the `human`, `machine`, `unknown` and `no_answer` counts that the API returns.
    /// Absent if it returns none of them.
    pub done: Option<u64>,
    /// The number of results to expect. Absent unless the API's `total` can be trusted to mean that: it does not grow along with
    /// the results, and has exceeded them at some point, or the campaign's status is `FINISHED`.
    pub of: Option<u64>,
    /// `done` divided by `of`, from 0 to 1. At 1, the campaign may still be retrying contacts who did not answer.
    pub share: Option<f64>,
}

/// Answer rates. A rate is absent if its base is 0, or if the API leaves out a count that it needs.
#[model(figures)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// Answered by a person, of all results.
    pub human: Option<Rate>,
    /// Answered by a machine, of all results.
    pub machine: Option<Rate>,
    /// Answered, but answering machine detection (AMD) could not tell by whom, of all results.
    pub unknown: Option<Rate>,
    /// Not answered, of all results.
    #[wire(name = "no_answer")]
    pub no_answer: Option<Rate>,
    /// Answered by anyone or anything, of all results.
    pub answered: Option<Rate>,
    /// Answered by a person, of all answered calls.
    pub human_of_answered: Option<Rate>,
}

/// A rate.
#[model(figures)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// The numerator.
    pub count: u64,
    /// The base (denominator); at least 1.
    pub out_of: u64,
    /// What the base counts.
    pub denominator: Denominator,
    /// `count` divided by `outOf`, from 0 to 1.
    pub share: f64,
}

words! {
    /// What a rate's base counts: all results (`human`, `machine`, `unknown` and `no_answer`), or only
    /// answered calls (`human`, `machine` and `unknown`).
    Denominator {
        /// All results.
        Results = "results",
        /// Answered calls.
        Answered = "answered",
    }
}

/// When a campaign is expected to end at its current rate.
#[model(figures)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// The time, in milliseconds since 1970 (UTC), as `new Date` takes it.
    pub end_at_ms: u64,
    /// What is expected to happen then.
    pub kind: ForecastKind,
}

words! {
    /// What a forecast means. `estimate`: every contact has a result by then. `earliest`: the same, but contacts who did not answer
    /// are called again, which takes longer. `window`: calling stops then, before every contact has a result.
    ForecastKind {
        /// Every contact has a result by then.
        Estimate = "estimate",
        /// Every contact has a result by then, but some are called again, which takes longer.
        Earliest = "earliest",
        /// Calling stops then, before every contact has a result.
        Window = "window",
    }
}

/// How long a campaign called, and which times that is derived from. The API does not report when the first and the last call
/// took place.
#[model(figures)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CallingTime {
    /// The duration in seconds; more than 0.
    pub seconds: f64,
    /// The start: the campaign's `start_time` or `created_time`, whichever is later.
    pub from: Moment,
    /// The end: `updated_time` if the campaign has ended, otherwise `now`; or `end_time` if that is earlier.
    pub to: Moment,
}

words! {
    /// A start or an end of a duration: one of the campaign's times, or now.
    Moment {
        /// The campaign's `start_time`.
        StartTime = "start_time",
        /// The campaign's `created_time`.
        CreatedTime = "created_time",
        /// The campaign's `updated_time`.
        UpdatedTime = "updated_time",
        /// The campaign's `end_time`.
        EndTime = "end_time",
        /// Now, by this machine's clock.
        Now = "now",
    }
}
