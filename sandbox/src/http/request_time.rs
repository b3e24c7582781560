use std::{convert::Infallible, sync::Arc};

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{sandbox::Sandbox, timestamp::Timestamp};

/// The time at which a request is carried out: the current one, unless the request is replayed.
#[derive(Clone, Copy, Debug)]
pub struct RequestTime(pub Timestamp);

impl FromRequestParts<Arc<Sandbox>> for RequestTime {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Arc<Sandbox>) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or_else(|| Self(sandbox.now())))
    }
}
