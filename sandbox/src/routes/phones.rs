use axum::{http::StatusCode, response::Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    http::{
        caller::Caller,
        error::{ApiError, json},
        order::Order,
        page::Page,
    },
    world::phone::{Keyword, Phone, User},
};

/// A phone with its users and keywords.
#[derive(Serialize, JsonSchema)]
pub struct PhoneDetail<'a> {
    #[serde(flatten)]
    phone: &'a Phone,
    users: &'a [User],
    keywords: &'a [Keyword],
    unread_count: u32,
}

impl<'a> From<&'a Phone> for PhoneDetail<'a> {
    fn from(phone: &'a Phone) -> Self {
        let desk = &phone.desk;
        Self { phone, users: &desk.users, keywords: &desk.keywords, unread_count: desk.unread_count }
    }
}

/// `GET …/phones`: the phone numbers, newest first.
///
/// # Errors
/// Returns 422 for an invalid query.
pub fn list(caller: &Caller) -> Result<Response, ApiError> {
    let mut query = caller.query();
    let window = caller.window(&mut query);
    let is_owned = query.boolean("is_owned").unwrap_or(false);
    let enabled = query.boolean("enabled").unwrap_or(true);
    let voice_available = query.boolean("voice_available");
    query.finish()?;

    let workspace = caller.workspace();
    let phones = workspace.phones.iter().enumerate().filter(|(_, phone)| {
        phone.enabled == enabled
            && (!is_owned || !phone.desk.users.is_empty())
            && voice_available.is_none_or(|wanted| phone.phone_capability.voice == wanted)
    });
    let newest_first = Order::newest_first(|phone: &Phone| phone.created_time.into());
    let cut = window.page(phones, &newest_first);
    let data: Vec<PhoneDetail<'_>> = cut.rows.into_iter().map(|(_, phone)| phone.into()).collect();
    let total = Some(cut.total);
    Ok(json(StatusCode::OK, &Page { data, total }))
}
