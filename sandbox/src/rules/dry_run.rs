use crate::{
    engine::{
        call,
        plan::{Callee, Line, Plan},
    },
    rules::conversation::conversation,
    timestamp::Timestamp,
    world::{
        draft::Draft,
        dry_run::DryRun,
        phone::Phone,
        workspace::{RefusedCall, Workspace},
    },
};

impl Workspace {
    /// Returns `true` if calling hours forbid a test call, which is then among the refused ones.
    pub fn refuses_test_call(&mut self, dial_to: &str, now: Timestamp) -> bool {
        let is_open = self.may_dial.is_none_or(|may_dial| may_dial(dial_to, now));
        if !is_open {
            let phone = dial_to.into();
            self.refused_calls.push(RefusedCall { campaign_id: None, contact_id: None, phone, at: now });
        }
        !is_open
    }

    /// Places a test call from a phone of the workspace.
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
