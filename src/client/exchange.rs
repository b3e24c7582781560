//! One exchange: attempts until one succeeds, none may follow, or time is up; then the reply, checked.

use crate::{
    api::{Call, Repeat, Request},
    client::{CallOptions, Client, Clock, Event, Transport, retry},
    error::{Code, Error, Result},
    shape::{Checked, Shaped},
};

impl<T: Transport, C: Clock> Client<T, C> {
    /// Makes a call, and gives its reply.
    ///
    /// # Errors
    /// Every code but `invalid_argument` and `unsafe_browser_key`; `attempts` says how many requests were sent.
    pub async fn call<R: Shaped>(&self, call: &Call<R>, options: CallOptions) -> Result<Checked<R>> {
        self.exchange(&call.request, options).await.map(Checked::known)
    }

    /// The same for a request whose reply's type is known to its table only: the reply's JSON text.
    pub async fn exchange(&self, request: &Request, options: CallOptions) -> Result<Vec<u8>> {
        let limits = self.config.with(options);
        let until = self.clock.now().saturating_add(limits.deadline);
        let url = self.url(request);
        let (mut attempts, mut sent) = (0, 0);
        loop {
            attempts += 1;
            let left = until.saturating_sub(self.clock.now());
            let failure = match self.attempt(request, &url, attempts, limits.timeout.min(left)).await {
                Ok(body) => return Ok(body),
                Err(failure) => failure,
            };
            sent += failure.attempts;
            let wait = if attempts <= limits.max_retries {
                retry::delay(request.operation.repeat, &failure, attempts, self.chance())
            } else {
                None
            };
            match wait {
                Some(delay) if self.clock.now().saturating_add(delay) < until => {
                    let (operation, code) = (request.operation.name, failure.code.as_str());
                    let delay_ms = delay as f64;
                    self.observe(Event::Retry { operation, attempt: attempts, delay_ms, code });
                    self.clock.sleep(delay).await;
                }
                _ => return Err(last(failure, request, sent)),
            }
        }
    }

    fn url(&self, request: &Request) -> String {
        let question = if request.query.is_empty() { "" } else { "?" };
        [&self.config.root, &request.path, question, &request.query].concat()
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

/// The failure that ends a call, after so many requests.
#[cold]
fn last(mut error: Box<Error>, request: &Request, sent: u32) -> Box<Error> {
    let unknown = match error.code {
        Code::Network => error.status.is_none(),
        Code::Timeout | Code::ServerError | Code::MalformedReply => true,
        _ => false,
    };
    if unknown && error.attempts > 0 && request.operation.repeat == Repeat::Once {
        error.message.push_str(
            " It may have been done all the same: look for it before you send it again, or people are called twice.",
        );
    }
    error.attempts = sent;
    error
}
