//! A reply whose rows are on their way.

use std::future::poll_fn;
use std::pin::pin;

use futures_util::future::{Either, select};

use super::attempt::{Answer, without_answer};
use crate::{
    client::{Body, Clock, Credential, Millis},
    error::Result,
    schema::Feed,
};

/// A reply on its way in. Dropped, it is cancelled.
pub(super) struct ResponseBody {
    body: Box<dyn Body>,
    credential: Credential,
    /// What of it has come.
    pub feed: Feed,
    /// Whether its body has ended.
    pub ended: bool,
    /// How many rows were taken from it.
    pub rows: u64,
    /// How many of them had not been given before.
    pub fresh: u64,
    pub status: u16,
    pub request_id: Option<String>,
    /// How many requests it took to get it.
    pub sent: u32,
}

impl ResponseBody {
    pub fn new(Answer { reply, credential }: Answer, feed: Feed, sent: u32) -> Self {
        Self {
            body: reply.pieces.unwrap_or_else(|| Box::new(reply.body)),
            credential,
            feed,
            ended: false,
            rows: 0,
            fresh: 0,
            status: reply.status,
            request_id: reply.request_id,
            sent,
        }
    }

    /// Waits for the piece that comes next, or for the end. Says whether either came in time.
    pub async fn piece(&mut self, clock: &impl Clock, time: Millis) -> Result<bool> {
        let piece = poll_fn(|context| self.body.poll_chunk(context, self.feed.more()));
        let piece = match select(piece, pin!(clock.sleep(time))).await {
            Either::Left((piece, _)) => piece,
            Either::Right(_) => return Ok(false),
        };
        let more = piece.map_err(|error| {
            let mut error = without_answer(error, &self.credential.value);
            error.attempts = 1;
            error
        })?;
        self.ended = !more;
        Ok(true)
    }
}
