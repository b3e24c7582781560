//! The ticket of a launch, which is stored to find out later whether its campaign exists.

use seax_dialer_derive::model;

use crate::{
    json::{Writer, ids},
    model::CampaignId,
    schema::{Checked, Digits, Format, HasSchema, Schema},
};

/// Identifies one launch. A plain JSON object, to be stored before the draft is sent.
#[model]
pub struct Ticket {
    /// The key that the campaign carries as its `draft_name`: a version 7 UUID, or a version 8 UUID if it was derived from an
    /// idempotency key (RFC 9562).
    pub key: TicketKey,
    /// When sending started, in milliseconds since 1970 (UTC), by the sender's clock.
    pub sent_at: u64,
    /// A hash of the draft that was launched. It does not depend on how the draft's JSON is written.
    pub draft_digest: String,
    /// The campaign's name, to tell a person what the ticket is for.
    pub name: Option<String>,
    /// Campaigns that the server named in a response that could not be accepted. They may be this launch's, so the draft is not
    /// sent again while they exist.
    pub candidates: Option<Vec<CampaignId>>,
    /// The campaign of this launch, once it is known. As long as the ticket has it, the draft is never sent again, even if the
    /// campaign has been deleted since.
    pub campaign_id: Option<CampaignId>,
}

/// A ticket's key: a UUID of version 7 or 8.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TicketKey(String);

impl HasSchema for TicketKey {
    const SCHEMA: Schema = Schema::Text(Format::Uuid);
}

impl TicketKey {
    /// Creates a version 7 key from the time, in milliseconds since 1970, and 74 bits of `entropy`.
    pub fn new(time: u64, entropy: [u8; 10]) -> Self {
        let random = entropy.iter().fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
        let time = u128::from(time & 0xFFFF_FFFF_FFFF) << 80;
        let high = random >> 62 & 0xFFF;
        let low = random & ((1 << 62) - 1);
        Self(hyphened(&hexadecimal(time | 7 << 76 | high << 64 | 0b10 << 62 | low)))
    }

    /// Creates a version 8 key from these 128 bits. The version and the variant replace six of them.
    pub fn derived(bits: u128) -> Self {
        let fields = 0xF << 76 | 0b11 << 62;
        Self(hyphened(&hexadecimal(bits & !fields | 8 << 76 | 0b10 << 62)))
    }

    /// Parses a key. Returns `None` unless it is a version 7 or 8 UUID of 8-4-4-4-12 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let fits = Format::Uuid.fits(bytes)
            && matches!(bytes.get(14), Some(b'7' | b'8'))
            && matches!(bytes.get(19), Some(b'8' | b'9' | b'a' | b'b' | b'A' | b'B'));
        fits.then(|| Self(text.to_ascii_lowercase()))
    }

    /// Returns when a version 7 key was created, in milliseconds since 1970, or `None` for version 8.
    pub fn time(&self) -> Option<u64> {
        let (text, is_7) = (self.0.as_bytes(), self.0.as_bytes().get(14) == Some(&b'7'));
        let digits = text.iter().take(13).filter_map(|byte| char::from(*byte).to_digit(16));
        is_7.then(|| digits.fold(0, |time, digit| time << 4 | u64::from(digit)))
    }

    /// Returns the key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Ticket {
    /// Reads a stored ticket. Returns `None` if its key is not valid.
    pub fn of(stored: &Checked<Ticket>) -> Option<Self> {
        let (mut key, mut sent_at, mut draft_digest) = (None, None, None);
        let (mut name, mut candidates, mut campaign_id) = (None, None, None);
        for member in stored.object().members() {
            match member.field.name {
                Self::KEY => key = member.text().as_deref().and_then(TicketKey::parse),
                Self::SENT_AT => sent_at = member.json.parse().ok(),
                Self::NAME => name = member.text(),
                Self::CANDIDATES => {
                    candidates = Some(member.texts().into_iter().filter_map(CampaignId::new).collect());
                }
                Self::CAMPAIGN_ID => campaign_id = member.text().and_then(CampaignId::new),
                Self::DRAFT_DIGEST => draft_digest = member.text(),
                _ => {}
            }
        }
        let (key, sent_at, draft_digest) = (key?, sent_at?, draft_digest?);
        Some(Self { key, sent_at, draft_digest, name, candidates, campaign_id })
    }

    /// Returns the ticket as JSON, to be stored.
    pub fn to_json(&self) -> String {
        let mut json = String::new();
        let mut object = Writer::new(&mut json);
        object.text(Self::KEY, self.key.as_str());
        object.raw(Self::SENT_AT, &self.sent_at.digits());
        object.text(Self::DRAFT_DIGEST, &self.draft_digest);
        if let Some(name) = &self.name {
            object.text(Self::NAME, name);
        }
        if let Some(candidates) = &self.candidates {
            object.raw(Self::CANDIDATES, &ids(candidates.iter().map(CampaignId::as_str)));
        }
        if let Some(id) = &self.campaign_id {
            object.text(Self::CAMPAIGN_ID, id.as_str());
        }
        object.end();
        json
    }
}

/// Returns the 128 bits as 32 hexadecimal digits.
pub(crate) fn hexadecimal(bits: u128) -> String {
    let digit = |place: u32| char::from_digit((bits >> (124 - 4 * place) & 15) as u32, 16);
    (0..32).filter_map(digit).collect()
}

/// Adds hyphens to 32 hexadecimal digits: 8-4-4-4-12.
pub(crate) fn hyphened(digits: &str) -> String {
    let mut text = digits.to_owned();
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
        assert_eq!(key.time(), Some(1_645_557_742_000));
    }

    #[test]
    fn a_derived_key_is_a_uuid_of_version_8_and_has_no_time() {
        for bits in [0, u128::MAX] {
            let key = TicketKey::derived(bits);
            assert_eq!(TicketKey::parse(key.as_str()), Some(key.clone()));
            assert_eq!(key.time(), None);
        }
    }

    #[test]
    fn only_a_uuid_of_version_7_or_8_reads_as_a_key() {
        let read = |text| TicketKey::parse(text).map(|key| key.as_str().to_owned());
        assert_eq!(
            read("017F22E2-79B0-7CC3-98C4-DC0C0C07398F").as_deref(),
            Some("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
        );
        assert!(read("017f22e2-79b0-8cc3-b8c4-dc0c0c07398f").is_some());
        for other in [
            "",
            "Summer sale",
            "017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
            "017f22e2-79b0-7cc3-18c4-dc0c0c07398f",
            "017f22e2-79b0-7cc3",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn a_ticket_that_was_kept_reads_back_the_same() {
        let id = CampaignId::new("0197a5c0-0000-0000-0000-000000000001").unwrap();
        for (name, candidates, campaign_id) in
            [(None, None, None), (Some("\"您好\""), Some(vec![id.clone(), id.clone()]), Some(id))]
        {
            let ticket = Ticket {
                key: TicketKey::new(1_700_000_000_000, [7; 10]),
                sent_at: 1_700_000_000_001,
                draft_digest: "ab".into(),
                name: name.map(str::to_owned),
                candidates,
                campaign_id,
            };
            let stored = Checked::input(ticket.to_json()).unwrap();
            assert_eq!(Ticket::of(&stored), Some(ticket.clone()));
            assert_eq!(stored.read(), Some(ticket));
        }
    }
}
