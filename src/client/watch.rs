//! A campaign, followed until it is over.

use crate::{
    api::{Call, campaigns},
    client::{CallOptions, Client, Clock, Millis, Transport},
    error::{Code, Error, Result},
    model::{CampaignId, campaign::Campaign, snapshot::Snapshot},
    progress::History,
    schema::Checked,
};

/// Between two readings of a campaign that moves, where the caller does not say.
const FASTEST: Millis = 2_000;
/// Between two readings of one that does not.
const SLOWEST: Millis = 30_000;
/// How long every reading may fail.
const PATIENCE: Millis = 300_000;

/// How to follow a campaign.
#[derive(Debug, Clone, Copy, Default)]
pub struct WatchOptions {
    /// How long to wait at least between two readings (`minIntervalMs`): that long while the campaign moves; 2 s, or
    /// `max_interval` if that is shorter.
    pub min_interval: Option<Millis>,
    /// How long to wait at most (`maxIntervalMs`): that long while nothing happens; 30 s, or `min_interval` if that is longer.
    pub max_interval: Option<Millis>,
    /// How long readings may fail, from the first one that does, before the watch gives up (`giveUpAfterMs`); 5 min.
    pub give_up_after: Option<Millis>,
    /// What holds for each reading. Without `max_retries`, only the first is sent again by itself: the others follow one
    /// another anyway.
    pub call: CallOptions,
}

/// A campaign on its way to its end.
///
/// It reads the campaign only while somebody awaits [`Watch::next`], so dropping it, or the future, leaves nothing behind.
/// A future that is dropped loses nothing: the next one goes on where it was.
pub struct Watch {
    call: Call<Campaign>,
    options: WatchOptions,
    min: Millis,
    max: Millis,
    give_up_after: Millis,
    history: History,
    /// How far apart readings are at present, before they are spread.
    interval: Millis,
    /// When the next reading is due, and how long that was ahead when it was set.
    due: (Millis, Millis),
    trouble: Option<Trouble>,
    over: bool,
}

/// Readings that fail.
struct Trouble {
    /// When the first of them failed.
    since: Millis,
    /// How the latest of them failed.
    error: Box<Error>,
}

impl Watch {
    /// A watch that has not begun.
    ///
    /// # Errors
    /// `invalid_argument` for an interval of 0, or a longest that is shorter than the shortest.
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
            give_up_after: options.give_up_after.unwrap_or(PATIENCE),
            history: History::default(),
            interval: min,
            due: (0, 0),
            trouble: None,
            over: false,
        })
    }

    /// The next snapshot: the first one at once, then whenever there is news, and `None` after the one of a campaign that is
    /// over.
    ///
    /// News is a reply that differs, calls that come to a standstill, a reading that failed (the same campaign, with its
    /// age and `last_error_code`), and the first that succeeds again.
    ///
    /// # Errors
    /// The first reading fails as any call does. Later on, only what waiting does not mend ends the watch at once; the rest
    /// does when it has lasted for `give_up_after`, with the latest error. After an error, `None`.
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

    /// Where an edge pushes what is read here.
    pub fn live_url<T: Transport, C: Clock>(&self, client: &Client<T, C>) -> String {
        // `http:` becomes `ws:`, `https:` becomes `wss:`.
        let url = client.url(&self.call.request);
        ["ws", url.strip_prefix("http").unwrap_or_default(), "/live"].concat()
    }

    /// One reading, without waiting until it is due: the snapshot, if there is news.
    ///
    /// # Errors
    /// As for [`Watch::next`].
    pub async fn read<T: Transport, C: Clock>(&mut self, client: &Client<T, C>) -> Result<Option<Snapshot>> {
        let reply = client.campaign(&self.call, self.limits()).await;
        let (now, chance) = (client.clock.now(), client.chance());
        match reply {
            Ok(campaign) => Ok(self.arrived(campaign, now, chance)),
            Err(error) => self.failed(error, now, chance),
        }
    }

    /// How long it is until the next reading is due, in milliseconds; `None` if there is none.
    pub fn due_in<T: Transport, C: Clock>(&self, client: &Client<T, C>) -> Option<Millis> {
        let (due, ahead) = self.due;
        (!self.over).then(|| due.saturating_sub(client.clock.now()).min(ahead))
    }

    fn limits(&self) -> CallOptions {
        let mut limits = self.options.call;
        if !self.history.is_empty() {
            limits.max_retries = limits.max_retries.or(Some(0));
        }
        limits
    }

    /// Waits until the next reading is due.
    async fn wait<T: Transport, C: Clock>(&mut self, client: &Client<T, C>) -> Result<()> {
        let now = client.clock.now();
        let (due, ahead) = self.due;
        // A clock that was put back must not put the reading off.
        let span = due.saturating_sub(now).min(ahead);
        let patience = self.trouble.as_ref().map(|trouble| self.patience(trouble.since, now));
        // The server may ask for a wait that is longer than the watch's patience.
        let wait = patience.map_or(span, |patience| span.min(patience));
        if wait > 0 {
            client.clock.sleep(wait).await;
        }
        match self.trouble.take_if(|_| wait < span) {
            Some(trouble) => Err(self.end(trouble.error)),
            None => Ok(()),
        }
    }

    /// What to tell of a reading that succeeded.
    fn arrived(&mut self, campaign: Checked<Campaign>, now: Millis, chance: f64) -> Option<Snapshot> {
        let recovered = self.trouble.take().is_some();
        let news = self.history.note(campaign, now);
        self.over = news.terminal;
        self.interval = if news.moved { self.min } else { self.slower() };
        self.schedule(now, self.spread(chance));
        if news.any || recovered { self.history.snapshot(now, None) } else { None }
    }

    /// What to tell of a reading that failed.
    fn failed(&mut self, error: Box<Error>, now: Millis, chance: f64) -> Result<Option<Snapshot>> {
        let since = self.trouble.as_ref().map_or(now, |trouble| trouble.since);
        let patience = self.patience(since, now);
        if self.history.is_empty() || !may_pass(&error) || patience == 0 {
            return Err(self.end(error));
        }
        self.interval = self.slower();
        let asked = error.retry_after_ms.unwrap_or_default();
        self.schedule(now, self.spread(chance).min(patience).max(asked));
        let snapshot = self.history.snapshot(now, Some(error.code.as_str()));
        self.trouble = Some(Trouble { since, error });
        Ok(snapshot)
    }

    /// How much longer readings may fail.
    fn patience(&self, since: Millis, now: Millis) -> Millis {
        self.give_up_after.saturating_sub(now.saturating_sub(since))
    }

    fn end(&mut self, error: Box<Error>) -> Box<Error> {
        self.over = true;
        error
    }

    fn slower(&self) -> Millis {
        self.interval.saturating_mul(2).min(self.max)
    }

    /// A wait around the present interval, so that watches that began together do not go on together.
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

/// Whether waiting may mend it. Not to be told by whom the caller is (`auth` failed, so there is no status) may pass; to be
/// told no does not.
fn may_pass(error: &Error) -> bool {
    match error.code {
        Code::RateLimited | Code::Timeout | Code::ServerError => true,
        Code::AuthFailed => true,
        Code::Network => error.status.is_none(),
        _ => false,
    }
}
