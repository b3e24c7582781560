//! The gate, for the Worker's `fetch`.

use std::rc::Rc;

use seax_dialer::{js::object::object, model::WorkspaceId};
use wasm_bindgen::prelude::*;

use crate::{
    authorize::{Action, Authorized, Incoming},
    config::EdgeConfig,
    draft,
    js::{launcher::CampaignLauncher, reader::CampaignReader, refused, thrown},
    refusal::Result,
    route::{Route, route},
    token::{self, Claims},
    token_request,
};

/// An edge's config.
#[wasm_bindgen(skip_typescript)]
pub struct EdgeCore(Rc<EdgeConfig>);

#[wasm_bindgen]
impl EdgeCore {
    /// Reads the options: JSON, with the keys of workspaces left out.
    #[wasm_bindgen(constructor)]
    pub fn new(options: String) -> std::result::Result<EdgeCore, JsValue> {
        EdgeConfig::read(options).map(|config| EdgeCore(Rc::new(config))).map_err(|message| thrown(&message))
    }

    /// Whether a page of this origin may call.
    pub fn allows(&self, origin: &str) -> bool {
        self.0.allows_origin(origin)
    }

    /// The numbers that bound every caller.
    pub fn limits(&self) -> JsValue {
        let limits = &self.0.limits;
        let number = |number: u64| JsValue::from(number as f64);
        object(&[
            ("bodyBytes", number(limits.body_bytes)),
            ("launchesPerHour", number(limits.launches_per_hour)),
            ("watchers", number(limits.watchers)),
            ("upstreamMs", number(limits.upstream_ms)),
        ])
    }

    /// Whether a request is for a token: undefined if not, true if so, else a refusal.
    #[wasm_bindgen(js_name = asksToken)]
    pub fn asks_token(&self, method: &str, url: &str) -> JsValue {
        match route(method, url, &self.0.base_path) {
            Ok(Route::Token) => JsValue::TRUE,
            Ok(Route::Workspace { .. }) => JsValue::UNDEFINED,
            Err(refusal) => refused(&refusal),
        }
    }

    /// Takes the token of an `Authorization` header apart.
    pub fn open(&self, authorization: &str) -> JsValue {
        self.sealed(token::bearer(authorization))
    }

    /// The same for a bare token.
    #[wasm_bindgen(js_name = openBare)]
    pub fn open_bare(&self, token: &str) -> JsValue {
        self.sealed(Ok(token))
    }

    /// Judges a request by the claims of a token whose signature is right. `now` in seconds since 1970.
    pub fn authorize(
        &self,
        method: &str,
        url: &str,
        content_type: &str,
        body: Vec<u8>,
        claims: &str,
        now: f64,
    ) -> JsValue {
        let authorized = || {
            let claims = token::claims(claims, now as u64, &self.0)?;
            Ok((self.0.authorize(Incoming { method, url, content_type, body }, &claims)?, claims))
        };
        settle(authorized().map(|(authorized, claims): (Authorized, Claims)| {
            let workspace = authorized.workspace.as_str().into();
            let common = [
                ("workspace", workspace),
                ("operator", authorized.operator.as_str().into()),
                ("expires", (claims.exp as f64).into()),
            ];
            let own = match &authorized.action {
                Action::Forward { method, url, content_type, file } => vec![
                    ("action", "forward".into()),
                    ("method", method.as_str().into()),
                    ("url", url.as_str().into()),
                    ("contentType", content_type.as_deref().into()),
                    ("file", (*file).into()),
                ],
                Action::Launch(key) => vec![("action", "launch".into()), ("key", key.as_str().into())],
                Action::Watch(id) => vec![("action", "watch".into()), ("id", id.as_str().into())],
                Action::Receipt(key) => vec![("action", "receipt".into()), ("key", key.as_str().into())],
            };
            object(&[common.as_slice(), own.as_slice()].concat())
        }))
    }

    /// The token that a portal's server asks for, but for its signature.
    pub fn grant(&self, body: Vec<u8>, now: f64) -> JsValue {
        settle(token_request::grant(body, now as u64, &self.0).map(|claims| {
            let key_id = self.0.key_ids.first().map_or("", String::as_str);
            object(&[
                ("keyId", key_id.into()),
                ("unsigned", token::unsigned(key_id, &claims.to_json()).into()),
                ("expires", (claims.exp as f64).into()),
            ])
        }))
    }

    /// What a draft says, as a number; or a refusal.
    pub fn digest(&self, body: Vec<u8>) -> JsValue {
        settle(draft::read(body).map(|launch| object(&[("digest", launch.digest.as_str().into())])))
    }

    /// What launches in a workspace.
    pub fn launcher(&self, workspace: &str, key: &str) -> std::result::Result<CampaignLauncher, JsValue> {
        CampaignLauncher::new(&self.0, &known(workspace)?, key).map_err(|error| thrown(&error.message))
    }

    /// What follows a campaign.
    pub fn reader(
        &self,
        workspace: &str,
        key: &str,
        id: &str,
    ) -> std::result::Result<CampaignReader, JsValue> {
        CampaignReader::new(&self.0, &known(workspace)?, key, id).map_err(|error| thrown(&error.message))
    }
}

impl EdgeCore {
    fn sealed(&self, token: Result<&str>) -> JsValue {
        let sealed = token.and_then(|token| token::open(token, &self.0));
        settle(sealed.map(|sealed| {
            object(&[
                ("keyId", sealed.key_id.as_str().into()),
                ("signed", sealed.signed.into()),
                ("mac", js_sys::Uint8Array::from(sealed.mac.as_slice()).into()),
                ("claims", sealed.claims.as_str().into()),
            ])
        }))
    }
}

fn settle(outcome: Result<JsValue>) -> JsValue {
    outcome.unwrap_or_else(|refusal| refused(&refusal))
}

fn known(workspace: &str) -> std::result::Result<WorkspaceId, JsValue> {
    WorkspaceId::new(workspace).ok_or_else(|| thrown("there is no such workspace"))
}
