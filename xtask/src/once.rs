//! What one run needs once, however many steps need it.

use std::sync::{Mutex, PoisonError};

use anyhow::Result;

/// Something that is done at most once. Whoever comes meanwhile waits for it.
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
