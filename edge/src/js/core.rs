//! The edge's decisions, exported to the Worker's `fetch` handler.

use std::rc::Rc;

use seax_dialer::{client::WatchOptions, js::object::object, model::launch::TicketKey};
use wasm_bindgen::prelude::*;

use crate::{
    authorize::{Action, Authorized, Incoming},
    claims::{AUDIENCE, CLOCK_TOLERANCE},
    config::{EdgeConfig, Workspace},
    js::{
        key_rejected,
        launcher::CampaignLauncher,
        reader::{CampaignReader, MAX_SLOWDOWN},
        redactor::KeyRedactor,
        refused, thrown,
    },
    redact::Redactor,
    refusal::Result,
    token_request,
};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What the scripts need of the options. */
export interface Settings {
  basePath: string;
  /** The `aud` of tokens. */
  audience: string;
  /** How far ahead the clock that issues tokens may be, in seconds. */
  clockTolerance: number;
  limits: Limits;
  /** How long the readings of a campaign may fail, in milliseconds: as long as those of the client's watch. */
  patienceMs: number;
  /** The interval between two readings grows up to this factor. */
  maxSlowdown: number;
  /** The refusal for a 401 of SeaX. */
  keyRejected: Refusal;
}

/** The numbers that bound every caller: `EdgeLimits`, with the defaults filled in. */
export type Limits = Record<keyof import("../../pkg/edge.d.ts").EdgeLimits, number>;

/** Who sent a request, and for which workspace. */
export interface Ids {
  workspace: string;
  operator: string;
}

/** An authorized request. */
export type Authorized =
  | {
      action: "forward";
      ids: Ids;
      method: string;
      url: string;
      /** The type of the body; without one, none is sent. */
      contentType?: string;
      /** Whether the reply is a file. */
      file: boolean;
    }
  | { action: "launch"; ids: Ids & { key: string }; digest: string }
  | { action: "watch"; ids: Ids & { campaign: string }; /** In seconds since 1970. */ expires: number }
  | { action: "receipt"; ids: Ids & { key: string } };

/** A token to be signed with the secret of this id. */
export interface Grant {
  keyId: string;
  /** JSON. */
  claims: string;
  /** In seconds since 1970. */
  expires: number;
}
"#;

/// The checked options of an edge.
#[wasm_bindgen]
pub struct EdgeCore {
    config: Rc<EdgeConfig>,
    /// The redactors of the workspaces, in the same order.
    redactors: Vec<Rc<Redactor>>,
}

#[wasm_bindgen]
impl EdgeCore {
    /// Reads the options from JSON, with `workspaces` as a list of ids and keys. Throws an error that never repeats a value.
    #[wasm_bindgen(constructor)]
    pub fn new(options: String) -> std::result::Result<EdgeCore, JsValue> {
        let config = EdgeConfig::read(options).map_err(|message| thrown(&message))?;
        let workspaces = config.workspaces.iter();
        let redactors = workspaces.map(|workspace| Rc::new(Redactor::new(&workspace.api_key))).collect();
        Ok(Self { config: Rc::new(config), redactors })
    }

    /// Returns whether a page of this origin may call the edge.
    pub fn allows(&self, origin: &str) -> bool {
        self.config.allows_origin(origin)
    }

    /// Returns the settings that the scripts need.
    #[wasm_bindgen(unchecked_return_type = "Settings")]
    pub fn settings(&self) -> JsValue {
        let limits: Vec<_> =
            self.config.limits.entries().map(|(name, value)| (name, JsValue::from(value as f64))).collect();
        object(&[
            ("basePath", self.config.base_path.as_str().into()),
            ("audience", AUDIENCE.into()),
            ("clockTolerance", (CLOCK_TOLERANCE as f64).into()),
            ("limits", object(&limits)),
            ("patienceMs", (WatchOptions::PATIENCE as f64).into()),
            ("maxSlowdown", (MAX_SLOWDOWN as f64).into()),
            ("keyRejected", refused(&key_rejected())),
        ])
    }

    /// Returns the time in a ticket's key, in milliseconds since 1970. Keys that were made from an idempotency key have none.
    #[wasm_bindgen(js_name = keyTime)]
    pub fn key_time(&self, key: &str) -> Option<f64> {
        TicketKey::parse(key)?.time().map(|time| time as f64)
    }

