//! `/phones`

use super::{Call, Gives, Method, Operation, Repeat, Takes};
use crate::{
    model::{
        Page,
        phone::{Phone, PhoneQuery},
    },
    shape::{Checked, Shaped},
};

/// Lists phones.
pub static LIST: Operation = Operation {
    name: "phones.list",
    method: Method::Get,
    path: "phones",
    repeat: Repeat::Safe,
    takes: Takes::Query(&PhoneQuery::KIND),
    gives: Gives::Json(&Page::<Phone>::KIND),
};

/// Lists phones.
pub fn list(query: &Checked<PhoneQuery>) -> Call<Page<Phone>> {
    Call::list(&LIST, query)
}
