//! Runs work that several steps need only one time.

use std::sync::{Mutex, PoisonError};

use anyhow::Result;

/// A guard for work that must succeed only one time. Other threads that need it wait.
pub struct Once(Mutex<bool>);

impl Once {
    pub const fn new() -> Self {
        Self(Mutex::new(false))
    }

    /// Runs the work, unless it has succeeded before. After a failure, the next call runs it again.
    ///
    /// # Errors
    /// Returns the error of the work.
    pub fn run(&self, work: impl FnOnce() -> Result<()>) -> Result<()> {
        let mut done = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !*done {
            work()?;
            *done = true;
        }
        Ok(())
    }
}
