//! The time in which a campaign may call.

use crate::{
    model::{FindingCode, draft::CallPace},
    preflight::{
        draft::Draft,
        finding::{self, Findings},
        words,
    },
    schema::Checked,
    timestamp::Timestamp,
};

/// What one call is taken to last, ringing included, in seconds. Nobody can know; a minute is between a call that nobody
/// takes and a conversation.
pub const SECONDS_PER_CALL: u64 = 60;

/// How often a contact is dialled at the most, where the draft does not say.
const ATTEMPTS: u64 = 1;
/// How many calls run at once at the most, where the draft does not say.
const DIALERS: u64 = 20;
/// A start within this many milliseconds from now is meant to be now.
const NOW: i64 = 5 * 60_000;
/// How long after the end, in milliseconds, it is still before the end somewhere: the widest span between time zones.
const TIME_ZONES: i64 = 26 * 3_600_000;

/// Checks the window itself.
pub fn check(draft: &Draft<'_>, now: Timestamp, findings: &mut Findings) {
    let (Some(start), Some(end)) = (draft.instant("start_time"), draft.instant("end_time")) else {
        // A checked draft has both.
        return;
    };
    let by_contact = moves_with_contact(draft);
    let over = end.0 + if by_contact { TIME_ZONES } else { 0 };
    if end <= start {
        findings.add(
            FindingCode::WindowReversed,
            "end_time",
            &["The campaign ends before it begins. Set an end that is later than the start."],
        );
    } else if over <= now.0 {
        findings.add(
            FindingCode::WindowOver,
            "end_time",
            &["The time in which this campaign may call is over, so nobody would be called. Set an end that is still to \
               come."],
        );
    } else if start.0 > now.0 + NOW && !by_contact && !draft.is_true("is_schedule") {
        findings.add_fixable(
            FindingCode::StartNotScheduled,
            "is_schedule",
            &["The campaign begins later, but is not marked as scheduled, so it may begin to call at once. Mark it as \
               scheduled."],
            &finding::set("is_schedule", "true"),
        );
    }
}

/// Checks whether there is time to call so many contacts.
pub fn check_length(draft: &Draft<'_>, contacts: u64, now: Timestamp, findings: &mut Findings) {
    let (Some(start), Some(end)) = (draft.instant("start_time"), draft.instant("end_time")) else { return };
    let open = end.0.saturating_sub(start.0.max(now.0));
    let (Ok(open), false) = (u64::try_from(open), moves_with_contact(draft)) else { return };
    let attempts = draft.number("max_attempts").unwrap_or(ATTEMPTS).max(1);
    let dialers = draft.number("max_dialers").unwrap_or(DIALERS).max(1);
    let needed = seconds(contacts, attempts, dialers);
    if open == 0 || needed <= open / 1_000 {
        return;
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
        ", if a call takes a minute with its ringing, but only ",
        // Whole minutes, rounded down: what is left is never made to look like enough.
        &words::span(open / 60_000 * 60),
        " are left until the end. Move the end, allow more calls at once, or choose fewer contacts.",
    ];
    findings.add(FindingCode::WindowTooShort, "end_time", message);
}

/// How long it can take to call so many contacts at a pace, in seconds.
pub fn needed(pace: &Checked<CallPace>, contacts: u64) -> u64 {
    let (mut attempts, mut dialers) = (ATTEMPTS, DIALERS);
    for member in pace.object().members() {
        let number = member.json.parse().unwrap_or(1).max(1);
        match member.field.name {
            "max_attempts" => attempts = number,
            _ => dialers = number,
        }
    }
    seconds(contacts, attempts, dialers)
}

/// The longest that it can take: every contact is dialled as often as may be.
fn seconds(contacts: u64, attempts: u64, dialers: u64) -> u64 {
    let rounds = contacts.saturating_mul(attempts).div_ceil(dialers);
    rounds.saturating_mul(SECONDS_PER_CALL)
}

/// Whether each contact has a window of its own.
fn moves_with_contact(draft: &Draft<'_>) -> bool {
    draft.is_true("is_timezone_aware") || draft.json("relative_time_config").is_some()
}
