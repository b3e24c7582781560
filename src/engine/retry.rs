//! Decides whether a failed attempt is retried, and when.

use crate::{
    api::{Request, RetryPolicy},
    engine::{Bounds, CallOptions, Millis},
    error::{Code, Error},
};

/// The maximum wait before the first retry, unless the server names a wait. It doubles with each further retry.
const FIRST_DELAY: Millis = 500;
/// The upper bound of that maximum.
const LONGEST_DELAY: Millis = 8_000;
/// A server that asks for a longer wait than this, a day, is not asked again, whatever the deadline.
const TOO_LONG: Millis = 24 * 3_600_000;

/// The attempts of one exchange, until one succeeds, no retry is allowed, or the deadline has passed.
pub struct Retries {
    /// The limits of the call.
    pub limits: CallOptions,
    /// When the exchange must be over.
    until: Millis,
    /// When the next attempt is due, by the wall clock: for its driver, since only that clock shows that the machine slept.
    pub due: Millis,
    made: u32,
    /// How many requests were sent.
    pub sent: u32,
    /// Whether a failed attempt may have taken effect.
    unclear: bool,
}

/// What follows a failed attempt.
pub enum Verdict {
    /// The exchange is over: the failure shows that an earlier attempt has deleted the resource.
    Removed,
    /// Another attempt, after this many milliseconds.
    Again(Millis),
    /// The exchange is over, with the failure.
    Fail,
}

impl Retries {
    /// Starts an exchange. Its driver sets `due`, if it uses it.
    pub fn new(limits: CallOptions, now: Millis) -> Self {
        let until = now.saturating_add(limits.deadline());
        Self { limits, until, due: 0, made: 0, sent: 0, unclear: false }
    }

    /// Starts an attempt, and returns its limits. `stream` says that the body of a success is left to the driver.
    pub fn begin(&mut self, stream: bool) -> Bounds {
        self.made += 1;
        let max_bytes = self.limits.reply_bytes();
        Bounds { silence: self.limits.timeout(), until: self.until, max_bytes, stream }
    }

    /// How many attempts have begun.
    pub fn made(&self) -> u32 {
        self.made
    }

    /// How long to wait for the response or for its next chunk.
    pub fn patience(&self, now: Millis) -> Millis {
        self.limits.timeout().min(self.until.saturating_sub(now))
    }

    /// Decides what follows a failure, and completes the one that ends the exchange. `chance` is a random number in 0..1.
    #[cold]
    pub fn settle(&mut self, request: &Request, failure: &mut Error, now: Millis, chance: f64) -> Verdict {
        if self.unclear && request.retry == RetryPolicy::Removal && failure.code == Code::NotFound {
            return Verdict::Removed;
        }
        self.sent += failure.attempts;
        self.unclear |= failure.attempts > 0 && !is_refusal(failure);
        let left = self.until.saturating_sub(now);
        if let Some(wait) = next(&self.limits, request.retry, failure, self.made, left, chance) {
            return Verdict::Again(wait);
        }
        if failure.attempts > 0 && !is_refusal(failure) && request.retry == RetryPolicy::Once {
            failure.message.push_str(
                " The request may have taken effect. Check before you send it again, or it may happen twice.",
            );
        }
        failure.attempts = self.sent;
        Verdict::Fail
    }
}

/// Whether the server says that it did nothing, and will do nothing.
///
/// Only statuses that are sent before any processing count. A 409 does not, nor does a redirect: many servers send one after
/// they have acted. If a redirect was followed, which is a network error, the status is that of another request.
pub fn is_refusal(failure: &Error) -> bool {
    let sent_first = |status| matches!(status, 400 | 401 | 403 | 404 | 405 | 413 | 415 | 422 | 429);
    failure.code != Code::Network && failure.status.is_some_and(sent_first)
}

/// Returns how long to wait before the next attempt, or `None` if there must be none: too many have failed, this failure will
/// not pass, or the wait would last for all of `left`.
///
/// `failed` counts the attempts so far. `chance` is a random number in 0..1: a wait is random between 0 and its maximum ("full
/// jitter"), so that clients that failed together do not retry together.
pub fn next(
    limits: &CallOptions,
    retry: RetryPolicy,
    failure: &Error,
    failed: u32,
    left: Millis,
    chance: f64,
) -> Option<Millis> {
    let wait = delay(retry, failure, failed, chance)?;
    (failed <= limits.max_retries() && wait < left).then_some(wait)
}

