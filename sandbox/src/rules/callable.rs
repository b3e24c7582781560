use crate::{
    engine::plan::{Callee, Line},
    id::Id,
    world::{
        audience::with_any_named,
        called_contact::CalledContact,
        campaign::Campaign,
        contact::{Contacts, is_e164},
        contact_set::ContactSet,
        draft::CampaignMode,
        label::{DO_NOT_CALL, INVALID_NUMBER, UNREACHABLE},
        workspace::Workspace,
    },
};

/// Returns `true` if a contact may be called: it exists, has a number, and is not blocked.
#[must_use]
pub fn may_call(contacts: &Contacts, blocked: &ContactSet, index: usize) -> bool {
    contacts.present().contains(index) && !blocked.contains(index) && contacts.at(index).phone.is_some()
}

impl Workspace {
    /// Returns the contacts that no campaign may call: those labeled DNC or invalid number.
    pub(super) fn blocked(&self) -> ContactSet {
        with_any_named(&[DO_NOT_CALL, INVALID_NUMBER], &self.labels)
    }

    /// Returns `true` if this number must not be called, because a blocked contact has it.
    #[must_use]
    pub fn is_blocked_number(&self, phone: &str) -> bool {
        let has_phone = |index: usize| self.contacts.at(index).phone.as_deref() == Some(phone);
        self.blocked().iter().any(has_phone)
    }

    /// Returns the contacts of an audience that may be called.
    #[must_use]
    pub fn callable(&self, audience: &ContactSet) -> ContactSet {
        let mut callable = audience.clone();
        let blocked = self.blocked();
        callable.retain(|index| may_call(&self.contacts, &blocked, index));
        callable
    }

    /// Returns how many contacts a campaign would call if it started now.
    #[must_use]
    pub fn callable_count(&self, campaign: &Campaign) -> usize {
        match campaign.draft.mode {
            CampaignMode::Web => self.callable(&campaign.audience).len(),
            CampaignMode::Excel | CampaignMode::Webhook => self.callable_supplied(campaign).len(),
        }
    }

    /// Returns the contacts that a file or a webhook added to a campaign and that may be called.
    pub(super) fn callable_supplied(&self, campaign: &Campaign) -> Vec<CalledContact> {
        let blocked = self.blocked();
        let supplied = campaign.supplied.iter();
        supplied.filter(|contact| may_call(&self.contacts, &blocked, contact.index)).cloned().collect()
    }

    /// Returns the contacts at these indices that have a number.
    pub(super) fn called_contacts(&self, indices: &ContactSet) -> Vec<CalledContact> {
        let contacts = indices.iter().filter_map(|index| {
            let contact = self.contacts.at(index);
            let phone = contact.phone.clone()?;
            Some(CalledContact { index, id: contact.id, name: contact.name.clone(), phone })
        });
        contacts.collect()
    }

    /// Converts contacts to the engine's callees.
    pub(super) fn callees(&self, contacts: &[CalledContact]) -> Vec<Callee> {
        let unreachable = with_any_named(&[UNREACHABLE], &self.labels);
        let callees = contacts.iter().map(|contact| Callee {
            contact: contact.index,
            key: key_of(contact.id),
            line: match (is_e164(&contact.phone), unreachable.contains(contact.index)) {
                (false, _) => Line::Dead,
                (true, true) => Line::Poor,
                (true, false) => Line::Good,
            },
        });
        callees.collect()
    }
}

fn key_of(id: Id) -> u64 {
    let bits = id.bits();
    u64::try_from(bits >> 64).unwrap_or(0) ^ u64::try_from(bits & u128::from(u64::MAX)).unwrap_or(0)
}
