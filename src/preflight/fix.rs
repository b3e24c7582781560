//! Applies the fixes of findings.

use crate::{
    json,
    model::{
        draft::CampaignDraft,
        finding::{Finding, Fix, FixFields, FixLists, Severity},
    },
    preflight::draft::{ADDITIONS, Draft, EXCLUDED, same_id},
    schema::{Checked, InputError, Object, Strictness, elements, find_text, members},
};

/// Returns a draft with fixes applied.
///
/// # Errors
/// If the fixed draft is invalid, for example because a fix is for another type of draft.
pub fn apply_fixes(
    draft: &Checked<CampaignDraft>,
    fixes: &[(usize, &str)],
) -> Result<Checked<CampaignDraft>, InputError> {
    let mut fields = Fields::of(draft.object());
    let mut excluded = Vec::new();
    for (_, fix) in fixes {
        for change in members(fix, Fix::OBJECT) {
            match change.field.name {
                Fix::SET => members(change.json, FixFields::OBJECT)
                    .for_each(|member| fields.set(member.field.name, member.json.into())),
                Fix::ADD => members(change.json, FixLists::OBJECT).for_each(|list| {
                    fields.add(list.field.name, list.json);
                    if list.field.name == EXCLUDED {
                        excluded.extend(elements(list.json));
                    }
                }),
                Fix::REMOVE => members(change.json, FixLists::OBJECT).for_each(|list| {
                    fields.remove(list.field.name, &elements(list.json).collect::<Vec<_>>());
                }),
                _ => {}
            }
        }
    }
    // An addition may be called even if it is excluded. The last one is kept if there is no label: the draft would mean everybody,
    // or everybody whom its keyword matches.
    let others = elements(fields.get(ADDITIONS)).any(|id| !contain(&excluded, id));
    if !excluded.is_empty() && (others || Draft::new(draft).has_labels()) {
        fields.remove(ADDITIONS, &excluded);
    }
    Checked::input_as(fields.to_json(), Strictness::OpenInput)
}

/// Returns the fixes of errors, or all of them, as JSON, each with the index of its finding.
pub fn fixes(findings: &Checked<Vec<Finding>>, all: bool) -> Vec<(usize, &str)> {
    let mut fixes = Vec::new();
    for (place, finding) in findings.elements().enumerate() {
        if all || find_text(finding, Finding::SEVERITY) == Some(const { Severity::Error.as_str() }) {
            let fix = members(finding, Finding::OBJECT).find(|member| member.field.name == Finding::FIX);
            fixes.extend(fix.map(|fix| (place, fix.json)));
        }
    }
    fixes
}

fn contain(ids: &[&str], id: &str) -> bool {
    ids.iter().any(|known| same_id(known, id))
}

/// A draft's fields with their JSON, in the order of the text.
pub(super) struct Fields(Vec<(&'static str, String)>);

impl Fields {
    pub fn of(draft: Object<'_>) -> Self {
        let mut fields = Self(Vec::new());
        if let Some((tag, word)) = draft.tag {
            fields.0.push((tag, ["\"", word, "\""].concat()));
        }
        fields.0.extend(draft.members().map(|member| (member.field.name, member.json.to_owned())));
        fields
    }

    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| *known == name).map_or("", |(_, json)| json)
    }

    pub fn set(&mut self, name: &'static str, json: String) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = json,
            None => self.0.push((name, json)),
        }
    }

    fn add(&mut self, name: &'static str, list: &str) {
        let mut all: Vec<&str> = elements(self.get(name)).collect();
        for id in elements(list) {
            if !contain(&all, id) {
                all.push(id);
            }
        }
        self.set(name, json::list(all));
    }

    fn remove(&mut self, name: &'static str, unwanted: &[&str]) {
        let kept: Vec<&str> = elements(self.get(name)).filter(|id| !contain(unwanted, id)).collect();
        let json = json::list(kept);
        // Does not create a list that the draft lacks.
        if !self.get(name).is_empty() {
            self.set(name, json);
        }
    }

    pub fn to_json(&self) -> String {
        let mut text = String::new();
        let mut object = json::Writer::new(&mut text);
        for (name, json) in &self.0 {
            object.raw(name, json);
        }
        object.end();
        text
    }
}
