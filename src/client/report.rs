//! A campaign's figures, once.

use crate::{
    api::{Call, campaigns},
    client::{CallOptions, Client, Clock, Transport},
    error::{Error, Result},
    model::{CampaignId, campaign::Campaign, snapshot::Report},
    progress,
    schema::Checked,
};

impl<T: Transport, C: Clock> Client<T, C> {
    /// The figures of a campaign that is over, or those so far of one that is not: `GET /auto_dialer_campaigns/{id}`.
    ///
    /// # Errors
    /// As for any call.
    pub async fn report(&self, id: &CampaignId, options: CallOptions) -> Result<Report> {
        let campaign = self.campaign(&campaigns::get(id), options).await?;
        Ok(progress::report(campaign, self.clock.now()))
    }

    /// A campaign whose text is text: the scanner leaves UTF-8 to whoever reads the strings, which is done here.
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
