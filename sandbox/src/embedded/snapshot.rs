use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::State;
use crate::{
    faults::{effects::FaultEffects, fault::Fault, registry::Target},
    id::Id,
    request_log::Entry,
    runtime::Runtime,
    settings::Settings,
    store::write::Write,
    timestamp::Timestamp,
};

/// The version of the format below.
const FORMAT: u32 = 1;

/// A sandbox at one point in time. Times are in microseconds since 1970.
#[derive(Serialize, Deserialize)]
pub struct Snapshot {
    seax_sandbox_snapshot: u32,
    seed: u64,
    contacts: u32,
    speed: f64,
    page_cap: Option<usize>,
    start: i64,
    now: i64,
    writes: Vec<WriteRow>,
    workspaces: Vec<WorkspaceRow>,
}

#[derive(Serialize, Deserialize)]
struct WriteRow {
    at: i64,
    method: String,
    target: String,
    content_type: Option<String>,
    body: Bytes,
    /// Microseconds.
    hidden_for: u64,
    drops_draft_name: bool,
    status: u16,
}

/// A body: as text if it is UTF-8.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Bytes {
    Text(String),
    Bytes(Vec<u8>),
}

#[derive(Serialize, Deserialize)]
struct WorkspaceRow {
    id: String,
    faults: Vec<FaultRow>,
    requests: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct FaultRow {
    target: Target,
    fault: Fault,
}

impl Snapshot {
    pub fn take(settings: Settings, start: Timestamp, state: &State) -> Self {
        let workspaces = state.sandbox.tenants().into_iter().map(|tenant| WorkspaceRow {
            id: tenant.id.to_string(),
            faults: tenant
                .faults
                .registered()
                .into_iter()
                .map(|registered| FaultRow { target: registered.target, fault: registered.fault })
                .collect(),
            requests: tenant.requests.entries(),
        });
        Self {
            seax_sandbox_snapshot: FORMAT,
            seed: settings.seed,
            contacts: settings.contacts,
            speed: settings.speed,
            page_cap: settings.page_cap,
            start: start.micros(),
            now: state.runtime.now().micros(),
            writes: state.journal.writes().into_iter().map(WriteRow::from).collect(),
            workspaces: workspaces.collect(),
        }
    }

    pub fn to_json(&self) -> String {
        // Nothing in it can fail to be written: its keys are strings, its numbers finite.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// # Errors
    /// If the text is no snapshot, or one of another format.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let snapshot: Self = serde_json::from_str(text)
            .map_err(|error| format!("this is not a snapshot of a sandbox: {error}"))?;
        if snapshot.seax_sandbox_snapshot != FORMAT {
            return Err("this snapshot was taken by another version of the sandbox".into());
        }
        Ok(snapshot)
    }

    pub fn settings(&self) -> Settings {
        let Self { seed, contacts, speed, page_cap, .. } = *self;
        Settings { seed, contacts, speed, page_cap, enforce_hours: false }
    }

    pub fn start(&self) -> Timestamp {
        Timestamp::from_micros(self.start)
    }

    /// # Errors
    /// If a write has another result than when the snapshot was taken.
    pub fn restore(self) -> Result<State, String> {
        let (settings, now) = (self.settings(), Timestamp::from_micros(self.now));
        let state = State::replayed(settings, now, self.writes.into_iter().map(Write::from).collect())?;
        for row in self.workspaces {
            let tenant = Id::parse(&row.id).and_then(|id| state.sandbox.tenant(id));
            let tenant = tenant.ok_or("the snapshot has a workspace that its writes do not create")?;
            for FaultRow { target, fault } in row.faults {
                tenant.faults.add(target, fault);
            }
            tenant.requests.restore(row.requests);
        }
        Ok(state)
    }
}

impl From<Write> for WriteRow {
    fn from(write: Write) -> Self {
        Self {
            at: write.at.micros(),
            method: write.method,
            target: write.target,
            content_type: write.content_type,
            body: String::from_utf8(write.body)
                .map_or_else(|error| Bytes::Bytes(error.into_bytes()), Bytes::Text),
            hidden_for: u64::try_from(write.effects.hidden_for.as_micros()).unwrap_or(u64::MAX),
            drops_draft_name: write.effects.drops_draft_name,
            status: write.status,
        }
    }
}

impl From<WriteRow> for Write {
    fn from(row: WriteRow) -> Self {
        Self {
            at: Timestamp::from_micros(row.at),
            method: row.method,
            target: row.target,
            content_type: row.content_type,
            body: match row.body {
                Bytes::Text(text) => text.into_bytes(),
                Bytes::Bytes(bytes) => bytes,
            },
            effects: FaultEffects {
                hidden_for: Duration::from_micros(row.hidden_for),
                drops_draft_name: row.drops_draft_name,
            },
            status: row.status,
        }
    }
}
