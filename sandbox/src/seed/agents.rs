use crate::{
    id::Id,
    seed::{day, rng},
    world::agent::{Agent, Integration, IntegrationType},
};

/// The conversation config id of the AI agent in the tutorial's campaign.
pub const TUTORIAL_CONVERSATION: Id = Id::new(0x221316ae_8a9f_4f39_b7f8_f2e756b80a63);

/// The id of that agent.
pub const TUTORIAL_AGENT: Id = Id::new(0x51fefba9_c3ee_40e8_a392_8bc14c639719);

/// Returns two agents that can call, and one that can only write.
pub fn agents(seed: u64) -> Vec<Agent> {
    use IntegrationType::{SeaxLineOfficial, SeaxSms, SeaxWabp};
    let mut rng = rng(seed, b"agents..", 0);
    let mut agent = |ids: (Id, Id), name: &str, age: u64, integrations: Vec<Integration>| {
        let created_time = day(age, &mut rng);
        Agent {
            id: ids.0,
            name: name.to_owned(),
            conversation_config_id: ids.1,
            integrations,
            created_time,
            updated_time: created_time,
        }
    };
    vec![
        agent(
            (TUTORIAL_AGENT, TUTORIAL_CONVERSATION),
            "Survey assistant",
            1,
            vec![
                calling("Hello, how can I help you?", "en-US-SteffanNeural", "en-US"),
                writing(SeaxSms, "Hello, how can I help you?"),
            ],
        ),
        agent(
            (
                Id::new(0x7e0d4a1c_6b35_4f8e_2d90_c1a86f3e5b47),
                Id::new(0xc8a5f2e1_47d9_4b06_0e3c_95d1b7f42a68),
            ),
            "訂位小幫手",
            2,
            vec![
                calling("您好,請問您現在方便講話嗎?", "zh-TW-HsiaoChenNeural", "zh-TW"),
                writing(SeaxWabp, "您好!"),
                writing(SeaxLineOfficial, "您好!"),
            ],
        ),
        agent(
            (
                Id::new(0x1f9b6c3d_80e2_4a57_f4d6_3b72e95a0c18),
                Id::new(0x96d3e0b4_15fa_4c82_7a69_e2084fd5b31c),
            ),
            "Text-only helper",
            3,
            vec![writing(SeaxSms, "Hi! Reply STOP to opt out.")],
        ),
    ]
}

fn calling(greeting: &str, voice: &str, language: &str) -> Integration {
    Integration {
        inbound_pick_up_message: Some(greeting.to_owned()),
        outbound_starting_message: greeting.to_owned(),
        outbound_voice: Some(voice.to_owned()),
        outbound_language: Some(language.to_owned()),
        inbound_voice: Some(voice.to_owned()),
        inbound_language: Some(language.to_owned()),
        kind: IntegrationType::SeaxCall,
    }
}

fn writing(kind: IntegrationType, greeting: &str) -> Integration {
    Integration {
        inbound_pick_up_message: None,
        outbound_starting_message: greeting.to_owned(),
        outbound_voice: None,
        outbound_language: None,
        inbound_voice: None,
        inbound_language: None,
        kind,
    }
}
