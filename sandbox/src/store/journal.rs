use std::{error::Error, fmt, path::Path, time::Duration};

use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, params};

use crate::{faults::effects::FaultEffects, settings::Settings, timestamp::Timestamp};

/// Marks the file as a sandbox's: "seax".
const APPLICATION: i32 = i32::from_be_bytes(*b"seax");

/// What the tables below are. A file with another number is of another version.
const FORMAT: i32 = 1;

const TABLES: &str = "
    CREATE TABLE made_from (
        seed INTEGER NOT NULL,
        contacts INTEGER NOT NULL,
        speed REAL NOT NULL
    ) STRICT;
    CREATE TABLE writes (
        number INTEGER PRIMARY KEY,
        -- In microseconds since 1970.
        at INTEGER NOT NULL,
        method TEXT NOT NULL,
        -- Path and query.
        target TEXT NOT NULL,
        content_type TEXT,
        body BLOB NOT NULL,
        -- What faults asked of it.
        hidden_for INTEGER NOT NULL,
        drops_draft_name INTEGER NOT NULL,
        -- The status of its answer.
        status INTEGER NOT NULL
    ) STRICT;
";

/// A request that changed something, and when.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the columns of the table")]
pub struct Write {
    pub at: Timestamp,
    pub method: String,
    pub target: String,
    pub content_type: Option<String>,
    pub body: Vec<u8>,
    pub effects: FaultEffects,
    pub status: u16,
}

/// The file. While it is open, no other process has it.
pub struct Journal(Connection);

impl Journal {
    /// Opens a file, or makes it.
    ///
    /// # Errors
    /// If it is in use, is no sandbox's, or is of another version.
    pub fn open(file: &Path) -> Result<Self, Unusable> {
        let refuse = |why: String| Unusable(format!("{}: {why}", file.display()));
        let connection = Connection::open(file).map_err(|error| refuse(error.to_string()))?;
        connection.busy_timeout(Duration::ZERO).map_err(|error| refuse(error.to_string()))?;
        let (application, format) =
            prepare(&connection).map_err(|error| match error.sqlite_error_code() {
                Some(ErrorCode::DatabaseBusy) => refuse("is in use by another process".into()),
                Some(ErrorCode::NotADatabase) => refuse("is no SQLite database: choose another file".into()),
                _ => refuse(error.to_string()),
            })?;
        if application != APPLICATION {
            return Err(refuse("belongs to another program: choose another file".into()));
        }
        if format != FORMAT {
            return Err(refuse("was made by another version of the sandbox: choose another file".into()));
        }
        Ok(Self(connection))
    }

    /// What the sandbox was made from, unless the file is fresh.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn settings(&self) -> rusqlite::Result<Option<Settings>> {
        let read = |row: &Row<'_>| {
            let seed = row.get::<_, i64>(0)?.cast_unsigned();
            Ok(Settings { seed, contacts: row.get(1)?, speed: row.get(2)?, page_cap: None })
        };
        self.0.query_row("SELECT seed, contacts, speed FROM made_from", (), read).optional()
    }

    /// Notes what the sandbox is made from, in a fresh file.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn begin(&mut self, settings: Settings) -> rusqlite::Result<()> {
        let Settings { seed, contacts, speed, .. } = settings;
        let add = "INSERT INTO made_from SELECT ?, ?, ? WHERE NOT EXISTS (SELECT * FROM made_from)";
        self.0.execute(add, params![seed.cast_signed(), contacts, speed]).map(drop)
    }

    /// All writes so far, oldest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn writes(&self) -> rusqlite::Result<Vec<Write>> {
        let mut statement = self.0.prepare(
            "SELECT at, method, target, content_type, body, hidden_for, drops_draft_name, status
             FROM writes ORDER BY number",
        )?;
        let writes = statement.query_map((), |row| {
            Ok(Write {
                at: Timestamp::from_micros(row.get(0)?),
                method: row.get(1)?,
                target: row.get(2)?,
                content_type: row.get(3)?,
                body: row.get(4)?,
                effects: FaultEffects {
                    hidden_for: Duration::from_micros(row.get::<_, i64>(5)?.cast_unsigned()),
                    drops_draft_name: row.get(6)?,
                },
                status: row.get(7)?,
            })
        })?;
        writes.collect()
    }

    /// Keeps a write: once this returns, neither the end of the process nor that of the machine loses it.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn keep(&mut self, write: &Write) -> rusqlite::Result<()> {
        let mut statement = self.0.prepare_cached(
            "INSERT INTO writes
                 (at, method, target, content_type, body, hidden_for, drops_draft_name, status)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        let hidden_for = i64::try_from(write.effects.hidden_for.as_micros()).unwrap_or(i64::MAX);
        let row = params![
            write.at.micros(),
            write.method,
            write.target,
            write.content_type,
            write.body,
            hidden_for,
            write.effects.drops_draft_name,
            write.status,
        ];
        statement.execute(row).map(drop)
    }
}

/// Takes the file for this process, and makes the tables in a fresh one. ResponseSpec whose file it is, and its format.
fn prepare(connection: &Connection) -> rusqlite::Result<(i32, i32)> {
    connection.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         BEGIN EXCLUSIVE;",
    )?;
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let is_fresh = connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", (), |row| row.get(0))?;
    if is_fresh {
        connection.execute_batch(TABLES)?;
        connection.pragma_update(None, "application_id", APPLICATION)?;
        connection.pragma_update(None, "user_version", FORMAT)?;
    }
    let found = (number("application_id")?, number("user_version")?);
    connection.execute_batch("COMMIT;")?;
    Ok(found)
}

/// A file that cannot be used, and why.
#[derive(Debug)]
pub struct Unusable(String);

impl fmt::Display for Unusable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Error for Unusable {}
