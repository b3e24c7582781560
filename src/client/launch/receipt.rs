//! The result of a successful launch.

use std::rc::Rc;

use crate::{
    model::{campaign::Campaign, launch::Ticket},
    schema::Checked,
};

/// The result of a successful launch.
#[derive(Clone)]
pub struct Receipt {
    /// How it is known that the campaign exists.
    pub outcome: Outcome,
    /// The campaign, as it was when it was created or found.
    pub campaign: Rc<Checked<Campaign>>,
    /// The launch's ticket; `None` for a draft.
    pub ticket: Option<Ticket>,
    /// Whether a complete lookup showed the campaign, and no second one of this launch.
    pub verified: bool,
    /// How many times this call sent the draft.
    pub attempts: u32,
    /// How many lookups this call made.
    pub lookups: u32,
}

/// How it is known that a campaign exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The server's response says so.
    Created,
    /// A lookup found it: it carries the ticket's key, or the server named it in an earlier response.
    Found,
    /// The server's response says so. The campaign is a draft, which calls nobody.
    Draft,
}

impl Outcome {
    /// Returns the outcome's name in JavaScript.
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
        Self { outcome, campaign: Rc::new(campaign), ticket, verified: false, attempts: 1, lookups: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Outcome;

    #[test]
    fn outcomes_have_the_names_of_the_types() {
        let all = [Outcome::Created, Outcome::Found, Outcome::Draft];
        assert_eq!(all.map(Outcome::as_str), ["created", "found", "draft"]);
    }
}
