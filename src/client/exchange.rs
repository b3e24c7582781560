//! One exchange: attempts until one succeeds, none may follow, or time is up; then the reply, checked.

use crate::{
    api::{Call, Repeat, Request},
    client::{CallOptions, Client, Clock, Event, Transport, retry},
    error::{Code, Error, Result},
    shape::{Checked, Shaped, check_reply},
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
        let mut attempts = 0;
        loop {
            attempts += 1;
            let left = until.saturating_sub(self.clock.now());
            let failure = match self.attempt(request, &url, attempts, limits.timeout.min(left)).await {
                Ok(body) => return checked(request, body, attempts),
                Err(failure) => failure,
            };
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
                _ => return Err(last(failure, request, attempts)),
            }
        }
    }

    pub(super) fn url(&self, request: &Request) -> String {
        let question = if request.query.is_empty() { "" } else { "?" };
        [&self.config.root, &request.path, question, &request.query].concat()
    }

    /// A random number in 0..1 (xorshift64).
    pub(super) fn chance(&self) -> f64 {
        let mut state = self.jitter.get();
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        self.jitter.set(state);
        (state >> 11) as f64 / (1u64 << 53) as f64
    }
}

fn checked(request: &Request, body: Vec<u8>, attempts: u32) -> Result<Vec<u8>> {
    match check_reply(&body, request.reply) {
        Ok(()) => Ok(body),
        Err(fault) => Err(last(Error::malformed(&fault), request, attempts)),
    }
}

/// The failure that ends a call.
#[cold]
fn last(mut error: Box<Error>, request: &Request, attempts: u32) -> Box<Error> {
    error.attempts = if sent(&error) { attempts } else { attempts - 1 };
    let unknown =
        matches!(error.code, Code::Network | Code::Timeout | Code::ServerError | Code::MalformedReply);
    if unknown && request.operation.repeat == Repeat::Once && error.status.is_none_or(|status| status >= 400)
    {
        error.message.push_str(
            " It may have been done all the same: look for it before you send it again, or people are called twice.",
        );
    }
    error
}

/// Whether the last attempt left at all.
fn sent(error: &Error) -> bool {
    error.code != Code::InvalidArgument && (error.code != Code::Unauthorized || error.status.is_some())
}
