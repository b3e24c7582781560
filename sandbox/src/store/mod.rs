//! The writes to a sandbox, from which its state can be rebuilt.
//!
//! A workspace is a function of its settings and of the writes to it, each at its time: everything random is drawn
//! from seeds, and a campaign reaches the same state in one step as in many. Therefore the store holds the writes
//! instead of their results, and `replay` carries them out again, each at its time.

/// Writes in memory.
pub mod memory;
mod persist;
mod replay;
/// Writes in an SQLite file.
#[cfg(feature = "server")]
pub mod sqlite;

use tokio::sync::RwLock;

pub use self::{
    persist::persist,
    replay::{carry_out, replay},
};
use crate::write::Write;

/// An ordered log of writes.
pub trait Journal: Send + Sync {
    /// Appends a write.
    fn append(&self, write: Write);
}

/// Orders and records the writes to a sandbox.
pub struct Store {
    /// Writes run one at a time, and not while anything is read: otherwise, a write could be recorded at a time that
    /// a reader has already seen without it.
    order: RwLock<()>,
    journal: Box<dyn Journal>,
}

impl Store {
    /// Creates a store that appends to this journal.
    #[must_use]
    pub fn new(journal: Box<dyn Journal>) -> Self {
        Self { order: RwLock::default(), journal }
    }
}
