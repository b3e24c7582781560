use axum::{http::StatusCode, response::Response};

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
        order::{Order, SortField},
        page::Page,
        query::Query,
    },
    routes::contacts::view::ContactView,
    world::{audience::AudienceFilter, contact::Contact},
};

const SORT_FIELDS: [SortField<Contact>; 7] = [
    ("name", |contact| (&*contact.name).into()),
    ("phone", |contact| contact.phone.as_deref().into()),
    ("note", |contact| (&*contact.note).into()),
    ("whatsapp_phone", |contact| contact.whatsapp_phone.as_deref().into()),
    ("created_time", |contact| contact.created_time.into()),
    ("updated_time", |contact| contact.updated_time.into()),
    ("id", |contact| contact.id.into()),
];

/// `GET …/contacts`: the contacts that match the query.
///
/// # Errors
/// Returns 422 for an invalid query.
pub fn list(caller: &Caller) -> Result<Response, ApiError> {
    let mut query = caller.query();
    let window = caller.window(&mut query);
    let order = Order::read(&mut query, &SORT_FIELDS, "created_time:desc");
    let filter = read_filter(&mut query);
    query.finish()?;

    let workspace = caller.workspace();
    let contacts = &workspace.contacts;
    let selected = filter.select(contacts, &workspace.labels);
    let cut = window.page(selected.iter().map(|index| (index, contacts.at(index))), &order);
    let rows = cut.rows.into_iter();
    let data: Vec<ContactView<'_>> = rows.map(|(index, _)| ContactView::new(&workspace, index)).collect();
    let total = Some(cut.total);
    Ok(json(StatusCode::OK, &Page { data, total }))
}

fn read_filter(query: &mut Query<'_>) -> AudienceFilter {
    AudienceFilter {
        all_labels: query.ids("all_contact_label_ids"),
        any_labels: query.ids("any_contact_label_ids"),
        additions: query.ids("addition_contact_ids"),
        excluded_contacts: query.ids("exclude_contact_ids"),
        excluded_any_labels: query.ids("exclude_any_contact_label_ids"),
        excluded_all_labels: query.ids("exclude_all_contact_label_ids"),
        excluded_label_names: query.strings("exclude_labels"),
        keyword: query.text("keyword").unwrap_or_default().to_owned(),
        whatsapp_phone: query.text("whatsapp_phone").unwrap_or_default().to_owned(),
        whatsapp_phone_only: query.boolean("whatsapp_phone_only").unwrap_or(false),
        phone_only: query.boolean("phone_only").unwrap_or(false),
    }
}
