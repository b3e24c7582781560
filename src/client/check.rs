//! A draft, checked against the workspace before anyone is called.

use futures_util::future::join4;

use crate::{
    api::{Call, agents, contacts, labels, phones},
    client::{CallOptions, Client, Clock, Stream, Transport},
    error::{Error, Result},
    instant::Instant,
    model::{
        FindingCode, Page,
        draft::CampaignDraft,
        finding::{AudienceSummary, Finding, Preflight},
    },
    plan::{self, audience::Audience, draft::Draft},
    shape::{Checked, Select, Shaped, elements},
};

/// An audience of at most so many excluded contacts names them in its query; a longer list would not fit into a URL, and
/// they are read and left out here.
const EXCLUDED: usize = 100;

/// The fields of a draft that choose its audience. Lists of contacts have them too, with the same names.
const CHOICE: [&str; 8] = [
    "all_contact_label_ids",
    "any_contact_label_ids",
    "exclude_contact_ids",
    "addition_contact_ids",
    "exclude_any_contact_label_ids",
    "exclude_all_contact_label_ids",
    "keyword",
    "whatsapp_phone_only",
];

impl<T: Transport, C: Clock> Client<T, C> {
    /// Finds what is wrong with a draft, and whom it would call. Nothing is made.
    ///
    /// Reads the phones, the agents, the labels and the audience in parallel, each only where the draft has to do with it.
    /// `options` hold for each request. What cannot be read is a finding like any other, so there is always an answer.
    pub async fn check(&self, draft: &Checked<CampaignDraft>, options: CallOptions) -> Preflight {
        let draft = Draft::new(draft);
        let now = Instant(i64::try_from(self.clock.now()).unwrap_or(i64::MAX));
        let mut findings = plan::content::check(&draft);
        findings.extend(plan::window::check(&draft, now));
        findings.extend(plan::message::check(&draft));

        let (phones, agents, labels, (contacts, audience)) = join4(
            self.check_phones(&draft, options),
            self.check_agent(&draft, options),
            self.check_labels(&draft, options),
            self.check_audience(&draft, now, options),
        )
        .await;
        for more in [phones, agents, labels, contacts] {
            findings.extend(more);
        }
        Preflight::new(findings, audience)
    }

    async fn check_phones(&self, draft: &Draft<'_>, options: CallOptions) -> Vec<Finding> {
        if draft.texts("phone_ids").is_empty() {
            return Vec::new();
        }
        match self.phones(draft, options).await {
            Ok(phones) => plan::phones::check(draft, &phones),
            Err(error) => vec![unreadable(FindingCode::PhonesUnreadable, "phone_ids", "The phones", &error)],
        }
    }

    /// The workspace's phones. Those that are switched off are another list, which is read only if a chosen one is not in
    /// the first.
    async fn phones(&self, draft: &Draft<'_>, options: CallOptions) -> Result<Vec<String>> {
        let list = async |query: &str| {
            let query = Checked::input(query.into())?;
            self.rows(&phones::list(&query), options).await
        };
        let mut found = list(r#"{"limit":0}"#).await?;
        if plan::phones::any_missing(draft, &found) {
            found.extend(list(r#"{"limit":0,"enabled":false}"#).await?);
        }
        Ok(found)
    }

    async fn check_agent(&self, draft: &Draft<'_>, options: CallOptions) -> Vec<Finding> {
        const FIELD: &str = "ai_agent_conversation_config_id";
        if draft.text(FIELD).is_none() {
            return Vec::new();
        }
        let read = async {
            let query = Checked::input(r#"{"limit":0}"#.into())?;
            self.rows(&agents::list(&query), options).await
        };
        match read.await {
            Ok(agents) => plan::agent::check(draft, &agents),
            Err(error) => vec![unreadable(FindingCode::AgentsUnreadable, FIELD, "The AI agents", &error)],
        }
    }

    async fn check_labels(&self, draft: &Draft<'_>, options: CallOptions) -> Vec<Finding> {
        if !plan::labels::any_named(draft) {
            return Vec::new();
        }
        let read = async {
            let query = Checked::input(r#"{"limit":0,"contact_counting":false}"#.into())?;
            self.rows(&labels::list(&query), options).await
        };
        match read.await {
            Ok(labels) => plan::labels::check(draft, &labels),
            Err(error) => {
                vec![unreadable(FindingCode::LabelsUnreadable, "any_contact_label_ids", "The labels", &error)]
            }
        }
    }

    async fn check_audience(
        &self,
        draft: &Draft<'_>,
        now: Instant,
        options: CallOptions,
    ) -> (Vec<Finding>, Option<AudienceSummary>) {
        if !draft.chooses_contacts() {
            let message = "The contacts of this campaign do not come from the workspace, so they could not be checked. Check \
                           them where they come from: numbers, consent, and values for every placeholder.";
            return (vec![Finding::new(FindingCode::AudienceElsewhere, "mode", message)], None);
        }
        let mut audience = Audience::new(draft);
        let end = self.read_audience(draft, &mut audience, options).await;
        let length = plan::window::check_length(draft, audience.callable(), now);
        let (mut findings, summary) = audience.finish(end.is_ok());
        findings.extend(length);
        if let Err(error) = end {
            let what = if summary.total == 0 { "The contacts" } else { "Some of the contacts" };
            findings.push(unreadable(FindingCode::AudienceUnreadable, "any_contact_label_ids", what, &error));
        }
        (findings, Some(summary))
    }

    async fn read_audience(
        &self,
        draft: &Draft<'_>,
        audience: &mut Audience,
        options: CallOptions,
    ) -> Result<()> {
        let query = Checked::input(audience_query(draft))?;
        let mut stream = Stream::new(contacts::each(&query), Select::WHOLE);
        while let Some(batch) = stream.next(self, options).await? {
            let rows = std::str::from_utf8(&batch).map_err(|_| stream.broken(Error::not_utf8()))?;
            elements(rows).for_each(|contact| audience.add(contact));
        }
        Ok(())
    }

    /// The rows of a list that comes in one page.
    async fn rows<R: Shaped>(&self, call: &Call<Page<R>>, options: CallOptions) -> Result<Vec<String>> {
        let page = self.call(call, options).await?;
        std::str::from_utf8(page.as_bytes()).map_err(|_| Error::not_utf8())?;
        let page = page.object();
        let rows = page.members().filter(|member| member.field.name == "data");
        Ok(rows.flat_map(|rows| elements(rows.json)).map(str::to_owned).collect())
    }
}

/// The query for the contacts that a draft chooses.
fn audience_query(draft: &Draft<'_>) -> String {
    let mut query = String::from("{\"limit\":0");
    for name in CHOICE {
        if let Some(json) = draft.json(name)
            && (name != "exclude_contact_ids" || draft.texts(name).len() <= EXCLUDED)
        {
            query.extend([",\"", name, "\":", json]);
        }
    }
    query.push('}');
    query
}

fn unreadable(code: FindingCode, field: &str, what: &str, error: &Error) -> Finding {
    let message = [what, " could not be read, so this check is not complete. Check again. ", &error.message];
    Finding::new(code, field, message.concat())
}
