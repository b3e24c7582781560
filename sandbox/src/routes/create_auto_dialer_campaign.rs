use axum::{body::Bytes, http::StatusCode, response::Response};

use crate::{
    http::{
        body::Body,
        caller::Caller,
        problem::{Issue, Problem, json},
    },
    routes::auto_dialer_campaigns::CampaignView,
    world::{
        audience::AudienceFilter,
        draft::{
            CampaignMode, CampaignStage, CampaignType, Draft, OverwriteRecipient, RelativeDistance,
            RelativeTimeDraft,
        },
        resolution::{Unresolved, resolve},
    },
};

/// The language that a workspace speaks unless a campaign says otherwise.
const DEFAULT_LANGUAGE: &str = "en-US";

/// `POST …/auto_dialer_campaigns`: makes a campaign, and answers 201 with it.
///
/// # Errors
/// A 422 for a draft that breaks the vendor's schema, or names what the workspace doesn't have.
pub async fn create(caller: Caller, body: Bytes) -> Result<Response, Problem> {
    let mut draft = read_draft(Body::parse(&body)?)?;
    if caller.quirks.forgets_draft_name {
        draft.draft_name = None;
    }
    let mut workspace = caller.workspace();
    if let Some(agent) = draft.ai_agent_conversation_config_id.and_then(|id| workspace.agent_of(id)) {
        draft.ai_agent_id = Some(agent.id);
    }
    let resolved = resolve(&draft, &workspace, caller.now).map_err(unresolved)?;
    let place = workspace.add_campaign(draft, resolved, caller.now);
    workspace.campaigns[place].listed_from = caller.now + caller.quirks.unlisted_for;
    let view = CampaignView::new(&workspace, &workspace.campaigns[place]);
    Ok(json(StatusCode::CREATED, &view))
}

fn unresolved(missing: Vec<Unresolved>) -> Problem {
    let issue = |missing: Unresolved| {
        let mut loc = vec!["body".into(), missing.field.into()];
        loc.extend(missing.place.map(Into::into));
        Issue { loc, msg: missing.msg, kind: "value_error" }
    };
    Problem::unprocessable(missing.into_iter().map(issue).collect())
}

fn read_draft(mut body: Body) -> Result<Draft, Problem> {
    let name = body.required_text("name");
    let kind = body.required_choice("type");
    let mode = body.required_choice("mode");
    let stage = body.required_choice("stage");
    let tts_language = body.text("tts_language").filter(|language| !language.is_empty());
    let tts_language = tts_language.unwrap_or_else(|| DEFAULT_LANGUAGE.to_owned());
    let tts_voice = body.text("tts_voice").filter(|voice| !voice.is_empty() && voice != "default");
    let tts_voice = tts_voice.unwrap_or_else(|| format!("{tts_language}-default"));
    body.check_texts("message_variables");
    let draft = Draft {
        name,
        draft_name: body.text("draft_name"),
        // Stand-ins: without these three, `finish` refuses the draft.
        kind: kind.unwrap_or(CampaignType::VoiceDrop),
        mode: mode.unwrap_or(CampaignMode::Web),
        stage: stage.unwrap_or(CampaignStage::Draft),
        start_time: body.moment("start_time"),
        end_time: body.moment("end_time"),
        message: body.text("message"),
        tts_language: Some(tts_language),
        tts_voice: Some(tts_voice),
        audio_url: body.text("audio_url"),
        ai_agent_id: body.id("ai_agent_id"),
        ai_agent_conversation_config_id: body.id("ai_agent_conversation_config_id"),
        max_attempts: body.positive("max_attempts", 1),
        max_dialers: body.positive("max_dialers", 20),
        capture_keypress: body.required_truth("capture_keypress"),
        capture_stt: body.required_truth("capture_stt"),
        is_timezone_aware: body.truth("is_timezone_aware").unwrap_or(false),
        is_schedule: body.truth("is_schedule").unwrap_or(false),
        contact_file_url: contact_file_url(&mut body),
        timezone: body.text("timezone"),
        phone_ids: body.required_ids("phone_ids"),
        attach_contact_label_ids: body.ids("attach_contact_label_ids"),
        overwrite_phone_recipient: overwrite_recipient(&mut body),
        contact_field_ids: body.ids("contact_field_ids"),
        relative_time_config: relative_time(&mut body),
        audience: read_audience(&mut body),
    };
    check_window(&draft, &mut body);
    if draft.mode == CampaignMode::Excel && draft.contact_file_url.is_none() {
        body.refuse::<()>("contact_file_url", "field required in EXCEL mode", "value_error.missing");
    }
    body.finish()?;
    Ok(draft)
}

fn read_audience(body: &mut Body) -> AudienceFilter {
    AudienceFilter {
        all_labels: body.ids("all_contact_label_ids"),
        any_labels: body.ids("any_contact_label_ids"),
        additions: body.ids("addition_contact_ids"),
        excluded_contacts: body.ids("exclude_contact_ids"),
        excluded_any_labels: body.ids("exclude_any_contact_label_ids"),
        excluded_all_labels: body.ids("exclude_all_contact_label_ids"),
        keyword: body.text("keyword").unwrap_or_default(),
        whatsapp_phone_only: body.truth("whatsapp_phone_only").unwrap_or(false),
        ..AudienceFilter::default()
    }
}

fn overwrite_recipient(body: &mut Body) -> Option<OverwriteRecipient> {
    let recipient = body.object("overwrite_phone_recipient", |inner| {
        let kind = inner.required_choice("type");
        let receiver = inner.text("receiver");
        Some(OverwriteRecipient { kind: kind?, receiver })
    });
    recipient.flatten()
}

fn relative_time(body: &mut Body) -> Option<RelativeTimeDraft> {
    let config = body.object("relative_time_config", |inner| {
        let distance = RelativeDistance {
            timezone: inner.required_text("timezone"),
            delta_years: inner.integer("delta_years").unwrap_or(0),
            delta_months: inner.integer("delta_months").unwrap_or(0),
            delta_days: inner.integer("delta_days").unwrap_or(0),
            delta_hours: inner.integer("delta_hours").unwrap_or(0),
            delta_minutes: inner.integer("delta_minutes").unwrap_or(0),
            absolute_time: inner.time_of_day("absolute_time"),
        };
        let date_contact_field_id = inner.required_id("date_contact_field_id");
        let time_contact_field_id = inner.id("time_contact_field_id");
        Some(RelativeTimeDraft {
            distance,
            date_contact_field_id: date_contact_field_id?,
            time_contact_field_id,
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

fn check_window(draft: &Draft, body: &mut Body) {
    if let (Some(start), Some(end)) = (draft.start_time, draft.end_time)
        && end <= start
    {
        body.refuse::<()>("end_time", "end_time must be after start_time", "value_error");
    }
}
