use std::{path::Path, time::Duration};

use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, params};

use super::checksum::Checksum;
use crate::{faults::effects::FaultEffects, settings::Settings, timestamp::Timestamp, write::Write};

/// The `application_id` of a sandbox's file: "seax".
const APPLICATION: i32 = i32::from_be_bytes(*b"seax");

/// The version of the tables below, and of what the writes in them lead to.
const FORMAT: i32 = 6;

const TABLES: &str = "
    CREATE TABLE settings (
        seed INTEGER NOT NULL,
        contacts INTEGER NOT NULL,
        speed REAL NOT NULL,
        enforce_hours INTEGER NOT NULL,
        checksum INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE writes (
        number INTEGER PRIMARY KEY,
        -- Microseconds since 1970.
        at INTEGER NOT NULL,
        method TEXT NOT NULL,
        -- Path and query.
        target TEXT NOT NULL,
        content_type TEXT,
        body BLOB NOT NULL,
        -- What a fault changed in how it was handled.
        hidden_for INTEGER NOT NULL,
        drops_draft_name INTEGER NOT NULL,
        -- The status of its reply.
        status INTEGER NOT NULL,
        checksum INTEGER NOT NULL
    ) STRICT;
";

/// An open file, locked against other processes.
pub struct File {
    connection: Connection,
    /// The checksum of the last row.
    last: Checksum,
}

impl File {
    /// Opens a file, or creates it.
    ///
    /// # Errors
    /// Returns an error if it is in use, is not a sandbox's, is damaged, or is of another version.
    pub fn open(path: &Path) -> Result<Self, String> {
        let connection = Connection::open(path).map_err(|error| explain(&error))?;
        connection.busy_timeout(Duration::ZERO).map_err(|error| explain(&error))?;
        let (application, format) = prepare(&connection).map_err(|error| explain(&error))?;
        if application != APPLICATION {
            return Err("belongs to another program; choose another file".into());
        }
        if format != FORMAT {
            return Err("was created by another version of the sandbox; choose another file".into());
        }
        Ok(Self { connection, last: Checksum::START })
    }

    /// Returns the settings that the sandbox was created with; `None` for a fresh file.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read or is damaged.
    pub fn settings(&self) -> Result<Option<Settings>, String> {
        let read = |row: &Row<'_>| {
            let seed = row.get::<_, i64>(0)?.cast_unsigned();
            let settings = Settings {
                seed,
                contacts: row.get(1)?,
                speed: row.get(2)?,
                page_cap: None,
                enforce_hours: row.get(3)?,
            };
            Ok((settings, row.get::<_, i64>(4)?))
        };
        let query = "SELECT seed, contacts, speed, enforce_hours, checksum FROM settings";
        let found = self.connection.query_row(query, (), read).optional();
        match found.map_err(|error| explain(&error))? {
            Some((settings, checksum)) if checksum != settings_checksum(settings).to_integer() => {
                Err(damaged("the row of the settings"))
            }
            found => Ok(found.map(|(settings, _)| settings)),
        }
    }

    /// Records in a fresh file the settings that the sandbox is created with.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written.
    pub fn begin(&mut self, settings: Settings) -> Result<(), String> {
        let Settings { seed, contacts, speed, enforce_hours, .. } = settings;
        self.last = settings_checksum(settings);
        let add = "INSERT INTO settings SELECT ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT * FROM settings)";
        let row = params![seed.cast_signed(), contacts, speed, enforce_hours, self.last.to_integer()];
        self.connection.execute(add, row).map(drop).map_err(|error| explain(&error))
    }

    /// Returns all writes so far, oldest first.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read, or a row is damaged or missing.
    pub fn writes(&mut self) -> Result<Vec<Write>, String> {
        let (writes, last) = read_writes(&self.connection, self.last)?;
        self.last = last;
        Ok(writes)
    }

    /// Appends a write.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written.
    pub fn append(&mut self, write: &Write) -> rusqlite::Result<()> {
        let add = "INSERT INTO writes
                 (at, method, target, content_type, body, hidden_for, drops_draft_name, status, checksum)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let checksum = write_checksum(self.last, write);
        let row = params![
            write.at.micros(),
            write.method,
            write.target,
            write.content_type,
            write.body,
            hidden_for(write),
            write.effects.drops_draft_name,
            write.status,
            checksum.to_integer(),
        ];
        self.connection.execute(add, row)?;
        self.last = checksum;
        Ok(())
    }
}

fn read_writes(connection: &Connection, start: Checksum) -> Result<(Vec<Write>, Checksum), String> {
    let mut statement = connection
        .prepare(
            "SELECT at, method, target, content_type, body, hidden_for, drops_draft_name, status, checksum
             FROM writes ORDER BY number",
        )
        .map_err(|error| explain(&error))?;
    let rows = statement.query_map((), read_write).map_err(|error| explain(&error))?;
    let (mut writes, mut last) = (Vec::new(), start);
    for row in rows {
        let (write, checksum) = row.map_err(|error| match error {
            rusqlite::Error::SqliteFailure(..) => explain(&error),
            // The value does not have its column's type.
            _ => damaged(&format!("write {}", writes.len() + 1)),
        })?;
        last = write_checksum(last, &write);
        if checksum != last.to_integer() {
            return Err(damaged(&format!("write {}", writes.len() + 1)));
        }
        writes.push(write);
    }
    Ok((writes, last))
}

fn read_write(row: &Row<'_>) -> rusqlite::Result<(Write, i64)> {
    let write = Write {
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
    };
    Ok((write, row.get(8)?))
}

fn settings_checksum(settings: Settings) -> Checksum {
    let Settings { seed, contacts, speed, enforce_hours, .. } = settings;
    let speed = speed.to_bits().cast_signed();
    let checksum = Checksum::START.number(seed.cast_signed()).number(contacts.into());
    checksum.number(speed).number(enforce_hours.into())
}

fn write_checksum(last: Checksum, write: &Write) -> Checksum {
    last.number(write.at.micros())
        .field(write.method.as_bytes())
        .field(write.target.as_bytes())
        .number(write.content_type.is_some().into())
        .field(write.content_type.as_deref().unwrap_or_default().as_bytes())
        .field(&write.body)
        .number(hidden_for(write))
        .number(write.effects.drops_draft_name.into())
        .number(write.status.into())
}

/// Returns `hidden_for` in microseconds.
fn hidden_for(write: &Write) -> i64 {
    i64::try_from(write.effects.hidden_for.as_micros()).unwrap_or(i64::MAX)
}

fn damaged(part: &str) -> String {
    format!("is damaged: {part} does not match its checksum; restore a copy, or choose another file")
}

fn explain(error: &rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy) => "is in use by another process".into(),
        Some(ErrorCode::NotADatabase) => "is not an SQLite database; choose another file".into(),
        Some(ErrorCode::DatabaseCorrupt) => {
            format!("is damaged: {error}; restore a copy, or choose another file")
        }
        _ => error.to_string(),
    }
}

/// Locks the file for this process, and creates the tables in a fresh one. Returns the file's `application_id` and
/// format.
///
/// Uses a rollback journal rather than a write-ahead log: SQLite treats a damaged log as one that ends at the damage,
/// so the writes after it would be lost unnoticed.
fn prepare(connection: &Connection) -> rusqlite::Result<(i32, i32)> {
    connection.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA journal_mode = TRUNCATE;
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
