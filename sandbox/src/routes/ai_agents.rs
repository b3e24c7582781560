use axum::{http::StatusCode, response::Response};

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
        order::{Order, SortField},
        page::Page,
    },
    world::agent::{Agent, IntegrationType},
};

const SORT_FIELDS: [SortField<Agent>; 5] = [
    ("name", |agent| agent.name.as_str().into()),
    ("conversation_config_id", |agent| agent.conversation_config_id.into()),
    ("created_time", |agent| agent.created_time.into()),
    ("updated_time", |agent| agent.updated_time.into()),
    ("id", |agent| agent.id.into()),
];

/// `GET …/ai_agents`: the AI agents, or with `types` those that work on one of these channels.
///
/// # Errors
/// Returns 422 for an invalid query.
pub fn list(caller: &Caller) -> Result<Response, ApiError> {
    let mut query = caller.query();
    let window = caller.window(&mut query);
    let order = Order::read(&mut query, &SORT_FIELDS, "created_time:desc");
    let types = query.choices::<IntegrationType>("types");
    query.finish()?;

    let workspace = caller.workspace();
    let works_on =
        |agent: &Agent| agent.integrations.iter().any(|integration| types.contains(&integration.kind));
    let agents = workspace.agents.iter().enumerate();
    let cut = window.page(agents.filter(|(_, agent)| types.is_empty() || works_on(agent)), &order);
    let data: Vec<&Agent> = cut.rows.into_iter().map(|(_, agent)| agent).collect();
    let total = Some(cut.total);
    Ok(json(StatusCode::OK, &Page { data, total }))
}
