//! Checks a draft against the workspace before anyone is called.

mod judge;

use std::rc::Rc;

use futures_util::future::join4;

use crate::{
    api::{OFFSET, Request, agents, contacts, encode, labels, phones},
    client::{
        CallOptions, Client, Clock, Stream, Transport,
        check::judge::{Judgement, Known, judge},
        stream::repeated,
    },
    error::{Error, Result},
    json,
    model::{
        Page,
        draft::{CampaignDraft, DraftFields},
        finding::CheckResult,
    },
    preflight::{
        self,
        audience::Audience,
        draft::{ADDITIONS, AGENT, Draft, EXCLUDED, LABELS, LIMITS, SELECTORS},
        hours::{CallingHours, Part},
        message::{self, Script},
    },
    schema::{self, Checked, Digits, Select, elements, members},
    template::Recipient,
    timestamp::Timestamp,
};

/// The most excluded contacts that a query names. A longer list would not fit into a URL: then those contacts are read, and
/// left out here.
const MOST_EXCLUDED: usize = 100;
/// The most additional contacts that a query names, for the same reason.
const MOST_ADDED: usize = 100;

/// The maximum size of each draft of a split, in bytes: what servers accept as a request body by default.
const LARGEST: usize = 2_000_000;
const TOO_LARGE: &str = "has too many contacts to split: a part would list more than the API accepts. Select fewer, for example \
                         by label, and split each selection";

/// What a check knows about calling hours.
#[derive(Debug, Clone, Default)]
pub enum Hours {
    /// The caller does not want them checked.
    #[default]
    Unwanted,
    /// The data could not be loaded.
    Missing,
    /// The rules, and the caller's settings.
    Loaded(Rc<CallingHours>),
}

/// A method of an audience that gets a contact, which is validated JSON.
type AddContact = fn(&mut Audience, &str);

impl<T: Transport, C: Clock> Client<T, C> {
    /// Checks a draft, and finds out whom it would call. Creates nothing.
    ///
    /// Reads the phones, agents, labels and audience in parallel, each only if the draft refers to it. Reads the agents first if
    /// a greeting stands for the message, because the audience is checked against what it hears. Reads the contacts who have opted
    /// out last, unless they all are in the audience.
    ///
    /// `everybody` confirms that a draft that selects no audience is meant to call the whole workspace; otherwise the check
    /// reports an error. `options` apply to each request. A request that fails becomes a finding, so there is always a result.
    pub async fn check(
        &self,
        draft: &Checked<CampaignDraft>,
        everybody: bool,
        hours: &Hours,
        options: CallOptions,
    ) -> Checked<CheckResult> {
        self.judgement(draft, everybody, hours, options).await.result
    }

    /// Checks a draft for a launch.
    ///
    /// # Errors
    /// `preflight_failed` if there are errors; if all of them are that something could not be read, the first of those.
    pub(super) async fn pass(
        &self,
        draft: &Checked<CampaignDraft>,
        everybody: bool,
        hours: &Hours,
        options: CallOptions,
    ) -> Result<()> {
        let Judgement { result, unread } = self.judgement(draft, everybody, hours, options).await;
        let errors = preflight::finding::errors(&result);
        if errors.is_empty() {
            return Ok(());
        }
        let is_unread = errors.len() == unread.len();
        let Some(mut error) = unread.into_iter().next().filter(|_| is_unread).map(Box::new) else {
            return Err(Error::preflight(result, &errors));
        };
        error.message =
            ["Nothing was sent, because the campaign could not be checked. ", &error.message].concat();
        error.preflight = Some(Rc::new(result));
        // They are those of the draft, which was not sent.
        error.attempts = 0;
        Err(error)
    }

    async fn judgement(
        &self,
        draft: &Checked<CampaignDraft>,
        everybody: bool,
        hours: &Hours,
        options: CallOptions,
    ) -> Judgement {
        let draft = &Draft::new(draft);
        let now = Timestamp(i64::try_from(self.clock.now()).unwrap_or(i64::MAX));
        // What an agent says is needed before the audience is read.
        let greeters = match message::agent_greets(draft) {
            true => Some(self.rows(agents_to_read(draft), options).await),
            false => None,
        };
        let agents = greeters.as_ref().and_then(|agents| agents.as_deref().ok());
        let script = Script::new(draft, agents.unwrap_or_default());
        let mut audience = draft.chooses_contacts().then(|| {
            let audience = Audience::new(draft).with_additions(draft).with_script(&script);
            match hours {
                Hours::Loaded(hours) => audience.with_hours(Some(hours.audience(draft, now))),
                Hours::Missing | Hours::Unwanted => audience,
            }
        });
        let known = self.gather(draft, greeters, audience.as_mut(), options).await;
        judge(draft, &script, audience, known, everybody, hours, now)
    }

