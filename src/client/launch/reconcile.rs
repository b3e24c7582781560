//! Finds out whether a request created its campaign, whatever the response was.

use std::pin::pin;

use futures_util::future::{Either, select};

use crate::{
    api::{RetryPolicy, campaigns},
    client::{
        CallOptions, Client, Clock, Millis, Transport,
        launch::{
            Launch,
            fingerprint::{ListedCampaign, Match},
            lookup::{Lookup, Scope, Seen},
            progress::{naming, sentences, unconfirmed},
        },
    },
    engine::retry,
    error::{CampaignState, Code, Error, Result},
    model::{CampaignId, campaign::Campaign, launch::Ticket},
    schema::Checked,
};

/// The pause after the first lookup. It doubles with each further one.
const LOOKUP_PAUSE: Millis = 500;
/// The longest pause, unless the server asks for a longer one.
const LONGEST_LOOKUP_PAUSE: Millis = 8_000;

/// What is known before the lookup.
pub enum Evidence {
    /// A stored ticket: its draft may have been sent.
    Ticket,
    /// There is no response, or none that settles whether the campaign exists.
    Unclear(Box<Error>),
    /// The server refused the request. Something on the way may have duplicated it, so that the refusal answers the second
    /// copy.
    Refused(Box<Error>),
}

/// What is known about a launch's campaign.
pub enum Reconciled {
    /// It exists. The flag says whether the lookup got far enough to rule out a second one.
    Exists(Checked<Campaign>, bool),
    /// It does not exist, and nothing that was sent can still create it. The error is for a caller that does not want the draft
    /// sent again.
    DoesNotExist(Box<Error>),
    /// It is not known, or there is more than one, or the key's campaign is another draft's.
    Unknown(Box<Error>),
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Looks for the campaign until it appears, can no longer be created, or `lookup_timeout` has passed. After a refusal, one
    /// complete lookup is enough.
    pub(super) async fn reconcile(
        &self,
        launch: &Launch<'_>,
        ticket: &Ticket,
        evidence: Evidence,
    ) -> Reconciled {
        let options = launch.options;
        let mut left = options.lookup_timeout;
        let (refused, mut failure) = match evidence {
            Evidence::Ticket => (false, None),
            Evidence::Unclear(failure) => (false, Some(failure)),
            Evidence::Refused(failure) => (true, Some(failure)),
        };
        let mut wait = LOOKUP_PAUSE;
        loop {
            let began = self.clock.steady();
            let closed = self.left(ticket, options) == 0;
            let scope = Scope {
                decides: refused || closed,
                closed,
                named: ticket.candidates.as_deref().unwrap_or_default(),
                // A request whose outcome is unknown has a campaign that no ticket names yet.
                made: ticket.campaign_id.as_ref().filter(|_| failure.is_none()),
                trusts_keys: refused,
                ..Scope::new(launch)
            };
            let seen = self.look_in_time(launch, &scope).await.map(|seen| seen.lookup);
            left = left.saturating_sub(self.clock.steady().saturating_sub(began));
            // The reply may be the first one of an edge, which says how late a request may take effect.
            let closed = closed && self.left(ticket, options) == 0;
            if let Some(failure) = failure.take_if(|failure| refused && failure.code == Code::Conflict) {
                return taken(seen, failure);
            }
            let asked = seen.as_ref().err().and_then(|error| error.retry_after_ms).unwrap_or(0);
            let whole = seen.is_ok();
            let (gone, why) = match seen {
                Ok(Lookup::Ours(campaign, whole)) => return Reconciled::Exists(campaign, whole),
                Ok(Lookup::Twice(ids)) => return Reconciled::Unknown(launch.twice(ids)),
                Ok(Lookup::Nothing) => match failure {
                    Some(failure) if refused => return Reconciled::DoesNotExist(failure),
                    _ => (closed, Error::new(Code::NotFound, "It is not in the list.")),
                },
                Ok(Lookup::Alike(ids)) => (false, alike(ids)),
                Ok(Lookup::Missing(id)) => (false, missing(id, closed)),
                Err(error) => (false, naming(error, ticket, options)),
            };
            let clear = whole && (closed || refused);
            let is_final = |status: u16| (400..500).contains(&status) && !matches!(status, 408 | 425 | 429);
            let hopeless = why.code == Code::ClientClosed || refused && why.status.is_some_and(is_final);
            if clear || hopeless || left == 0 || asked > left {
                if why.campaign_state.is_some() {
                    return Reconciled::Unknown(why);
                }
                let error = unconfirmed(both(failure, why), ticket, self.left(ticket, options));
                let error = Box::new(Error { attempts: launch.progress.attempts(), ..*error });
                return if gone { Reconciled::DoesNotExist(error) } else { Reconciled::Unknown(error) };
            }
            let pause = wait.max(asked).min(left);
            self.clock.sleep(pause).await;
            // Subtract the pause itself: the clock may have stood still meanwhile.
            left -= pause;
            wait = (wait * 2).min(LONGEST_LOOKUP_PAUSE);
        }
    }

