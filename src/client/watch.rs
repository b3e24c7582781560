//! Follows a campaign until it is over.

use crate::{
    api::{PreparedCall, campaigns},
    client::{CallOptions, Client, Clock, Millis, Transport},
    error::{Code, Error, Result},
    model::{CampaignId, campaign::Campaign, snapshot::Snapshot},
    progress::{History, OpenHours},
    schema::Checked,
};

/// The default interval between two polls of a campaign that makes progress.
const FASTEST: Millis = 2_000;
/// The default interval between two polls of a campaign that makes none.
const SLOWEST: Millis = 30_000;
/// The longest time that counts for one poll.
const LONGEST_POLL: Millis = 60_000;
/// By how much the wall clock and the steady clock may differ in how long something took.
const DRIFT: Millis = 1_000;

/// How to follow a campaign.
#[derive(Debug, Clone, Copy, Default)]
pub struct WatchOptions {
    /// The minimum interval between two polls (`minIntervalMs`), used while the campaign makes progress. Defaults to 2 s, or to
    /// `max_interval` if that is shorter.
    pub min_interval: Option<Millis>,
    /// The maximum interval between two polls (`maxIntervalMs`), used while nothing happens. Defaults to 30 s, or to
    /// `min_interval` if that is longer.
    pub max_interval: Option<Millis>,
    /// How long polls may fail, from the first failure on, before the watch gives up (`giveUpAfterMs`). Defaults to 5 min.
    pub give_up_after: Option<Millis>,
    /// The limits of each poll. Without `max_retries`, only the first poll is retried: each later one is followed by another
    /// anyway.
    pub call: CallOptions,
}

impl WatchOptions {
    /// The default of `give_up_after`.
    pub const PATIENCE: Millis = 300_000;
}

/// A campaign that is being followed.
///
/// Polls the campaign only while [`Watch::next`] is awaited, so dropping the watch or the future leaves nothing running.
/// Dropping a future loses no news: the next one continues where it stopped.
pub struct Watch {
    call: PreparedCall<Campaign>,
    options: WatchOptions,
    min: Millis,
    max: Millis,
    give_up_after: Millis,
    history: History,
    /// The current interval between polls, without jitter.
    interval: Millis,
    /// When the next poll is due, and how far ahead that was when it was scheduled.
    due: (Millis, Millis),
    /// When the latest successful poll was sent, by the wall clock and by the steady clock.
    asked: (Millis, Millis),
    trouble: Option<Trouble>,
    /// Whether the caller has seen a later snapshot, which came from an edge.
    overtaken: bool,
    over: bool,
}

/// Consecutive polls that failed.
struct Trouble {
    /// How long they have failed when the latest of them did, from the first one on.
    lasted: Millis,
    /// When the latest of them failed, by the steady clock.
    at: Millis,
    /// How the latest of them failed.
    error: Box<Error>,
}

impl Watch {
    /// Creates a watch. It starts polling with the first call of [`Watch::next`].
    ///
    /// # Errors
    /// `invalid_argument` for an interval of 0, or a maximum that is less than the minimum.
    pub fn new(id: &CampaignId, options: WatchOptions) -> Result<Self> {
        let (min, max) = match (options.min_interval, options.max_interval) {
            (Some(0), _) => return Err(Error::argument("minIntervalMs", "must be more than 0")),
            (_, Some(0)) => return Err(Error::argument("maxIntervalMs", "must be more than 0")),
            (Some(min), Some(max)) if max < min => {
                return Err(Error::argument("maxIntervalMs", "must be at least `minIntervalMs`"));
            }
            (min, max) => (
                min.unwrap_or(FASTEST.min(max.unwrap_or(FASTEST))),
                max.unwrap_or(SLOWEST.max(min.unwrap_or(SLOWEST))),
            ),
        };
        Ok(Self {
            call: campaigns::get(id),
            options,
            min,
            max,
            give_up_after: options.give_up_after.unwrap_or(WatchOptions::PATIENCE),
            history: History::default(),
            interval: min,
            due: (0, 0),
            asked: (0, 0),
            trouble: None,
            overtaken: false,
            over: false,
        })
    }

