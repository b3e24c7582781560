//! One look for a launch's campaign: through the list, newest first, back to before the ticket.

use crate::{
    api::campaigns,
    client::{
        CallOptions, Client, Clock, Stream, Transport,
        launch::fingerprint::{Fingerprint, Match, Row},
    },
    error::{Code, Error, Result},
    model::{CampaignId, campaign::Campaign},
    schema::{Checked, Select, elements},
};

/// How many campaigns that may be the launch's are read one by one in a look.
const SUSPECTS: usize = 10;

/// What a look is for.
pub struct Scope<'a> {
    /// What the campaign is recognized by.
    pub mark: &'a Fingerprint,
    /// Whether the look decides something. Then the times of the list are believed only once it has proved them, since a
    /// server that reports another time may list a new campaign among the oldest.
    pub decides: bool,
    /// Whether nothing can come any more of what was sent.
    pub closed: bool,
    /// Campaigns that the server has named in an answer.
    pub named: &'a [CampaignId],
    /// Campaigns that the caller knows are not the launch's. One that carries its key is, all the same.
    pub unrelated: &'a [CampaignId],
    /// A campaign that is known to be the launch's: another one is looked for, made at about the same time.
    pub twin_of: Option<&'a Row>,
    /// Whether campaigns that only look like the draft are no obstacle where the list shows that the server keeps keys.
    pub trusts_keys: bool,
}

impl Scope<'_> {
    fn is_unrelated(&self, id: &str) -> bool {
        self.unrelated.iter().any(|other| other.as_str().eq_ignore_ascii_case(id))
    }
}

/// The longest time between two campaigns that one launch has made, in milliseconds.
const TWINS: i64 = 120_000;

/// How much older than the launch's campaign the last row of a reply has to be for the rest not to be read, in milliseconds.
/// A second campaign further behind shows in the same reply, unless a hundred others were made between the two.
const BEHIND: i64 = 2_000;

/// What a whole look has seen.
pub enum Lookup {
    /// The one campaign that carries the key; and whether the look got far enough to rule out a second one.
    Ours(Checked<Campaign>, bool),
    /// Several that carry the key.
    Twice(Vec<CampaignId>),
    /// None that carries the key, but some that could be it.
    Alike(Vec<CampaignId>),
    /// Neither.
    Nothing,
}

/// What a look has collected.
#[derive(Default)]
struct Seen {
    ours: Vec<(String, String)>,
    /// When the first of them was made.
    first: Option<i64>,
    suspects: Vec<Row>,
    order: Order,
    clock: ServerClock,
    keys: bool,
    is_partial: bool,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Looks once.
    ///
    /// # Errors
    /// As for any list. A look that did not get to the end says nothing.
    pub(super) async fn look(&self, scope: &Scope<'_>, options: CallOptions) -> Result<Lookup> {
        let mut list = Stream::new(campaigns::each(&scope.mark.query()), Select::WHOLE);
        let mut seen = Seen::default();
        if let Some(twin) = scope.twin_of {
            seen.clock.note(twin);
        }
        loop {
            let rows = match list.next(self, options).await {
                Ok(Some(rows)) => rows,
                Ok(None) => break,
                // What was seen is there, whatever becomes of the rest.
                Err(_) if !seen.ours.is_empty() => {
                    seen.is_partial = true;
                    break;
                }
                Err(error) => return Err(error),
            };
            let rows = std::str::from_utf8(&rows).map_err(|_| Error::not_utf8())?;
            let mut last = Last::default();
            for text in elements(rows) {
                last = seen.add(text, scope);
            }
            // Not before a reply is over: its rest may show another campaign, or that the list keeps no order.
            let found = seen.first.zip(last.created).is_some_and(|(ours, last)| last + BEHIND < ours);
            let decides = scope.decides || !seen.ours.is_empty();
            let ended = last.predates && (!decides || seen.clock.is_right());
            if list.is_between_replies() && (found || ended) && seen.order.holds {
                // What ended here by times that may be wrong rules nothing out.
                seen.is_partial = !found && !seen.clock.is_right();
                break;
            }
        }
        self.question(scope, seen, options).await
    }

