//! Reads the values of members that were checked against their schema.

use seax_dialer::schema::Member;

/// Returns the member's text, or an empty string.
pub fn text(member: &Member<'_>) -> String {
    member.text().unwrap_or_default()
}

/// Returns the integer part of a non-negative number that is written without an exponent.
pub fn whole(member: &Member<'_>) -> Option<u64> {
    let (whole, fraction) = member.json.split_once('.').unwrap_or((member.json, "0"));
    fraction.bytes().all(|byte| byte.is_ascii_digit()).then(|| whole.parse().ok())?
}
