//! Keeps the writes in an SQLite file, for `--db FILE`.

mod checksum;
mod file;

use std::{
    error::Error,
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use axum::Router;

use self::file::File;
use super::{Journal, Store, replay};
use crate::write::Write;
use crate::{
    runtime::tokio::TokioRuntime,
    sandbox::Sandbox,
    settings::{Settings, SettingsOverride},
    timestamp::Timestamp,
};

/// Opens a file. Returns the sandbox that it holds, and a store that appends to it. A fresh file is created with
/// `settings`. `router` carries out the writes in the file.
///
/// # Errors
/// Returns an error if the file cannot be read or written, is in use, is damaged, or was created with other settings
/// or by another version of the sandbox. The error names the file.
pub async fn open(
    path: &Path,
    settings: SettingsOverride,
    router: impl FnOnce(&Arc<Sandbox>) -> Router,
) -> Result<(Arc<Sandbox>, Arc<Store>), FileError> {
    let refuse = |reason: String| FileError { path: path.to_owned(), reason };
    let mut file = File::open(path).map_err(refuse)?;
    let settings = match file.settings().map_err(refuse)? {
        Some(created_with) => settings.check_against(created_with).map_err(refuse)?,
        None => settings.or(Settings::default()),
    };
    file.begin(settings).map_err(refuse)?;
    let writes = file.writes().map_err(refuse)?;
    let last = writes.last().map_or(Timestamp::from_micros(0), |write| write.at);
    let runtime = TokioRuntime::not_before(last);
    let sandbox = Arc::new(Sandbox::new(settings, Arc::new(runtime)));
    replay(&sandbox, &router(&sandbox), writes)
        .await
        .map_err(|error| refuse(format!("{error}; choose another file")))?;
    let journal = SqliteJournal { path: path.to_owned(), file: Mutex::new(file) };
    Ok((sandbox, Arc::new(Store::new(Box::new(journal)))))
}

struct SqliteJournal {
    path: PathBuf,
    file: Mutex<File>,
}

impl Journal for SqliteJournal {
    /// Returns when the write is on disk and survives a crash of the process or the machine. Exits the process if the
    /// file cannot be written, because the state in memory would differ from the file.
    fn append(&self, write: Write) {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = file.append(&write) {
            eprintln!("{}: cannot write: {error}", self.path.display());
            std::process::exit(1);
        }
    }
}

/// A file that cannot be used, and why.
#[derive(Debug)]
pub struct FileError {
    path: PathBuf,
    reason: String,
}

impl fmt::Display for FileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.path.display(), self.reason)
    }
}

impl Error for FileError {}
