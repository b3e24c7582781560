//! Splits a campaign into several, each with a window in which all of its contacts can be called.

use super::{
    HoursCheck,
    report::{minutes, window},
};
use crate::{
    error::{Error, Result},
    hours::{Locations, Span, local_text},
    json::{self, Writer},
    model::draft::CampaignDraft,
    preflight::{
        draft::{ADDITIONS, Draft, EXCLUDED},
        fix::Fields,
    },
    schema::{Checked, Digits, InputError, Strictness, elements},
};

/// A zone joins a group if their joint window is at least three quarters of each member's own, and within it: not on another day,
/// nor longer than the draft's if the member can be called within that.
const KEPT: (i64, i64) = (3, 4);

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

/// The zones of a part, and their common window.
struct Group {
    zones: Vec<usize>,
    known: bool,
    window: Option<Span>,
    closed: bool,
}

impl HoursCheck {
    /// Splits the draft into one per group of zones. Their audiences together are the draft's, and no contact is in two of
    /// them.
    ///
    /// # Errors
    /// If a contact has no id by which the other parts could exclude it, or if a part is not a valid draft.
    pub(super) fn parts(&self, draft: &Checked<CampaignDraft>) -> Result<Vec<Part>> {
        let members = self.members.as_deref().unwrap_or_default();
        if members.iter().any(|(id, _)| id.is_empty()) {
            return Err(Error::malformed_at("/data".to_owned(), "has a contact without a valid id"));
        }
        let mut additions = Draft::new(draft).distinct_ids(ADDITIONS);
        let mut groups = self.groups();
        let closed = self.closed();
        if !closed.is_empty() {
            let known = closed.iter().all(|zone| self.zones.get(*zone).is_some_and(|zone| zone.known));
            groups.push(Group { zones: closed, known, window: None, closed: true });
        }
        // Looked up per zone rather than per contact.
        let place = |zone| groups.iter().position(|group| group.zones.contains(&zone));
        let places: Vec<Option<usize>> = (0..self.zones.len()).map(place).collect();
        if places.contains(&None) || groups.is_empty() {
            groups.push(Group { zones: Vec::new(), known: false, window: None, closed: false });
        }
        // Contacts who are not called are no campaign of their own: nobody would be called by that.
        let of = |zone: &Option<usize>| {
            let place = zone.and_then(|zone| places.get(zone)).copied();
            place.map_or(0, |place| place.unwrap_or(groups.len() - 1))
        };
        let mut parts = Vec::new();
        for (number, group) in groups.iter().enumerate() {
            let ids = |is_own: bool| -> Vec<&str> {
                let some = members.iter().filter(|(_, zone)| (of(zone) == number) == is_own);
                some.map(|(id, _)| id.as_str()).collect()
            };
            let (own, others) = (ids(true), ids(false));
            parts.push(Part {
                draft: self.part(
                    draft,
                    group,
                    (&own, &others, &mut additions),
                    (number + 1, groups.len()),
                )?,
                contacts: own.len() as u64,
                known: group.known,
                offsets: self.offsets(group),
                window: group.window,
                closed: group.closed,
            });
        }
        Ok(parts)
    }

    /// Groups the zones that can be called together, the earliest first.
    fn groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let zones = |known| self.bounded(known).into_iter().map(move |zone| (zone, known));
        for (zone, known) in zones(true).chain(zones(false)) {
            if let Some(group) = groups.last_mut().filter(|group| group.known == known) {
                group.zones.push(zone);
                let joint = self.best(group.zones.iter().copied());
                let fits = |zone: &usize| joint.zip(self.best([*zone].into_iter())).is_some_and(keeps);
                if group.zones.iter().all(fits) {
                    group.window = joint;
                    continue;
                }
                group.zones.pop();
            }
            let window = self.best([zone].into_iter());
            groups.push(Group { zones: vec![zone], known, window, closed: false });
        }
        groups
    }

    fn offsets(&self, group: &Group) -> Vec<i32> {
        let all = group.zones.iter().filter_map(|zone| self.zones.get(*zone));
        let all = all.flat_map(|zone| zone.locations.all.iter().copied()).collect();
        let at = group.window.or(self.window).map_or(self.now, |window| window.0);
        self.table.offsets_at(&Locations { all, basis: None }, at)
    }

    /// Returns the draft of a group: with the group's window, and without all other contacts. Removes its own from `additions`,
    /// which are in lowercase and sorted.
    fn part(
        &self,
        draft: &Checked<CampaignDraft>,
        group: &Group,
        (own, others, additions): (&[&str], &[&str], &mut Vec<String>),
        (number, count): (usize, usize),
    ) -> std::result::Result<Checked<CampaignDraft>, InputError> {
        let given = Draft::new(draft);
        let mut fields = Fields::of(draft.object());
        let text = |text: &str| {
            let mut json = String::new();
            json::quote(text, &mut json);
            json
        };
        if count > 1 {
            let name = given.text("name").unwrap_or_default();
            let name = [&name, " (", &number.digits(), " of ", &count.digits(), ")"].concat();
            fields.set("name", text(&name));
            // Selects by exclusion, never by additions alone: an API that treated additions as optional would call the whole
            // workspace.
            let mut excluded: Vec<String> = elements(fields.get(EXCLUDED)).map(str::to_owned).collect();
            excluded.extend(others.iter().map(|id| text(id)));
            fields.set(EXCLUDED, json::list(excluded));
            // An addition may be called even if it is excluded, so only the part's own contacts are kept here: not those of other
            // parts, nor those that are not in the draft's audience, which would be called by each part.
            if elements(fields.get(ADDITIONS)).next().is_some() {
                let mut taken = Vec::new();
                for id in own {
                    if let Ok(place) = additions.binary_search(&id.to_ascii_lowercase()) {
                        taken.push(text(&additions.remove(place)));
                    }
                }
                fields.set(ADDITIONS, json::list(taken));
            }
        }
        if let Some((from, until)) = group.window {
            if self.window.is_none_or(|window| window.0 != from) {
                fields.set("start_time", text(&local_text(from, self.offset)));
            }
            if self.window.is_none_or(|window| window.1 != until) {
                fields.set("end_time", text(&local_text(until, self.offset)));
            }
        }
        if group.window.or(self.window).is_some_and(|window| window.0 > self.now) {
            // Otherwise, the API may start calling at once, and a strict check refuses the part.
            fields.set("is_schedule", "true".to_owned());
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
    let mut json = String::from("[");
    for part in parts {
        if json.len() > 1 {
            json.push(',');
        }
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
    }
    json.push(']');
    json
}
