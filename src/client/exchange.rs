//! Drives an exchange with futures: attempt after attempt, as the engine decides.

use crate::{
    api::{Content, PreparedCall, Request},
    client::{CallOptions, Client, Clock, Event, Millis, Transport, attempt::Answer},
    engine::{Retries, Verdict},
    error::{Error, Result},
    schema::{Checked, HasSchema},
};

impl<T: Transport, C: Clock> Client<T, C> {
    /// Makes a call and returns its reply.
    ///
    /// # Errors
    /// The failure of the last attempt; `attempts` says how many requests were sent.
    pub async fn call<R: HasSchema>(
        &self,
        call: &PreparedCall<R>,
        options: CallOptions,
    ) -> Result<Checked<R>> {
        self.exchange(&call.request, options).await.map(Checked::known)
    }

    /// Sends a request and returns the JSON text of its response, checked against the operation's schema.
    ///
    /// # Errors
    /// As for [`Client::call`].
    pub async fn exchange(&self, request: &Request, options: CallOptions) -> Result<Vec<u8>> {
        Ok(self.reply(request, options).await?.map(|answer| answer.body).unwrap_or_default())
    }

    /// Sends a request and returns the whole response, or `None` if a retried deletion finds that an earlier attempt succeeded.
    pub(super) async fn reply(&self, request: &Request, mut options: CallOptions) -> Result<Option<Answer>> {
        let limits = self.limits(options);
        // No reply begins while a file is being uploaded: unless the caller sets a timeout, only the deadline bounds that.
        if let (Some(Content::Form(_)), None) = (&request.content, limits.timeout) {
            options.timeout = Some(limits.deadline());
        }
        let mut retries = self.retries(options);
        loop {
            match self.try_once(request, &mut retries, false).await {
                Ok(answer) => return Ok(Some(answer)),
                Err(failure) => {
                    if !self.before_next(request, &mut retries, failure).await? {
                        return Ok(None);
                    }
                }
            }
        }
    }

    /// Starts an exchange.
    pub(super) fn retries(&self, options: CallOptions) -> Retries {
        let mut retries = Retries::new(self.limits(options), self.clock.steady());
        retries.due = self.clock.now();
        retries
    }

    /// Makes one attempt within the remaining time. With `stream`, the body is left to be read.
    pub(super) async fn try_once(
        &self,
        request: &Request,
        retries: &mut Retries,
        stream: bool,
    ) -> Result<Answer> {
        let bounds = retries.begin(stream);
        self.answer(request, &self.url(request), retries.made(), retries.due, bounds).await
    }

    /// Waits until the next attempt is due, if one may follow this failure. Returns whether one is needed.
    ///
    /// # Errors
    /// The failure itself, if no attempt may follow.
    pub(super) async fn before_next(
        &self,
        request: &Request,
        retries: &mut Retries,
        mut failure: Box<Error>,
    ) -> Result<bool> {
        match retries.settle(request, &mut failure, self.clock.steady(), self.chance()) {
            Verdict::Removed => Ok(false),
            Verdict::Fail => Err(failure),
            Verdict::Again(delay) => {
                retries.due = self.clock.now().saturating_add(delay);
                self.pause(request.operation.name, retries.made(), delay, &failure).await;
                Ok(true)
            }
        }
    }

    /// Waits before an operation is retried, and says so to the observer.
    pub(super) async fn pause(&self, operation: &str, attempt: u32, delay_ms: Millis, failure: &Error) {
        self.observe(Event::Retry { operation, attempt, delay_ms, code: failure.code.as_str() });
        self.clock.sleep(delay_ms).await;
    }

    pub(super) fn url(&self, request: &Request) -> String {
        self.session.url(request)
    }

    /// Returns a random number in 0..1.
    pub(super) fn chance(&self) -> f64 {
        self.session.chance()
    }
}
