//! Checks the time window of a campaign.

use crate::{
    model::{
        FindingCode,
        draft::{CallPace, DraftFields},
        finding::{FixFields, Severity},
    },
    preflight::{
        draft::Draft,
        finding::{self, Findings},
        words,
    },
    schema::Checked,
    timestamp::Timestamp,
};

/// The assumed duration of a call, ringing included, in seconds. The real one is unknown; a minute is between an unanswered
/// call and a conversation.
pub const SECONDS_PER_CALL: u64 = 60;

/// The maximum number of attempts per contact if the draft has none.
const ATTEMPTS: u64 = 1;
/// The maximum number of concurrent calls if the draft has none.
const DIALERS: u64 = 20;
/// A start at most this many milliseconds from now counts as an immediate start.
const NOW: i64 = 5 * 60_000;
/// How long after the end, in milliseconds, a window by local time can still be open somewhere: the widest span between time
/// zones.
const TIME_ZONES: i64 = 26 * 3_600_000;

/// Checks the start and the end of the window. `is_closed` tells whether calls before the start are an error.
pub fn check(draft: &Draft<'_>, now: Timestamp, is_closed: impl FnOnce() -> bool, findings: &mut Findings) {
    let (Some(start), Some(end)) =
        (draft.instant(DraftFields::START_TIME), draft.instant(DraftFields::END_TIME))
    else {
        // A validated draft has both.
        return;
    };
    if end <= start {
        findings.add(
            FindingCode::WindowReversed,
            DraftFields::END_TIME,
            &["The campaign ends before it begins. Set an end after the start."],
        );
    } else if is_over(end, may_move(draft), now) {
        findings.add(
            FindingCode::WindowOver,
            DraftFields::END_TIME,
            &["The end of this campaign has passed, so nobody would be called. Set an end in the future."],
        );
    } else if start.0 > now.0 + if is_relative(draft) { TIME_ZONES } else { NOW }
        && !draft.is_true(DraftFields::IS_SCHEDULE)
    {
        let code = FindingCode::StartNotScheduled;
        let (severity, clause) =
            if is_closed() { (Severity::Error, ", outside calling hours") } else { (code.severity(), "") };
        let message = &[
            "The campaign starts later, but is not marked as scheduled, so it may start calling at once",
            clause,
            ". Mark it as scheduled.",
        ];
        let fix = finding::set(FixFields::IS_SCHEDULE, "true");
        findings.add_as(&severity, code, DraftFields::IS_SCHEDULE, message, "", &fix);
    }
}

/// Checks whether there is time to call this many contacts. Returns whether it reported that there is not.
pub fn check_length(draft: &Draft<'_>, contacts: u64, now: Timestamp, findings: &mut Findings) -> bool {
    let (Some(start), Some(end)) =
        (draft.instant(DraftFields::START_TIME), draft.instant(DraftFields::END_TIME))
    else {
        return false;
    };
    let open = end.0.saturating_sub(start.0.max(now.0));
    let (Ok(open), false) = (u64::try_from(open), is_relative(draft)) else { return false };
    let (attempts, dialers) = pace(draft);
    let needed = seconds(contacts, attempts, dialers);
    if open == 0 || needed <= open / 1_000 {
        return false;
    }
    let times = match attempts {
        1 => String::new(),
        more => [" up to ", &words::count(more, "time", "times"), " each"].concat(),
    };
    let message = &[
        "There may not be enough time: to call ",
        &words::count(contacts, "contact", "contacts"),
        &times,
        " with ",
        &words::count(dialers, "call", "calls"),
        " at once can take ",
        &words::span(needed),
        ", if a call takes a minute including ringing, but only ",
        // Rounds down to whole minutes, so that the remaining time never looks sufficient.
        &words::span(open / 60_000 * 60),
        " are left until the end. Move the end, allow more calls at once, or choose fewer contacts.",
    ];
    findings.add(FindingCode::WindowTooShort, DraftFields::END_TIME, message);
    true
}