    /// Reads what the draft refers to. `greeters` are the agents, if they were read before.
    async fn gather(
        &self,
        draft: &Draft<'_>,
        greeters: Option<Result<String>>,
        mut audience: Option<&mut Audience>,
        options: CallOptions,
    ) -> Known {
        let unread = if greeters.is_none() { agents_to_read(draft) } else { None };
        let (phones, agents, labels, mut contacts) = join4(
            self.rows(phones_to_read(draft), options),
            self.rows(unread, options),
            self.rows(labels_to_read(draft), options),
            self.read_audience(draft, audience.as_deref_mut(), Audience::add, options),
        )
        .await;
        if contacts.is_ok() {
            let labels = labels.as_deref().unwrap_or_default();
            contacts = self.look_at_opt_outs(draft, audience, labels, options).await;
        }
        let other_phones = match &phones {
            Ok(phones) if preflight::phones::any_missing(draft, phones) => {
                self.rows(Some(other_phones()), options).await
            }
            _ => Ok(String::new()),
        };
        Known { phones, other_phones, agents: greeters.unwrap_or(agents), labels, contacts }
    }

    /// Splits a draft into one for each group of time zones: each with a window in which all of its contacts can be called, and
    /// with its part of the audience. Creates nothing.
    ///
    /// The parts exclude each other's contacts by id. A contact that gets a selected label after the split is excluded by none
    /// of them, and so is called by every part: launch them soon.
    ///
    /// # Errors
    /// Those of reading the audience; `malformed_reply` if a contact has no id; `invalid_argument` if the contacts do not come
    /// from the workspace, if two parts would call the same number, or if a part would have to name more contacts than the API
    /// accepts.
    pub async fn split_by_zone(
        &self,
        draft: &Checked<CampaignDraft>,
        hours: &CallingHours,
        options: CallOptions,
    ) -> Result<Vec<Part>> {
        let given = &Draft::new(draft);
        let now = Timestamp(i64::try_from(self.clock.now()).unwrap_or(i64::MAX));
        if !given.chooses_contacts() {
            return Err(Error::argument("draft", "must take its contacts from the workspace"));
        }
        let mut hours = hours.audience(given, now);
        hours.keep_contacts();
        let mut audience = Audience::new(given).with_hours(Some(hours));
        self.read_audience(given, Some(&mut audience), Audience::add, options).await?;
        match audience.hours() {
            Some(hours) => {
                let parts = hours.split(draft)?;
                if parts.iter().any(|part| part.draft.as_bytes().len() > LARGEST) {
                    return Err(Error::argument("draft", TOO_LARGE));
                }
                Ok(parts)
            }
            None => Ok(Vec::new()),
        }
    }

    /// Reads the contacts who have opted out, if the draft leaves some out: others may have their numbers. Then reads the audience
    /// again, if that is needed to name those.
    async fn look_at_opt_outs(
        &self,
        draft: &Draft<'_>,
        audience: Option<&mut Audience>,
        labels: &str,
        options: CallOptions,
    ) -> Result<()> {
        let Some(audience) = audience else { return Ok(()) };
        let list = json::ids(preflight::labels::opt_outs(labels));
        if list != "[]" && draft.leaves_out() {
            let query = ["{\"limit\":0,\"", LABELS, "\":", &list, "}"].concat();
            self.read_contacts(query, audience, Audience::add_opt_out, None, options).await?;
        }
        if audience.starts_again() {
            self.read_audience(draft, Some(audience), Audience::look_again, options).await?;
        }
        Ok(())
    }

    /// Reads the audience of a draft, if it comes from the workspace. `add` gets each contact.
    async fn read_audience(
        &self,
        draft: &Draft<'_>,
        audience: Option<&mut Audience>,
        add: AddContact,
        options: CallOptions,
    ) -> Result<()> {
        let Some(audience) = audience else { return Ok(()) };
        // An id that occurs twice would be read twice if it were in two of the queries.
        let mut additions = draft.distinct_ids(ADDITIONS);
        // Additions that do not fit into one query are read after the contacts that labels select.
        let is_long = additions.len() > MOST_ADDED;
        // A contact that is also added may be called, so it is read: where it does not count, `audience` skips it.
        let mut excluded = draft.distinct_ids(EXCLUDED);
        excluded.retain(|id| additions.binary_search(id).is_err());
        if excluded.len() > MOST_EXCLUDED {
            excluded.clear();
        }
        let mut selects = draft.has_labels();
        loop {
            let count = if selects && is_long { 0 } else { additions.len().min(MOST_ADDED) };
            let rest = additions.split_off(count);
            let some = std::mem::replace(&mut additions, rest);
            let query = audience_query(draft, selects, &some, &excluded);
            self.read_contacts(query, audience, add, Some(&mut additions), options).await?;
            if additions.is_empty() {
                return Ok(());
            }
            selects = false;
        }
    }

