//! Finds the campaign that the response to a create names, even if the response is truncated or malformed.

use crate::{
    api::{Request, campaigns},
    model::CampaignId,
    schema::Format,
};

/// Returns the campaign that the response to a create names: the first id in it. Empty for other operations.
pub fn named(request: &Request, body: &[u8]) -> Vec<CampaignId> {
    let creates = std::ptr::eq(request.operation, &campaigns::CREATE);
    first_id(body).filter(|_| creates).into_iter().collect()
}

fn first_id(body: &[u8]) -> Option<CampaignId> {
    const KEY: &[u8] = b"\"id\"";
    let mut rest = body;
    loop {
        let place = rest.windows(KEY.len()).position(|part| part == KEY)?;
        rest = rest.get(place + KEY.len()..)?;
        let value = rest.trim_ascii_start().strip_prefix(b":").map(<[u8]>::trim_ascii_start);
        let text = value.and_then(|value| value.strip_prefix(b"\"")).and_then(|text| text.get(..36));
        if let Some(text) = text.filter(|text| Format::Uuid.fits(text)) {
            return CampaignId::new(std::str::from_utf8(text).ok()?);
        }
    }
}
