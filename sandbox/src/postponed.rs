use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::write::Write;

/// Requests that are carried out later, whether or not their clients still wait: each as the write that it will be, at
/// its time and without a status.
#[derive(Clone, Debug, Default)]
pub struct Postponed(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// In the order in which they were postponed.
    requests: BTreeMap<u64, Write>,
    added: u64,
}

impl Postponed {
    /// Keeps a request until what is returned is dropped, which is to be when its time has come.
    #[must_use]
    pub fn add(&self, request: Write) -> Kept {
        let mut state = self.lock();
        let number = state.added;
        state.added += 1;
        state.requests.insert(number, request);
        Kept { postponed: self.clone(), number }
    }

    /// The requests whose time has not come.
    #[must_use]
    pub fn requests(&self) -> Vec<Write> {
        self.lock().requests.values().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request that is kept.
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