/// Reports that the time within calling hours does not suffice: `calls` would be left when those hours end.
pub fn check_hours(calls: u64, findings: &mut Findings) {
    let message = &[
        "There may not be enough time within calling hours: ",
        &words::count(calls, "call", "calls"),
        " would be left when they end, if a call takes a minute including ringing. Give the campaign more hours, allow more \
         calls \
         at once, or choose fewer contacts.",
    ];
    findings.add(FindingCode::WindowTooShort, DraftFields::END_TIME, message);
}

/// Returns a draft's maximum number of attempts per contact and of concurrent calls.
pub(super) fn pace(draft: &Draft<'_>) -> (u64, u64) {
    let attempts = draft.number(DraftFields::MAX_ATTEMPTS).unwrap_or(ATTEMPTS).max(1);
    let dialers = draft.number(DraftFields::MAX_DIALERS).unwrap_or(DIALERS).max(1);
    (attempts, dialers)
}

/// Returns the rest of a draft's window, in seconds since 1970, or `None` if it is over or differs between contacts. It begins now
/// if an immediate start is close enough: the API may start calling at once. A window that only may differ counts as it is.
pub(super) fn left(draft: &Draft<'_>, now: i64) -> Option<(i64, i64)> {
    let seconds = |name| draft.instant(name).map(|time| time.0.div_euclid(1_000));
    let (start, end) = (seconds(DraftFields::START_TIME)?, seconds(DraftFields::END_TIME)?);
    let is_immediate = start <= now + NOW / 1_000 && !draft.is_true(DraftFields::IS_SCHEDULE);
    let start = if is_immediate { now } else { start.max(now) };
    (start < end && !is_relative(draft)).then_some((start, end))
}

/// Returns whether a draft's window may differ between contacts, and is neither over nor reversed.
pub(super) fn moves(draft: &Draft<'_>, now: i64) -> bool {
    let times = draft.instant(DraftFields::START_TIME).zip(draft.instant(DraftFields::END_TIME));
    let is_usable = |(start, end)| start < end && !is_over(end, true, Timestamp(now * 1_000));
    may_move(draft) && times.is_some_and(is_usable)
}

/// Returns the longest time it can take to call this many contacts at a pace, in seconds.
pub fn needed(pace: &Checked<CallPace>, contacts: u64) -> u64 {
    let (mut attempts, mut dialers) = (ATTEMPTS, DIALERS);
    for member in pace.object().members() {
        let number = member.json.parse().unwrap_or(1).max(1);
        match member.field.name {
            CallPace::MAX_ATTEMPTS => attempts = number,
            CallPace::MAX_DIALERS => dialers = number,
            _ => {}
        }
    }
    seconds(contacts, attempts, dialers)
}

/// Returns the longest time it can take, in seconds: every contact is dialed the maximum number of times.
fn seconds(contacts: u64, attempts: u64, dialers: u64) -> u64 {
    let rounds = contacts.saturating_mul(attempts).div_ceil(dialers);
    rounds.saturating_mul(SECONDS_PER_CALL)
}

/// Returns whether a window that ends at this time is over for everybody.
fn is_over(end: Timestamp, by_contact: bool, now: Timestamp) -> bool {
    end.0 + if by_contact { TIME_ZONES } else { 0 } <= now.0
}

/// Returns whether the window may differ between contacts. The API does not say what `is_timezone_aware` does: perhaps nothing.
fn may_move(draft: &Draft<'_>) -> bool {
    draft.is_true(DraftFields::IS_TIMEZONE_AWARE) || is_relative(draft)
}

/// Returns whether each contact has a window of its own, by a date of the contact.
fn is_relative(draft: &Draft<'_>) -> bool {
    draft.json(DraftFields::RELATIVE_TIME_CONFIG).is_some()
}
