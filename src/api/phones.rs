//! The operations of `/phones`.

use super::{Method, Operation, PreparedCall, RequestSpec, ResponseSpec, RetryPolicy};
use crate::{
    model::{
        Page,
        phone::{Phone, PhoneQuery},
    },
    schema::{Checked, HasSchema},
};

/// Lists phones.
pub static LIST: Operation = Operation {
    name: "phones.list",
    method: Method::Get,
    path: "phones",
    retry: RetryPolicy::Safe,
    request: RequestSpec::Query(&PhoneQuery::SCHEMA),
    response: ResponseSpec::Json(&Page::<Phone>::SCHEMA),
};

/// Lists phones.
pub fn list(query: &Checked<PhoneQuery>) -> PreparedCall<Page<Phone>> {
    PreparedCall::list(&LIST, query)
}
