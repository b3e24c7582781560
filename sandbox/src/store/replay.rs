use std::error::Error;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{StatusCode, header},
};
use tower::ServiceExt;

use super::journal::Write;
use crate::{
    http::{caller::API_KEY, request_time::RequestTime, workspace_path::below_workspace},
    sandbox::Sandbox,
};

/// Carries out all writes again, each at its moment.
///
/// # Errors
/// If one is answered otherwise than it was.
pub async fn replay(sandbox: &Sandbox, router: &Router, writes: Vec<Write>) -> Result<(), Box<dyn Error>> {
    for (index, write) in writes.into_iter().enumerate() {
        let (what, status) = (format!("{} {}", write.method, write.target), write.status);
        let answer = carry_out(router, sandbox, write).await?;
        if answer.as_u16() != status {
            let number = index + 1;
            return Err(format!(
                "write {number} ({what}) was answered {status} when it was made, and would now be answered {answer}: the \
                 file is of another version of the sandbox. Choose another file."
            )
            .into());
        }
    }
    Ok(())
}

async fn carry_out(router: &Router, sandbox: &Sandbox, write: Write) -> Result<StatusCode, Box<dyn Error>> {
    let mut request = Request::builder().method(write.method.as_str()).uri(&write.target);
    if let Some(content_type) = write.content_type {
        request = request.header(header::CONTENT_TYPE, content_type);
    }
    // Keys are not kept: a workspace's is made anew from its seed.
    let tenant = below_workspace(&write.target).and_then(|(id, _)| sandbox.tenant(id));
    if let Some(tenant) = tenant {
        request = request.header(API_KEY, &tenant.api_key);
    }
    let mut request = request.body(Body::from(write.body))?;
    request.extensions_mut().insert(RequestTime(write.at));
    request.extensions_mut().insert(write.effects);
    let Ok(response) = router.clone().oneshot(request).await;
    let (parts, body) = response.into_parts();
    to_bytes(body, usize::MAX).await?;
    Ok(parts.status)
}