    /// Decides what to do with a request, given its header `Seax-Unrelated` and the claims of its verified token (JSON). `now`
    /// is in seconds since the Unix epoch.
    #[allow(
        clippy::too_many_arguments,
        reason = "strings and numbers cross without glue of their own; a struct does not"
    )]
    #[wasm_bindgen(unchecked_return_type = "Authorized | Refusal")]
    pub fn authorize(
        &self,
        method: &str,
        url: &str,
        content_type: &str,
        unrelated: &str,
        body: Vec<u8>,
        claims: &str,
        now: f64,
    ) -> JsValue {
        let incoming = Incoming { method, url, content_type, unrelated, body };
        plain(self.config.authorize(incoming, claims, now as u64).map(|authorized| described(&authorized)))
    }

    /// Returns the claims of the token that a `POST /token` asks for. `now` is in seconds since the Unix epoch.
    #[wasm_bindgen(unchecked_return_type = "Grant | Refusal")]
    pub fn grant(&self, body: Vec<u8>, now: f64) -> JsValue {
        plain(token_request::grant(body, now as u64, &self.config).map(|claims| {
            let key_id = self.config.key_ids.first().map_or("", String::as_str);
            object(&[
                ("keyId", key_id.into()),
                ("claims", claims.to_json().into()),
                ("expires", (claims.exp as f64).into()),
            ])
        }))
    }

    /// Returns a redactor for the workspace's key.
    pub fn redactor(&self, workspace: &str) -> std::result::Result<KeyRedactor, JsValue> {
        self.workspace(workspace).map(|(_, redactor)| KeyRedactor::new(redactor))
    }

    /// Returns a launcher for the workspace.
    pub fn launcher(&self, workspace: &str) -> std::result::Result<CampaignLauncher, JsValue> {
        let (workspace, redactor) = self.workspace(workspace)?;
        CampaignLauncher::new(&self.config, workspace, redactor).map_err(|error| thrown(&error.message))
    }

    /// Returns a reader for a campaign of the workspace. It continues after an earlier one, which read `last` (JSON) at `at`, in
    /// milliseconds since 1970; `last` is empty if there was none.
    pub fn reader(
        &self,
        workspace: &str,
        id: &str,
        last: String,
        at: f64,
    ) -> std::result::Result<CampaignReader, JsValue> {
        let (workspace, redactor) = self.workspace(workspace)?;
        CampaignReader::new(&self.config, workspace, redactor, id, (last, at))
            .map_err(|error| thrown(&error.message))
    }
}

impl EdgeCore {
    fn workspace(&self, id: &str) -> std::result::Result<(&Workspace, &Rc<Redactor>), JsValue> {
        let mut workspaces = self.config.workspaces.iter().zip(&self.redactors);
        let found = workspaces.find(|(workspace, _)| workspace.id.as_str() == id);
        found.ok_or_else(|| thrown("this edge does not serve the workspace"))
    }
}

fn described(authorized: &Authorized) -> JsValue {
    let ids = |more: &[(&str, JsValue)]| {
        let common: [(&str, JsValue); 2] = [
            ("workspace", authorized.workspace.as_str().into()),
            ("operator", authorized.operator.as_str().into()),
        ];
        object(&[common.as_slice(), more].concat())
    };
    match &authorized.action {
        Action::Forward { method, url, content_type, file } => object(&[
            ("action", "forward".into()),
            ("ids", ids(&[])),
            ("method", method.as_str().into()),
            ("url", url.as_str().into()),
            ("contentType", content_type.as_deref().into()),
            ("file", (*file).into()),
        ]),
        Action::Launch { key, digest } => object(&[
            ("action", "launch".into()),
            ("ids", ids(&[("key", key.as_str().into())])),
            ("digest", digest.as_str().into()),
        ]),
        Action::Watch(id) => object(&[
            ("action", "watch".into()),
            ("ids", ids(&[("campaign", id.as_str().into())])),
            ("expires", (authorized.expires as f64).into()),
        ]),
        Action::Receipt(key) => {
            object(&[("action", "receipt".into()), ("ids", ids(&[("key", key.as_str().into())]))])
        }
    }
}

fn plain(outcome: Result<JsValue>) -> JsValue {
    outcome.unwrap_or_else(|refusal| refused(&refusal))
}
