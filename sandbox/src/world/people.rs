use std::collections::HashMap;

use crate::{
    engine::plan::{Callee, Line},
    id::Id,
    moment::Moment,
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
pub struct Person {
    /// The contact's place in the workspace.
    pub place: usize,
    /// The contact's id.
    pub id: Id,
    /// The name.
    pub name: Box<str>,
    /// The number that is called.
    pub phone: Box<str>,
}

/// Whether a contact may be called: it is there, has a number, and is not among those barred.
#[must_use]
pub fn may_call(contacts: &Contacts, barred: &ContactSet, place: usize) -> bool {
    contacts.present().contains(place) && !barred.contains(place) && contacts.at(place).phone.is_some()
}

impl Workspace {
    /// How many people a campaign would call if it began at this instant.
    #[must_use]
    pub fn callable_count(&self, campaign: &Campaign) -> usize {
        match campaign.draft.mode {
            CampaignMode::Web => self.callable(&campaign.audience).len(),
            CampaignMode::Excel | CampaignMode::Webhook => self.given_callable(campaign).len(),
        }
    }

    /// Whether a contact with this number must not be called.
    #[must_use]
    pub fn is_barred(&self, phone: &str) -> bool {
        let has_phone = |place: usize| self.contacts.at(place).phone.as_deref() == Some(phone);
        self.barred().iter().any(has_phone)
    }

    /// The people that a file or a webhook gave to a campaign, without those who must not be called.
    pub(super) fn given_callable(&self, campaign: &Campaign) -> Vec<Person> {
        let barred = self.barred();
        let given = campaign.given.iter();
        given.filter(|person| may_call(&self.contacts, &barred, person.place)).cloned().collect()
    }

    /// The contacts at these places, those without a number left out.
    pub(super) fn people_at(&self, places: &ContactSet) -> Vec<Person> {
        let people = places.iter().filter_map(|place| {
            let contact = self.contacts.at(place);
            let phone = contact.phone.clone()?;
            Some(Person { place, id: contact.id, name: contact.name.clone(), phone })
        });
        people.collect()
    }

    /// What the engine has to know of people.
    pub(super) fn callees(&self, people: &[Person]) -> Vec<Callee> {
        let unreachable = with_any_named(&[UNREACHABLE], &self.labels);
        let callees = people.iter().map(|person| Callee {
            contact: person.place,
            key: key_of(person.id),
            line: match (is_e164(&person.phone), unreachable.contains(person.place)) {
                (false, _) => Line::Dead,
                (true, true) => Line::Poor,
                (true, false) => Line::Good,
            },
        });
        callees.collect()
    }

    /// Gives a campaign further people, each of whom it calls, even if it has called them before.
    pub fn give(&mut self, place: usize, newcomers: &[ContactDetails], now: Moment) {
        let people = self.acquaint(newcomers, now);
        let at = self.campaigns[place].clock.at(now);
        let barred = self.barred();
        let contacts = &self.contacts;
        let callable = people.iter().filter(|person| may_call(contacts, &barred, person.place));
        let callable: Vec<Person> = callable.cloned().collect();
        let callees = self.callees(&callable);
        let campaign = &mut self.campaigns[place];
        campaign.given_time.get_or_insert(at);
        match &mut campaign.simulation {
            Some(simulation) => {
                simulation.admit(&callees, at);
                campaign.people.extend(callable);
            }
            None => campaign.given.extend(people),
        }
        self.settle(now);
    }

    /// The contacts with the newcomers' numbers; for those who have none yet, new ones.
    ///
    /// Of several contacts with one number, one that must not be called stands for all.
    pub(super) fn acquaint(&mut self, newcomers: &[ContactDetails], now: Moment) -> Vec<Person> {
        let mut known = self.places_of_numbers(newcomers);
        let mut people = Vec::with_capacity(newcomers.len());
        for newcomer in newcomers {
            let Some(phone) = newcomer.phone.as_deref() else { continue };
            let place = match known.get(phone).copied().flatten() {
                Some(place) => place,
                None => self.add_contact(newcomer, now),
            };
            known.insert(phone, Some(place));
            let id = self.contacts.at(place).id;
            let name = newcomer.name.as_deref().unwrap_or_default().into();
            people.push(Person { place, id, name, phone: phone.into() });
        }
        people
    }

    /// Which contacts have the newcomers' numbers.
    fn places_of_numbers<'n>(&self, newcomers: &'n [ContactDetails]) -> HashMap<&'n str, Option<usize>> {
        let numbers = newcomers.iter().filter_map(|newcomer| newcomer.phone.as_deref());
        let mut places: HashMap<&str, Option<usize>> = numbers.map(|number| (number, None)).collect();
        let barred = self.barred();
        for place in self.contacts.present().iter() {
            let phone = self.contacts.at(place).phone.as_deref();
            if let Some(known) = phone.and_then(|phone| places.get_mut(phone))
                && (known.is_none() || barred.contains(place))
            {
                *known = Some(place);
            }
        }
        places
    }
}

fn key_of(id: Id) -> u64 {
    let bits = id.bits();
    u64::try_from(bits >> 64).unwrap_or(0) ^ u64::try_from(bits & u128::from(u64::MAX)).unwrap_or(0)
}
