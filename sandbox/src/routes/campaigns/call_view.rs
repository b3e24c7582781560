use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    id::Id,
    rules::call_record::{CallRecord, CallStatus},
    timestamp::Timestamp,
};

/// The API's `Call`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Call")]
pub struct CallView<'a> {
    external_id: String,
    created_time: Timestamp,
    updated_time: Timestamp,
    direction: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    status: CallStatus,
    /// Seconds.
    duration: f64,
    from_number: &'a str,
    to_number: &'a str,
    id: Id,
    recordings: Vec<Recording>,
    ivr_captures: Vec<Capture>,
    start_time: Timestamp,
    end_time: Option<Timestamp>,
}

/// The API's `CallRecording`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CallRecording")]
struct Recording {
    external_id: String,
    created_time: Timestamp,
    updated_time: Timestamp,
    id: Id,
    name: String,
    url: String,
}

/// The API's `CallIVRCapture`: a key that was pressed, or something that was said.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CallIVRCapture")]
struct Capture {
    created_time: Timestamp,
    updated_time: Timestamp,
    id: Id,
    keypress: Option<char>,
    stt: Option<&'static str>,
}

impl<'a> CallView<'a> {
    /// Creates the view of a call.
    #[must_use]
    pub fn new(call: &CallRecord<'a>) -> Self {
        Self {
            external_id: call.external_id("CA", "call"),
            created_time: call.job.dialed,
            updated_time: call.updated(),
            direction: "outbound-api",
            kind: "VOICE",
            status: call.call_status(),
            duration: call.duration(),
            from_number: &call.phone.phone,
            to_number: &call.person.phone,
            id: call.id("call"),
            recordings: recording(call).into_iter().collect(),
            ivr_captures: captures(call),
            start_time: call.job.dialed,
            end_time: call.ended(),
        }
    }
}

fn recording(call: &CallRecord<'_>) -> Option<Recording> {
    call.talk().filter(|talk| talk.is_recorded)?;
    let external_id = call.external_id("RE", "recording");
    Some(Recording {
        created_time: call.job.answered,
        updated_time: call.job.ended,
        id: call.id("recording"),
        name: format!("{}.wav", call.job.answered),
        url: format!("https://recordings.example.com/{external_id}.wav"),
        external_id,
    })
}

fn captures(call: &CallRecord<'_>) -> Vec<Capture> {
    let Some(talk) = call.talk() else { return Vec::new() };
    let said = talk.said.map(|(said, at)| (None, Some(said), at));
    let pressed = talk.keys.into_iter().map(|(key, at)| (Some(key), None, at));
    let captures = said.into_iter().chain(pressed).enumerate();
    let capture = |(index, (keypress, stt, at))| Capture {
        created_time: at,
        updated_time: at,
        id: call.id(&format!("capture {index}")),
        keypress,
        stt,
    };
    captures.map(capture).collect()
}
