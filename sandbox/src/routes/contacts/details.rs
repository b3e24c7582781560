use crate::{
    http::body::Body,
    id::Id,
    rules::resolution::not_found,
    world::{contact::Channels, contact_details::ContactDetails, workspace::Workspace},
};

/// Reads the fields that the API's `NewContact` and `UpdateContact` have in common.
pub fn read(body: &mut Body) -> ContactDetails {
    ContactDetails {
        name: body.non_empty_text("name"),
        phone: body.phone_number("phone"),
        whatsapp_phone: body.phone_number("whatsapp_phone"),
        note: body.text("note"),
        channels: Channels {
            messenger_psid: body.text("messenger_psid"),
            instagram_psid: body.text("instagram_psid"),
            line_user_id: body.text("line_user_id"),
            profile_picture_url: body.text("profile_picture_url"),
        },
        field_data: body.any_object("contact_field_data"),
    }
}

/// Reads the labels of a contact, which must exist.
pub fn read_labels(body: &mut Body, workspace: &Workspace) -> Option<Vec<Id>> {
    body.checked_ids("contact_label_ids", |id| match workspace.index_of_label(id) {
        Some(_) => Ok(()),
        None => Err(not_found(id)),
    })
}
