use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::State;
use crate::{
    faults::{self, effects::FaultEffects, fault::Fault, registry::RegisteredFault, registry::Target},
    fields::{self, Fields, required},
    id::Id,
    request_log::Entry,
    runtime::Runtime,
    settings::{MAX_CONTACTS, Settings},
    timestamp::Timestamp,
    write::Write,
};

/// The version of the snapshot format, and of what its writes lead to.
const FORMAT: u64 = 6;

/// The state of a sandbox at one point in time. Timestamps are in microseconds since 1970, except for those in the
/// request log, which are in milliseconds.
#[derive(Serialize)]
pub struct Snapshot {
    seax_sandbox_snapshot: u64,
    seed: u64,
    contacts: u32,
    /// The bits of a floating-point number, since `serde_json` rounds some when it reads them.
    speed_bits: u64,
    page_cap: Option<usize>,
    enforce_hours: bool,
    now: i64,
    writes: Vec<WriteRow>,
    /// Requests that a fault postpones until `at`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    postponed: Vec<WriteRow>,
    workspaces: Vec<WorkspaceRow>,
}

#[derive(Serialize)]
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

/// A body, as text if it is UTF-8 and as an array of bytes otherwise.
#[derive(Serialize)]
#[serde(untagged)]
enum Bytes {
    Text(String),
    Bytes(Vec<u8>),
}

/// The faults and requests of a workspace, in the form in which the control interface lists them.
#[derive(Serialize)]
struct WorkspaceRow {
    id: String,
    faults: Vec<RegisteredFault>,
    requests: Vec<Entry>,
}

/// The state of a workspace that replaying the writes does not restore.
struct Kept {
    id: Option<Id>,
    faults: Vec<(Target, Fault)>,
    requests: Vec<Entry>,
}

impl Snapshot {
    pub fn take(state: &State) -> Self {
        let settings = state.sandbox.defaults;
        let workspaces = state.sandbox.tenants().into_iter().map(|tenant| WorkspaceRow {
            id: tenant.id.to_string(),
            faults: tenant.faults.registered(),
            requests: tenant.requests.entries(),
        });
        Self {
            seax_sandbox_snapshot: FORMAT,
            seed: settings.seed,
            contacts: settings.contacts,
            speed_bits: settings.speed.to_bits(),
            page_cap: settings.page_cap,
            enforce_hours: settings.enforce_hours,
            now: state.runtime.now().micros(),
            writes: state.journal.writes().into_iter().map(WriteRow::from).collect(),
            postponed: state.sandbox.postponed.requests().into_iter().map(WriteRow::from).collect(),
            workspaces: workspaces.collect(),
        }
    }

    pub fn to_json(&self) -> String {
        // Serialization cannot fail: all keys are strings, and all numbers are finite.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Rebuilds a sandbox's state from a snapshot.
///
/// # Errors
/// Returns an error if the text is not a snapshot or has another format version, or if a replayed write has another
/// result than when the snapshot was taken.
pub fn restore(json: &str) -> Result<State, String> {
    let no_snapshot = |reason: String| format!("this is not a snapshot of a sandbox: {reason}");
    let mut fields = Fields::parse(json.as_bytes()).map_err(no_snapshot)?;
    let format =
        fields.count("seax_sandbox_snapshot").and_then(|format| required("seax_sandbox_snapshot", format));
    if format.map_err(no_snapshot)? != FORMAT {
        return Err("this snapshot was taken by another version of the sandbox".into());
    }
    let settings = read_settings(&mut fields).map_err(no_snapshot)?;
    let now = read_time(&mut fields, "now").map_err(no_snapshot)?;
    let writes = read_list(&mut fields, "writes", read_write).map_err(no_snapshot)?;
    let postponed = read_postponed(&mut fields).map_err(no_snapshot)?;
    let workspaces = read_list(&mut fields, "workspaces", read_workspace).map_err(no_snapshot)?;
    fields.finish().map_err(no_snapshot)?;

    let state = State::replayed(settings, now, writes)?;
    for kept in workspaces {
        let tenant = kept.id.and_then(|id| state.sandbox.tenant(id));
        let tenant = tenant.ok_or("the snapshot has a workspace that its writes do not create")?;
        for (target, fault) in kept.faults {
            tenant.faults.add(target, fault);
        }
        tenant.requests.restore(kept.requests);
    }
    for request in postponed {
        state.postpone(request);
    }
    Ok(state)
}

/// Reads the postponed requests. The field is omitted if there are none.
fn read_postponed(fields: &mut Fields) -> fields::Result<Vec<Write>> {
    if fields.has("postponed") { read_list(fields, "postponed", read_write) } else { Ok(Vec::new()) }
}

fn read_settings(fields: &mut Fields) -> fields::Result<Settings> {
    let speed = f64::from_bits(required("speed_bits", fields.count("speed_bits")?)?);
    if !(speed.is_finite() && speed > 0.0) {
        return Err("`speed_bits` must be those of a number above 0".into());
    }
    Ok(Settings {
        seed: required("seed", fields.count("seed")?)?,
        contacts: required("contacts", fields.count_up_to("contacts", MAX_CONTACTS)?)?,
        speed,
        page_cap: fields.count("page_cap")?.and_then(|cap| usize::try_from(cap).ok()),
        enforce_hours: required("enforce_hours", fields.flag("enforce_hours")?)?,
    })
}

fn read_time(fields: &mut Fields, name: &str) -> fields::Result<Timestamp> {
    fields.time(name).map(Timestamp::from_micros)
}

fn read_list<T>(
    fields: &mut Fields,
    name: &str,
    read: fn(Fields) -> fields::Result<T>,
) -> fields::Result<Vec<T>> {
    fields.list(name)?.into_iter().map(|item| read(Fields::of(item)?)).collect()
}

fn read_workspace(mut fields: Fields) -> fields::Result<Kept> {
    Ok(Kept {
        id: Id::parse(&required("id", fields.text("id")?)?),
        faults: read_list(&mut fields, "faults", |mut fault| {
            fault.any("id");
            faults::read::read(fault)
        })?,
        requests: read_list(&mut fields, "requests", Entry::read)?,
    })
}

fn read_write(mut fields: Fields) -> fields::Result<Write> {
    let status = required("status", fields.count("status")?)?;
    Ok(Write {
        at: read_time(&mut fields, "at")?,
        method: required("method", fields.text("method")?)?,
        target: required("target", fields.text("target")?)?,
        content_type: fields.text("content_type")?,
        body: read_body(fields.any("body")).ok_or("`body` must be a text, or an array of bytes")?,
        effects: FaultEffects {
            hidden_for: Duration::from_micros(required("hidden_for", fields.count("hidden_for")?)?),
            drops_draft_name: required("drops_draft_name", fields.flag("drops_draft_name")?)?,
        },
        status: u16::try_from(status).map_err(|_| "`status` is no HTTP status")?,
    })
}

fn read_body(body: Option<Value>) -> Option<Vec<u8>> {
    match body? {
        Value::String(text) => Some(text.into_bytes()),
        Value::Array(bytes) => {
            bytes.iter().map(|byte| byte.as_u64().and_then(|byte| u8::try_from(byte).ok())).collect()
        }
        _ => None,
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
