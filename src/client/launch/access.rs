//! Tests the caller's access before a launch that neither checks the draft nor looks for its campaign.

use crate::{
    api::campaigns,
    client::{CallOptions, Client, Clock, Transport},
    error::{Code, Result},
    schema::Checked,
};

impl<T: Transport, C: Clock> Client<T, C> {
    /// Reads one row of the list in which the campaign will appear.
    ///
    /// If the server rejects the key, the workspace or the base URL, the launch fails here, while it is certain that nothing
    /// was created. A rejection after the draft was sent would be ambiguous: the campaign could not be looked up, and the
    /// rejection may answer the second copy of the request. A 403 is ignored: a key may be allowed to create campaigns and not
    /// to list them. One of an edge whose own key SeaX rejects is not: nobody can create anything through it.
    ///
    /// # Errors
    /// As for any list. Nothing was sent.
    pub async fn try_access(&self, options: CallOptions) -> Result<()> {
        let query = Checked::known(b"{\"limit\":1}".to_vec());
        match self.call(&campaigns::list(&query), options).await {
            Ok(_) => Ok(()),
            Err(error)
                if error.code == Code::Forbidden
                    && error.server_code.as_deref() != Some("upstream_refused") =>
            {
                Ok(())
            }
            Err(mut error) => {
                error.message.push_str(" Nothing was sent.");
                Err(error)
            }
        }
    }
}
