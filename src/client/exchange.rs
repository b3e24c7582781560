//! One exchange: attempts until one succeeds, none may follow, or the deadline has passed.

use crate::{
    api::{Call, Request, RetryPolicy},
    client::{
        CallOptions, Client, Clock, Event, Millis, Transport,
        attempt::{Answer, Bounds},
        config::Limits,
        response_body::TimeLimit,
        retry,
        transport::is_success,
    },
    error::{Code, Error, Result},
    schema::{Checked, HasSchema},
};

/// The attempts of one exchange.
pub(super) struct RetryState {
    pub limits: Limits,
    /// When all of them have to be over.
    until: Millis,
    made: u32,
    /// How many requests were sent.
    pub sent: u32,
    /// Whether one of them may have been done, though it failed.
    unclear: bool,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Makes a call and returns its reply.
    ///
    /// # Errors
    /// Every code but `invalid_argument` and `unsafe_browser_key`; `attempts` says how many requests were sent.
    pub async fn call<R: HasSchema>(&self, call: &Call<R>, options: CallOptions) -> Result<Checked<R>> {
        self.exchange(&call.request, options).await.map(Checked::known)
    }

    /// Makes a request and returns the JSON text of its reply, checked against its operation's table.
    ///
    /// # Errors
    /// As for [`Client::call`].
    pub async fn exchange(&self, request: &Request, options: CallOptions) -> Result<Vec<u8>> {
        Ok(self.reply(request, options).await?.map(|answer| answer.body).unwrap_or_default())
    }

    /// Makes a request and returns the whole answer; `None` where a removal finds on its retry that it is done.
    pub(super) async fn reply(&self, request: &Request, options: CallOptions) -> Result<Option<Answer>> {
        let mut tries = self.tries(options);
        loop {
            match self.try_once(request, &mut tries, false).await {
                Ok(answer) => return Ok(Some(answer)),
                Err(failure) if tries.has_removed(request, &failure) => return Ok(None),
                Err(failure) => self.before_next(request, &mut tries, failure).await?,
            }
        }
    }

    /// The state of an exchange that begins.
    pub(super) fn tries(&self, options: CallOptions) -> RetryState {
        let limits = self.config.with(options);
        let until = self.clock.now().saturating_add(limits.deadline);
        RetryState { limits, until, made: 0, sent: 0, unclear: false }
    }

    /// Makes one attempt, in what is left of the time. Where the answer is to be streamed, its body is left to come.
    pub(super) async fn try_once(
        &self,
        request: &Request,
        tries: &mut RetryState,
        stream: bool,
    ) -> Result<Answer> {
        tries.made += 1;
        let RetryState { ref limits, until, made, .. } = *tries;
        let time = TimeLimit { silence: limits.timeout, until };
        let bounds = Bounds { time, max_bytes: limits.reply_bytes(), stream };
        self.answer(request, &self.url(request), made, bounds).await
    }

    /// How long to wait for an answer, or for a part of it.
    pub(super) fn patience(&self, tries: &RetryState) -> Millis {
        tries.limits.timeout.min(tries.until.saturating_sub(self.clock.now()))
    }

    /// Waits until the next attempt is due, where one may follow this failure.
    ///
    /// # Errors
    /// The failure itself, where no attempt may follow.
    pub(super) async fn before_next(
        &self,
        request: &Request,
        tries: &mut RetryState,
        failure: Box<Error>,
    ) -> Result<()> {
        tries.sent += failure.attempts;
        tries.unclear |= failure.attempts > 0 && failure.code != Code::RateLimited;
        let wait = if tries.made <= tries.limits.max_retries {
            retry::delay(request.retry, &failure, tries.made, self.chance())
        } else {
            None
        };
        match wait {
            Some(delay) if self.clock.now().saturating_add(delay) < tries.until => {
                let (operation, code) = (request.operation.name, failure.code.as_str());
                let delay_ms = delay as f64;
                self.observe(Event::Retry { operation, attempt: tries.made, delay_ms, code });
                self.clock.sleep(delay).await;
                Ok(())
            }
            _ => Err(last(failure, request, tries.sent)),
        }
    }

    pub(super) fn url(&self, request: &Request) -> String {
        let mark = if request.query.is_empty() { "" } else { "?" };
        [&self.config.root, &request.path, mark, &request.query].concat()
    }

    /// A random number in 0..1 (SplitMix64).
    pub(super) fn chance(&self) -> f64 {
        let state = self.jitter.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.jitter.set(state);
        let mixed = (state ^ state >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) >> 11) as f64 / (1u64 << 53) as f64
    }
}

impl RetryState {
    /// Whether this failure shows that an earlier attempt has removed what was to be removed.
    fn has_removed(&self, request: &Request, failure: &Error) -> bool {
        self.unclear && request.retry == RetryPolicy::Removal && failure.code == Code::NotFound
    }
}

/// The failure that ends a call, after so many requests.
#[cold]
fn last(mut error: Box<Error>, request: &Request, sent: u32) -> Box<Error> {
    let unknown = match error.code {
        Code::Network => error.status.is_none_or(is_success),
        Code::Timeout | Code::ServerError | Code::MalformedReply | Code::ReplyTooLarge => true,
        _ => false,
    };
    if unknown && error.attempts > 0 && request.retry == RetryPolicy::Once {
        error
            .message
            .push_str(" It may have been done. Look for it before you send it again, or it is done twice.");
    }
    error.attempts = sent;
    error
}
