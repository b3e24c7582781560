//! Judges a draft by what was read of the workspace.

use crate::{
    client::check::Hours,
    error::{Code, Error, Result},
    model::{FindingCode, draft::DraftFields, finding::CheckResult},
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

/// The result of a check, with the errors of what could not be read, each of which is an error of the check.
pub struct Judgement {
    pub result: Checked<CheckResult>,
    pub unread: Vec<Error>,
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
) -> Judgement {
    let Known { phones, other_phones, agents, labels, contacts } = known;
    let (mut findings, mut unread) = (Findings::default(), Vec::new());
    preflight::content::check(draft, &mut findings);
    if !everybody {
        preflight::content::check_selection(draft, &mut findings);
    }
    let checked = audience.as_ref().and_then(Audience::hours);
    let is_closed = || checked.is_some_and(|hours| hours.forbids_early());
    preflight::window::check(draft, now, is_closed, &mut findings);
    message::check(script, &mut findings);
    let phones = phones.and_then(|phones| Ok([phones, other_phones?]));
    if let Some([phones, others]) = or_unreadable(
        phones,
        (FindingCode::PhonesUnreadable, DraftFields::PHONE_IDS, "The phones"),
        &mut findings,
        &mut unread,
    ) {
        preflight::phones::check(draft, &[&phones, &others], &mut findings);
    }
    if let Some(agents) = or_unreadable(
        agents,
        (FindingCode::AgentsUnreadable, AGENT, "The AI agents"),
        &mut findings,
        &mut unread,
    ) {
        preflight::agent::check(draft, &agents, &mut findings);
    }
    if let Some(labels) = or_unreadable(
        labels,
        (FindingCode::LabelsUnreadable, LABELS, "The labels"),
        &mut findings,
        &mut unread,
    ) {
        preflight::labels::check(draft, &labels, &mut findings);
    }
    let audience = audience.map(|audience| {
        let summary = audience.finish(contacts.is_ok(), &mut findings);
        let too_short = preflight::window::check_length(draft, audience.callable(), now, &mut findings);
        if let Some(calls) = audience.hours().filter(|_| !too_short).and_then(|hours| hours.without_time()) {
            preflight::window::check_hours(calls, &mut findings);
        }
        let what = if audience.total() == 0 { "The contacts" } else { "Some of the contacts" };
        or_unreadable(contacts, (FindingCode::AudienceUnreadable, LABELS, what), &mut findings, &mut unread);
        summary
    });
    if matches!(hours, Hours::Missing) {
        findings.add(FindingCode::CallingHoursUnknown, DraftFields::START_TIME, &[NO_HOURS]);
    }
    if audience.is_none() {
        findings.add(FindingCode::AudienceElsewhere, DraftFields::MODE, &[ELSEWHERE]);
        if matches!(hours, Hours::Loaded(_)) {
            findings.add(FindingCode::CallingHoursUnknown, DraftFields::MODE, &[HOURS_ELSEWHERE]);
        }
    }
    Judgement { result: findings.preflight(audience.as_deref()), unread }
}

/// Returns what was read, or adds its error, and a finding: its code, its field, and what could not be read.
fn or_unreadable<T>(
    read: Result<T>,
    (code, field, what): (FindingCode, &str, &str),
    findings: &mut Findings,
    unread: &mut Vec<Error>,
) -> Option<T> {
    const INCOMPLETE: &str = " could not be read, so this check is not complete. ";
    let fail = |error: Box<Error>| {
        use Code::{Network, RateLimited, ServerError, Timeout};
        let passes = matches!(error.code, Network | RateLimited | ServerError | Timeout);
        let advice = if passes { "Check again. " } else { "" };
        findings.add(code, field, &[what, INCOMPLETE, advice, &error.message]);
        unread.push(*error);
    };
    read.map_err(fail).ok()
}
