//! The ticket of a launch: what has to be kept, so that its outcome can be found again.

use seax_dialer_derive::model;

use crate::schema::{Checked, Digits, Format, HasSchema, Schema};

/// What tells one launch from every other. Plain JSON, to be stored before anything is sent.
#[model]
pub struct Ticket {
    /// The mark that the campaign carries as its `draft_name`: a UUID of version 7 (RFC 9562).
    pub key: TicketKey,
    /// When sending began, in milliseconds since 1970 (UTC) by the clock of whoever sent it.
    pub sent_at: u64,
    /// What was to be launched: a hash of the draft, the same however its JSON is written.
    pub draft_digest: String,
}

/// A ticket's key: a UUID of version 7.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TicketKey(String);

impl HasSchema for TicketKey {
    const SCHEMA: Schema = Schema::Text(Format::Uuid);
}

impl TicketKey {
    /// A key that was never given before: the time, in milliseconds since 1970, and 74 bits of `entropy`.
    pub fn new(time: u64, entropy: [u8; 10]) -> Self {
        let random = entropy.iter().fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
        let time = u128::from(time & 0xFFFF_FFFF_FFFF) << 80;
        let high = random >> 62 & 0xFFF;
        let low = random & ((1 << 62) - 1);
        Self(hyphened(time | 7 << 76 | high << 64 | 0b10 << 62 | low))
    }

    /// Reads a key that somebody else has made. `None` unless it is a UUID of version 7.
    pub fn parse(text: &str) -> Option<Self> {
        let version_7 = Format::Uuid.fits(text.as_bytes()) && text.as_bytes().get(14) == Some(&b'7');
        version_7.then(|| Self(text.to_ascii_lowercase()))
    }

    /// The key's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Ticket {
    /// Reads a ticket that was kept.
    pub fn of(stored: &Checked<Ticket>) -> Option<Self> {
        let (mut key, mut sent_at, mut draft_digest) = (None, None, None);
        for member in stored.object().members() {
            match member.field.name {
                "key" => key = member.text().map(|key| key.to_ascii_lowercase()),
                "sent_at" => sent_at = member.json.parse().ok(),
                _ => draft_digest = member.text(),
            }
        }
        Some(Self { key: TicketKey(key?), sent_at: sent_at?, draft_digest: draft_digest? })
    }

    /// The ticket as JSON, to be kept.
    pub fn to_json(&self) -> String {
        let sent_at = self.sent_at.digits();
        let (key, digest) = (self.key.as_str(), self.draft_digest.as_str());
        ["{\"key\":\"", key, "\",\"sent_at\":", &sent_at, ",\"draft_digest\":\"", digest, "\"}"].concat()
    }
}

/// The 128 bits as 32 hexadecimal digits.
pub(crate) fn hexadecimal(bits: u128) -> String {
    let digit = |place: u32| char::from_digit((bits >> (124 - 4 * place) & 15) as u32, 16);
    (0..32).filter_map(digit).collect()
}

/// The 128 bits as 8-4-4-4-12 hexadecimal digits.
fn hyphened(bits: u128) -> String {
    let mut text = hexadecimal(bits);
    for place in [20, 16, 12, 8] {
        text.insert(place, '-');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_uuid_of_version_7() {
        // RFC 9562, appendix A.6: 2022-02-22 14:22:22 -05:00, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F.
        let random: u128 = 0xCC3 << 62 | 0x18C4_DC0C_0C07_398F;
        let mut entropy = [0; 10];
        entropy.copy_from_slice(&random.to_be_bytes()[6..]);
        let key = TicketKey::new(1_645_557_742_000, entropy);
        assert_eq!(key.as_str(), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    }

    #[test]
    fn only_a_uuid_of_version_7_reads_as_a_key() {
        let read = |text| TicketKey::parse(text).map(|key| key.as_str().to_owned());
        assert_eq!(
            read("017F22E2-79B0-7CC3-98C4-DC0C0C07398F").as_deref(),
            Some("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
        );
        for other in ["", "Summer sale", "017f22e2-79b0-4cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn a_ticket_that_was_kept_reads_back_the_same() {
        let ticket = Ticket {
            key: TicketKey::new(1_700_000_000_000, [7; 10]),
            sent_at: 1_700_000_000_001,
            draft_digest: "ab".into(),
        };
        let stored = Checked::input(ticket.to_json()).unwrap();
        assert_eq!(Ticket::of(&stored), Some(ticket.clone()));
        assert_eq!(stored.read(), Some(ticket));
    }
}
