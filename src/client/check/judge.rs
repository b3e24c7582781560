//! Judges a draft by what was read of the workspace.

use crate::{
    client::check::Hours,
    error::Result,
    model::{FindingCode, finding::CheckResult},
    preflight::{
        self,
        audience::Audience,
        draft::{AGENT, Draft, LABELS},
        finding::Findings,
        message::{self, Script},
    },
    schema::Checked,
    timestamp::Timestamp,
};

const ELSEWHERE: &str = "The contacts of this campaign do not come from the workspace, so they could not be checked. Check \
                         them at their source: numbers, consent, and values for every placeholder.";

const HOURS_ELSEWHERE: &str = "The contacts of this campaign do not come from the workspace, so calling hours could not be \
                               checked. Choose a window that is within the hours of all of them.";

const NO_HOURS: &str = "The calling-hours data could not be loaded, so calling hours were not checked. Check again, or check \
                        each contact's local time yourself.";

/// What a check has read: rows as JSON arrays, or empty texts where the draft refers to none.
pub struct Known {
    /// The phones.
    pub phones: Result<String>,
    /// The disabled phones, if one that the draft names is not among the others.
    pub other_phones: Result<String>,
    /// The AI agents.
    pub agents: Result<String>,
    /// The labels.
    pub labels: Result<String>,
    /// Whether the audience was read completely.
    pub contacts: Result<()>,
}

/// Judges a draft by what was read.
pub fn judge(
    draft: &Draft<'_>,
    script: &Script<'_>,
    audience: Option<Audience>,
    known: Known,
    everybody: bool,
    hours: &Hours,
    now: Timestamp,
) -> Checked<CheckResult> {
    let Known { phones, other_phones, agents, labels, contacts } = known;
    let mut findings = Findings::default();
    preflight::content::check(draft, &mut findings);
    if !everybody {
        preflight::content::check_selection(draft, &mut findings);
    }
    let checked = audience.as_ref().and_then(Audience::hours);
    let is_closed = || checked.is_some_and(|hours| hours.forbids_early());
    preflight::window::check(draft, now, is_closed, &mut findings);
    message::check(script, &mut findings);
    let phones = phones.and_then(|phones| Ok([phones, other_phones?]));
    if let Some([phones, others]) =
        or_unreadable(phones, (FindingCode::PhonesUnreadable, "phone_ids", "The phones"), &mut findings)
    {
        preflight::phones::check(draft, &[&phones, &others], &mut findings);
    }
    if let Some(agents) =
        or_unreadable(agents, (FindingCode::AgentsUnreadable, AGENT, "The AI agents"), &mut findings)
    {
        preflight::agent::check(draft, &agents, &mut findings);
    }
    if let Some(labels) =
        or_unreadable(labels, (FindingCode::LabelsUnreadable, LABELS, "The labels"), &mut findings)
    {
        preflight::labels::check(draft, &labels, &mut findings);
    }
    let audience = audience.map(|audience| {
        let summary = audience.finish(contacts.is_ok(), &mut findings);
        let too_short = preflight::window::check_length(draft, audience.callable(), now, &mut findings);
        if let Some(calls) = audience.hours().filter(|_| !too_short).and_then(|hours| hours.without_time()) {
            preflight::window::check_hours(calls, &mut findings);
        }
        let what = if audience.total() == 0 { "The contacts" } else { "Some of the contacts" };
        or_unreadable(contacts, (FindingCode::AudienceUnreadable, LABELS, what), &mut findings);
        summary
    });
    if matches!(hours, Hours::Missing) {
        findings.add(FindingCode::CallingHoursUnknown, "start_time", &[NO_HOURS]);
    }
    if audience.is_none() {
        findings.add(FindingCode::AudienceElsewhere, "mode", &[ELSEWHERE]);
        if matches!(hours, Hours::Loaded(_)) {
            findings.add(FindingCode::CallingHoursUnknown, "mode", &[HOURS_ELSEWHERE]);
        }
    }
    findings.preflight(audience.as_deref())
}

/// Returns what was read, or adds a finding: its code, its field, and what could not be read.
fn or_unreadable<T>(
    read: Result<T>,
    (code, field, what): (FindingCode, &str, &str),
    findings: &mut Findings,
) -> Option<T> {
    const ADVICE: &str = " could not be read, so this check is not complete. Check again. ";
    read.map_err(|error| findings.add(code, field, &[what, ADVICE, &error.message])).ok()
}
