//! Iterates over a list: yields rows as they arrive, each of them once, in constant memory, even while others add and remove
//! rows.

use super::{
    recent::{MEMORY, Recent},
    response_body::{ResponseBody, Trace},
};
use crate::{
    api::{ID, Listing},
    client::{CallOptions, Client, Clock, Millis, Transport},
    engine::{Retries, broken_off, malformed, silent, too_large, unfinished},
    error::{Code, Error, Result},
    hash::Fnv64,
    schema::{Digits, ErrorKind, Feed, Select},
};

/// The maximum number of rows in a batch: enough to keep the overhead of calls into JavaScript small.
const ROWS: u64 = 500;

/// A batch of this many bytes is complete, however few rows it has.
const BYTES: usize = 1 << 20;

/// How long the first row of a batch waits for others, in milliseconds.
const LINGER: Millis = 4;

/// The least that a response of known rows counts for, in rows, if it lies behind all rows that were yielded.
const BEYOND: u64 = 64;

/// How many rows to go back if the last row yielded has moved.
const BACK: u64 = 256;

const _: () = assert!(BACK as usize * 2 < MEMORY, "rows that are read again have to be recognized");

/// A list that is being read.
///
/// The stream requests all rows at once, or pages of the caller's `limit`. If the server returns fewer, the stream requests the
/// rest starting with the last row yielded, which has to come first again. If another row comes first, rows before it were
/// removed and the rest moved up, so the stream goes back to find it. Recent rows are recognized by their ids and not yielded
/// again.
pub struct Stream {
    listing: Listing,
    select: Select,
    /// The offset of the next request.
    offset: u64,
    /// How many rows the last response had. If it had only one, the next one cannot overlap with it and still bring a new row.
    size: u64,
    /// How many consecutive rows were known already, or probably were.
    stale: u64,
    /// The rows of the last response, if they have no ids.
    last: Trace,
    reply: Option<ResponseBody>,
    recent: Recent,
    /// The rows received but not yielded yet, as a JSON array without its closing bracket.
    batch: Vec<u8>,
    batch_rows: u64,
    /// How many rows were yielded before the last batch, and including it.
    handed: (u64, u64),
    /// The failure that follows the rows of the last batch.
    failure: Option<Box<Error>>,
    ended: bool,
}

/// The outcome of waiting for rows.
enum Turn {
    /// There is a batch.
    Batch,
    /// The response has ended or is unusable: another one has to be requested, unless the list has ended.
    Over,
}

impl Stream {
    /// Creates a stream of a list from its start, with the selected fields of its rows.
    pub fn new(listing: Listing, select: Select) -> Self {
        Self {
            offset: listing.start,
            listing,
            select,
            size: 0,
            stale: 0,
            last: Trace::default(),
            reply: None,
            recent: Recent::default(),
            batch: Vec::new(),
            batch_rows: 0,
            handed: (0, 0),
            failure: None,
            ended: false,
        }
    }

