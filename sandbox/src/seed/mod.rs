//! The data of a fresh workspace. The same seed gives the same data. Objects that the tutorial refers to have the
//! tutorial's ids, so that its requests work unchanged.

mod agents;
mod campaigns;
mod contacts;
mod labels;
mod names;
mod phones;

use std::{collections::BTreeMap, time::Duration};

use crate::{
    id::Id,
    rng::Rng,
    rules::calling_hours::may_dial as may_dial_at,
    settings::Settings,
    timestamp::Timestamp,
    world::{
        contact_field::{ContactField, ContactFieldType},
        workspace::{MayDial, Workspace},
    },
};

/// 2025-07-01T00:00:00 UTC: the earliest time in the seeded data.
pub const EPOCH: Timestamp = Timestamp::from_micros(1_751_328_000_000_000);

/// Creates a fresh workspace.
#[must_use]
pub fn workspace(id: Id, settings: &Settings) -> Workspace {
    let seed = settings.seed;
    let labels = labels::labels();
    let mut workspace = Workspace {
        id,
        seed,
        speed: settings.speed,
        may_dial: None,
        refused_calls: Vec::new(),
        phones: phones::phones(seed, &labels),
        agents: agents::agents(seed),
        labels_made: labels.len(),
        labels,
        contact_fields: contact_fields(id),
        contacts: contacts::contacts(seed, settings.contacts),
        campaigns: Vec::new(),
        deleted_campaigns: Vec::new(),
        campaigns_made: 0,
        campaigns_seeded: 0,
        dry_runs: Vec::new(),
        imports: Vec::new(),
        files: BTreeMap::new(),
    };
    labels::hand_out(&mut workspace);
    campaigns::add_past_campaigns(&mut workspace);
    workspace.campaigns_seeded = workspace.campaigns_made;
    workspace.may_dial = may_dial(settings);
    workspace
}

/// Returns the check of calling hours, if they are enforced.
fn may_dial(settings: &Settings) -> Option<MayDial> {
    settings.enforce_hours.then_some(may_dial_at as MayDial)
}

/// Returns the random number generator for the seeded item of a kind and number.
fn rng(seed: u64, kind: &[u8; 8], number: u64) -> Rng {
    Rng::new(&[seed, u64::from_be_bytes(*kind), number])
}

/// Returns a time this many days after [`EPOCH`], at a random time of day.
fn day(days: u64, rng: &mut Rng) -> Timestamp {
    EPOCH + Duration::from_secs(days * 86_400) + Duration::from_micros(rng.below(86_400_000_000))
}

fn contact_fields(workspace_id: Id) -> Vec<ContactField> {
    [
        (0xf1e1d000_0000_4000_8000_000000000001, "event_name", ContactFieldType::String),
        (0xf1e1d000_0000_4000_8000_000000000002, "seat", ContactFieldType::String),
        (0xf1e1d000_0000_4000_8000_000000000003, "appointment_date", ContactFieldType::Date),
        (0xf1e1d000_0000_4000_8000_000000000004, "appointment_time", ContactFieldType::Time),
    ]
    .map(|(bits, name, kind)| ContactField {
        name: name.to_owned(),
        kind,
        id: Id::new(bits),
        workspace_id,
        created_time: EPOCH,
        updated_time: EPOCH,
    })
    .into()
}
