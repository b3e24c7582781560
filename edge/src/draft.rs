//! Reads the drafts of campaigns to launch.

use seax_dialer::{
    api::campaigns,
    client::{MAX_UNRELATED, digest},
    error::Error,
    model::{
        CampaignId,
        draft::{CampaignDraft, DraftFields},
        launch::TicketKey,
    },
    preflight::draft::Draft,
    schema::Checked,
};

use crate::refusal::{Refusal, Result};

/// The maximum length of a draft, in bytes. It is stored as one value, and Durable Objects store values of up to 2 MB.
const MAX_BYTES: usize = 1_500_000;

/// The checked body of a create.
pub struct Launch {
    /// The draft.
    pub draft: Checked<CampaignDraft>,
    /// The ticket's key. `None` for a draft of the stage `DRAFT`, which calls nobody.
    pub key: Option<TicketKey>,
    /// The draft's digest.
    pub digest: String,
}

/// Reads and checks the body of a create.
///
/// A campaign that calls people needs a ticket: without its key, the edge cannot tell a repeated request from a second
/// campaign.
///
/// # Errors
/// 422 for a body that cannot be launched, 413 for one that is too long.
pub fn read(body: Vec<u8>) -> Result<Launch> {
    if body.len() > MAX_BYTES {
        return Err(Refusal::new(413, "body_too_large", "A draft must not exceed 1.5 MB."));
    }
    let body = String::from_utf8(body).map_err(|_| refuse("invalid_draft", "The body is not UTF-8."))?;
    let draft = Checked::<CampaignDraft>::input(body)
        .map_err(|error| refuse("invalid_draft", &Box::<Error>::from(error).message))?;
    campaigns::create(&draft).map_err(|error| refuse("invalid_draft", &error.message))?;
    let digest = digest(&draft);
    let given = Draft::new(&draft);
    let key = given.text(DraftFields::DRAFT_NAME).and_then(|name| TicketKey::parse(&name));
    match (given.calls_nobody(), key) {
        (true, _) => Ok(Launch { draft, key: None, digest }),
        (false, Some(key)) => Ok(Launch { draft, key: Some(key), digest }),
        (false, None) => Err(refuse(
            "ticket_needed",
            "This edge launches campaigns only with a ticket. Use `campaigns.launch`, which puts the ticket's key in \
             `draft_name`.",
        )),
    }
}

/// Reads the header that names campaigns which are not the launch's. `None` if it is not a list of ids, or too long.
pub fn unrelated(header: &str) -> Option<Vec<CampaignId>> {
    let ids = header.split(',').filter(|_| !header.is_empty());
    let ids: Vec<_> = ids.map(CampaignId::new).collect::<Option<_>>()?;
    (ids.len() <= MAX_UNRELATED).then_some(ids)
}

fn refuse(code: &'static str, message: &str) -> Refusal {
    Refusal::new(422, code, message)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::limits::Limits;

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
    fn the_longest_draft_is_within_the_default_limit_of_a_body() {
        assert_eq!(MAX_BYTES as u64, Limits::default().body_bytes);
        let padded = |length: usize| {
            let mut text = body(r#","draft_name":"017f22e2-79b0-7cc3-98c4-dc0c0c07398f""#);
            text.resize(length, b' ');
            code(text)
        };
        assert_eq!((padded(MAX_BYTES), padded(MAX_BYTES + 1)), ("launch", "body_too_large"));
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
    fn a_draft_of_the_stage_draft_needs_none() {
        assert!(read(body(r#","stage":"DRAFT","draft_name":"Summer""#)).ok().unwrap().key.is_none());
    }

    #[test]
    fn up_to_a_hundred_campaigns_can_be_unrelated() {
        const ID: &str = "dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be";
        for count in [0, 1, 2, 100] {
            let header = [ID].repeat(count).join(",");
            assert_eq!(unrelated(&header).map(|ids| ids.len()), Some(count));
        }
        let long = [ID].repeat(101).join(",");
        for wrong in [&long, "x", ",", "dac63c6c-5c66-4ba1-a4e1-0cc8f46ba7be,", "../phones"] {
            assert!(unrelated(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn an_invalid_draft_is_refused() {
        for bad in [&b""[..], b"[]", b"{}", b"\xFF", b"{\"type\":\"OTHER\"}"] {
            assert_eq!(code(bad.to_vec()), "invalid_draft");
        }
        assert_eq!(code(body(r#","stag":"DRAFT""#)), "invalid_draft");
        let backwards = String::from_utf8(body("")).unwrap().replace("03:15:00", "03:00:00");
        assert_eq!(code(backwards.into_bytes()), "invalid_draft");
    }
}