    /// Passes the contacts that match a query to `add`, and removes them from these ids.
    async fn read_contacts(
        &self,
        query: String,
        audience: &mut Audience,
        add: AddContact,
        mut ids: Option<&mut Vec<String>>,
        options: CallOptions,
    ) -> Result<()> {
        let query = Checked::input(query)?;
        let mut stream = Stream::new(contacts::each(&query), Select::WHOLE);
        while let Some(batch) = stream.next(self, options).await? {
            let rows = std::str::from_utf8(&batch).map_err(|_| stream.broken(Error::not_utf8()))?;
            for contact in elements(rows) {
                add(audience, contact);
                if let Some(ids) = ids.as_deref_mut().filter(|ids| !ids.is_empty()) {
                    remove_id(ids, contact);
                }
            }
        }
        Ok(())
    }

    /// Returns the rows of a short list as a JSON array. A server may return fewer rows than it was asked for: then the rest is
    /// requested, too, without a `Stream`, whose order not all of these lists accept. Without a request, returns an empty text.
    async fn rows(&self, request: Option<Request>, options: CallOptions) -> Result<String> {
        type Rows = Page<serde_json::Value>;
        let Some(mut request) = request else { return Ok(String::new()) };
        let filter = request.query.clone();
        let (mut rows, mut count, mut last) = (String::from("["), 0, Vec::new());
        loop {
            let reply = self.exchange(&request, options).await?;
            if reply == last {
                let mut error = repeated();
                error.attempts = 1;
                return Err(error);
            }
            let page = std::str::from_utf8(&reply).map_err(|_| Error::not_utf8())?;
            let (before, mut total) = (count, None);
            for member in members(page, Rows::OBJECT) {
                match member.field.name {
                    Rows::DATA => {
                        for row in elements(member.json) {
                            if count > 0 {
                                rows.push(',');
                            }
                            rows.push_str(row);
                            count += 1;
                        }
                    }
                    Rows::TOTAL => total = schema::count(member.json),
                    _ => {}
                }
            }
            if count == before || total.is_none_or(|total| total <= count) {
                rows.push(']');
                return Ok(rows);
            }
            request.query.clone_from(&filter);
            encode::pair(OFFSET, &count.digits(), &mut request.query);
            last = reply;
        }
    }
}

/// Lists the workspace's phones, if the draft names any. Disabled phones are a separate list.
fn phones_to_read(draft: &Draft<'_>) -> Option<Request> {
    let named = !draft.texts(DraftFields::PHONE_IDS).is_empty();
    named.then(|| phones::list(&Checked::known(br#"{"limit":0}"#.into())).request)
}

/// Lists the disabled phones. They are read only if the draft names a phone that is not among the enabled ones.
fn other_phones() -> Request {
    phones::list(&Checked::known(br#"{"limit":0,"enabled":false}"#.into())).request
}

fn agents_to_read(draft: &Draft<'_>) -> Option<Request> {
    let named = draft.text(AGENT).is_some();
    named.then(|| agents::list(&Checked::known(br#"{"limit":0}"#.into())).request)
}

/// Lists the labels, if the draft names any, or if contacts who have opted out may be outside of its audience.
fn labels_to_read(draft: &Draft<'_>) -> Option<Request> {
    let read = preflight::labels::any_named(draft) || (draft.chooses_contacts() && draft.leaves_out());
    read.then(|| labels::list(&Checked::known(br#"{"limit":0,"contact_counting":false}"#.into())).request)
}

/// Returns the query for a draft's audience: these additional contacts and, if `selects`, those that labels select, without those
/// `excluded`.
fn audience_query(draft: &Draft<'_>, selects: bool, additions: &[String], excluded: &[String]) -> String {
    let mut query = String::from("{\"limit\":0");
    let selectors = if selects { &SELECTORS[..] } else { &[] };
    for name in selectors.iter().chain(&LIMITS) {
        if let Some(json) = draft.json(name).filter(|_| *name != EXCLUDED) {
            query.extend([",\"", name, "\":", json]);
        }
    }
    for (name, ids) in [(ADDITIONS, additions), (EXCLUDED, excluded)] {
        if !ids.is_empty() {
            let list = json::ids(ids.iter().map(String::as_str));
            query.extend([",\"", name, "\":", &list]);
        }
    }
    query.push('}');
    query
}

/// Removes a contact's id from ids in lowercase, which are sorted.
fn remove_id(ids: &mut Vec<String>, contact: &str) {
    let id = json::text(Recipient::read(contact).id).map(|id| id.to_ascii_lowercase());
    if let Some(Ok(place)) = id.map(|id| ids.binary_search(&id)) {
        ids.remove(place);
    }
}
