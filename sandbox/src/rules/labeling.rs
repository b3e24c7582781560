use crate::{
    id::Id,
    timestamp::Timestamp,
    world::{
        contact_set::ContactSet,
        label::{DEFAULT_COLOR, Label, LabelView},
        workspace::Workspace,
    },
};

/// The fields of a label that a request contains. Missing fields stay unchanged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelDetails {
    /// The name.
    pub name: Option<String>,
    /// The color.
    pub color: Option<String>,
    /// The description.
    pub description: Option<String>,
}

/// Why a label cannot be created, changed or deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelRefusal {
    /// Another label has the name.
    NameTaken(String),
    /// It is a system label.
    System(String),
}

impl Workspace {
    /// Returns the index of the label with exactly this name.
    #[must_use]
    pub fn label_named(&self, name: &str) -> Option<usize> {
        self.labels.iter().position(|label| label.view.name == name)
    }

    /// Creates a label without members. Returns its index.
    ///
    /// # Errors
    /// Returns an error if another label has the name.
    pub fn add_label(&mut self, details: LabelDetails, now: Timestamp) -> Result<usize, LabelRefusal> {
        self.check_name(&details, None)?;
        Ok(self.push_label(details, now))
    }

    /// Creates a label whose name is known to be free.
    pub(super) fn push_label(&mut self, details: LabelDetails, now: Timestamp) -> usize {
        let mut view = LabelView {
            name: String::new(),
            color: DEFAULT_COLOR.to_owned(),
            description: String::new(),
            id: self.rng("label", self.labels_made).id(),
            is_system: false,
            created_time: now,
            updated_time: now,
        };
        view.change(details);
        self.labels.push(Label { view, members: ContactSet::default() });
        self.labels_made += 1;
        self.labels.len() - 1
    }

    /// Changes a label.
    ///
    /// # Errors
    /// Returns an error if it is a system label, or another label has the name.
    pub fn change_label(
        &mut self,
        index: usize,
        details: LabelDetails,
        now: Timestamp,
    ) -> Result<(), LabelRefusal> {
        self.check_ours(index)?;
        self.check_name(&details, Some(index))?;
        let view = &mut self.labels[index].view;
        view.change(details);
        view.updated_time = now;
        Ok(())
    }

    /// Deletes a label: contacts lose it, and campaigns no longer attach it when they end. The audiences of existing
    /// campaigns stay the same.
    ///
    /// # Errors
    /// Returns an error if it is a system label.
    pub fn delete_label(&mut self, index: usize) -> Result<(), LabelRefusal> {
        self.check_ours(index)?;
        let Label { view, .. } = self.labels.remove(index);
        for campaign in self.campaigns.iter_mut().chain(&mut self.deleted_campaigns) {
            campaign.draft.attach_contact_label_ids.retain(|id| *id != view.id);
        }
        Ok(())
    }

    /// Sets a contact's labels. System labels are removed only with `also_system`.
    pub fn put_labels(&mut self, contact: usize, ids: &[Id], also_system: bool) {
        for label in &mut self.labels {
            if ids.contains(&label.view.id) {
                label.members.insert(contact);
            } else if also_system || !label.view.is_system {
                label.members.remove(contact);
            }
        }
    }

    fn check_name(&self, details: &LabelDetails, own: Option<usize>) -> Result<(), LabelRefusal> {
        let Some(name) = &details.name else { return Ok(()) };
        match self.label_named(name) {
            Some(index) if Some(index) != own => Err(LabelRefusal::NameTaken(name.clone())),
            _ => Ok(()),
        }
    }

    fn check_ours(&self, index: usize) -> Result<(), LabelRefusal> {
        let view = &self.labels[index].view;
        if view.is_system { Err(LabelRefusal::System(view.name.clone())) } else { Ok(()) }
    }
}

impl LabelView {
    fn change(&mut self, details: LabelDetails) {
        let LabelDetails { name, color, description } = details;
        for (index, value) in
            [(&mut self.name, name), (&mut self.color, color), (&mut self.description, description)]
        {
            if let Some(value) = value {
                *index = value;
            }
        }
    }
}
