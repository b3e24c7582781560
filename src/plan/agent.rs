//! The AI agent that talks.

use crate::{
    model::{
        AgentId, FindingCode,
        agent::{Agent, AgentIntegration},
        finding::{Finding, Fix, FixFields},
    },
    plan::{
        draft::{Draft, same_id},
        json, words,
    },
    shape::{elements, members},
};

/// Checks the draft's agent against those of the workspace, given as JSON.
pub fn check(draft: &Draft<'_>, agents: &[String]) -> Vec<Finding> {
    const FIELD: &str = "ai_agent_conversation_config_id";
    let Some(id) = draft.text(FIELD) else { return Vec::new() };
    let agent = agents.iter().map(|agent| Voice::read(agent)).find(|agent| same_id(&agent.conversation, &id));
    let Some(agent) = agent else {
        let message = ["There is no AI agent with the id ", &id, " in this workspace. Choose another."];
        return vec![Finding::new(FindingCode::AgentNotFound, FIELD, message.concat())];
    };
    let mut findings = Vec::new();
    if !agent.calls {
        let message = [
            "The AI agent ",
            &agent.name,
            " is not set up for calls. Set it up for SeaX calls, or choose another.",
        ];
        findings.push(Finding::new(FindingCode::AgentWithoutCalls, FIELD, message.concat()));
    }
    if let Some(named) = draft.text("ai_agent_id")
        && !same_id(&named, &agent.id)
    {
        let message = [
            "The campaign names two different AI agents. The one that talks is ",
            &agent.name,
            ": name it in both places.",
        ];
        let finding = Finding::new(FindingCode::AgentMismatch, "ai_agent_id", message.concat());
        findings.push(match AgentId::new(agent.id) {
            Some(id) => {
                finding.fixed_by(Fix::set(FixFields { ai_agent_id: Some(id), ..FixFields::default() }))
            }
            None => finding,
        });
    }
    findings
}

/// What a campaign needs to know of an agent.
#[derive(Default)]
struct Voice {
    id: String,
    name: String,
    conversation: String,
    /// Whether it is set up for calls.
    calls: bool,
}

impl Voice {
    fn read(agent: &str) -> Self {
        let mut voice = Self::default();
        for member in members(agent, Agent::SHAPE) {
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
    members(integration, AgentIntegration::SHAPE).any(|member| {
        member.field.name == "type" && json::text(member.json).is_some_and(|kind| kind == "SEAX_CALL")
    })
}
