//! A small world for one test: a network without random faults, and creates with scripted outcomes.

use std::any::Any;
use std::rc::Rc;

use seax_dialer::{
    client::{Client, LaunchOptions, Receipt},
    error::{Code, Error, Result},
    model::{CampaignId, campaign::Campaign, launch::Ticket},
    schema::{Checked, find_text},
};

use crate::{
    faults::{Create, Network},
    server::{Keeps, Server},
    world::{Watch, Wire, World, draft},
};

pub const MINUTE: u64 = 60_000;

/// One world with one client.
pub struct Scene {
    pub world: Rc<World>,
    pub client: Client<Wire, Watch>,
}

impl Scene {
    pub fn new(keeps: Keeps, creates: &[Create]) -> Self {
        Self::with(Server::new(keeps, 100), creates)
    }

    pub fn with(server: Server, creates: &[Create]) -> Self {
        let network = Network { script: creates.iter().copied().collect(), ..Network::calm() };
        let world = World::new(7, server, network);
        Self { client: world.client(), world }
    }

    pub fn options(&self) -> LaunchOptions {
        let options = LaunchOptions::new([0; 10].map(|_: u8| self.world.chance.bits() as u8));
        // This world has campaigns only, so there is nothing to check a draft against.
        LaunchOptions { skip_check: true, everybody: true, ..options }
    }

    /// Returns options that resume with the stored ticket.
    pub fn resuming(&self, allow_resend: bool) -> LaunchOptions {
        LaunchOptions { ticket: self.world.stored.borrow().clone(), allow_resend, ..self.options() }
    }

    /// Stores a ticket, which takes 10 ms.
    pub async fn store(&self, ticket: &Ticket) -> Result<()> {
        self.world.time.sleep(10).await;
        *self.world.stored.borrow_mut() = Some(ticket.clone());
        Ok(())
    }

    /// Aborts after this many milliseconds, with a reason.
    pub async fn abort(&self, after: u64) -> Rc<dyn Any> {
        self.world.time.sleep(after).await;
        Rc::new("enough")
    }

    pub async fn launching(
        &self,
        options: &LaunchOptions,
        abort: impl Future<Output = Rc<dyn Any>>,
    ) -> Result<Receipt> {
        // Skips all reads before the draft is sent, so that the first read is a lookup.
        let options = LaunchOptions { skip_check: false, ..options.clone() };
        let store = async |ticket: &Ticket| self.store(ticket).await;
        self.client.launch_checked(&draft(), &options, async || Ok(()), store, abort).await
    }

    /// Launches to completion. Returns the outcome and the duration in milliseconds.
    pub fn launch(&self, options: &LaunchOptions) -> (Result<Receipt>, u64) {
        let begun = self.world.time.now();
        let outcome = self.world.time.finish(self.launching(options, std::future::pending()));
        (outcome, self.world.time.now() - begun)
    }

    /// Returns how many creates were sent.
    pub fn creates(&self) -> usize {
        self.world.creates.borrow().len()
    }

    /// Returns how many lists were read.
    pub fn reads(&self) -> usize {
        self.world.lists.borrow().len()
    }
}

pub fn id(campaign: &Checked<Campaign>) -> CampaignId {
    let text = std::str::from_utf8(campaign.as_bytes()).unwrap();
    CampaignId::new(find_text(text, "id").unwrap()).unwrap()
}

/// Returns the error of a launch that must fail with this code.
pub fn failed(outcome: Result<Receipt>, code: Code) -> Box<Error> {
    let error = outcome.err().expect("it does not work out");
    assert_eq!(error.code, code, "{error}");
    error
}
