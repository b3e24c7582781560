//! Converts snapshots and reports into JavaScript objects, with the members that `model::snapshot` declares.

use wasm_bindgen::prelude::*;

use crate::{
    error::Result,
    js::{
        object::{count, object},
        value,
    },
    model::{
        campaign::CampaignStatistics,
        snapshot::{
            CallingTime, Denominator, Forecast, ForecastKind, Moment, Progress, Rate, Rates, Report, Snapshot,
        },
    },
};

/// Converts a snapshot into an object.
pub fn snapshot(snapshot: &Snapshot) -> Result<JsValue> {
    Ok(object(&[
        ("campaign", value::parse(snapshot.campaign.as_bytes())?),
        ("terminal", snapshot.terminal.into()),
        ("progress", progress(&snapshot.progress)),
        ("rates", rates(&snapshot.rates)),
        ("callsPerMinute", snapshot.calls_per_minute.into()),
        ("forecast", snapshot.forecast.as_ref().map(forecast).into()),
        ("ageMs", count(snapshot.age_ms)),
        ("lastErrorCode", snapshot.last_error_code.into()),
    ]))
}

/// Converts a report into an object.
pub fn report(report: &Report) -> Result<JsValue> {
    Ok(object(&[
        ("campaign", value::parse(report.campaign.as_bytes())?),
        ("terminal", report.terminal.into()),
        ("counts", counts(&report.counts)),
        ("results", count(report.results)),
        ("answered", count(report.answered)),
        ("rates", rates(&report.rates)),
        ("duration", report.duration.as_ref().map(calling_time).into()),
        ("callsPerMinute", report.calls_per_minute.into()),
    ]))
}

fn progress(progress: &Progress) -> JsValue {
    object(&[("done", count(progress.done)), ("of", count(progress.of)), ("share", progress.share.into())])
}

fn rates(rates: &Rates) -> JsValue {
    object(&[
        ("human", rate(&rates.human)),
        ("machine", rate(&rates.machine)),
        ("unknown", rate(&rates.unknown)),
        ("no_answer", rate(&rates.no_answer)),
        ("answered", rate(&rates.answered)),
        ("humanOfAnswered", rate(&rates.human_of_answered)),
    ])
}

fn rate(rate: &Option<Rate>) -> JsValue {
    let Some(rate) = rate else { return JsValue::UNDEFINED };
    let denominator = match rate.denominator {
        Denominator::Results => "results",
        Denominator::Answered => "answered",
    };
    object(&[
        ("count", count(rate.count)),
        ("outOf", count(rate.out_of)),
        ("denominator", denominator.into()),
        ("share", rate.share.into()),
    ])
}

fn counts(counts: &CampaignStatistics) -> JsValue {
    object(&[
        ("human", count(counts.human)),
        ("machine", count(counts.machine)),
        ("unknown", count(counts.unknown)),
        ("no_answer", count(counts.no_answer)),
        ("total", count(counts.total)),
    ])
}

fn forecast(forecast: &Forecast) -> JsValue {
    let kind = match forecast.kind {
        ForecastKind::Estimate => "estimate",
        ForecastKind::Earliest => "earliest",
        ForecastKind::Window => "window",
    };
    object(&[("endAtMs", count(forecast.end_at_ms)), ("kind", kind.into())])
}

fn calling_time(time: &CallingTime) -> JsValue {
    object(&[("seconds", time.seconds.into()), ("from", moment(time.from)), ("to", moment(time.to))])
}

fn moment(moment: Moment) -> JsValue {
    let word = match moment {
        Moment::StartTime => "start_time",
        Moment::CreatedTime => "created_time",
        Moment::UpdatedTime => "updated_time",
        Moment::EndTime => "end_time",
        Moment::Now => "now",
    };
    word.into()
}
