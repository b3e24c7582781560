use std::time::Duration;

use crate::{
    id::Id,
    rules::resolution::resolve,
    seed::{
        EPOCH,
        agents::{TUTORIAL_AGENT, TUTORIAL_CONVERSATION},
        contacts::SPECIAL,
        labels::{NEWSLETTER, VIP},
        phones::{MAIN_PHONE, TUTORIAL_PHONE},
    },
    timestamp::Timestamp,
    world::{
        audience::AudienceFilter,
        draft::{CampaignStage, CampaignType, Draft, RelativeDistance, RelativeTimeDraft},
        workspace::Workspace,
    },
};

/// The id of the campaign in the tutorial.
const TUTORIAL_CAMPAIGN: Id = Id::new(0x448ea794_0368_4604_a56f_f2350229d9e5);

/// Adds two campaigns that have ended, so that a fresh workspace has results.
pub fn add_past_campaigns(workspace: &mut Workspace) {
    let morning = |day: u64| EPOCH + Duration::from_secs(day * 86_400 + 3 * 3_600);
    let survey = Draft {
        ai_agent_id: Some(TUTORIAL_AGENT),
        ai_agent_conversation_config_id: Some(TUTORIAL_CONVERSATION),
        message: Some("Hello this is a test".to_owned()),
        phone_ids: vec![TUTORIAL_PHONE],
        audience: AudienceFilter {
            any_labels: vec![VIP],
            excluded_contacts: SPECIAL.iter().filter_map(|special| special.id).collect(),
            ..AudienceFilter::default()
        },
        ..draft("Autumn survey", CampaignType::AiAgent, VIP, morning(70))
    };
    let date_field = workspace.contact_fields.iter().find(|field| field.name == "appointment_date");
    let reminder = Draft {
        message: Some("Dear {name}, we look forward to seeing you at {event_name}.".to_owned()),
        audio_url: Some("https://media.example.com/reminder.wav".to_owned()),
        phone_ids: vec![MAIN_PHONE],
        contact_field_ids: workspace.contact_fields.iter().take(2).map(|field| field.id).collect(),
        relative_time_config: date_field.map(|field| RelativeTimeDraft {
            distance: RelativeDistance {
                timezone: "Asia/Taipei".to_owned(),
                delta_years: 0,
                delta_months: 0,
                delta_days: -1,
                delta_hours: 0,
                delta_minutes: 0,
                absolute_time: Some("10:00".to_owned()),
            },
            date_contact_field_id: field.id,
            time_contact_field_id: None,
        }),
        ..draft("Gala reminder", CampaignType::VoiceDrop, NEWSLETTER, morning(80))
    };
    for (draft, created, id) in
        [(survey, morning(70), Some(TUTORIAL_CAMPAIGN)), (reminder, morning(80), None)]
    {
        // The seeded drafts refer only to seeded data, so nothing is missing.
        let Ok(resolved) = resolve(&draft, workspace, workspace.campaigns_made, created) else { continue };
        let index = workspace.add_campaign(draft, resolved, created);
        if let Some(id) = id {
            workspace.campaigns[index].id = id;
        }
    }
}

fn draft(name: &str, kind: CampaignType, label: Id, start: Timestamp) -> Draft {
    Draft {
        name: name.to_owned(),
        kind,
        stage: CampaignStage::Instance,
        start_time: Some(start),
        end_time: Some(start + Duration::from_secs(10 * 3_600)),
        tts_language: Some("en-US".to_owned()),
        tts_voice: Some("en-US-default".to_owned()),
        max_attempts: 2,
        is_schedule: true,
        audience: AudienceFilter { any_labels: vec![label], ..AudienceFilter::default() },
        ..Draft::blank()
    }
}
