//! Finding out what came of a request whose answer nobody has.

use std::pin::pin;

use futures_util::future::{Either, select};

use crate::{
    client::{
        Client, Clock, Millis, Transport,
        launch::{Launch, lookup::Lookup, progress::unconfirmed},
    },
    error::{Code, Error, Result},
    model::{CampaignId, campaign::Campaign, launch::Ticket},
    schema::Checked,
};

/// The wait after the first look; each next one is twice as long.
const FIRST: Millis = 500;
/// No wait is longer than this, unless the server asks for it.
const LONGEST: Millis = 8_000;

/// What is known of a launch's campaign.
pub enum Outlook {
    /// It exists.
    Found(Checked<Campaign>),
    /// It does not exist, and never will. The error is for a caller who does not want it sent again.
    Gone(Box<Error>),
    /// Nobody knows.
    Open(Box<Error>),
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Looks for the campaign until it shows, or cannot come any more, or `lookup_timeout` has passed.
    ///
    /// `failure` is why the answer to the request is not known.
    pub(super) async fn reconcile(
        &self,
        launch: &Launch<'_>,
        ticket: &Ticket,
        failure: Option<Box<Error>>,
    ) -> Outlook {
        let options = launch.options;
        let closes = ticket.closes(options.max_commit_delay);
        let until = self.clock.now().saturating_add(options.lookup_timeout);
        let mut wait = FIRST;
        loop {
            let begun = self.clock.now();
            let seen = self.look_in_time(launch).await;
            let now = self.clock.now();
            let left = until.saturating_sub(now);
            let asked = seen.as_ref().err().and_then(|error| error.retry_after_ms).unwrap_or(0);
            let clear = matches!(seen, Ok(Lookup::Nothing | Lookup::Alike(_))) && begun >= closes;
            let (gone, why) = match seen {
                Ok(Lookup::Ours(campaign)) => return Outlook::Found(campaign),
                Ok(Lookup::Twice(ids)) => return Outlook::Open(launch.twice(ids)),
                Ok(Lookup::Nothing) => (clear, Error::new(Code::NotFound, "It is not in the list.")),
                Ok(Lookup::Alike(ids)) => {
                    let mut why = Error::new(
                        Code::NotFound,
                        "There are campaigns that could be it, but carry no key to tell (`candidates`).",
                    );
                    why.candidates = ids;
                    (false, why)
                }
                Err(error) => (false, error),
            };
            if clear || left == 0 || asked > left {
                let error = unconfirmed(both(failure, why), ticket, options, now);
                let error = Box::new(Error { attempts: launch.progress.attempts.get(), ..*error });
                return if gone { Outlook::Gone(error) } else { Outlook::Open(error) };
            }
            self.clock.sleep(wait.max(asked).min(left)).await;
            wait = (wait * 2).min(LONGEST);
        }
    }

    /// Looks once whether a campaign that was made was made again. What cannot be looked at says nothing.
    pub(super) async fn look_for_twins(&self, launch: &Launch<'_>) -> Result<()> {
        match self.look_in_time(launch).await {
            Ok(Lookup::Twice(ids)) => Err(launch.twice(ids)),
            _ => Ok(()),
        }
    }

    /// One look, or an error if it takes longer than a call may.
    async fn look_in_time(&self, launch: &Launch<'_>) -> Result<Lookup> {
        launch.progress.looks.set(launch.progress.looks.get() + 1);
        let limit = self.config.with(launch.options.call).deadline;
        let look = pin!(self.look(&launch.mark, launch.options.call));
        match select(look, pin!(self.clock.sleep(limit))).await {
            Either::Left((seen, _)) => seen,
            Either::Right(_) => Err(Error::new(Code::Timeout, "Looking for it took too long.")),
        }
    }
}

impl Launch<'_> {
    fn twice(&self, ids: Vec<CampaignId>) -> Box<Error> {
        let mut error = Error::new(
            Code::LaunchedTwice,
            "More than one campaign was made: something on the way sent the request twice. Stop all of them but one \
             (`candidates`), or everybody is called twice.",
        );
        error.candidates = ids;
        error.attempts = self.progress.attempts.get();
        error
    }
}

/// Why the answer is not known, and why looking did not help.
fn both(failure: Option<Box<Error>>, why: Box<Error>) -> Box<Error> {
    let Some(mut failure) = failure else { return why };
    failure.message = [&failure.message, " ", &why.message].concat();
    failure.candidates = why.candidates;
    failure
}
