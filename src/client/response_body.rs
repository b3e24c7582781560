//! Bodies of answers, read within limits of time and size: as a whole, or as a list's rows come.

use std::{cell::Cell, future::poll_fn, pin::pin};

use futures_util::future::{Either, select};

use super::attempt::{Answer, without_answer};
use crate::{
    client::{Body, Clock, Credential, Millis, Transport, TransportError},
    error::{Code, Error, Result},
    schema::{Digits, Feed},
};

/// What some systems write before UTF-8. JSON must not have it (RFC 8259), but readers may ignore it.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// How long to wait for an answer.
#[derive(Clone, Copy)]
pub(super) struct TimeLimit {
    /// How long nothing may come.
    pub silence: Millis,
    /// When all of it has to have come.
    pub until: Millis,
}

/// Why a body was not read to its end.
pub(super) enum Interrupted {
    /// The transport failed.
    Broken(TransportError),
    /// Nothing came for so many milliseconds.
    Silent(Millis),
    /// Something came, but the deadline passed before all of it was there.
    Late,
    /// It has more bytes than it may have.
    TooLarge(usize),
}

impl Interrupted {
    /// The error for it.
    #[cold]
    pub fn error<T: Transport>(self, transport: &T, credential: &str) -> Box<Error> {
        let mut error = match self {
            Self::Broken(error) => without_answer(error, transport, credential),
            Self::Silent(span) => {
                let message = ["No more of the answer came within ", &span.digits(), " ms."];
                Error::new(Code::Timeout, message.concat())
            }
            Self::Late => Error::new(Code::Timeout, "The answer was not complete when the deadline passed."),
            Self::TooLarge(limit) => too_large("The reply", limit),
        };
        error.attempts = 1;
        error
    }
}

/// The error for a reply, or a part of one, that has more bytes than it may have.
#[cold]
pub(super) fn too_large(what: &str, limit: usize) -> Box<Error> {
    let limit = (limit as u64).digits();
    let message = [what, " is larger than ", &limit, " bytes. Ask for less, or set `maxReplyBytes`."];
    Error::new(Code::ReplyTooLarge, message.concat())
}

/// Reads a body to its end, behind `bytes`. What has come by then stays there, whatever happens.
pub(super) async fn read(
    body: &mut dyn Body,
    bytes: &mut Vec<u8>,
    max_bytes: usize,
    time: TimeLimit,
    clock: &impl Clock,
) -> std::result::Result<(), Interrupted> {
    let heard = Cell::new(clock.now());
    let mut all = pin!(async {
        loop {
            match poll_fn(|context| body.poll_chunk(context, bytes)).await {
                Ok(true) if bytes.len() > max_bytes => {
                    bytes.truncate(max_bytes);
                    return Err(Interrupted::TooLarge(max_bytes));
                }
                Ok(true) => heard.set(clock.now()),
                Ok(false) => return Ok(()),
                Err(error) => return Err(Interrupted::Broken(error)),
            }
        }
    });
    // One timer for many chunks: it is set again only if something has come since.
    loop {
        let due = heard.get().saturating_add(time.silence);
        let wait = due.min(time.until).saturating_sub(clock.now());
        if wait == 0 {
            return Err(if due <= time.until {
                Interrupted::Silent(time.silence)
            } else {
                Interrupted::Late
            });
        }
        if let Either::Left((outcome, _)) = select(all.as_mut(), pin!(clock.sleep(wait))).await {
            return outcome;
        }
    }
}

/// A list's reply on its way in. Dropped, it is cancelled.
pub(super) struct ResponseBody {
    body: Box<dyn Body>,
    /// What the reply was asked for with: no later error may repeat it.
    pub credential: Credential,
    /// What of it has come.
    pub feed: Feed,
    /// Whether nothing of it has come yet that could not be part of a byte order mark.
    at_start: bool,
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
    pub fn new(Answer { reply, credential, .. }: Answer, feed: Feed, sent: u32) -> Self {
        Self {
            body: reply.body,
            credential,
            feed,
            at_start: true,
            ended: false,
            rows: 0,
            fresh: 0,
            status: reply.status,
            request_id: reply.request_id,
            sent,
        }
    }

    /// Waits for the chunk that comes next, or for the end. Returns whether either came in time.
    pub async fn chunk<T: Transport>(
        &mut self,
        clock: &impl Clock,
        time: Millis,
        transport: &T,
    ) -> Result<bool> {
        let Self { body, feed, at_start, .. } = self;
        let chunk = pin!(async {
            loop {
                let bytes = feed.more();
                let more = poll_fn(|context| body.poll_chunk(context, bytes)).await?;
                // A byte order mark can come in parts.
                if !*at_start || !more || !BYTE_ORDER_MARK.starts_with(bytes) {
                    if std::mem::take(at_start) && bytes.starts_with(BYTE_ORDER_MARK) {
                        bytes.drain(..BYTE_ORDER_MARK.len());
                    }
                    return Ok(more);
                }
            }
        });
        let more = match select(chunk, pin!(clock.sleep(time))).await {
            Either::Left((chunk, _)) => {
                chunk.map_err(|error| Interrupted::Broken(error).error(transport, &self.credential.value))?
            }
            Either::Right(_) => return Ok(false),
        };
        self.ended = !more;
        Ok(true)
    }
}