    /// Reads campaigns without a key one by one: a list may leave out what the campaign itself tells.
    async fn question(&self, scope: &Scope<'_>, mut seen: Seen, options: CallOptions) -> Result<Lookup> {
        let (mut alike, mut likely) = (Vec::new(), None);
        // Among the times of a server that has proved them, an old campaign is somebody else's.
        let clock = seen.clock.is_right();
        let suspects = seen.suspects.iter().filter(|row| !(clock && scope.mark.predates(row)));
        let suspects = suspects.filter_map(|row| CampaignId::new(row.id.as_str()));
        let suspects = suspects.filter(|id| !scope.named.contains(id)).map(|id| (id, false));
        let named = scope.named.iter().filter(|id| !scope.is_unrelated(id.as_str()));
        let named = named.map(|id| (id.clone(), true));
        let unread: Vec<_> = match seen.ours.is_empty() || scope.twin_of.is_some() {
            true => named.chain(suspects).collect(),
            false => Vec::new(),
        };
        for (place, (id, named)) in unread.into_iter().enumerate() {
            if place >= SUSPECTS {
                alike.push(id);
                continue;
            }
            let text = match self.call(&campaigns::get(&id), options).await {
                Ok(campaign) => String::from_utf8(campaign.into_bytes()).map_err(|_| Error::not_utf8())?,
                // One that was named in an answer may not show yet. Another was deleted since.
                Err(error) if error.code == Code::NotFound => {
                    alike.extend((named && !scope.closed).then_some(id));
                    continue;
                }
                Err(error) => return Err(error),
            };
            match (scope.mark.compare(&Row::read(&text)), named) {
                (Match::Ours, _) => seen.ours.push((id.as_str().to_owned(), text)),
                (Match::Alike, true) if likely.is_none() => likely = Some((id, text)),
                (Match::Alike, _) | (Match::Other, true) => alike.push(id),
                (Match::Other, _) => {}
            }
        }
        // The server has named it in its answer, and nothing contradicts it. With others like it, it may be one of several.
        match likely {
            Some((id, text)) if seen.ours.is_empty() && alike.is_empty() => {
                seen.ours.push((id.as_str().to_owned(), text));
            }
            Some((id, _)) => alike.insert(0, id),
            None => {}
        }
        match (seen.ours.is_empty(), alike.is_empty()) {
            (false, _) => found(seen.ours, !seen.is_partial),
            (true, false) if !(scope.trusts_keys && seen.keys) => Ok(Lookup::Alike(alike)),
            _ => Ok(Lookup::Nothing),
        }
    }
}

/// What the last row of some was.
#[derive(Default)]
struct Last {
    created: Option<i64>,
    predates: bool,
}

impl Seen {
    fn add(&mut self, text: &str, scope: &Scope<'_>) -> Last {
        let row = Row::read(text);
        self.order.note(&row);
        self.clock.note(&row);
        self.keys |= row.key().is_some();
        let known = scope.twin_of.is_some_and(|twin| twin.id.eq_ignore_ascii_case(&row.id));
        let matched = if known { Match::Other } else { scope.mark.compare(&row) };
        let last = Last { created: row.created, predates: scope.mark.predates(&row) };
        match matched {
            Match::Ours => {
                self.first = self.first.or(row.created);
                self.ours.push((row.id, text.to_owned()));
            }
            Match::Alike
                if scope.twin_of.is_none_or(|twin| twin.is_near(&row, TWINS))
                    && !scope.is_unrelated(&row.id) =>
            {
                self.suspects.push(row);
            }
            _ => {}
        }
        last
    }
}

/// Whether a list keeps the order that was asked for. If not, an old campaign is no sign that only older ones follow.
struct Order {
    holds: bool,
    last: i64,
}

impl Default for Order {
    fn default() -> Self {
        Self { holds: true, last: i64::MAX }
    }
}

impl Order {
    fn note(&mut self, row: &Row) {
        if let Some(created) = row.created {
            self.holds &= created <= self.last;
            self.last = created;
        }
    }
}

/// Whether the server's times can be believed: the keys of tickets hold the time, too.
#[derive(Default)]
struct ServerClock {
    right: bool,
    wrong: bool,
}

impl ServerClock {
    fn note(&mut self, row: &Row) {
        match row.clock() {
            Some(true) => self.right = true,
            Some(false) => self.wrong = true,
            None => {}
        }
    }

    fn is_right(&self) -> bool {
        self.right && !self.wrong
    }
}

/// What campaigns come to that carry the key.
fn found(mut ours: Vec<(String, String)>, whole: bool) -> Result<Lookup> {
    match ours.pop() {
        Some((_, text)) if ours.is_empty() => {
            let campaign = Checked::reply(text.into_bytes()).map_err(|fault| Error::malformed(&fault))?;
            Ok(Lookup::Ours(campaign, whole))
        }
        last => {
            let ids = ours.into_iter().chain(last).filter_map(|(id, _)| CampaignId::new(id));
            Ok(Lookup::Twice(ids.collect()))
        }
    }
}
