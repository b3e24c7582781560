//! What a launch that worked out gives.

use std::rc::Rc;

use crate::{
    model::{campaign::Campaign, launch::Ticket},
    schema::Checked,
};

/// What a launch that worked out gives.
#[derive(Clone)]
pub struct Receipt {
    /// How it is known that the campaign exists.
    pub outcome: Outcome,
    /// The campaign, as it was when it was made or found.
    pub campaign: Rc<Checked<Campaign>>,
    /// The launch's ticket; none for a draft.
    pub ticket: Option<Ticket>,
    /// How often this call sent the draft.
    pub attempts: u32,
    /// How often this call looked for the campaign.
    pub looks: u32,
}

/// How it is known that a campaign exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The server said so.
    Created,
    /// It carries the ticket's key.
    Found,
    /// The server said so; it is a draft, which calls nobody.
    Draft,
}

impl Outcome {
    /// The outcome's word, as JavaScript sees it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Outcome::Created => "created",
            Outcome::Found => "found",
            Outcome::Draft => "draft",
        }
    }
}

impl Receipt {
    pub(super) fn new(outcome: Outcome, campaign: Checked<Campaign>, ticket: Option<Ticket>) -> Self {
        Self { outcome, campaign: Rc::new(campaign), ticket, attempts: 1, looks: 0 }
    }
}
