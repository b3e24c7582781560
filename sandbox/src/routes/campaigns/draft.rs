//! Reading the fields of a campaign, to create it or to change it.

use crate::{
    http::{
        body::Body,
        error::{ApiError, Issue},
    },
    rules::resolution::Unresolved,
    world::{
        audience::AudienceFilter,
        draft::{CampaignMode, Draft, OverwriteRecipient, RelativeDistance, RelativeTimeDraft},
        workspace::Workspace,
    },
};

/// The language of a campaign if none is given.
const DEFAULT_LANGUAGE: &str = "en-US";

/// Reads a body into a draft. Missing fields keep their values.
///
/// # Errors
/// Returns 422 for an invalid or contradictory draft.
pub fn read(mut body: Body, mut draft: Draft) -> Result<Draft, ApiError> {
    read_fields(&mut body, &mut draft);
    read_call(&mut body, &mut draft);
    read_speech(&mut body, &mut draft);
    read_audience(&mut body, &mut draft.audience);
    if let (Some(start), Some(end)) = (draft.start_time, draft.end_time)
        && end <= start
    {
        body.refuse::<()>("end_time", "end_time must be after start_time", "value_error");
    }
    if draft.mode == CampaignMode::Excel && draft.contact_file_url.is_none() {
        body.refuse::<()>("contact_file_url", "field required in EXCEL mode", "value_error.missing");
    }
    body.finish()?;
    Ok(draft)
}

/// Reads the body of a test call.
///
/// # Errors
/// Returns 422 for an invalid body.
pub fn read_dry_run(mut body: Body) -> Result<Draft, ApiError> {
    let mut draft = Draft::blank();
    read_call(&mut body, &mut draft);
    read_speech(&mut body, &mut draft);
    body.finish()?;
    Ok(draft)
}

/// Sets the draft's agent to the one with its conversation config, if there is one.
pub fn name_agent(draft: &mut Draft, workspace: &Workspace) {
    if let Some(agent) = draft.ai_agent_conversation_config_id.and_then(|id| workspace.agent_of(id)) {
        draft.ai_agent_id = Some(agent.id);
    }
}

/// Returns a 422 about references to something that does not exist.
pub fn unresolved(missing: Vec<Unresolved>) -> ApiError {
    let issue = |missing: Unresolved| {
        let mut loc = vec!["body".into(), missing.field.into()];
        loc.extend(missing.index.map(Into::into));
        Issue { loc, msg: missing.msg, kind: "value_error" }
    };
    ApiError::unprocessable(missing.into_iter().map(issue).collect())
}

fn set<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

/// Reads the fields about calls that campaigns and test calls share.
fn read_call(body: &mut Body, draft: &mut Draft) {
    set(&mut draft.kind, body.choice("type"));
    set(&mut draft.phone_ids, body.non_empty_ids("phone_ids"));
    let conversation = "ai_agent_conversation_config_id";
    set(&mut draft.ai_agent_conversation_config_id, body.id(conversation).map(Some));
    set(&mut draft.capture_keypress, body.boolean("capture_keypress"));
    set(&mut draft.capture_stt, body.boolean("capture_stt"));
}

fn read_fields(body: &mut Body, draft: &mut Draft) {
    set(&mut draft.name, body.text("name"));
    set(&mut draft.mode, body.choice("mode"));
    set(&mut draft.stage, body.choice("stage"));
    set(&mut draft.message_variables, body.string_map("message_variables").map(Some));
    set(&mut draft.draft_name, body.text("draft_name").map(Some));
    set(&mut draft.start_time, body.timestamp("start_time").map(Some));
    set(&mut draft.end_time, body.timestamp("end_time").map(Some));
    set(&mut draft.ai_agent_id, body.id("ai_agent_id").map(Some));
    draft.max_attempts = body.positive("max_attempts", draft.max_attempts);
    draft.max_dialers = body.positive("max_dialers", draft.max_dialers);
    set(&mut draft.is_timezone_aware, body.boolean("is_timezone_aware"));
    set(&mut draft.is_schedule, body.boolean("is_schedule"));
    set(&mut draft.contact_file_url, contact_file_url(body).map(Some));
    set(&mut draft.timezone, body.text("timezone").map(Some));
    set(&mut draft.attach_contact_label_ids, body.optional_ids("attach_contact_label_ids"));
    set(&mut draft.overwrite_phone_recipient, overwrite_recipient(body).map(Some));
    set(&mut draft.contact_field_ids, body.optional_ids("contact_field_ids"));
    let relative_time = relative_time(body, draft.relative_time_config.as_ref());
    set(&mut draft.relative_time_config, relative_time.map(Some));
}

