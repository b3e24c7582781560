//! Checks the AI agent.

use crate::{
    json::{self, quoted},
    model::{
        AgentId, FindingCode,
        agent::{Agent, AgentIntegration, IntegrationType},
        draft::AiAgentDraft,
        finding::FixFields,
    },
    preflight::{
        draft::{AGENT, Draft, same_id},
        finding::{self, Findings},
        words,
    },
    schema::{elements, members},
};

/// Returns what the draft's agent says first in calls, or `None` if it is not in this list, a JSON array, or not set up for
/// calls.
pub fn greeting(draft: &Draft<'_>, agents: &str) -> Option<String> {
    chosen(&draft.text(AGENT)?, agents)?.greeting
}

/// Returns the agent with this conversation config.
fn chosen(id: &str, agents: &str) -> Option<Voice> {
    elements(agents).map(Voice::read).find(|agent| same_id(&agent.conversation, id))
}

/// Checks the draft's agent against the workspace's agents, a JSON array.
pub fn check(draft: &Draft<'_>, agents: &str, findings: &mut Findings) {
    let Some(id) = draft.text(AGENT) else { return };
    let Some(agent) = chosen(&id, agents) else {
        let message = &["No AI agent with the id ", &id, " exists in this workspace. Choose another."];
        return findings.add(FindingCode::AgentNotFound, AGENT, message);
    };
    if agent.greeting.is_none() {
        let message = &[
            "The AI agent ",
            &agent.name,
            " is not set up for calls. Set it up for SeaX calls, or choose another.",
        ];
        findings.add(FindingCode::AgentWithoutCalls, AGENT, message);
    }
    if let Some(named) = draft.text(AiAgentDraft::AI_AGENT_ID)
        && !same_id(&named, &agent.id)
    {
        let message = &[
            "The agent's id and the conversation config belong to different agents. The config belongs to ",
            &agent.name,
            ". Use the same agent for both.",
        ];
        let id = AgentId::new(agent.id);
        let fix = id.map(|id| finding::set(FixFields::AI_AGENT_ID, &quoted(id.as_str()))).unwrap_or_default();
        findings.add_fixable(FindingCode::AgentMismatch, AiAgentDraft::AI_AGENT_ID, message, &fix);
    }
}

/// The fields of an agent that the checks need.
#[derive(Default)]
struct Voice {
    id: String,
    name: String,
    conversation: String,
    /// What it says first in the calls it makes. `None` if it is not set up for calls.
    greeting: Option<String>,
}

impl Voice {
    fn read(agent: &str) -> Self {
        let mut voice = Self::default();
        for member in members(agent, Agent::OBJECT) {
            let text = || json::text(member.json).unwrap_or_default();
            match member.field.name {
                Agent::ID => voice.id = text(),
                Agent::NAME => voice.name = words::short(&text()),
                Agent::CONVERSATION_CONFIG_ID => voice.conversation = text(),
                Agent::INTEGRATIONS => voice.greeting = elements(member.json).find_map(greeting_of_calls),
                _ => {}
            }
        }
        voice
    }
}

/// Returns an integration's greeting if it is the one for calls.
fn greeting_of_calls(integration: &str) -> Option<String> {
    let (mut is_for_calls, mut greeting) = (false, String::new());
    for member in members(integration, AgentIntegration::OBJECT) {
        let text = json::text(member.json).unwrap_or_default();
        match member.field.name {
            AgentIntegration::TYPE => is_for_calls = text == const { IntegrationType::SeaxCall.as_str() },
            AgentIntegration::OUTBOUND_STARTING_MESSAGE => greeting = text,
            _ => {}
        }
    }
    is_for_calls.then_some(greeting)
}
