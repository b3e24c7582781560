//! One attempt: a request leaves, an answer comes or does not.

use futures_util::future::{Either, select};
use std::cell::Cell;
use std::pin::pin;

use crate::{
    api::{Request, ResponseSpec},
    client::{
        Client, Clock, Credential, Event, HttpReply, HttpRequest, Millis, Transport, TransportError,
        http_error,
        redact::{redact, redact_text},
    },
    error::{Code, Error, Result},
    schema::{Digits, check_reply},
};

/// A good answer.
pub(super) struct Answer {
    /// What the server said.
    pub reply: HttpReply,
    /// Who asked: what may still fail must not repeat it.
    pub credential: Credential,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Sends a request once and gives the body of a good answer, checked; everything else is an error. The error's
    /// `attempts` is 0 where no request left.
    pub(super) async fn attempt(
        &self,
        request: &Request,
        url: &str,
        attempt: u32,
        timeout: Millis,
    ) -> Result<Vec<u8>> {
        Ok(self.answer(request, url, attempt, timeout, false).await?.reply.body)
    }

    /// The same for the answer itself. A stream's body is left to come, and is not checked yet.
    pub(super) async fn answer(
        &self,
        request: &Request,
        url: &str,
        attempt: u32,
        timeout: Millis,
        stream: bool,
    ) -> Result<Answer> {
        let (operation, method) = (request.operation.name, request.operation.method.as_str());
        self.observe(Event::Request { operation, method, url, attempt });
        let started = self.clock.now();

        let answer = self.race(request, url, timeout, stream).await;
        let duration_ms = self.clock.now().saturating_sub(started) as f64;
        let outcome = answer.and_then(|answer| self.judge(answer, request, stream));
        let (status, code, request_id) = match &outcome {
            Ok(Answer { reply, .. }) => (Some(reply.status), None, reply.request_id.as_deref()),
            Err(error) => (error.status, Some(error.code.as_str()), error.request_id.as_deref()),
        };
        self.observe(Event::Reply { operation, attempt, duration_ms, status, code, request_id });
        outcome
    }

    /// The answer, or a timeout, whichever comes first. The loser is dropped, which cancels it.
    async fn race(&self, request: &Request, url: &str, timeout: Millis, stream: bool) -> Result<Answer> {
        let left = Cell::new(false);
        let answer = pin!(async {
            let credential = self.transport.credential().await.map_err(|error| without_answer(error, ""))?;
            let (method, content) = (request.operation.method, request.content.as_ref());
            let file = matches!(request.operation.response, ResponseSpec::File(_));
            left.set(true);
            let request = HttpRequest { method, url, credential: &credential, content, file, stream };
            let answer = self.transport.send(request).await;
            let mut reply = answer.map_err(|error| without_answer(error, &credential.value))?;
            if !reply.is_success() {
                reply.body = redact(reply.body, &credential.value);
            }
            reply.request_id = reply.request_id.map(|id| redact_text(id, &credential.value));
            Ok(Answer { reply, credential })
        });
        let mut outcome = match select(answer, pin!(self.clock.sleep(timeout))).await {
            Either::Left((outcome, _)) => outcome,
            Either::Right(_) => {
                let span = timeout.digits();
                Err(Error::new(Code::Timeout, ["No answer came within ", &span, " ms."].concat()))
            }
        };
        if let Err(error) = &mut outcome {
            error.attempts = u32::from(left.get() && error.code != Code::InvalidArgument);
        }
        outcome
    }

    /// Whether an answer is a good one: a success that is what the API says. A stream is checked as it comes.
    fn judge(&self, mut answer: Answer, request: &Request, stream: bool) -> Result<Answer> {
        let reply = &mut answer.reply;
        let mut error = match reply.is_success() {
            false => http_error::error(reply, self.clock.now()),
            true if stream => return Ok(answer),
            true => match request.operation.response {
                ResponseSpec::Nothing | ResponseSpec::File(_) => return Ok(answer),
                ResponseSpec::Json(kind) => match check_reply(&mut reply.body, kind, request.select) {
                    Ok(()) => return Ok(answer),
                    Err(fault) => Error::malformed(&fault),
                },
            },
        };
        error.attempts = 1;
        error.status = Some(reply.status);
        error.request_id = answer.reply.request_id;
        Err(error)
    }
}

/// The failure of a transport. The credential is taken out of its words.
pub(super) fn without_answer(error: TransportError, credential: &str) -> Box<Error> {
    let (code, message, cause) = match error {
        TransportError::Network { message, cause } => (Code::Network, message, cause),
        TransportError::Credential { message, cause } => (Code::Unauthorized, message, cause),
        TransportError::Invalid(message) => (Code::InvalidArgument, message, None),
    };
    let message = redact_text(message, credential);
    let mut error = Error::new(code, message);
    error.cause = cause;
    error
}
