use std::{convert::Infallible, sync::Arc};

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{sandbox::Sandbox, timestamp::Timestamp};

/// The moment at which a request is carried out, in real time: now, unless it is one that was kept.
#[derive(Clone, Copy, Debug)]
pub struct RequestTime(pub Timestamp);

impl FromRequestParts<Arc<Sandbox>> for RequestTime {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Arc<Sandbox>) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or_else(|| Self(sandbox.now())))
    }
}
