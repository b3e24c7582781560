use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::write::Write;

/// Requests that are carried out later, even if their clients have given up. Each is kept as the write that it will
/// become, with the time at which it is due and without a status.
#[derive(Clone, Debug, Default)]
pub struct Postponed(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// By number, in the order in which they were postponed.
    requests: BTreeMap<u64, Write>,
    added: u64,
}

impl Postponed {
    /// Keeps a request until the returned guard is dropped. The caller drops it when the request is due.
    #[must_use]
    pub fn add(&self, request: Write) -> Kept {
        let mut state = self.lock();
        let number = state.added;
        state.added += 1;
        state.requests.insert(number, request);
        Kept { postponed: self.clone(), number }
    }

    /// Returns the requests that are not due yet.
    #[must_use]
    pub fn requests(&self) -> Vec<Write> {
        self.lock().requests.values().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A guard that removes its request from [`Postponed`] when it is dropped.
#[derive(Debug)]
pub struct Kept {
    postponed: Postponed,
    number: u64,
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.postponed.lock().requests.remove(&self.number);
    }
}
