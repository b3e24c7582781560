//! Drafts of launches, as they come in.

use seax_dialer::{
    api::campaigns,
    client::digest,
    error::Error,
    model::{draft::CampaignDraft, launch::TicketKey},
    schema::Checked,
};

use crate::refusal::{Refusal, Result};

/// The longest draft, in bytes: it is stored in one piece, and the storage's bound is 2 MB.
const LONGEST: usize = 1_500_000;

/// A draft that is to be launched.
pub struct Launch {
    /// The draft.
    pub draft: Checked<CampaignDraft>,
    /// Its ticket's key; none for a draft of the stage `DRAFT`, which calls nobody.
    pub key: Option<TicketKey>,
    /// What the draft says, as a number.
    pub digest: String,
}

/// Reads the body of a create.
///
/// A campaign that calls people is launched with a ticket or not at all: without a key, nobody could tell the second of two
/// requests from another campaign.
///
/// # Errors
/// 422 for what cannot be launched, 413 for a draft that is too long.
pub fn read(body: Vec<u8>) -> Result<Launch> {
    if body.len() > LONGEST {
        return Err(Refusal::new(413, "body_too_large", "The draft is larger than 1.5 MB."));
    }
    let body = String::from_utf8(body).map_err(|_| refuse("invalid_draft", "The body is not UTF-8."))?;
    let draft = Checked::<CampaignDraft>::input(body)
        .map_err(|error| refuse("invalid_draft", &Box::<Error>::from(error).message))?;
    campaigns::create(&draft).map_err(|error| refuse("invalid_draft", &error.message))?;
    let (mut key, mut stays_draft) = (None, false);
    for member in draft.object().members() {
        match member.field.name {
            "draft_name" => key = member.text().as_deref().and_then(TicketKey::parse),
            "stage" => stays_draft = member.text().as_deref() == Some("DRAFT"),
            _ => {}
        }
    }
    let digest = digest(&draft);
    match (stays_draft, key) {
        (true, _) => Ok(Launch { draft, key: None, digest }),
        (false, Some(key)) => Ok(Launch { draft, key: Some(key), digest }),
        (false, None) => Err(refuse(
            "ticket_needed",
            "Through this edge, campaigns are launched with a ticket: use `campaigns.launch`, which puts the ticket's key \
             (a UUID of version 7) in `draft_name`.",
        )),
    }
}

fn refuse(code: &'static str, message: &str) -> Refusal {
    Refusal::new(422, code, message)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub fn body(more: &str) -> Vec<u8> {
        [
            r#"{"type":"VOICE_DROP","phone_ids":["020086f5-fb0e-4a0c-920a-bbdd04f4381c"],"name":"Test","#,
            r#""start_time":"2026-07-08T03:06:09Z","end_time":"2026-07-08T03:15:00Z""#,
            more,
            "}",
        ]
        .concat()
        .into_bytes()
    }

    fn code(body: Vec<u8>) -> &'static str {
        read(body).map_or_else(|refusal| refusal.code, |_| "launch")
    }

    #[test]
    fn a_campaign_that_calls_people_needs_a_ticket() {
        let launch = read(body(r#","draft_name":"017F22E2-79B0-7CC3-98C4-DC0C0C07398F""#)).ok().unwrap();
        assert_eq!(launch.key.unwrap().as_str(), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
        assert_eq!(
            launch.digest,
            read(body(r#","draft_name":"017f22e2-79b0-7cc3-98c4-dc0c0c073990""#)).ok().unwrap().digest
        );
        for more in ["", r#","draft_name":"Summer""#, r#","stage":"INSTANCE""#] {
            assert_eq!(code(body(more)), "ticket_needed", "{more}");
        }
    }

    #[test]
    fn a_draft_that_calls_nobody_needs_none() {
        assert!(read(body(r#","stage":"DRAFT","draft_name":"Summer""#)).ok().unwrap().key.is_none());
    }

    #[test]
    fn what_cannot_be_launched_is_refused() {
        for bad in [&b""[..], b"[]", b"{}", b"\xFF", b"{\"type\":\"OTHER\"}"] {
            assert_eq!(code(bad.to_vec()), "invalid_draft");
        }
        assert_eq!(code(body(r#","stag":"DRAFT""#)), "invalid_draft");
        let backwards = String::from_utf8(body("")).unwrap().replace("03:15:00", "03:00:00");
        assert_eq!(code(backwards.into_bytes()), "invalid_draft");
    }
}
