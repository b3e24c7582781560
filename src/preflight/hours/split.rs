//! Splits a campaign into several, each with a window in which all of its contacts can be called.

use super::{
    HoursCheck, Zone, ZonedContact,
    report::{minutes, window},
};
use crate::{
    error::{Error, Result},
    hours::{Span, common, local_text},
    json::{self, Writer, quoted},
    model::draft::{CampaignDraft, DraftFields},
    phone::PhoneNumberSet,
    preflight::{
        draft::{ADDITIONS, Draft, EXCLUDED},
        fix::Fields,
    },
    schema::{Checked, Digits, InputError, Strictness, elements},
};

/// A zone joins a group if their joint window is at least three quarters of each member's own, and within it: not on another day,
/// nor longer than the draft's if the member can be called within that.
const KEPT: (i64, i64) = (3, 4);

/// Why contacts with one number in different zones are no split.
const SAME_NUMBER: &str = "must have all but one of the contacts with the same phone number, because they are in different time \
                           zones, and two parts would call it: see the finding `number_repeated`";

/// One campaign of a split.
pub struct Part {
    /// The campaign.
    pub draft: Checked<CampaignDraft>,
    /// The number of its contacts.
    pub contacts: u64,
    /// Whether the hours of its contacts are known.
    pub known: bool,
    /// Offsets from UTC of its contacts' clocks, in minutes, ascending.
    pub offsets: Vec<i32>,
    /// When it calls, if it has a window of its own. A part without one keeps the draft's.
    pub window: Option<Span>,
    /// Whether its contacts cannot be called in any known window. It keeps the draft's own, too.
    pub closed: bool,
}

/// What a part does for its zones.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Class {
    /// Gives them a window in which all of them can be called.
    Known,
    /// The same, for zones whose hours are not all known, but close a part of the draft's window.
    Closing,
    /// Says that they cannot be called: a rule closes the draft's window, or a part of it, and no other was found.
    Closed,
    /// Keeps the draft's window, which nothing is known to close.
    Unknown,
}

/// The zones of a part.
struct Group<'z> {
    class: Class,
    zones: Vec<&'z Zone>,
    /// The hours that they have in common.
    spans: Vec<Span>,
    /// Whether the draft's window is within those.
    fits: bool,
    /// The window of the part, if it has one of its own.
    window: Option<Span>,
}

impl Zone {
    fn class(&self) -> Class {
        match self.window {
            _ if self.fits && !self.known => Class::Unknown,
            None => Class::Closed,
            Some(_) if self.known => Class::Known,
            Some(_) => Class::Closing,
        }
    }

    /// The order of zones in a split: by class, and the earliest first.
    fn rank(&self) -> (Class, Option<i64>) {
        (self.class(), self.window.map(|window| window.0))
    }
}

impl HoursCheck {
    /// Splits the draft into one per group of zones. Their audiences together are the draft's, and no contact is in two of
    /// them.
    ///
    /// # Errors
    /// If a contact has no id by which the other parts could exclude it, if two parts would call the same number, or if a part is
    /// not a valid draft.
    pub(super) fn parts(&self, draft: &Checked<CampaignDraft>) -> Result<Vec<Part>> {
        let contacts = self.contacts.as_deref().unwrap_or_default();
        if contacts.iter().any(|contact| contact.id.is_empty()) {
            return Err(Error::malformed_at("/data".to_owned(), "has a contact without a valid id"));
        }
        let mut additions = Draft::new(draft).distinct_ids(ADDITIONS);
        let (groups, of_zone) = self.groups();
        // Contacts who are not called are no campaign of their own: nobody would be called by that. Those with a number are in the
        // part of their zone, if it has one, in case the API calls them.
        let group_of =
            |contact: &ZonedContact| contact.zone.and_then(|zone| of_zone.get(zone)).copied().unwrap_or(0);
        let mut called = PhoneNumberSet::default();
        let mut parts = Vec::new();
        for (number, group) in groups.iter().enumerate() {
            let ids = |is_own: bool| -> Vec<&str> {
                let some = contacts.iter().filter(|contact| (group_of(contact) == number) == is_own);
                some.map(|contact| contact.id.as_str()).collect()
            };
            let own_numbers = || {
                let own = contacts.iter().filter(|contact| group_of(contact) == number);
                own.flat_map(|contact| &contact.numbers)
            };
            // The check of a part sees only its own contacts, so it would not report these.
            if own_numbers().any(|number| called.contains(number)) {
                return Err(Error::argument(EXCLUDED, SAME_NUMBER));
            }
            own_numbers().for_each(|number| {
                called.insert(number);
            });
            let (own, others) = (ids(true), ids(false));
            parts.push(Part {
                draft: self.part(
                    draft,
                    group,
                    (&own, &others, &mut additions),
                    (number + 1, groups.len()),
                )?,
                contacts: own.len() as u64,
                known: group.class != Class::Unknown && group.zones.iter().all(|zone| zone.known),
                offsets: self.offsets(group),
                window: group.window,
                closed: group.class == Class::Closed,
            });
        }
        Ok(parts)
    }