fn read_speech(body: &mut Body, draft: &mut Draft) {
    set(&mut draft.message, body.text("message").map(Some));
    set(&mut draft.audio_url, body.text("audio_url").map(Some));
    let or_default = |language: String| {
        if language.is_empty() { DEFAULT_LANGUAGE.to_owned() } else { language }
    };
    let former = draft.tts_language.clone().unwrap_or_default();
    let language = or_default(body.text("tts_language").unwrap_or(former));
    let former = draft.tts_voice.clone().unwrap_or_default();
    let voice = body.text("tts_voice").unwrap_or(former);
    let is_default = voice.is_empty() || voice == "default";
    draft.tts_voice = Some(if is_default { format!("{language}-default") } else { voice });
    draft.tts_language = Some(language);
}

fn read_audience(body: &mut Body, audience: &mut AudienceFilter) {
    set(&mut audience.all_labels, body.optional_ids("all_contact_label_ids"));
    set(&mut audience.any_labels, body.optional_ids("any_contact_label_ids"));
    set(&mut audience.additions, body.optional_ids("addition_contact_ids"));
    set(&mut audience.excluded_contacts, body.optional_ids("exclude_contact_ids"));
    set(&mut audience.excluded_any_labels, body.optional_ids("exclude_any_contact_label_ids"));
    set(&mut audience.excluded_all_labels, body.optional_ids("exclude_all_contact_label_ids"));
    set(&mut audience.keyword, body.text("keyword"));
    set(&mut audience.whatsapp_phone_only, body.boolean("whatsapp_phone_only"));
}

fn overwrite_recipient(body: &mut Body) -> Option<OverwriteRecipient> {
    let recipient = body.object("overwrite_phone_recipient", |inner| {
        let kind = inner.required_choice("type");
        let receiver = inner.text("receiver");
        Some(OverwriteRecipient { kind: kind?, receiver })
    });
    recipient.flatten()
}

/// Reads `relative_time_config`. The time zone and the date field are required, unless the draft has a config
/// already.
fn relative_time(body: &mut Body, earlier: Option<&RelativeTimeDraft>) -> Option<RelativeTimeDraft> {
    let config = body.object("relative_time_config", |inner| {
        if earlier.is_none() {
            inner.require("timezone");
        }
        let former = earlier.map(|config| config.distance.clone());
        let former = former.unwrap_or_else(RelativeDistance::none);
        let distance = RelativeDistance {
            timezone: inner.text("timezone").unwrap_or(former.timezone),
            delta_years: inner.integer("delta_years").unwrap_or(former.delta_years),
            delta_months: inner.integer("delta_months").unwrap_or(former.delta_months),
            delta_days: inner.integer("delta_days").unwrap_or(former.delta_days),
            delta_hours: inner.integer("delta_hours").unwrap_or(former.delta_hours),
            delta_minutes: inner.integer("delta_minutes").unwrap_or(former.delta_minutes),
            absolute_time: inner.time_of_day("absolute_time").or(former.absolute_time),
        };
        if earlier.is_none() {
            inner.require("date_contact_field_id");
        }
        let date = inner.id("date_contact_field_id");
        let time = inner.id("time_contact_field_id");
        Some(RelativeTimeDraft {
            distance,
            date_contact_field_id: date.or(earlier.map(|config| config.date_contact_field_id))?,
            time_contact_field_id: time.or(earlier.and_then(|config| config.time_contact_field_id)),
        })
    });
    config.flatten()
}

fn contact_file_url(body: &mut Body) -> Option<String> {
    const LONGEST: usize = 2083;
    let url = body.text("contact_file_url")?;
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    if scheme.is_empty() || rest.is_empty() {
        let msg = "invalid or missing URL scheme";
        return body.refuse("contact_file_url", msg, "value_error.url.scheme");
    }
    if url.len() > LONGEST {
        let msg = "ensure this value has at most 2083 characters";
        return body.refuse("contact_file_url", msg, "value_error.any_str.max_length");
    }
    Some(url)
}
