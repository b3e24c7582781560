use std::sync::{Arc, Mutex, PoisonError};

use super::Journal;
use crate::write::Write;

/// Keeps writes in memory. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct MemoryJournal(Arc<Mutex<Vec<Write>>>);

impl MemoryJournal {
    /// Creates a journal that holds these writes, oldest first.
    #[must_use]
    pub fn new(writes: Vec<Write>) -> Self {
        Self(Arc::new(Mutex::new(writes)))
    }

    /// Returns the writes so far, oldest first.
    #[must_use]
    pub fn writes(&self) -> Vec<Write> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Journal for MemoryJournal {
    fn append(&self, write: Write) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(write);
    }
}
