//! What outlives the process: with `--db FILE`, every write that was acknowledged, in SQLite.
//!
//! A workspace is a function of what it was made from and of the writes to it, each at its moment: all that is random is
//! drawn from seeds, and a campaign comes to the same state in one step as in many. So the writes are kept, and not what
//! became of them. At the start they are carried out again, each at its own moment.

mod journal;
mod keep;
mod replay;

use std::{
    error::Error,
    path::Path,
    sync::{Arc, Mutex},
};

use axum::Router;
use tokio::sync::RwLock;

use self::journal::Journal;
pub use self::keep::keep;
use crate::{
    sandbox::Sandbox,
    settings::{Settings, SettingsOverride},
};

/// Where the writes of a sandbox are kept.
pub struct Store {
    /// Writes come one after the other, and none while somebody reads: so none is carried out at a moment that a reader
    /// has already seen, and at which it would now be another.
    order: RwLock<()>,
    journal: Mutex<Journal>,
}

/// The sandbox that a file holds, and where its writes are kept from now on. In a fresh file, it is made as `wishes` say. The
/// writes in the file are carried out by `router`.
///
/// # Errors
/// If the file cannot be read or written, is in use, was made from other settings than those wished for, or by a version of
/// the sandbox that answered otherwise. The error says which.
pub async fn open(
    file: &Path,
    wishes: SettingsOverride,
    router: impl FnOnce(&Arc<Sandbox>) -> Router,
) -> Result<(Arc<Sandbox>, Arc<Store>), Box<dyn Error>> {
    let mut journal = Journal::open(file)?;
    let settings = match journal.settings()? {
        Some(made_from) => wishes.agree(made_from)?,
        None => wishes.or(Settings::default()),
    };
    journal.begin(settings)?;
    let writes = journal.writes()?;
    let last = writes.last().map(|write| write.at);
    let sandbox = Arc::new(Sandbox::not_before(last, settings));
    replay::replay(&sandbox, &router(&sandbox), writes).await?;
    Ok((sandbox, Arc::new(Store { order: RwLock::default(), journal: Mutex::new(journal) })))
}