/// Returns how long to wait after a failure that may pass.
fn delay(retry: RetryPolicy, error: &Error, failed: u32, chance: f64) -> Option<Millis> {
    let passing = match (error.code, error.status) {
        // A 429 is sent before the server does anything.
        (Code::RateLimited, _) => true,
        _ if retry == RetryPolicy::Once => false,
        (Code::Timeout | Code::ServerError, _) => true,
        (Code::Network, None) => true,
        _ => false,
    };
    let span = FIRST_DELAY.saturating_mul(1 << failed.saturating_sub(1).min(10)).min(LONGEST_DELAY);
    let wait = error.retry_after_ms.unwrap_or((span as f64 * chance) as Millis);
    (passing && wait <= TOO_LONG).then_some(wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: Code, status: Option<u16>) -> Box<Error> {
        let mut error = Error::new(code, "");
        error.status = status;
        error
    }

    #[test]
    fn a_create_is_retried_after_a_429_only() {
        let again = |code, status| delay(RetryPolicy::Once, &error(code, status), 1, 0.5).is_some();
        assert!(again(Code::RateLimited, Some(429)));
        for (code, status) in [
            (Code::Network, None),
            (Code::Timeout, None),
            (Code::Timeout, Some(408)),
            (Code::ServerError, Some(503)),
            (Code::MalformedReply, Some(201)),
        ] {
            assert!(!again(code, status), "{code:?} {status:?}");
        }
    }

    #[test]
    fn a_read_is_retried_after_transient_failures() {
        let again = |code, status| delay(RetryPolicy::Safe, &error(code, status), 1, 0.5).is_some();
        assert!(again(Code::RateLimited, Some(429)));
        assert!(again(Code::Network, None));
        assert!(again(Code::Timeout, None));
        assert!(again(Code::Timeout, Some(408)));
        assert!(again(Code::ServerError, Some(500)));
        assert!(!again(Code::Network, Some(302)), "a redirect will not pass");
        assert!(!again(Code::NotFound, Some(404)));
        assert!(!again(Code::InvalidArgument, None));
        assert!(!again(Code::MalformedReply, Some(200)));
        assert!(!again(Code::ReplyTooLarge, Some(200)));
        assert!(!again(Code::ClientClosed, None));
    }

    #[test]
    fn waits_double_up_to_a_limit_and_are_spread_from_zero() {
        let wait = |failed, chance| delay(RetryPolicy::Safe, &error(Code::Network, None), failed, chance);
        assert_eq!(wait(1, 0.0), Some(0));
        assert_eq!(wait(1, 0.5), Some(250));
        assert_eq!(wait(3, 0.5), Some(1_000));
        assert_eq!(wait(40, 1.0), Some(8_000));
    }

    #[test]
    fn the_server_decides_how_long_to_wait() {
        let mut error = error(Code::RateLimited, Some(429));
        error.retry_after_ms = Some(7_000);
        assert_eq!(delay(RetryPolicy::Once, &error, 1, 0.1), Some(7_000));
    }

    #[test]
    fn a_server_that_asks_for_more_than_a_day_is_not_asked_again() {
        let mut error = error(Code::RateLimited, Some(429));
        let mut wait = |span| {
            error.retry_after_ms = Some(span);
            delay(RetryPolicy::Safe, &error, 1, 0.5)
        };
        assert_eq!(wait(86_400_000), Some(86_400_000));
        assert_eq!(wait(86_400_001), None);
    }

    #[test]
    fn there_is_no_attempt_after_the_last_one_or_after_the_deadline() {
        let limits = CallOptions { max_retries: Some(2), ..CallOptions::default() };
        let failure = error(Code::Network, None);
        let next = |failed, left| next(&limits, RetryPolicy::Safe, &failure, failed, left, 0.5);
        assert_eq!([1, 2, 3].map(|failed| next(failed, 60_000)), [Some(250), Some(500), None]);
        assert_eq!([0, 250, 251].map(|left| next(1, left)), [None, None, Some(250)]);
    }
}
