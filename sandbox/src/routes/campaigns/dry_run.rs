use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, Issue},
    },
    routes::campaigns::draft,
    rules::resolution::resolve,
    world::draft::{CampaignType, Draft},
    write::Recorded,
};

const REQUIRED: [&str; 4] = ["phone_ids", "type", "capture_keypress", "capture_stt"];

/// `POST …/auto_dialer_campaigns/dry_run`: places a test call to one number, and replies with 204.
///
/// # Errors
/// Returns 422 for an invalid body, a reference to something that does not exist, or a number that cannot or must not
/// be called, or not at this time.
pub fn call(caller: &Caller, body: &[u8]) -> Result<Response, ApiError> {
    let mut body = caller.body(body)?;
    for field in REQUIRED {
        body.require(field);
    }
    let dial_to = body.required_phone_number("dial_to");
    let starting_message = body.text("ai_agent_starting_message");
    let mut draft = draft::read_dry_run(body)?;

    let mut workspace = caller.workspace();
    draft::name_agent(&mut draft, &workspace);
    // A test call does not redirect callbacks, so `overwrite_phone_recipient` is not required.
    let as_drop = Draft { kind: CampaignType::VoiceDrop, ..draft.clone() };
    let looked_up = if draft.ai_agent_conversation_config_id.is_some() { &as_drop } else { &draft };
    let number = workspace.campaigns_made;
    let resolved = resolve(looked_up, &workspace, number, caller.now).map_err(draft::unresolved)?;
    let refuse = |field: &str, msg: &str| {
        let loc = vec!["body".into(), field.into()];
        ApiError::unprocessable(vec![Issue { loc, msg: msg.to_owned(), kind: "value_error" }])
    };
    let phone = resolved.phones.iter().find(|phone| phone.can_call());
    let phone =
        phone.ok_or_else(|| refuse("phone_ids", "none of these phones is enabled and can do voice"))?;
    if !workspace.can_talk(&draft) {
        return Err(refuse("ai_agent_conversation_config_id", "this AI agent cannot call"));
    }
    if workspace.is_blocked_number(&dial_to) {
        return Err(refuse("dial_to", "a contact with this number is labeled DNC or invalid number"));
    }
    if workspace.refuses_test_call(&dial_to, caller.now) {
        let mut reply = refuse("dial_to", "it is outside the calling hours of this number").into_response();
        reply.extensions_mut().insert(Recorded);
        return Ok(reply);
    }
    workspace.dry_run(draft, phone, dial_to, starting_message, caller.now);
    Ok(StatusCode::NO_CONTENT.into_response())
}
