use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
};
use tower::ServiceExt;

use crate::{
    http::{
        caller::API_KEY,
        schema_recorder::{RecordedSchemas, SchemaRecorder},
    },
    routes::{self, operation::Operation},
    runtime::manual::ManualRuntime,
    sandbox::{DEFAULT_KEY, DEFAULT_WORKSPACE, Sandbox},
    seed::EPOCH,
    settings::Settings,
};

/// Records the schemas of an operation's query and body, by calling it with an empty request in a separate sandbox.
pub async fn record_inputs(operation: &Operation) -> RecordedSchemas {
    let sandbox = Arc::new(Sandbox::new(
        Settings { contacts: 1, ..Settings::default() },
        Arc::new(ManualRuntime::new(EPOCH)),
    ));
    let router = routes::router().with_state(Arc::clone(&sandbox));
    let recorder = SchemaRecorder::default();
    let uri = format!(
        "{}{}{}",
        routes::PREFIXES[0],
        routes::WORKSPACE.replace("{workspace_id}", &DEFAULT_WORKSPACE.to_string()),
        with_ids(operation.path, &sandbox)
    );
    let request = Request::builder().method(operation.method.clone()).uri(uri);
    let request = request.header(API_KEY, DEFAULT_KEY).extension(recorder.clone()).body(Body::empty());
    if let Ok(request) = request {
        finish(router, request).await;
    }
    recorder.schemas()
}

async fn finish(router: Router, request: Request) {
    let Ok(response) = router.oneshot(request).await;
    // The reply is discarded, but the handler must run to completion.
    drop(to_bytes(response.into_body(), usize::MAX).await);
}

/// Fills in the ids of existing resources, because handlers look these up before they read the request.
fn with_ids(path: &str, sandbox: &Sandbox) -> String {
    let Some(tenant) = sandbox.tenant(DEFAULT_WORKSPACE) else { return path.to_owned() };
    let workspace = tenant.workspace(sandbox.now());
    let ids = [
        ("{auto_dialer_campaign_id}", workspace.campaigns.first().map(|campaign| campaign.id)),
        (
            "{contact_id}",
            workspace.contacts.present().iter().next().map(|index| workspace.contacts.at(index).id),
        ),
        ("{contact_label_id}", workspace.labels.first().map(|label| label.view.id)),
    ];
    let known = ids.into_iter().filter_map(|(name, id)| Some((name, id?)));
    known.fold(path.to_owned(), |path, (name, id)| path.replace(name, &id.to_string()))
}
