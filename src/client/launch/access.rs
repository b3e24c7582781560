//! What a launch without a check reads before it sends.

use crate::{
    api::campaigns,
    client::{CallOptions, Client, Clock, Transport},
    error::{Code, Result},
    schema::Checked,
};

impl<T: Transport, C: Clock> Client<T, C> {
    /// Reads one row of the list in which the campaign will show.
    ///
    /// A key, a workspace or a base URL that the server refuses fails here, while it is certain that nothing was made.
    /// Refused after the draft was sent, the campaign could not be looked for, and the refusal may be the answer to the
    /// second of two requests. A 403 says nothing: a key may be allowed to create campaigns and not to list them.
    ///
    /// # Errors
    /// Those of any other list. Nothing was sent.
    pub(super) async fn try_access(&self, options: CallOptions) -> Result<()> {
        let query = Checked::known(b"{\"limit\":1}".to_vec());
        match self.call(&campaigns::list(&query), options).await {
            Ok(_) => Ok(()),
            Err(error) if error.code == Code::Forbidden => Ok(()),
            Err(mut error) => {
                error.message.push_str(" Nothing was sent.");
                Err(error)
            }
        }
    }
}
