//! `/phones`

use super::{Call, Method, Operation, Repeat};
use crate::{
    model::{
        Page,
        phone::{Phone, PhoneQuery},
    },
    shape::Checked,
};

/// Lists phones.
pub static LIST: Operation =
    Operation { name: "phones.list", method: Method::Get, path: "phones", repeat: Repeat::Safe };

/// Lists phones.
pub fn list(query: &Checked<PhoneQuery>) -> Call<Page<Phone>> {
    Call::new(&LIST).query(query)
}
