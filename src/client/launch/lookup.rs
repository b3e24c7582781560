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

/// How many campaigns without a key are read one by one in a look.
const SUSPECTS: usize = 10;

/// What a whole look has seen.
pub enum Lookup {
    /// The one campaign that carries the key.
    Ours(Checked<Campaign>),
    /// Several that carry the key.
    Twice(Vec<CampaignId>),
    /// None that carries the key, but some that could be it.
    Alike(Vec<CampaignId>),
    /// Neither.
    Nothing,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Looks once.
    ///
    /// # Errors
    /// As for any list. A look that did not get to the end says nothing.
    pub(super) async fn look(&self, mark: &Fingerprint, options: CallOptions) -> Result<Lookup> {
        // A failed look is followed by the next one anyhow.
        let options = CallOptions { max_retries: Some(0), ..options };
        let mut list = Stream::new(campaigns::each(&mark.query()), Select::WHOLE);
        let (mut ours, mut suspects) = (Vec::new(), Vec::new());
        let (mut order, mut ended) = (NewestFirst::default(), false);
        loop {
            let rows = match list.next(self, options).await {
                Ok(Some(rows)) => rows,
                Ok(None) => break,
                // What was seen is there, whatever becomes of the rest.
                Err(_) if !ours.is_empty() => break,
                Err(error) => return Err(error),
            };
            let rows = std::str::from_utf8(&rows).map_err(|_| Error::not_utf8())?;
            for text in elements(rows) {
                let row = Row::read(text);
                order.note(&row);
                ended = mark.predates(&row);
                match mark.compare(&row) {
                    Match::Ours => ours.push((row.id, text.to_owned())),
                    Match::Alike => suspects.extend(CampaignId::new(row.id)),
                    Match::Other => {}
                }
            }
            // Not before a reply is over: in its rest there may be a twin, or what shows that it keeps no order.
            if list.is_between_replies() && (!ours.is_empty() || (ended && order.holds)) {
                break;
            }
        }
        if !ours.is_empty() {
            return sight(ours);
        }
        self.question(mark, suspects, options).await
    }

    /// Reads campaigns without a key one by one: a list may leave out what the campaign itself tells.
    async fn question(
        &self,
        mark: &Fingerprint,
        suspects: Vec<CampaignId>,
        options: CallOptions,
    ) -> Result<Lookup> {
        let (mut ours, mut alike) = (Vec::new(), Vec::new());
        for (place, id) in suspects.into_iter().enumerate() {
            if place >= SUSPECTS {
                alike.push(id);
                continue;
            }
            let text = match self.call(&campaigns::get(&id), options).await {
                Ok(campaign) => String::from_utf8(campaign.into_bytes()).map_err(|_| Error::not_utf8())?,
                // Somebody has deleted it since.
                Err(error) if error.code == Code::NotFound => continue,
                Err(error) => return Err(error),
            };
            match mark.compare(&Row::read(&text)) {
                Match::Ours => ours.push((id.as_str().to_owned(), text)),
                Match::Alike => alike.push(id),
                Match::Other => {}
            }
        }
        match (ours.is_empty(), alike.is_empty()) {
            (false, _) => sight(ours),
            (true, false) => Ok(Lookup::Alike(alike)),
            (true, true) => Ok(Lookup::Nothing),
        }
    }
}

/// Whether a list keeps to the order that was asked for. Where it does not, an old campaign is no sign that only older
/// ones follow.
struct NewestFirst {
    holds: bool,
    last: i64,
}

impl Default for NewestFirst {
    fn default() -> Self {
        Self { holds: true, last: i64::MAX }
    }
}

impl NewestFirst {
    fn note(&mut self, row: &Row) {
        if let Some(created) = row.created {
            self.holds &= created <= self.last;
            self.last = created;
        }
    }
}

/// What campaigns come to that carry the key.
fn sight(mut ours: Vec<(String, String)>) -> Result<Lookup> {
    match ours.pop() {
        Some((_, text)) if ours.is_empty() => {
            let campaign = Checked::reply(text.into_bytes()).map_err(|fault| Error::malformed(&fault))?;
            Ok(Lookup::Ours(campaign))
        }
        last => {
            let ids = ours.into_iter().chain(last).filter_map(|(id, _)| CampaignId::new(id));
            Ok(Lookup::Twice(ids.collect()))
        }
    }
}
