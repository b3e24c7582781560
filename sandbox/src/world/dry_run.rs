use serde::Serialize;

use crate::{
    engine::{
        call::{self, AnsweredBy},
        plan::{Callee, Line, Plan},
    },
    id::Id,
    timestamp::Timestamp,
    world::{
        draft::{CampaignType, Draft},
        phone::Phone,
        workspace::{Workspace, conversation},
    },
};

/// A call to one number, to try a campaign before it is made.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs, reason = "the vendor's AutoDialerCampaignDryRunPayload, and how it went")]
pub struct DryRun {
    pub id: Id,
    /// When it was asked for, in real time.
    pub created_time: Timestamp,
    /// The number that was called.
    pub dial_to: String,
    /// The number that called.
    pub from_number: String,
    #[serde(rename = "type")]
    pub kind: CampaignType,
    pub message: Option<String>,
    pub audio_url: Option<String>,
    pub tts_language: Option<String>,
    pub tts_voice: Option<String>,
    pub ai_agent_conversation_config_id: Option<Id>,
    pub ai_agent_starting_message: Option<String>,
    pub capture_keypress: bool,
    pub capture_stt: bool,
    pub answered_by: AnsweredBy,
    /// Seconds from the answer to the end.
    pub duration: f64,
}

impl Workspace {
    /// Calls one number from a phone of the workspace, as the draft says.
    pub fn dry_run(
        &mut self,
        draft: Draft,
        from: &Phone,
        dial_to: String,
        starting_message: Option<String>,
        now: Timestamp,
    ) {
        let number = self.dry_runs.len();
        let plan = Plan {
            seed: self.seed,
            campaign: number as u64,
            conversation: conversation(&draft),
            starts: now,
            ends: None,
            max_attempts: 1,
            max_dialers: 1,
            callees: Vec::new(),
            lines: 1,
            stays_open: false,
        };
        let mut rng = self.rng("dry_run", number);
        let callee = Callee { contact: 0, key: rng.next_u64(), line: Line::Good };
        let call = call::simulate(&plan, callee, 1);
        self.dry_runs.push(DryRun {
            id: rng.id(),
            created_time: now,
            dial_to,
            from_number: from.phone.clone(),
            kind: draft.kind,
            message: draft.message,
            audio_url: draft.audio_url,
            tts_language: draft.tts_language,
            tts_voice: draft.tts_voice,
            ai_agent_conversation_config_id: draft.ai_agent_conversation_config_id,
            ai_agent_starting_message: starting_message,
            capture_keypress: draft.capture_keypress,
            capture_stt: draft.capture_stt,
            answered_by: call.answered_by,
            duration: call.talk.as_secs_f64(),
        });
    }
}