    /// Groups the zones that can be called together. Returns the groups, and the number of each zone's group.
    fn groups(&self) -> (Vec<Group<'_>>, Vec<usize>) {
        let mut order: Vec<(&Zone, &mut usize)> = Vec::new();
        let mut of_zone = vec![0; self.zones.len()];
        for (zone, group) in self.zones.iter().zip(&mut of_zone).filter(|(zone, _)| zone.contacts > 0) {
            let index = order.iter().take_while(|(other, _)| other.rank() <= zone.rank()).count();
            order.insert(index, (zone, group));
        }
        let mut groups: Vec<Group<'_>> = Vec::new();
        for (zone, number) in order {
            if !groups.last_mut().is_some_and(|group| self.join(group, zone)) {
                let class = zone.class();
                let window = zone.window.filter(|_| class != Class::Unknown);
                let (spans, fits) = (zone.proposable.clone(), zone.fits);
                groups.push(Group { class, zones: vec![zone], spans, fits, window });
            }
            *number = groups.len() - 1;
        }
        if groups.is_empty() {
            let (zones, spans) = (Vec::new(), Vec::new());
            groups.push(Group { class: Class::Unknown, zones, spans, fits: true, window: None });
        }
        (groups, of_zone)
    }

    /// Adds a zone to a group if they can be called together.
    fn join<'z>(&self, group: &mut Group<'z>, zone: &'z Zone) -> bool {
        if group.class != zone.class() {
            return false;
        }
        if group.class < Class::Closed {
            let spans = common(&group.spans, &zone.proposable);
            let fits = group.fits && zone.fits;
            let joint = self.best(&spans, fits);
            let keeps = |zone: &&Zone| joint.zip(zone.window).is_some_and(keeps);
            if !keeps(&zone) || !group.zones.iter().all(keeps) {
                return false;
            }
            (group.spans, group.fits, group.window) = (spans, fits, joint);
        }
        group.zones.push(zone);
        true
    }

    fn offsets(&self, group: &Group<'_>) -> Vec<i32> {
        let at = group.window.or(self.window).map_or(self.now, |window| window.0);
        let mut offsets = Vec::new();
        for zone in group.zones.iter().filter(|_| group.class != Class::Unknown) {
            self.table.add_offsets(zone.locations, at, &mut offsets);
        }
        offsets
    }

    /// Returns the draft of a group: with the group's window, and without all other contacts. Removes its own from `additions`,
    /// which are in lowercase and sorted.
    fn part(
        &self,
        draft: &Checked<CampaignDraft>,
        group: &Group<'_>,
        (own, others, additions): (&[&str], &[&str], &mut Vec<String>),
        (number, count): (usize, usize),
    ) -> std::result::Result<Checked<CampaignDraft>, InputError> {
        let given = Draft::new(draft);
        let mut fields = Fields::of(draft.object());
        if count > 1 {
            let name = given.text(DraftFields::NAME).unwrap_or_default();
            let name = [&name, " (", &number.digits(), " of ", &count.digits(), ")"].concat();
            fields.set(DraftFields::NAME, quoted(&name));
            // Selects by exclusion, never by additions alone: an API that treated additions as optional would call the whole
            // workspace.
            let mut excluded: Vec<String> = elements(fields.get(EXCLUDED)).map(str::to_owned).collect();
            excluded.extend(others.iter().map(|id| quoted(id)));
            fields.set(EXCLUDED, json::list(excluded));
            // An addition may be called even if it is excluded, so only the part's own contacts are kept here: not those of other
            // parts, nor those that are not in the draft's audience, which would be called by each part.
            if elements(fields.get(ADDITIONS)).next().is_some() {
                let mut taken = Vec::new();
                for id in own {
                    if let Ok(index) = additions.binary_search(&id.to_ascii_lowercase()) {
                        taken.push(quoted(&additions.remove(index)));
                    }
                }
                fields.set(ADDITIONS, json::list(taken));
            }
        }
        if let Some((from, until)) = group.window {
            if self.window.is_none_or(|window| window.0 != from) {
                fields.set(DraftFields::START_TIME, quoted(&local_text(from, self.offset)));
            }
            if self.window.is_none_or(|window| window.1 != until) {
                fields.set(DraftFields::END_TIME, quoted(&local_text(until, self.offset)));
            }
            if given.is_true(DraftFields::IS_TIMEZONE_AWARE) {
                // This window is one for all of the part's contacts, whatever their clocks.
                fields.set(DraftFields::IS_TIMEZONE_AWARE, "false".to_owned());
            }
        }
        if group.window.or(self.window).is_some_and(|window| window.0 > self.now) {
            // Otherwise, the API may start calling at once, and a strict check refuses the part.
            fields.set(DraftFields::IS_SCHEDULE, "true".to_owned());
        }
        // The draft was judged when it was read: that allowed values that this version does not know, if the client does.
        Checked::input_as(fields.to_json(), Strictness::OpenInput)
    }
}

/// Returns whether enough of a member's own window remains in the joint one.
fn keeps((joint, own): (Span, Span)) -> bool {
    own.0 <= joint.0 && joint.1 <= own.1 && (joint.1 - joint.0) * KEPT.1 >= (own.1 - own.0) * KEPT.0
}

/// Returns the parts as JSON, the result of `splitByZone`.
pub fn to_json(parts: &[Part]) -> String {
    json::list(parts.iter().map(|part| {
        let mut json = String::new();
        let mut object = Writer::new(&mut json);
        object.raw("draft", std::str::from_utf8(part.draft.as_bytes()).unwrap_or("null"));
        object.raw("contacts", &part.contacts.digits());
        object.raw("known", if part.known { "true" } else { "false" });
        object.raw("closed", if part.closed { "true" } else { "false" });
        object.raw("offsets", &json::list(part.offsets.iter().map(|offset| minutes(*offset))));
        if let Some(span) = part.window {
            object.raw("window", &window(span, 0));
        }
        object.end();
        json
    }))
}
