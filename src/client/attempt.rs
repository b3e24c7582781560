//! One attempt: a request is sent, and an answer comes or does not.

use futures_util::future::{Either, select};
use std::cell::Cell;
use std::pin::pin;

use crate::{
    api::{Request, ResponseSpec},
    client::{
        CallOptions, Client, Clock, Credential, Event, HttpReply, HttpRequest, Millis, Transport,
        TransportError, http_error, judge,
        redact::redact,
        response_body::{TimeLimit, read},
        transport::is_success,
    },
    error::{Code, Error, Result},
    schema::Digits,
};

/// How many bytes of an error's body are read: more than any server has to say.
const ERROR_BODY: usize = 64 * 1024;

/// The answer to an attempt.
pub(super) struct Answer {
    /// Its head; and its body, where that is to be streamed.
    pub reply: HttpReply,
    /// Its body, where that is not to be streamed.
    pub body: Vec<u8>,
    /// What it was asked for with: no later error may repeat it.
    pub credential: Credential,
}

/// What bounds one attempt.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub time: TimeLimit,
    /// How many bytes the body may have.
    pub max_bytes: usize,
    /// Whether the body of a success is left to the caller, who checks it as it comes.
    pub stream: bool,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Sends a request once, and gives the body of a good answer, checked; everything else is an error. The error's
    /// `attempts` is 0 where nothing was sent. All of it takes no longer than the timeout.
    pub(super) async fn attempt(
        &self,
        request: &Request,
        url: &str,
        attempt: u32,
        timeout: Millis,
    ) -> Result<Vec<u8>> {
        let until = self.clock.now().saturating_add(timeout);
        let max_bytes = self.config.with(CallOptions::default()).reply_bytes();
        let bounds = Bounds { time: TimeLimit { silence: timeout, until }, max_bytes, stream: false };
        Ok(self.answer(request, url, attempt, bounds).await?.body)
    }

    /// The same for the answer itself, within other bounds.
    pub(super) async fn answer(
        &self,
        request: &Request,
        url: &str,
        attempt: u32,
        bounds: Bounds,
    ) -> Result<Answer> {
        let (operation, method) = (request.operation.name, request.operation.method.as_str());
        self.observe(Event::Request { operation, method, url, attempt });
        let started = self.clock.now();

        let outcome = self.exchange_once(request, url, bounds).await;
        let duration_ms = self.clock.now().saturating_sub(started) as f64;
        let (status, code, request_id) = match &outcome {
            Ok(Answer { reply, .. }) => (Some(reply.status), None, reply.request_id.as_deref()),
            Err(error) => (error.status, Some(error.code.as_str()), error.request_id.as_deref()),
        };
        self.observe(Event::Reply { operation, attempt, duration_ms, status, code, request_id });
        outcome
    }

    /// Sends the request, reads the answer, and checks it.
    async fn exchange_once(&self, request: &Request, url: &str, bounds: Bounds) -> Result<Answer> {
        let Bounds { time, max_bytes, stream } = bounds;
        let mut answer = self.head(request, url, time).await?;
        let Answer { reply, body, credential } = &mut answer;
        let now = self.clock.now();
        let outcome = match reply.status {
            status if !is_success(status) => {
                // A redirect says everything in its head.
                if status >= 400 {
                    let until = now.saturating_add(time.silence).min(time.until);
                    let (time, max_bytes) = (TimeLimit { until, ..time }, ERROR_BODY.min(max_bytes));
                    // The status says enough, whatever becomes of the rest: what has come of the body is used.
                    drop(read(&mut *reply.body, body, max_bytes, time, &self.clock).await);
                }
                let mut error = http_error::error(reply, body, now, credential);
                if error.code == Code::NotFound && request.operation.is_collection() {
                    error.message.push_str(self.config.misplaced());
                }
                Err(error)
            }
            _ if reply.redirected => Err(http_error::redirected()),
            _ if stream => Ok(()),
            _ => match read(&mut *reply.body, body, max_bytes, time, &self.clock).await {
                Ok(()) => judge::judge(reply, body, request, &credential.value),
                Err(interrupted) => Err(interrupted.error(&self.transport, &credential.value)),
            },
        };
        let Err(mut error) = outcome else { return Ok(answer) };
        // An answer that broke off counts as none.
        let broken =
            matches!(error.code, Code::Network | Code::Timeout) && reply.is_success() && !reply.redirected;
        error.status = (!broken).then_some(reply.status);
        error.attempts = 1;
        error.request_id = reply.request_id.take();
        Err(error)
    }

    /// The head of the answer, or a timeout, whichever comes first. The loser is dropped, which cancels it.
    async fn head(&self, request: &Request, url: &str, time: TimeLimit) -> Result<Answer> {
        let timeout = time.silence.min(time.until.saturating_sub(self.clock.now()));
        let sent = Cell::new(false);
        let answer = pin!(async {
            let credential = self.transport.credential().await;
            let credential = credential.map_err(|error| without_answer(error, &self.transport, ""))?;
            let (method, content) = (request.operation.method, request.content.as_ref());
            let file = matches!(request.operation.response, ResponseSpec::File(_));
            sent.set(true);
            let request = HttpRequest { method, url, credential: &credential, content, file };
            let answer = self.transport.send(request).await;
            let mut reply = answer.map_err(|error| {
                let mut error = without_answer(error, &self.transport, &credential.value);
                if error.code == Code::Network {
                    error.message = ["No answer from ", host(url), ". ", &error.message].concat();
                }
                error
            })?;
            reply.request_id = reply.request_id.map(|id| redact(id, &credential.value));
            Ok(Answer { reply, body: Vec::new(), credential })
        });
        let mut outcome = match select(answer, pin!(self.clock.sleep(timeout))).await {
            Either::Left((outcome, _)) => outcome,
            Either::Right(_) => {
                let span = timeout.digits();
                Err(Error::new(Code::Timeout, ["No answer came within ", &span, " ms."].concat()))
            }
        };
        if let Err(error) = &mut outcome {
            error.attempts = u32::from(sent.get() && error.code != Code::InvalidArgument);
        }
        outcome
    }
}

/// The error of a transport. The credential is taken out of its words, and of its cause.
pub(super) fn without_answer<T: Transport>(
    error: TransportError,
    transport: &T,
    credential: &str,
) -> Box<Error> {
    let (code, message, cause) = match error {
        TransportError::Network { message, cause } => (Code::Network, message, cause),
        TransportError::Credential { message, cause } => (Code::AuthFailed, message, cause),
        TransportError::Invalid(message) => (Code::InvalidArgument, message, None),
        TransportError::Closed => return Error::closed(),
        TransportError::NoMemory => {
            (Code::ReplyTooLarge, "There is no memory left for the reply.".into(), None)
        }
    };
    let mut error = Error::new(code, redact(message, credential));
    error.cause = cause.map(|cause| transport.redact_cause(cause, credential));
    error
}

/// The host and port of a URL.
fn host(url: &str) -> &str {
    url.split('/').nth(2).unwrap_or(url)
}