    /// Returns the next rows as a JSON array that is not empty, or `None` at the end. Its strings are not checked for UTF-8:
    /// the caller's decoder does that.
    ///
    /// The timeout applies until the response begins, and then to each chunk of it; it does not run while nobody waits for
    /// rows. Until a response has brought a new row, the deadline applies too, and transient failures are retried.
    ///
    /// # Errors
    /// As for any call; `rows` says how many rows were yielded before. After an error, the list ends.
    pub async fn next<T: Transport, C: Clock>(
        &mut self,
        client: &Client<T, C>,
        options: CallOptions,
    ) -> Result<Option<Vec<u8>>> {
        self.handed.0 = self.handed.1;
        if let Some(failure) = self.failure.take() {
            return Err(self.broken(failure));
        }
        let mut retries = client.retries(options);
        while !self.ended {
            match self.turn(client, &mut retries).await {
                Ok(Turn::Batch) => return Ok(Some(self.hand_over())),
                Ok(Turn::Over) => {
                    self.reply = None;
                    retries = client.retries(options);
                }
                Err(mut failure) => {
                    if let Some(reply) = self.reply.take() {
                        // A response that broke off counts as no response.
                        let broken = matches!(failure.code, Code::Network | Code::Timeout);
                        failure.status = (!broken).then_some(reply.status);
                        failure.request_id = reply.request_id;
                        // Until there are new rows, `before_next` adds the earlier attempts.
                        failure.attempts = 1;
                        if reply.fresh > 0 {
                            failure.attempts = reply.sent;
                            if self.batch_rows == 0 {
                                return Err(self.broken(failure));
                            }
                            self.failure = Some(failure);
                            return Ok(Some(self.hand_over()));
                        }
                    }
                    let request = self.listing.rows(self.offset);
                    let next = client.before_next(&request, &mut retries, failure).await;
                    // Listing is a read, so the verdict is never `Removed`.
                    next.map(drop).map_err(|failure| self.broken(failure))?;
                }
            }
        }
        Ok(None)
    }

    /// Whether all rows of the responses so far were yielded.
    pub fn is_between_replies(&self) -> bool {
        self.reply.is_none() && self.failure.is_none()
    }

    /// Ends the list with this failure, and adds how many rows were yielded before. The rows of the last batch count only if
    /// the caller has asked for another one since.
    pub fn broken(&mut self, mut failure: Box<Error>) -> Box<Error> {
        self.ended = true;
        let rows = self.handed.0;
        if rows > 0 {
            let stop = if failure.message.ends_with('.') { "" } else { "." };
            failure.message.extend([stop, " The list broke off after ", &rows.digits(), " rows."]);
        }
        failure.rows = Some(rows);
        failure
    }

    fn hand_over(&mut self) -> Vec<u8> {
        self.handed.1 += self.batch_rows;
        self.batch_rows = 0;
        let mut batch = std::mem::take(&mut self.batch);
        batch.push(b']');
        batch
    }

    /// Reads the current response, or a new one, until there is a batch or the response has ended.
    async fn turn<T: Transport, C: Clock>(
        &mut self,
        client: &Client<T, C>,
        retries: &mut Retries,
    ) -> Result<Turn> {
        if self.reply.is_none() {
            let request = self.listing.rows(self.offset);
            let answer = client.try_once(&request, retries, true).await?;
            self.reply = Some(ResponseBody::new(
                answer,
                Feed::new(self.listing.reply(), self.select),
                retries.sent + 1,
            ));
        }
        let (mut until, max_bytes) = (None, retries.limits.element_bytes());
        loop {
            let taken = self.batch_rows;
            if let Some(turn) = self.take_rows(max_bytes)? {
                return Ok(turn);
            }
            let Some(reply) = &mut self.reply else { return Ok(Turn::Over) };
            if reply.feed.held().max(reply.idle / 2) >= max_bytes {
                return Err(too_large("An element of the list", max_bytes));
            }
            let wait = match self.batch_rows {
                0 if reply.fresh == 0 => retries.patience(client.clock.steady()),
                0 => retries.limits.timeout(),
                _ => {
                    let now = client.clock.steady();
                    until.get_or_insert(now.saturating_add(LINGER)).saturating_sub(now)
                }
            };
            // A body that always has a chunk ready lets no timer fire.
            let time_left = wait > 0 || self.batch_rows > taken;
            let came = time_left && reply.chunk(&client.clock, wait, &client.transport).await?;
            match (came, self.batch_rows) {
                (true, _) => {}
                (false, 0) if wait < retries.limits.timeout() => return Err(unfinished()),
                (false, 0) => return Err(silent(wait)),
                (false, _) => return Ok(Turn::Batch),
            }
        }
    }