    /// Lets forecasts consider when contacts can be called.
    #[must_use]
    pub fn with_hours(mut self, hours: Option<OpenHours>) -> Self {
        self.history.set_hours(hours);
        self
    }

    /// Returns the next snapshot: the first one at once, then one whenever there is news. Returns `None` after the snapshot
    /// that shows the campaign to be over.
    ///
    /// News is a reply that differs, calls that come to a standstill or whose speed becomes unknown, a poll that failed (the same
    /// campaign, with its age and `last_error_code`), and the first poll that succeeds again.
    ///
    /// # Errors
    /// The first poll fails as any call does. After that, only a permanent failure ends the watch at once; transient ones end
    /// it when they have lasted for `give_up_after`, with the latest error. After an error, returns `None`.
    pub async fn next<T: Transport, C: Clock>(&mut self, client: &Client<T, C>) -> Result<Option<Snapshot>> {
        while !self.over {
            self.wait(client).await?;
            let snapshot = self.read(client).await?;
            if snapshot.is_some() {
                return Ok(snapshot);
            }
        }
        Ok(None)
    }

    /// Returns the URL of the WebSocket on which an edge pushes the same snapshots.
    pub fn live_url<T: Transport, C: Clock>(&self, client: &Client<T, C>) -> String {
        // `http:` becomes `ws:`, `https:` becomes `wss:`.
        let url = client.url(&self.call.request);
        ["ws", url.strip_prefix("http").unwrap_or_default(), "/live"].concat()
    }

    /// Polls now, without waiting until the poll is due. Returns the snapshot, if there is news.
    ///
    /// # Errors
    /// As for [`Watch::next`].
    pub async fn read<T: Transport, C: Clock>(&mut self, client: &Client<T, C>) -> Result<Option<Snapshot>> {
        let asked = client.clock.times();
        let reply = client.campaign(&self.call, self.limits()).await;
        let (now, steady, chance) = (client.clock.now(), client.clock.steady(), client.chance());
        match reply {
            Ok(campaign) => {
                // If one of the clocks has stood still or was set, times before cannot be compared.
                let since = |clock: Millis, before: Millis| clock.saturating_sub(before);
                if since(now, self.asked.0).abs_diff(since(steady, self.asked.1)) > DRIFT {
                    self.history.forget_pace();
                }
                self.asked = asked;
                Ok(self.arrived(campaign, now, chance))
            }
            Err(error) => {
                let took = steady.saturating_sub(asked.1).min(LONGEST_POLL);
                self.failed(error, now, (asked.1, took), chance)
            }
        }
    }

    /// Notes a campaign that an edge has read at `at` and pushed. The next successful poll is news even if it equals that: the
    /// edge may have reported a failure.
    pub fn overtake(&mut self, campaign: Checked<Campaign>, at: Millis) {
        self.history.note(campaign, at);
        self.overtaken = true;
    }

    /// Returns how long ago the campaign of the latest snapshot was requested, in milliseconds.
    pub fn asked_ago<T: Transport, C: Clock>(&self, client: &Client<T, C>) -> Millis {
        client.clock.ago(self.asked)
    }

    /// Returns how long a poll waits for its response to begin, in milliseconds.
    pub fn timeout<T: Transport, C: Clock>(&self, client: &Client<T, C>) -> Millis {
        client.limits(self.options.call).timeout()
    }

    /// Returns the time until the next poll is due, in milliseconds, or `None` if the watch is over.
    pub fn due_in<T: Transport, C: Clock>(&self, client: &Client<T, C>) -> Option<Millis> {
        let (due, ahead) = self.due;
        // A clock that was set back must not delay the poll.
        (!self.over).then(|| due.saturating_sub(client.clock.now()).min(ahead))
    }