    /// Looks for the campaign of an earlier launch with the same key, before anything is sent.
    ///
    /// # Errors
    /// Those of the lookup; `conflict`, `launched_twice` or `launch_unconfirmed` if what it finds forbids sending the draft.
    pub(super) async fn look_back(
        &self,
        launch: &Launch<'_>,
        ticket: &Ticket,
    ) -> Result<Option<(Checked<Campaign>, bool)>> {
        let scope = Scope { trusts_keys: true, ..Scope::new(launch) };
        let limits = self.limits(launch.options.call);
        let until = self.clock.now().saturating_add(limits.deadline());
        let mut failed = 0;
        let seen = loop {
            let mut failure = match self.look_in_time(launch, &scope).await {
                Ok(seen) => break seen.lookup,
                Err(failure) => failure,
            };
            failed += 1;
            let left = until.saturating_sub(self.clock.now());
            let next = retry::next(&limits, RetryPolicy::Safe, &failure, failed, left, self.chance());
            let Some(delay) = next else {
                failure
                    .message
                    .push_str(" Nothing was sent, because an earlier launch must be looked for first.");
                failure.campaign_state = Some(CampaignState::Unknown);
                return Err(failure);
            };
            self.pause(campaigns::LIST.name, failed, delay, &failure).await;
        };
        match seen {
            // Only a ticket names a campaign that can be missing.
            Lookup::Nothing | Lookup::Missing(_) => Ok(None),
            Lookup::Ours(campaign, whole) => {
                let row = ListedCampaign::of(&campaign);
                if launch.fingerprint.conflicts(&row) {
                    return Err(conflict(&row));
                }
                Ok(Some((campaign, whole)))
            }
            Lookup::Twice(ids) => Err(launch.twice(ids)),
            Lookup::Alike(ids) => Err(unconfirmed(alike(ids), ticket, self.left(ticket, launch.options))),
        }
    }

    /// Looks for a duplicate of the created campaign. Returns whether the lookup succeeded: a failed one says nothing, and nor
    /// does a list that does not show the campaign itself yet.
    pub(super) async fn look_for_twins(
        &self,
        launch: &Launch<'_>,
        campaign: &Checked<Campaign>,
    ) -> Result<bool> {
        let made = ListedCampaign::of(campaign);
        let Some(id) = made.id() else { return Ok(false) };
        let carries_key = launch.fingerprint.compare(&made) == Match::Ours;
        let scope = Scope { decides: true, twin_of: Some(&made), ..Scope::new(launch) };
        let (mut is_again, mut is_doubtful) = (false, false);
        let others = loop {
            let Ok(Seen { lookup, shown, doubtful }) = self.look_in_time(launch, &scope).await else {
                return Ok(false);
            };
            is_doubtful |= doubtful;
            match lookup {
                Lookup::Ours(other, _) => break ListedCampaign::of(&other).id().into_iter().collect(),
                Lookup::Twice(ids) => break ids,
                // If the server drops keys, resemblance is the only evidence.
                Lookup::Alike(ids) if !carries_key => break ids,
                _ if shown => return Ok(carries_key || !is_doubtful),
                _ if !is_again => {}
                _ => return Ok(false),
            }
            is_again = true;
            self.clock.sleep(LOOKUP_PAUSE).await;
        };
        Err(launch.twice([vec![id], others].concat()))
    }

