//! Whether a failed attempt is followed by another one, and when.

use crate::{
    api::RetryPolicy,
    client::Millis,
    error::{Code, Error},
};

/// The first wait is at most this long where the server does not say; each next one may be twice as long.
const FIRST: Millis = 500;
/// No such wait is longer than this.
const LONGEST: Millis = 8_000;
/// A server that asks for a longer wait than this, a day, is not asked again, whatever the deadline.
const TOO_LONG: Millis = 24 * 3_600_000;

/// How long to wait before the next attempt; `None` if there must not be one.
///
/// `failed` counts the attempts so far, `chance` is a random number in 0..1: waits are spread over their whole span
/// ("full jitter"), so that clients that failed together do not retry together.
pub fn delay(retry: RetryPolicy, error: &Error, failed: u32, chance: f64) -> Option<Millis> {
    let passing = match (error.code, error.status) {
        // Nothing was done.
        (Code::RateLimited, _) => true,
        _ if retry == RetryPolicy::Once => false,
        (Code::Timeout | Code::ServerError, _) => true,
        (Code::Network, None) => true,
        _ => false,
    };
    let span = FIRST.saturating_mul(1 << failed.saturating_sub(1).min(10)).min(LONGEST);
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
}
