//! Checks the AI agent.

use crate::{
    json,
    model::{
        AgentId, FindingCode,
        agent::{Agent, AgentIntegration},
    },
    preflight::{
        draft::{Draft, same_id},
        finding::{self, Findings, quoted},
        words,
    },
    schema::{elements, members},
};

/// Checks the draft's agent against the workspace's agents, a JSON array.
pub fn check(draft: &Draft<'_>, agents: &str, findings: &mut Findings) {
    const FIELD: &str = "ai_agent_conversation_config_id";
    let Some(id) = draft.text(FIELD) else { return };
    let Some(agent) = elements(agents).map(Voice::read).find(|agent| same_id(&agent.conversation, &id))
    else {
        let message = &["No AI agent with the id ", &id, " exists in this workspace. Choose another."];
        return findings.add(FindingCode::AgentNotFound, FIELD, message);
    };
    if !agent.calls {
        let message = &[
            "The AI agent ",
            &agent.name,
            " is not set up for calls. Set it up for SeaX calls, or choose another.",
        ];
        findings.add(FindingCode::AgentWithoutCalls, FIELD, message);
    }
    if let Some(named) = draft.text("ai_agent_id")
        && !same_id(&named, &agent.id)
    {
        let message = &[
            "The agent's id and the conversation config belong to different agents. The config belongs to ",
            &agent.name,
            ". Use the same agent for both.",
        ];
        let id = AgentId::new(agent.id);
        let fix = id.map(|id| finding::set("ai_agent_id", &quoted(id.as_str()))).unwrap_or_default();
        findings.add_fixable(FindingCode::AgentMismatch, "ai_agent_id", message, &fix);
    }
}

/// The fields of an agent that the checks need.
#[derive(Default)]
struct Voice {
    id: String,
    name: String,
    conversation: String,
    /// Whether the agent is set up for calls.
    calls: bool,
}

impl Voice {
    fn read(agent: &str) -> Self {
        let mut voice = Self::default();
        for member in members(agent, Agent::OBJECT) {
            let text = || json::text(member.json).unwrap_or_default();
            match member.field.name {
                "id" => voice.id = text(),
                "name" => voice.name = words::short(&text()),
                "conversation_config_id" => voice.conversation = text(),
                "integrations" => voice.calls = elements(member.json).any(is_for_calls),
                _ => {}
            }
        }
        voice
    }
}

fn is_for_calls(integration: &str) -> bool {
    members(integration, AgentIntegration::OBJECT).any(|member| {
        member.field.name == "type" && json::text(member.json).is_some_and(|kind| kind == "SEAX_CALL")
    })
}
