use axum::{http::StatusCode, response::Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
        order::{Order, SortField},
        page::Page,
    },
    world::{
        audience::{AudienceFilter, Needle},
        label::{Label, LabelView},
    },
};

/// A label with the number of its contacts, under both names that the API has for it; null if it was not requested.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ContactLabelWithCount")]
pub struct CountedLabel<'a> {
    #[serde(flatten)]
    label: &'a LabelView,
    total_count: Option<usize>,
    contact_count: Option<usize>,
}

const SORT_FIELDS: [SortField<Label>; 7] = [
    ("name", |label| label.view.name.as_str().into()),
    ("color", |label| label.view.color.as_str().into()),
    ("description", |label| label.view.description.as_str().into()),
    ("is_system", |label| label.view.is_system.into()),
    ("created_time", |label| label.view.created_time.into()),
    ("updated_time", |label| label.view.updated_time.into()),
    ("id", |label| label.view.id.into()),
];

/// `GET …/contact_labels`: the labels, with the number of their contacts.
///
/// # Errors
/// Returns 422 for an invalid query.
pub fn list(caller: &Caller) -> Result<Response, ApiError> {
    let mut query = caller.query();
    let window = caller.window(&mut query);
    let order = Order::read(&mut query, &SORT_FIELDS, "name:desc");
    let keyword = Needle::new(query.text("keyword").unwrap_or_default());
    let is_system = query.boolean("is_system");
    let excluded = query.strings("exclude_labels");
    let counted = AudienceFilter {
        excluded_label_names: query.strings("exclude_labels_for_count"),
        whatsapp_phone_only: query.boolean("whatsapp_phone_only").unwrap_or(false),
        phone_only: query.boolean("phone_only").unwrap_or(false),
        ..AudienceFilter::default()
    };
    let is_counting = query.boolean("contact_counting").unwrap_or(true);
    query.finish()?;

    let workspace = caller.workspace();
    let labels = workspace.labels.iter().enumerate().filter(|(_, label)| {
        keyword.is_in(&label.view.name)
            && is_system.is_none_or(|wanted| label.view.is_system == wanted)
            && !excluded.contains(&label.view.name)
    });
    let cut = window.page(labels, &order);
    let total = Some(cut.total);

    let countable = is_counting.then(|| counted.select(&workspace.contacts, &workspace.labels));
    let data = cut.rows.into_iter().map(|(_, label)| {
        let count = countable.as_ref().map(|countable| {
            let mut members = label.members.clone();
            members.intersect(countable);
            members.len()
        });
        CountedLabel { label: &label.view, total_count: count, contact_count: count }
    });
    let data: Vec<CountedLabel<'_>> = data.collect();
    Ok(json(StatusCode::OK, &Page { data, total }))
}
