//! Work that several steps need and that is done once.

use std::sync::{Mutex, PoisonError};

use anyhow::Result;

/// Work that is done at most once. Other threads that need it wait.
pub struct Once(Mutex<bool>);

impl Once {
    pub const fn new() -> Self {
        Self(Mutex::new(false))
    }

    /// Does it, unless that was done before. A failure is not kept: the next one tries again.
    ///
    /// # Errors
    /// Those of the work.
    pub fn run(&self, work: impl FnOnce() -> Result<()>) -> Result<()> {
        let mut done = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !*done {
            work()?;
            *done = true;
        }
        Ok(())
    }
}
