//! Looks for a launch's campaign once: through the list, newest first, back to before the ticket.

use crate::{
    api::campaigns,
    client::{
        CallOptions, Client, Clock, Stream, Transport,
        launch::fingerprint::{Fingerprint, ListedCampaign, Match},
    },
    error::{Code, Error, Result},
    model::{
        CampaignId,
        campaign::{Campaign, CampaignStatus},
    },
    schema::{Checked, Select, elements, find_text},
};

/// How many possible campaigns a lookup reads individually.
const SUSPECTS: usize = 10;

/// The purpose of a lookup, and what is known before it.
pub struct Scope<'a> {
    /// The properties by which the campaign is recognized.
    pub fingerprint: &'a Fingerprint,
    /// Whether an empty result would be final. If so, the list's times are trusted only after they were proven right, since a
    /// server whose clock is wrong may list a new campaign among the oldest.
    pub decides: bool,
    /// Whether nothing that was sent can take effect any more.
    pub closed: bool,
    /// Campaigns that the server named in a response.
    pub named: &'a [CampaignId],
    /// The launch's campaign, if the ticket names it. It may have left the list, or have been changed, since.
    pub made: Option<&'a CampaignId>,
    /// Campaigns that the caller knows are not the launch's. One that carries its key counts nevertheless.
    pub unrelated: &'a [CampaignId],
    /// A campaign that is known to be the launch's: the lookup is for a duplicate, created at about the same time.
    pub twin_of: Option<&'a ListedCampaign>,
    /// Whether to ignore campaigns that only resemble the draft if the list shows that the server keeps keys.
    pub trusts_keys: bool,
}

impl Scope<'_> {
    fn is_unrelated(&self, id: &str) -> bool {
        self.unrelated.iter().any(|other| other.as_str().eq_ignore_ascii_case(id))
    }
}

/// The longest time between two campaigns created by one launch, in milliseconds. The list is read that far behind the first
/// one that is found.
const TWINS: i64 = 120_000;

/// The outcome of a lookup.
pub enum Lookup {
    /// Exactly one campaign carries the key or was named by the server. The flag says whether the lookup got far enough to rule
    /// out a second one.
    Ours(Checked<Campaign>, bool),
    /// Several campaigns carry the key.
    Twice(Vec<CampaignId>),
    /// None carries the key, but some could be the launch's.
    Alike(Vec<CampaignId>),
    /// The campaign that the ticket names cannot be found.
    Missing(CampaignId),
    /// None of these.
    Nothing,
}

/// A lookup's outcome, and for `twin_of`, what else the list has shown.
pub struct Seen {
    /// The outcome.
    pub lookup: Lookup,
    /// Whether the list has shown the campaign of `twin_of` itself.
    pub shown: bool,
    /// Whether it has shown one beside it that may be a duplicate, but differs in what copies of a request have in common.
    pub doubtful: bool,
}

/// A campaign of the launch: its id, and its JSON.
#[derive(Clone)]
struct OwnCampaign {
    id: String,
    text: String,
}

