//! Reports a campaign's figures.

use crate::{
    api::{PreparedCall, campaigns},
    client::{CallOptions, Client, Clock, Transport},
    error::{Error, Result},
    model::{CampaignId, campaign::Campaign, snapshot::Report},
    progress,
    schema::{Checked, HasSchema},
};

impl<T: Transport, C: Clock> Client<T, C> {
    /// Reads a campaign and returns its figures, final or so far: `GET /auto_dialer_campaigns/{id}`.
    ///
    /// # Errors
    /// As for any call.
    pub async fn report(&self, id: &CampaignId, options: CallOptions) -> Result<Report> {
        let campaign = self.campaign(&campaigns::get(id), options).await?;
        Ok(progress::report(campaign, self.clock.now()))
    }

    /// Reads a campaign.
    pub(super) async fn campaign(
        &self,
        call: &PreparedCall<Campaign>,
        options: CallOptions,
    ) -> Result<Checked<Campaign>> {
        self.call(call, options).await.and_then(readable)
    }
}

/// Checks that a reply is UTF-8. The scanner leaves that to the code that decodes the strings.
pub(super) fn readable<R: HasSchema>(reply: Checked<R>) -> Result<Checked<R>> {
    match std::str::from_utf8(reply.as_bytes()) {
        Ok(_) => Ok(reply),
        Err(_) => Err(Error::not_utf8()),
    }
}