    /// Looks once. Fails with `timeout` after the call's deadline.
    async fn look_in_time(&self, launch: &Launch<'_>, scope: &Scope<'_>) -> Result<Seen> {
        launch.progress.lookup_begins();
        let limit = self.deadline(launch.options.call);
        // No retries: callers that need a result look again.
        let call = CallOptions { max_retries: Some(0), ..launch.options.call };
        let look = pin!(self.look(scope, call));
        match select(look, pin!(self.clock.sleep(limit))).await {
            Either::Left((seen, _)) => seen,
            Either::Right(_) => Err(Error::new(Code::Timeout, "Looking for the campaign took too long.")),
        }
    }
}

impl<'a> Scope<'a> {
    fn new(launch: &'a Launch<'_>) -> Self {
        Self {
            fingerprint: &launch.fingerprint,
            decides: false,
            closed: false,
            named: &[],
            made: None,
            unrelated: &launch.options.unrelated,
            twin_of: None,
            trusts_keys: false,
        }
    }
}

impl Launch<'_> {
    fn twice(&self, ids: Vec<CampaignId>) -> Box<Error> {
        let mut error = Error::new(
            Code::LaunchedTwice,
            "More than one campaign was created, because the request was sent more than once. Cancel all but one of them \
             (`candidates`), or everybody is called more than once.",
        );
        error.candidates = ids;
        error.attempts = self.progress.attempts();
        error
    }
}

fn alike(ids: Vec<CampaignId>) -> Box<Error> {
    let mut why = Error::new(
        Code::NotFound,
        "Some campaigns could be it, but have no key that would confirm it (`candidates`).",
    );
    why.candidates = ids;
    why
}

/// What is known after an edge has said that the key belongs to another draft: a campaign with the key is that draft's.
fn taken(seen: Result<Lookup>, failure: Box<Error>) -> Reconciled {
    match seen {
        Ok(Lookup::Ours(campaign, _)) => Reconciled::Unknown(conflict(&ListedCampaign::of(&campaign))),
        Ok(Lookup::Twice(ids)) => {
            let mut error = failure;
            error.candidates = ids;
            error.campaign_state = Some(CampaignState::Exists);
            Reconciled::Unknown(error)
        }
        _ => Reconciled::DoesNotExist(failure),
    }
}

#[cold]
fn conflict(row: &ListedCampaign) -> Box<Error> {
    let message = [
        "A campaign with this idempotency key exists, but differs from this draft: \"",
        row.name(),
        "\". It was created from another one, or changed since. Nothing was sent. If it is this launch's, there is nothing to do; \
         only another launch needs another key.",
    ];
    let mut error = Error::new(Code::Conflict, message.concat());
    error.candidates = row.id().into_iter().collect();
    error.campaign_state = Some(CampaignState::Exists);
    error
}

/// The error for a campaign that was created, and cannot be found. `closed` tells whether it would have shown by now.
#[cold]
fn missing(id: CampaignId, closed: bool) -> Box<Error> {
    let rest = match closed {
        true => {
            ", which cannot be found: it was deleted, or is in another workspace. Nothing was sent. Only if it was deleted, and its \
             people are to be called again, launch without this ticket, with another key."
        }
        false => {
            ", which does not show: it may be new, deleted, or in another workspace. Nothing was sent. To look again, launch \
             again with the same ticket or key."
        }
    };
    let message = ["This ticket or idempotency key has created the campaign ", id.as_str(), rest];
    let mut error = Error::new(Code::Conflict, message.concat());
    error.candidates = vec![id];
    error.campaign_state = Some(CampaignState::Exists);
    error
}

/// Combines the reason why the response settles nothing with the reason why the lookup did not help.
fn both(failure: Option<Box<Error>>, why: Box<Error>) -> Box<Error> {
    let Some(mut failure) = failure else { return why };
    failure.message = sentences(&failure.message, &why.message);
    if !why.candidates.is_empty() {
        failure.candidates = why.candidates;
    }
    failure
}