/// What a lookup has collected so far.
#[derive(Default)]
struct Collected {
    ours: Vec<OwnCampaign>,
    /// When the first of `ours` was created.
    first: Option<i64>,
    suspects: Vec<ListedCampaign>,
    /// The campaign of `twin_of`, as the list shows it.
    twin: Option<ListedCampaign>,
    order: LookupOrder,
    clock: ServerClock,
    keys: bool,
    is_partial: bool,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Looks for the campaign once.
    ///
    /// # Errors
    /// As for any list. A lookup that fails says nothing about the campaign.
    pub(super) async fn look(&self, scope: &Scope<'_>, options: CallOptions) -> Result<Seen> {
        let mut list = Stream::new(campaigns::each(&scope.fingerprint.query()), Select::WHOLE);
        let mut seen = Collected::default();
        if let Some(twin) = scope.twin_of {
            seen.clock.note(twin);
        }
        loop {
            let rows = match list.next(self, options).await {
                Ok(Some(rows)) => rows,
                Ok(None) => break,
                // A campaign that was found exists, even if the rest of the list cannot be read.
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
            // Stop only between responses: the rest of one may show another campaign, or that the list is not sorted.
            let ours = scope.twin_of.map_or(seen.first, |twin| twin.created);
            let found = ours.zip(last.created).is_some_and(|(ours, last)| last + TWINS < ours);
            let decides = scope.decides || !seen.ours.is_empty();
            let ended = last.predates && (!decides || seen.clock.is_right());
            if list.is_between_replies() && (found || ended) && seen.order.holds {
                // Stopping because of times that may be wrong does not rule out a second campaign.
                seen.is_partial = !found && !seen.clock.is_right();
                break;
            }
        }
        self.read_suspects(scope, seen, options).await
    }

    /// Reads campaigns without a key individually, since a list may omit fields of the campaign itself.
    async fn read_suspects(
        &self,
        scope: &Scope<'_>,
        mut seen: Collected,
        options: CallOptions,
    ) -> Result<Seen> {
        let (mut alike, mut likely, mut doubtful) = (Vec::new(), None, false);
        // If the server's clock is proven right, a campaign that predates the ticket is not the launch's.
        let clock = seen.clock.is_right();
        let twin = seen.twin.as_ref().or(scope.twin_of);
        let suspects = seen.suspects.iter().filter(|row| {
            if clock && scope.fingerprint.predates(row) {
                return false;
            }
            let is_copy = twin.is_none_or(|twin| twin.is_copied_by(row, TWINS));
            doubtful |= !is_copy;
            is_copy
        });
        let suspects = suspects.filter_map(ListedCampaign::id);
        let suspects = suspects.filter(|id| !scope.named.contains(id) && scope.made != Some(id));
        let suspects = suspects.map(|id| (id, false));
        let named =
            scope.named.iter().filter(|id| !scope.is_unrelated(id.as_str()) && scope.made != Some(id));
        let named = scope.made.into_iter().chain(named).map(|id| (id.clone(), true));
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
                // A campaign that a response named may not be visible yet. Any other was deleted since.
                Err(error) if error.code == Code::NotFound => {
                    alike.extend((named && !scope.closed).then_some(id));
                    continue;
                }
                Err(error) => return Err(error),
            };
            let matched = match scope.made == Some(&id) {
                true => Match::Ours,
                false => scope.fingerprint.compare(&ListedCampaign::read(&text)),
            };
            match (matched, named) {
                (Match::Ours, _) => seen.ours.push(OwnCampaign { id: id.as_str().to_owned(), text }),
                (Match::Alike, true) if likely.is_none() => likely = Some((id, text)),
                (Match::Alike, _) | (Match::Other, true) => alike.push(id),
                (Match::Other, _) => {}
            }
        }
        // The server named this campaign in its response, and nothing contradicts it. If others resemble the draft too, it may
        // be one of several.
        match likely {
            Some((id, text)) if seen.ours.is_empty() && alike.is_empty() => {
                seen.ours.push(OwnCampaign { id: id.as_str().to_owned(), text });
            }
            Some((id, _)) => alike.insert(0, id),
            None => {}
        }
        let shown = seen.twin.is_some();
        let lookup = match (seen.ours.is_empty(), scope.made) {
            // A campaign that the ticket names may lack its key, like a second one.
            (false, _) => found(seen.ours, !seen.is_partial && alike.is_empty()),
            (true, Some(made)) => Lookup::Missing(made.clone()),
            _ if alike.is_empty() || (scope.trusts_keys && seen.keys) => Lookup::Nothing,
            _ => Lookup::Alike(alike),
        };
        Ok(Seen { lookup, shown, doubtful })
    }
}

/// What the last row of a batch shows.
#[derive(Default)]
struct Last {
    created: Option<i64>,
    predates: bool,
}

impl Collected {
    fn add(&mut self, text: &str, scope: &Scope<'_>) -> Last {
        let row = ListedCampaign::read(text);
        self.order.note(&row);
        self.clock.note(&row);
        // What a server keeps of the campaigns of one type says nothing about those of another.
        self.keys |= row.key().is_some() && scope.fingerprint.has_type_of(&row);
        let known = scope.twin_of.is_some_and(|twin| twin.id.eq_ignore_ascii_case(&row.id));
        let matched = if known { Match::Other } else { scope.fingerprint.compare(&row) };
        let last = Last { created: row.created, predates: scope.fingerprint.predates(&row) };
        match matched {
            _ if known => self.twin = Some(row),
            Match::Ours => {
                self.first = self.first.or(row.created);
                self.ours.push(OwnCampaign { id: row.id, text: text.to_owned() });
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

/// Whether a list keeps the requested order. If not, an old campaign does not mean that only older ones follow.
struct LookupOrder {
    holds: bool,
    last: i64,
}

impl Default for LookupOrder {
    fn default() -> Self {
        Self { holds: true, last: i64::MAX }
    }
}

impl LookupOrder {
    fn note(&mut self, row: &ListedCampaign) {
        if let Some(created) = row.created {
            self.holds &= created <= self.last;
            self.last = created;
        }
    }
}

/// Whether the server's clock can be trusted, judging by the times in tickets' keys.
#[derive(Default)]
struct ServerClock {
    right: bool,
    wrong: bool,
}

impl ServerClock {
    fn note(&mut self, row: &ListedCampaign) {
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

/// Turns the launch's campaigns into the outcome: one, or several. If all but one were canceled, it is that one.
fn found(mut ours: Vec<OwnCampaign>, whole: bool) -> Lookup {
    let mut left = ours.iter().filter(|one| {
        find_text(&one.text, Campaign::STATUS) != Some(const { CampaignStatus::Canceled.as_str() })
    });
    if let (Some(only), None) = (left.next(), left.next()) {
        ours = vec![only.clone()];
    }
    match ours.pop() {
        // The text is a checked reply, or a row of one.
        Some(one) if ours.is_empty() => Lookup::Ours(Checked::known(one.text.into_bytes()), whole),
        last => {
            let ids = ours.into_iter().chain(last).filter_map(|one| CampaignId::new(one.id));
            Lookup::Twice(ids.collect())
        }
    }
}
