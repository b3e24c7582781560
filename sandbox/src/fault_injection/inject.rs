use std::{sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::{
    fault_injection::{
        disconnect::{disconnected, is_disconnected},
        streams,
    },
    faults::{
        effects::FaultEffects,
        fault::{Answer, Fault, When},
    },
    http::{
        caller::API_KEY,
        error::{ApiError, json},
        workspace_path::below_workspace,
    },
    routes::operation_name,
    sandbox::{Sandbox, Tenant},
    write::Write,
};

/// Logs each request to a workspace, and applies the workspace's faults.
pub async fn inject(State(sandbox): State<Arc<Sandbox>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let Some((workspace, below)) = below_workspace(path) else { return next.run(request).await };
    let Some(tenant) = sandbox.tenant(workspace) else { return next.run(request).await };

    let operation = operation_name(request.method(), below);
    let query = request.uri().query().unwrap_or_default();
    let entry = tenant.requests.begin(request.method(), path, query, sandbox.now());
    let response = match tenant.faults.take_matching(request.method(), below, operation) {
        Some(fault) => apply(fault, request, next, &tenant, &sandbox).await,
        None => next.run(request).await,
    };
    if !is_disconnected(&response) {
        tenant.requests.answered(entry, response.status());
    }
    response
}

async fn apply(
    fault: Fault,
    mut request: Request,
    next: Next,
    tenant: &Tenant,
    sandbox: &Sandbox,
) -> Response {
    let runtime = &sandbox.runtime;
    match fault {
        Fault::Status(answer) => {
            // If the body were not read, hyper would close the connection, which is not the requested fault.
            let _ = to_bytes(request.into_body(), usize::MAX).await;
            reply(&answer)
        }
        Fault::StatusAfterCommit(answer) => {
            process(request, next).await;
            reply(&answer)
        }
        Fault::DropRequest {} => disconnected(),
        Fault::DropReply {} => {
            process(request, next).await;
            disconnected()
        }
        Fault::Delay { ms, when: When::Before } => {
            let later = Later { after: Duration::from_millis(ms), tenant, sandbox };
            run_later(request, next, &later).await
        }
        Fault::Delay { ms, when: When::After } => {
            let response = next.run(request).await;
            runtime.sleep(Duration::from_millis(ms)).await;
            response
        }
        Fault::Hang {} => {
            process(request, next).await;
            std::future::pending().await
        }
        Fault::CutJson { bytes } => rebuild(next.run(request).await, |body| cut(&body, bytes)).await,
        Fault::CutStream { bytes } => {
            rebuild(next.run(request).await, |body| Ok(streams::cut(body, bytes, Arc::clone(runtime)))).await
        }
        Fault::Trickle { chunk, delay_ms } => {
            let pause = Duration::from_millis(delay_ms);
            let trickle = |body| Ok(streams::trickle(body, chunk, pause, Arc::clone(runtime)));
            rebuild(next.run(request).await, trickle).await
        }
        Fault::Patch { pointer, value } => {
            rebuild(next.run(request).await, |body| patch(&body, &pointer, value)).await
        }
        Fault::LateCommit { ms } => {
            let later = Later { after: Duration::from_millis(ms), tenant, sandbox };
            commit_late(request, next, &later).await
        }
        Fault::Lag { ms } => {
            let hidden_for = Duration::from_millis(ms);
            request.extensions_mut().insert(FaultEffects { hidden_for, ..FaultEffects::default() });
            next.run(request).await
        }
        Fault::ForgetDraftName {} => {
            request
                .extensions_mut()
                .insert(FaultEffects { drops_draft_name: true, ..FaultEffects::default() });
            next.run(request).await
        }
    }
}

/// Processes a request and discards its reply. Reads the reply's body to the end, so that all of it is produced.
async fn process(request: Request, next: Next) {
    let response = next.run(request).await;
    drop(to_bytes(response.into_body(), usize::MAX).await);
}

async fn run_later(request: Request, next: Next, later: &Later<'_>) -> Response {
    later.postpone(request, next).await.await.unwrap_or_else(|_| {
        let detail = "The task that handles this request has failed";
        ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, detail).into_response()
    })
}