    fn limits(&self) -> CallOptions {
        let mut limits = self.options.call;
        if !self.history.is_empty() {
            limits.max_retries = limits.max_retries.or(Some(0));
        }
        limits
    }

    /// Waits until the next poll is due.
    async fn wait<T: Transport, C: Clock>(&mut self, client: &Client<T, C>) -> Result<()> {
        let Some(span) = self.due_in(client) else { return Ok(()) };
        let patience = self.trouble.as_ref().map(|_| self.patience(client.clock.steady()));
        // The server can ask for a longer wait than `give_up_after` leaves.
        let wait = patience.map_or(span, |patience| span.min(patience));
        if wait > 0 {
            client.clock.sleep(wait).await;
        }
        match self.trouble.take_if(|_| wait < span) {
            Some(trouble) => Err(self.end(trouble.error)),
            None => Ok(()),
        }
    }

    /// Records a successful poll. Returns the snapshot, if there is news.
    fn arrived(&mut self, campaign: Checked<Campaign>, now: Millis, chance: f64) -> Option<Snapshot> {
        let recovered = self.trouble.take().is_some() | std::mem::take(&mut self.overtaken);
        let news = self.history.note(campaign, now);
        self.over = news.terminal;
        self.interval = if news.moved { self.min } else { self.slower() };
        self.schedule(now, self.spread(chance));
        if news.any || recovered { self.history.snapshot(now, None) } else { None }
    }

    /// Records a failed poll. Returns the snapshot that reports it.
    fn failed(
        &mut self,
        error: Box<Error>,
        now: Millis,
        (asked, took): (Millis, Millis),
        chance: f64,
    ) -> Result<Option<Snapshot>> {
        let lasted = self.trouble.as_ref().map_or(0, |_| self.lasted(asked).saturating_add(took));
        let patience = self.give_up_after.saturating_sub(lasted);
        if self.history.is_empty() || !may_pass(&error) || patience == 0 {
            return Err(self.end(error));
        }
        self.interval = self.slower();
        let wanted = error.retry_after_ms.unwrap_or_default();
        self.schedule(now, self.spread(chance).min(patience).max(wanted));
        let at = asked.saturating_add(took);
        // The wall clock may have been set back since the latest reading.
        let now = now.max(self.asked.0.saturating_add(at.saturating_sub(self.asked.1)));
        let snapshot = self.history.snapshot(now, Some(error.code.as_str()));
        self.trouble = Some(Trouble { lasted, at, error });
        Ok(snapshot)
    }

    /// Returns how much longer polls may fail.
    fn patience(&self, steady: Millis) -> Millis {
        self.give_up_after.saturating_sub(self.lasted(steady))
    }

    /// Returns how long polls have failed. Time in which none could be due does not count: the machine slept.
    fn lasted(&self, steady: Millis) -> Millis {
        let (_, ahead) = self.due;
        self.trouble
            .as_ref()
            .map_or(0, |trouble| trouble.lasted.saturating_add(steady.saturating_sub(trouble.at).min(ahead)))
    }

    fn end(&mut self, error: Box<Error>) -> Box<Error> {
        self.over = true;
        error
    }

    fn slower(&self) -> Millis {
        self.interval.saturating_mul(2).min(self.max)
    }

    /// Returns the interval with jitter, so that watches that began together do not stay in step.
    fn spread(&self, chance: f64) -> Millis {
        let quarter = self.interval / 4;
        let from = (self.interval - quarter).max(self.min);
        let to = self.interval.saturating_add(quarter).min(self.max).max(from);
        from + ((to - from) as f64 * chance) as Millis
    }

    fn schedule(&mut self, now: Millis, ahead: Millis) {
        self.due = (now.saturating_add(ahead), ahead);
    }
}

/// Whether a failure is transient. A failing `auth` function is; a rejection by the server is not.
fn may_pass(error: &Error) -> bool {
    match error.code {
        Code::RateLimited | Code::Timeout | Code::ServerError => true,
        Code::AuthFailed => true,
        Code::Network => error.status.is_none(),
        _ => false,
    }
}
