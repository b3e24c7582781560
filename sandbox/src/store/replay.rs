use std::fmt;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{StatusCode, header},
};
use tower::ServiceExt;

use crate::write::Write;
use crate::{
    http::{caller::API_KEY, request_time::RequestTime, workspace_path::below_workspace},
    sandbox::Sandbox,
};

/// Carries out all writes again, each at its time.
///
/// # Errors
/// Returns an error if the reply to a write has another status than the recorded one.
pub async fn replay(sandbox: &Sandbox, router: &Router, writes: Vec<Write>) -> Result<(), ReplayError> {
    for (index, write) in writes.into_iter().enumerate() {
        let (request, recorded) = (format!("{} {}", write.method, write.target), write.status);
        let time = RequestTime(write.at);
        let status = carry_out(router, sandbox, write, Some(time)).await;
        if status.is_none_or(|status| status.as_u16() != recorded) {
            return Err(ReplayError { number: index + 1, request, recorded, status });
        }
    }
    Ok(())
}

/// Carries out a write at `time`, or at the current time. Returns the status of the reply; `None` if the write is not
/// a valid HTTP request.
pub async fn carry_out(
    router: &Router,
    sandbox: &Sandbox,
    write: Write,
    time: Option<RequestTime>,
) -> Option<StatusCode> {
    let mut request = Request::builder().method(write.method.as_str()).uri(&write.target);
    if let Some(content_type) = write.content_type {
        request = request.header(header::CONTENT_TYPE, content_type);
    }
    // Keys are not recorded, because a workspace's key follows from the seed.
    let tenant = below_workspace(&write.target).and_then(|(id, _)| sandbox.tenant(id));
    if let Some(tenant) = tenant {
        request = request.header(API_KEY, &tenant.api_key);
    }
    let mut request = request.body(Body::from(write.body)).ok()?;
    if let Some(time) = time {
        request.extensions_mut().insert(time);
    }
    request.extensions_mut().insert(write.effects);
    let Ok(response) = router.clone().oneshot(request).await;
    let (parts, body) = response.into_parts();
    to_bytes(body, usize::MAX).await.ok()?;
    Some(parts.status)
}

/// A write that this version of the sandbox answers differently.
#[derive(Debug)]
pub struct ReplayError {
    number: usize,
    request: String,
    recorded: u16,
    status: Option<StatusCode>,
}

impl fmt::Display for ReplayError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, request, recorded, status } = self;
        write!(out, "write {number} ({request}) was answered with {recorded}, and ")?;
        match status {
            Some(status) => write!(out, "this version of the sandbox answers it with {}", status.as_u16()),
            None => out.write_str("this version of the sandbox cannot carry it out"),
        }
    }
}

impl std::error::Error for ReplayError {}
