//! `/auto_dialer_campaigns`

use super::{Call, Listing, Method, Operation, Repeat};
use crate::{
    error::{Error, Result},
    instant::Instant,
    model::{
        CampaignId, Page,
        campaign::{Campaign, CampaignQuery},
        draft::CampaignDraft,
    },
    shape::{Checked, Shaped},
};

/// Lists campaigns.
pub static LIST: Operation = Operation {
    name: "campaigns.list",
    method: Method::Get,
    path: "auto_dialer_campaigns",
    repeat: Repeat::Safe,
};

/// Reads one campaign.
pub static GET: Operation = Operation {
    name: "campaigns.get",
    method: Method::Get,
    path: "auto_dialer_campaigns/{id}",
    repeat: Repeat::Safe,
};

/// Makes a campaign, which calls people. The API has no idempotency key: sent twice, it calls everybody twice.
pub static CREATE: Operation = Operation {
    name: "campaigns.create",
    method: Method::Post,
    path: "auto_dialer_campaigns",
    repeat: Repeat::Once,
};

/// Lists campaigns.
pub fn list(query: &Checked<CampaignQuery>) -> Call<Page<Campaign>> {
    Call::new(&LIST).query(query)
}

/// Every campaign that the query matches.
pub fn each(query: &Checked<CampaignQuery>) -> Listing {
    Listing::new(&LIST, &query.object(), &Page::<Campaign>::KIND)
}

/// Reads one campaign.
pub fn get(id: &CampaignId) -> Call<Campaign> {
    Call::new(&GET).id(id.as_str())
}

/// Makes a campaign.
///
/// # Errors
/// `invalid_argument` for a draft that no table can find fault with, but that cannot be all the same: an end that is not
/// after the start, or no phone to call from.
pub fn create(draft: &Checked<CampaignDraft>) -> Result<Call<Campaign>> {
    let (mut start, mut end) = (None, None);
    for member in draft.object().members() {
        match member.field.name {
            "start_time" => start = member.text().and_then(|time| Instant::parse(time.as_bytes())),
            "end_time" => end = member.text().and_then(|time| Instant::parse(time.as_bytes())),
            "phone_ids" if member.texts().is_empty() => {
                return Err(Error::argument("phone_ids", "must name at least one phone to call from"));
            }
            _ => {}
        }
    }
    if end <= start {
        return Err(Error::argument("end_time", "must be later than `start_time`"));
    }
    Ok(Call::new(&CREATE).body(draft))
}
