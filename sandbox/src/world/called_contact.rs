use crate::id::Id;

/// A contact as a campaign calls it.
///
/// It is a copy, so that the records of its calls stay the same when the contact is changed or deleted.
#[derive(Clone, Debug)]
pub struct CalledContact {
    /// The contact's index in the workspace.
    pub index: usize,
    /// The contact's id.
    pub id: Id,
    /// The name.
    pub name: Box<str>,
    /// The number that is called.
    pub phone: Box<str>,
}
