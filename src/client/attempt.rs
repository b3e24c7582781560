//! Drives one attempt with futures: sends, reads and waits as the engine decides.

use futures_util::future::{Either, select};
use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use crate::{
    api::Request,
    client::{Body, Client, Clock, Event, HttpReply, Millis, Transport, TransportError},
    engine::{Attempt, Bounds, Credential, Interruption, ResponseHead, Step},
    error::{Error, Result},
};

/// The response to an attempt.
pub(super) struct Answer {
    /// The head.
    pub head: ResponseHead,
    /// The body, unless it is streamed.
    pub body: Vec<u8>,
    /// The body that is still to be read, if it is streamed.
    pub coming: Box<dyn Body>,
    /// The credential of the request. No later error may repeat it.
    pub credential: Credential,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Sends a request once and returns the body of a successful response, checked. Everything else is an error, whose
    /// `attempts` is 0 if nothing was sent. `timeout` bounds the whole attempt.
    pub(super) async fn attempt(
        &self,
        request: &Request,
        url: &str,
        attempt: u32,
        timeout: Millis,
    ) -> Result<Vec<u8>> {
        let until = self.clock.steady().saturating_add(timeout);
        let max_bytes = self.config().limits.reply_bytes();
        let bounds = Bounds { silence: timeout, until, max_bytes, stream: false };
        Ok(self.answer(request, url, attempt, self.clock.now(), bounds).await?.body)
    }

    /// Sends a request once within these bounds, and returns the whole response. `due` is when the attempt was to begin, by the
    /// wall clock: a machine may have slept since.
    pub(super) async fn answer(
        &self,
        request: &Request,
        url: &str,
        attempt: u32,
        due: Millis,
        bounds: Bounds,
    ) -> Result<Answer> {
        let (operation, method) = (request.operation.name, request.operation.method.as_str());
        let started = self.clock.steady();
        self.observe(Event::Request { operation, method, url, attempt });
        if self.observer.is_some() {
            give_way().await;
        }

        let outcome = self.drive(Attempt::new(bounds, started), request, url, due).await;
        let duration_ms = self.clock.steady().saturating_sub(started);
        let (status, code, request_id) = match &outcome {
            Ok(Answer { head, .. }) => (Some(head.status), None, head.request_id.as_deref()),
            Err(error) => (error.status, Some(error.code.as_str()), error.request_id.as_deref()),
        };
        // A browser hides the status of a redirect.
        let status = status.filter(|status| *status > 0);
        self.observe(Event::Reply { operation, attempt, duration_ms, status, code, request_id });
        outcome
    }

    async fn drive(&self, mut attempt: Attempt, request: &Request, url: &str, due: Millis) -> Result<Answer> {
        let HttpReply { head, body: mut coming } = self.send_once(&mut attempt, request, url, due).await?;
        match attempt.on_head(head, request, self.config(), self.clock.steady()) {
            Step::Read => self.read(&mut attempt, &mut *coming, request).await?,
            Step::Over(outcome) => outcome?,
        }
        let Attempt { head, body, credential, .. } = attempt;
        Ok(Answer { head: head.unwrap_or_default(), body, coming, credential })
    }

    /// Returns the head of the response, or a timeout, whichever comes first. The other future is dropped, which cancels it.
    async fn send_once(
        &self,
        attempt: &mut Attempt,
        request: &Request,
        url: &str,
        due: Millis,
    ) -> Result<HttpReply> {
        let (sent, patience) = (Cell::new(false), attempt.patience(self.clock.steady()));
        let answer = pin!(async {
            let credential =
                self.transport.credential().await.map_err(|error| Some((error, Credential::default())))?;
            // A process that was suspended, or a machine that slept, must not send a request that others already consider lost.
            // Only the wall clock shows that it slept.
            if self.clock.now().saturating_sub(due) >= patience {
                return Err(None);
            }
            sent.set(true);
            match self.transport.send(request, url, &credential).await {
                Ok(reply) => Ok((reply, credential)),
                Err(error) => Err(Some((error, credential))),
            }
        });
        let timer = pin!(self.clock.sleep(patience));
        let outcome = select(answer, timer).await;
        attempt.sent = sent.get();
        match outcome {
            Either::Left((Ok((reply, credential)), _)) => {
                attempt.credential = credential;
                Ok(reply)
            }
            Either::Left((Err(Some((error, credential))), _)) => {
                attempt.credential = credential;
                let TransportError { failure, cause } = error;
                let mut error = attempt.no_response(failure, url);
                error.cause =
                    cause.map(|cause| self.transport.redact_cause(cause, &attempt.credential.value));
                Err(error)
            }
            Either::Left((Err(None), _)) | Either::Right(_) => Err(attempt.timed_out()),
        }
    }

    /// Reads the body to its end into `attempt.body`, which keeps what has arrived even if reading fails.
    async fn read(&self, attempt: &mut Attempt, coming: &mut dyn Body, request: &Request) -> Result<()> {
        loop {
            // One timer serves many chunks: it is restarted only when it fires although a chunk has arrived since.
            let mut timer = pin!(self.clock.sleep(attempt.patience(self.clock.steady())));
            loop {
                let body = &mut attempt.body;
                let chunk = pin!(poll_fn(|context| coming.poll_chunk(context, body)));
                let why = match select(chunk, timer.as_mut()).await {
                    Either::Left((Ok(true), _)) => match attempt.on_chunk(self.clock.steady()) {
                        Ok(()) => continue,
                        Err(why) => why,
                    },
                    Either::Left((Ok(false), _)) => return attempt.on_end(request, self.config()),
                    Either::Left((Err(error), _)) => Interruption::Broken(without_answer(
                        error,
                        &self.transport,
                        &attempt.credential.value,
                    )),
                    Either::Right(_) => break,
                };
                return attempt.on_interruption(why, request, self.config());
            }
            if let Some(outcome) = attempt.on_clock(request, self.config(), self.clock.steady()) {
                return outcome;
            }
        }
    }
}

/// Lets others run once. An observer may have aborted the call, which its signal shows only between two polls.
async fn give_way() {
    let mut waited = false;
    poll_fn(|context| match std::mem::replace(&mut waited, true) {
        true => Poll::Ready(()),
        false => {
            context.waker().wake_by_ref();
            Poll::Pending
        }
    })
    .await;
}

/// Converts a transport's error. The credential is redacted from its message and its cause.
pub(super) fn without_answer<T: Transport>(
    error: TransportError,
    transport: &T,
    credential: &str,
) -> Box<Error> {
    let TransportError { failure, cause } = error;
    let mut error = crate::engine::failed(failure, credential);
    error.cause = cause.map(|cause| transport.redact_cause(cause, credential));
    error
}
