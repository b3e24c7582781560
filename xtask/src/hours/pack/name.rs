//! The names of zones and places that a contact's field can have.

use std::collections::BTreeMap;

use super::column::Columns;

/// Writes names as hashes, because the table only looks names up and never shows them.
pub fn write_names(columns: &mut Columns, names: &BTreeMap<u64, u64>) {
    columns.add_ascending(names.keys().copied());
    columns.add(names.values().copied());
}

/// Adds a name with its meaning.
///
/// # Errors
/// When another name with a different meaning has the same hash.
pub fn add_name(names: &mut BTreeMap<u64, u64>, name: &str, meaning: u64) -> Result<(), String> {
    match names.insert(hash(name), meaning) {
        Some(other) if other != meaning => Err(format!("{name} has the hash of another name")),
        _ => Ok(()),
    }
}

/// Returns the FNV-1a hash of the name's letters (in lower case) and digits, folded to 24 bits.
fn hash(name: &str) -> u64 {
    let hash = name.bytes().filter(u8::is_ascii_alphanumeric).fold(0x811C_9DC5_u32, |hash, byte| {
        (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193)
    });
    u64::from((hash >> 24) ^ (hash & 0xFF_FFFF))
}
