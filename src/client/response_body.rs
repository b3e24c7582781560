//! Reads the body of a list's response while its rows are yielded.

use std::{future::poll_fn, pin::pin};

use futures_util::future::{Either, select};

use super::attempt::{Answer, without_answer};
use crate::{
    client::{Body, Clock, Credential, Millis, Transport},
    engine::BYTE_ORDER_MARK,
    error::Result,
    schema::Feed,
};

/// The rows of a response, by their hashes.
#[derive(Clone, Copy, Default)]
pub(super) struct Trace {
    /// The hash of the first row.
    pub first: u64,
    /// The hash of all rows.
    all: u64,
    rows: u64,
    /// Whether they differ from each other.
    varied: bool,
}

impl Trace {
    /// Adds the hash of a row.
    pub fn add(&mut self, row: u64) {
        if self.rows == 0 {
            self.first = row;
        }
        self.varied |= row != self.first;
        self.all = self.all.rotate_left(1).wrapping_add(row);
        self.rows += 1;
    }

    /// Whether these are very probably the rows of another response. Rows that are all equal need not be the same ones.
    pub fn repeats(&self, other: &Self) -> bool {
        self.varied && (self.all, self.rows) == (other.all, other.rows)
    }
}

/// A list's response while it arrives. Dropping it cancels the request.
pub(super) struct ResponseBody {
    body: Box<dyn Body>,
    /// The credential of the request. No later error may repeat it.
    pub credential: Credential,
    /// The scanner, and the bytes that it has not consumed yet.
    pub feed: Feed,
    /// Whether everything so far could be part of a byte order mark.
    at_start: bool,
    /// Whether the body has ended.
    pub ended: bool,
    /// How many bytes have arrived since the latest row.
    pub idle: usize,
    /// How many rows were read from it.
    pub rows: u64,
    /// How many of those rows are new.
    pub fresh: u64,
    /// What its rows are compared with those of the next response by, if they have no ids.
    pub trace: Trace,
    pub status: u16,
    pub request_id: Option<String>,
    /// How many requests it took to get the response.
    pub sent: u32,
}

impl ResponseBody {
    pub fn new(Answer { head, coming, credential, .. }: Answer, feed: Feed, sent: u32) -> Self {
        Self {
            body: coming,
            credential,
            feed,
            at_start: true,
            ended: false,
            idle: 0,
            rows: 0,
            fresh: 0,
            trace: Trace::default(),
            status: head.status,
            request_id: head.request_id,
            sent,
        }
    }

    /// Waits for the next chunk or the end of the body. Returns `false` if neither came within `time` milliseconds. An empty
    /// chunk is none.
    pub async fn chunk<T: Transport>(
        &mut self,
        clock: &impl Clock,
        time: Millis,
        transport: &T,
    ) -> Result<bool> {
        let Self { body, feed, at_start, idle, .. } = self;
        let until = clock.steady().saturating_add(time);
        let chunk = pin!(async {
            loop {
                let bytes = feed.more();
                let length = bytes.len();
                let more = poll_fn(|context| body.poll_chunk(context, bytes)).await?;
                if more && bytes.len() == length {
                    // A body that always has a chunk ready lets no timer fire.
                    if clock.steady() >= until {
                        return Ok(None);
                    }
                    continue;
                }
                *idle += bytes.len() - length;
                // A byte order mark can be split between chunks.
                if !*at_start || !more || !BYTE_ORDER_MARK.starts_with(bytes) {
                    if std::mem::take(at_start) && bytes.starts_with(BYTE_ORDER_MARK) {
                        bytes.drain(..BYTE_ORDER_MARK.len());
                    }
                    return Ok(Some(more));
                }
            }
        });
        let more = match select(chunk, pin!(clock.sleep(time))).await {
            Either::Left((chunk, _)) => {
                chunk.map_err(|error| without_answer(error, transport, &self.credential.value))?
            }
            Either::Right(_) => None,
        };
        self.ended = more == Some(false);
        Ok(more.is_some())
    }
}
