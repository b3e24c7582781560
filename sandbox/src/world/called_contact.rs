use std::collections::HashMap;

use crate::{
    engine::plan::{Callee, Line},
    id::Id,
    timestamp::Timestamp,
    world::{
        audience::with_any_named,
        campaign::Campaign,
        contact::{Contacts, is_e164},
        contact_details::ContactDetails,
        contact_set::ContactSet,
        draft::CampaignMode,
        label::UNREACHABLE,
        workspace::Workspace,
    },
};

/// Somebody whom a campaign calls, as the campaign came to know them: whatever becomes of the
/// contact, the records of its calls stay.
#[derive(Clone, Debug)]
pub struct CalledContact {
    /// The contact's place in the workspace.
    pub index: usize,
    /// The contact's id.
    pub id: Id,
    /// The name.
    pub name: Box<str>,
    /// The number that is called.
    pub phone: Box<str>,
}

/// Whether a contact may be called: it is there, has a number, and is not among those blocked.
#[must_use]
pub fn may_call(contacts: &Contacts, blocked: &ContactSet, index: usize) -> bool {
    contacts.present().contains(index) && !blocked.contains(index) && contacts.at(index).phone.is_some()
}

impl Workspace {
    /// How many people a campaign would call if it began at this instant.
    #[must_use]
    pub fn callable_count(&self, campaign: &Campaign) -> usize {
        match campaign.draft.mode {
            CampaignMode::Web => self.callable(&campaign.audience).len(),
            CampaignMode::Excel | CampaignMode::Webhook => self.callable_supplied(campaign).len(),
        }
    }

    /// Whether a contact with this number must not be called.
    #[must_use]
    pub fn is_blocked_number(&self, phone: &str) -> bool {
        let has_phone = |index: usize| self.contacts.at(index).phone.as_deref() == Some(phone);
        self.blocked().iter().any(has_phone)
    }

    /// The people that a file or a webhook gave to a campaign, without those who must not be called.
    pub(super) fn callable_supplied(&self, campaign: &Campaign) -> Vec<CalledContact> {
        let blocked = self.blocked();
        let supplied = campaign.supplied.iter();
        supplied.filter(|person| may_call(&self.contacts, &blocked, person.index)).cloned().collect()
    }

    /// The contacts at these places, those without a number left out.
    pub(super) fn called_contacts(&self, indices: &ContactSet) -> Vec<CalledContact> {
        let people = indices.iter().filter_map(|index| {
            let contact = self.contacts.at(index);
            let phone = contact.phone.clone()?;
            Some(CalledContact { index, id: contact.id, name: contact.name.clone(), phone })
        });
        people.collect()
    }

    /// What the engine has to know of people.
    pub(super) fn callees(&self, people: &[CalledContact]) -> Vec<Callee> {
        let unreachable = with_any_named(&[UNREACHABLE], &self.labels);
        let callees = people.iter().map(|person| Callee {
            contact: person.index,
            key: key_of(person.id),
            line: match (is_e164(&person.phone), unreachable.contains(person.index)) {
                (false, _) => Line::Dead,
                (true, true) => Line::Poor,
                (true, false) => Line::Good,
            },
        });
        callees.collect()
    }

    /// ResponseSpec a campaign further people, each of whom it calls, even if it has called them before.
    pub fn supply_contacts(&mut self, index: usize, newcomers: &[ContactDetails], now: Timestamp) {
        let people = self.find_or_create(newcomers, now);
        let at = self.campaigns[index].clock.at(now);
        let blocked = self.blocked();
        let contacts = &self.contacts;
        let callable = people.iter().filter(|person| may_call(contacts, &blocked, person.index));
        let callable: Vec<CalledContact> = callable.cloned().collect();
        let callees = self.callees(&callable);
        let campaign = &mut self.campaigns[index];
        campaign.supplied_time.get_or_insert(at);
        match &mut campaign.simulation {
            Some(simulation) => {
                simulation.admit(&callees, at);
                campaign.people.extend(callable);
            }
            None => campaign.supplied.extend(people),
        }
        self.advance_to(now);
    }

    /// The contacts with the newcomers' numbers; for those who have none yet, new ones.
    ///
    /// Of several contacts with one number, one that must not be called stands for all.
    pub(super) fn find_or_create(
        &mut self,
        newcomers: &[ContactDetails],
        now: Timestamp,
    ) -> Vec<CalledContact> {
        let mut known = self.places_of_numbers(newcomers);
        let mut people = Vec::with_capacity(newcomers.len());
        for newcomer in newcomers {
            let Some(phone) = newcomer.phone.as_deref() else { continue };
            let index = match known.get(phone).copied().flatten() {
                Some(index) => index,
                None => self.add_contact(newcomer, now),
            };
            known.insert(phone, Some(index));
            let id = self.contacts.at(index).id;
            let name = newcomer.name.as_deref().unwrap_or_default().into();
            people.push(CalledContact { index, id, name, phone: phone.into() });
        }
        people
    }

    /// Which contacts have the newcomers' numbers.
    fn places_of_numbers<'n>(&self, newcomers: &'n [ContactDetails]) -> HashMap<&'n str, Option<usize>> {
        let numbers = newcomers.iter().filter_map(|newcomer| newcomer.phone.as_deref());
        let mut indices: HashMap<&str, Option<usize>> = numbers.map(|number| (number, None)).collect();
        let blocked = self.blocked();
        for index in self.contacts.present().iter() {
            let phone = self.contacts.at(index).phone.as_deref();
            if let Some(known) = phone.and_then(|phone| indices.get_mut(phone))
                && (known.is_none() || blocked.contains(index))
            {
                *known = Some(index);
            }
        }
        indices
    }
}

fn key_of(id: Id) -> u64 {
    let bits = id.bits();
    u64::try_from(bits >> 64).unwrap_or(0) ^ u64::try_from(bits & u128::from(u64::MAX)).unwrap_or(0)
}