    /// Takes rows that have arrived, up to a full batch; a row of up to `max_bytes` as soon as it is complete. Returns `None` if more are expected.
    fn take_rows(&mut self, max_bytes: usize) -> Result<Option<Turn>> {
        let Some(reply) = &mut self.reply else { return Ok(Some(Turn::Over)) };
        while self.batch_rows < ROWS && self.batch.len() < BYTES {
            let row = match reply.feed.row(reply.ended, max_bytes) {
                Ok(Some(row)) => row,
                Ok(None) if reply.ended => {
                    return if self.finish()? { Ok(Some(Turn::Batch)) } else { Ok(Some(Turn::Over)) };
                }
                Ok(None) => return Ok(None),
                Err(fault) => {
                    let cut = matches!(fault.kind, ErrorKind::End) && !reply.feed.is_blank();
                    return Err(match cut {
                        true => broken_off(),
                        false => malformed(&fault, &reply.credential.value),
                    });
                }
            };
            let id = row.find_text(ID).map(Fnv64::of);
            let known = self.size > 0 && id.is_some_and(|id| self.recent.has(id));
            if reply.rows == 0 && self.size > 1 && !known {
                if self.offset > self.listing.start {
                    self.go_back();
                    return Ok(Some(Turn::Over));
                }
                if self.recent.has_forgotten() {
                    return Err(lost());
                }
            }
            if !self.listing.has_ids {
                reply.trace.add(Fnv64::of(row.json()));
            }
            reply.rows += 1;
            reply.idle = 0;
            if !known {
                reply.fresh += 1;
                self.batch_rows += 1;
                row.write(&mut self.batch);
                if let Some(id) = id {
                    self.recent.add(id);
                }
            }
        }
        Ok(Some(Turn::Batch))
    }

    /// Ends a response. Returns whether it leaves a batch.
    fn finish(&mut self) -> Result<bool> {
        let Some(reply) = &self.reply else { return Ok(false) };
        if reply.rows == 0 && self.size > 1 && self.offset > self.listing.start {
            self.go_back();
            return Ok(false);
        }
        let behind = self.offset + reply.rows;
        let all = reply.feed.total().is_some_and(|total| total == behind);
        // Rows without ids cannot be recognized: for them, only an empty response means the end.
        let overlap = u64::from(self.listing.has_ids && reply.rows > 1);
        self.ended = all || (reply.fresh == 0 && reply.rows <= u64::from(self.listing.has_ids));
        let last = std::mem::replace(&mut self.last, reply.trace);
        let weight = if !self.listing.has_ids {
            // Calls that have not been placed yet have equal rows, and a server that ignores the offset repeats rows that change
            // while calls go on: a page that only begins like the one before counts little.
            match reply.trace {
                trace if trace.repeats(&last) => reply.rows.max(BEYOND),
                trace if trace.first == last.first => 1,
                _ => 0,
            }
        } else if reply.fresh > 0 {
            0
        } else if behind > self.listing.start + self.handed.1 {
            // Many rows were added before them, or the server ignores the offset.
            reply.rows.max(BEYOND)
        } else {
            reply.rows
        };
        self.stale = if weight == 0 { 0 } else { self.stale + weight };
        // A correct server cannot return so many known rows in succession.
        if self.stale > 2 * MEMORY as u64 && !self.ended {
            return Err(repeated());
        }
        self.size = if self.listing.has_ids { reply.rows } else { 0 };
        self.offset = behind - overlap;
        self.reply = None;
        Ok(self.batch_rows > 0)
    }

    fn go_back(&mut self) {
        let step = match self.listing.limit {
            0 => BACK,
            limit => u64::from(limit).min(BACK),
        };
        self.offset = self.offset.saturating_sub(step).max(self.listing.start);
    }
}

#[cold]
fn lost() -> Box<Error> {
    let message =
        "Too many rows were removed while the list was read, so the next row cannot be found. Read it again.";
    Error::new(Code::Conflict, message)
}

/// The error for a server that ignores the offset.
#[cold]
pub(super) fn repeated() -> Box<Error> {
    Error::new(Code::MalformedReply, "The server keeps returning the same rows instead of the next ones.")
}
