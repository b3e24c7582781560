//! Reports a campaign's figures.

use crate::{
    api::{Call, campaigns},
    client::{CallOptions, Client, Clock, Transport},
    error::{Error, Result},
    model::{CampaignId, campaign::Campaign, snapshot::Report},
    progress,
    schema::Checked,
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

    /// Reads a campaign, and checks that it is UTF-8. The scanner leaves that to the code that decodes the strings.
    pub(super) async fn campaign(
        &self,
        call: &Call<Campaign>,
        options: CallOptions,
    ) -> Result<Checked<Campaign>> {
        let campaign = self.call(call, options).await?;
        match std::str::from_utf8(campaign.as_bytes()) {
            Ok(_) => Ok(campaign),
            Err(_) => Err(Error::not_utf8()),
        }
    }
}
