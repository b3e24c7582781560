//! One attempt: a request leaves, an answer comes or does not.

use futures_util::future::{Either, select};
use std::pin::pin;

use crate::{
    api::Request,
    client::{
        Client, Clock, Event, HttpReply, HttpRequest, Millis, Transport, TransportError, redact::redact,
        refusal,
    },
    error::{Code, Error, Result},
};

impl<T: Transport, C: Clock> Client<T, C> {
    /// Sends a request once and gives the body of a good answer; everything else is an error.
    pub(super) async fn attempt(
        &self,
        request: &Request,
        url: &str,
        attempt: u32,
        timeout: Millis,
    ) -> Result<Vec<u8>> {
        let (operation, method) = (request.operation.name, request.operation.method.as_str());
        self.observe(Event::Request { operation, method, url, attempt });
        let started = self.clock.now();

        let answer = self.race(request, url, timeout).await;
        let duration_ms = self.clock.now().saturating_sub(started) as f64;
        let reply = |status, code, request_id| {
            self.observe(Event::Reply { operation, attempt, duration_ms, status, code, request_id });
        };
        match answer {
            Ok(answer) if answer.is_success() => {
                reply(Some(answer.status), None, answer.request_id.as_deref());
                Ok(answer.body)
            }
            Ok(answer) => {
                let error = refusal::error(&answer, self.clock.now());
                reply(error.status, Some(error.code.as_str()), answer.request_id.as_deref());
                Err(error)
            }
            Err(error) => {
                reply(None, Some(error.code.as_str()), None);
                Err(error)
            }
        }
    }

    /// The answer, or a timeout, whichever comes first. The loser is dropped, which cancels it.
    async fn race(&self, request: &Request, url: &str, timeout: Millis) -> Result<HttpReply> {
        let answer = pin!(async {
            let credential = self.transport.credential().await?;
            let (method, body) = (request.operation.method, request.body.as_deref());
            let mut reply =
                self.transport.send(HttpRequest { method, url, credential: &credential, body }).await?;
            if !reply.is_success() {
                redact(&mut reply, &credential.value);
            }
            Ok(reply)
        });
        match select(answer, pin!(self.clock.sleep(timeout))).await {
            Either::Left((answer, _)) => answer.map_err(without_answer),
            Either::Right(_) => {
                let span = timeout.to_string();
                Err(Error::new(Code::Timeout, ["No answer came within ", &span, " ms."].concat()))
            }
        }
    }
}

fn without_answer(error: TransportError) -> Box<Error> {
    let (code, message, cause) = match error {
        TransportError::Network { message, cause } => (Code::Network, message, cause),
        TransportError::Credential { message, cause } => (Code::Unauthorized, message, cause),
        TransportError::Invalid(message) => (Code::InvalidArgument, message, None),
    };
    let mut error = Error::new(code, message);
    error.cause = cause;
    error
}
