use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use axum::http::{Method, StatusCode};
use serde::Serialize;

use crate::{
    fields::{self, Fields, required},
    timestamp::Timestamp,
};

/// The number of requests that are kept.
const CAPACITY: usize = 10_000;

/// A request to a workspace.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    #[serde(skip)]
    number: u64,
    /// The HTTP method.
    pub method: String,
    /// The path.
    pub path: String,
    /// The query without its question mark, as it was sent.
    pub query: String,
    /// When it arrived, in milliseconds since the Unix epoch.
    pub at: i64,
    /// The status of the reply; `None` if there is none, or none yet.
    pub status: Option<u16>,
}

impl Entry {
    /// Reads a request in the form in which it is listed.
    ///
    /// # Errors
    /// Returns an error if a field is missing, unknown or invalid.
    pub fn read(mut fields: Fields) -> fields::Result<Self> {
        let entry = Self {
            number: 0,
            method: required("method", fields.text("method")?)?,
            path: required("path", fields.text("path")?)?,
            query: required("query", fields.text("query")?)?,
            at: fields.time("at")?,
            status: fields.count("status")?.and_then(|status| u16::try_from(status).ok()),
        };
        fields.finish()?;
        Ok(entry)
    }
}

/// The latest requests to a workspace, oldest first.
#[derive(Debug, Default)]
pub struct RequestLog {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    entries: VecDeque<Entry>,
    next_number: u64,
}

impl RequestLog {
    /// Adds a request when it arrives, and returns its number.
    pub fn begin(&self, method: &Method, path: &str, query: &str, now: Timestamp) -> u64 {
        let mut state = self.lock();
        if state.entries.len() == CAPACITY {
            state.entries.pop_front();
        }
        let number = state.next_number;
        state.next_number += 1;
        state.entries.push_back(Entry {
            number,
            method: method.to_string(),
            path: path.to_owned(),
            query: query.to_owned(),
            at: now.micros() / 1_000,
            status: None,
        });
        number
    }

    /// Records the status of the reply to a request, if the request is still kept.
    pub fn answered(&self, number: u64, status: StatusCode) {
        let mut state = self.lock();
        if let Ok(index) = state.entries.binary_search_by_key(&number, |entry| entry.number) {
            state.entries[index].status = Some(status.as_u16());
        }
    }

    /// Returns the requests so far.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.lock().entries.iter().cloned().collect()
    }

    /// Replaces all requests.
    pub fn restore(&self, entries: Vec<Entry>) {
        let mut state = self.lock();
        state.next_number = 0;
        state.entries.clear();
        for entry in entries {
            let number = state.next_number;
            state.next_number += 1;
            state.entries.push_back(Entry { number, ..entry });
        }
    }

    /// Removes all requests.
    pub fn clear(&self) {
        self.lock().entries.clear();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