async fn commit_late(request: Request, next: Next, later: &Later<'_>) -> Response {
    drop(later.postpone(request, next).await);
    disconnected()
}

/// Postpones requests to a workspace by a delay.
struct Later<'a> {
    after: Duration,
    tenant: &'a Tenant,
    sandbox: &'a Sandbox,
}

impl Later<'_> {
    /// Carries out a request after the delay, in a separate task: a slow server does so even if its client has given
    /// up in the meantime.
    async fn postpone(&self, request: Request, next: Next) -> oneshot::Receiver<Response> {
        let (done, response) = oneshot::channel();
        let (parts, body) = request.into_parts();
        // The body is read before the delay, because it cannot be read after the connection is closed.
        let Ok(body) = to_bytes(body, usize::MAX).await else { return response };
        let kept = self.as_write(&parts, &body).map(|write| self.sandbox.postponed.add(write));
        let time_has_come = self.sandbox.runtime.sleep(self.after);
        self.sandbox.runtime.spawn(Box::pin(async move {
            time_has_come.await;
            drop(kept);
            let response = next.run(Request::from_parts(parts, Body::from(body))).await;
            if let Err(unseen) = done.send(response) {
                drop(to_bytes(unseen.into_body(), usize::MAX).await);
            }
        }));
        response
    }

    /// Returns the request as the write that it will become, or `None` if it cannot change anything. Keys are not
    /// recorded.
    fn as_write(&self, parts: &Parts, body: &[u8]) -> Option<Write> {
        let text = |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let may_write = !parts.method.is_safe() && text(API_KEY) == Some(&self.tenant.api_key);
        may_write.then(|| Write {
            at: self.sandbox.now() + self.after,
            method: parts.method.to_string(),
            target: parts.uri.to_string(),
            content_type: text(CONTENT_TYPE.as_str()).map(str::to_owned),
            body: body.to_vec(),
            effects: FaultEffects::default(),
            status: 0,
        })
    }
}

fn reply(answer: &Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let default_body = || json!({ "detail": status.canonical_reason().unwrap_or("Error") });
    let mut response = match &answer.body {
        _ if status == StatusCode::NO_CONTENT || status == StatusCode::NOT_MODIFIED => status.into_response(),
        Some(body) => json(status, body),
        None => json(status, &default_body()),
    };
    for (name, value) in &answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Changes a reply's body. If the body has nothing to change, the reply is a 500 that says why: if it were returned unchanged, a
/// test could pass without testing anything.
async fn rebuild(response: Response, change: impl FnOnce(Bytes) -> Result<Body, String>) -> Response {
    let (parts, body) = response.into_parts();
    let changed = match to_bytes(body, usize::MAX).await {
        Ok(bytes) => change(bytes),
        Err(error) => Err(error.to_string()),
    };
    match changed {
        Ok(body) => Response::from_parts(parts, body),
        Err(detail) => ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, detail).into_response(),
    }
}

/// Truncates a body.
fn cut(body: &Bytes, bytes: usize) -> Result<Body, String> {
    if bytes >= body.len() {
        return Err(format!("The reply has only {} bytes to cut", body.len()));
    }
    Ok(body.slice(..bytes).into())
}

/// Sets a value in a JSON body.
fn patch(body: &[u8], pointer: &str, value: Value) -> Result<Body, String> {
    let patched = serde_json::from_slice(body).ok().and_then(|mut document: Value| {
        put(&mut document, pointer, value)?;
        serde_json::to_vec(&document).ok()
    });
    patched.map(Body::from).ok_or_else(|| format!("The reply has no value at '{pointer}' to patch"))
}

/// Sets the value at a JSON pointer, whose parent must exist.
fn put(document: &mut Value, pointer: &str, value: Value) -> Option<()> {
    if let Some(target) = document.pointer_mut(pointer) {
        *target = value;
        return Some(());
    }
    let (parent, name) = pointer.rsplit_once('/')?;
    match document.pointer_mut(parent)? {
        Value::Object(object) => {
            object.insert(name.replace("~1", "/").replace("~0", "~"), value);
            Some(())
        }
        Value::Array(items) if name == "-" || name.parse() == Ok(items.len()) => {
            items.push(value);
            Some(())
        }
        _ => None,
    }
}
