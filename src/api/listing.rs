//! Lists that are read to their end.

use crate::{
    api::{Operation, Request, encode, operation},
    schema::{Digits, Object, Schema, Select},
};

/// The order that pages are asked for in, where the caller names none: rows that come in meanwhile come at the end, and
/// rows of one moment stay in one order, so that no page border moves.
const ORDER: &str = "created_time:asc,id:asc";

/// A list, and how to ask for any stretch of it.
#[derive(Debug, Clone)]
pub struct Listing {
    operation: &'static Operation,
    path: String,
    /// The query without `offset` and `limit`.
    filter: String,
    /// The first row wanted.
    pub start: u64,
    /// How many rows to ask for at a time; 0 for all.
    pub limit: u32,
    /// Whether its rows have ids to know them by.
    pub has_ids: bool,
}

impl Listing {
    /// A list with these parameters, of what has this id. `limit` is taken as the size of a page, and `offset` as the first row wanted.
    pub fn new(operation: &'static Operation, id: &str, query: &Object<'_>) -> Self {
        let (mut start, mut limit) = (0, 0);
        // A list that cannot be sorted is not asked to be.
        let mut ordered = query.object.fields.iter().all(|field| field.name != "order_by");
        for member in query.members() {
            match member.field.name {
                "offset" => start = member.json.parse().unwrap_or_default(),
                "limit" => limit = member.json.parse().unwrap_or_default(),
                "order_by" => ordered = !member.texts().concat().is_empty(),
                _ => {}
            }
        }
        let mut filter = encode::query(query, |name| name != "offset" && name != "limit");
        if !ordered {
            encode::pair("order_by", ORDER, &mut filter);
        }
        // Two at least: a page begins with the last row of the one before.
        let limit = if limit == 1 { 2 } else { limit };
        let has_ids = operation.response.schema().row().fields().iter().any(|field| field.name == "id");
        Self { operation, path: operation::path(operation, id), filter, start, limit, has_ids }
    }

    /// What a page of it looks like.
    pub fn reply(&self) -> &'static Schema {
        self.operation.response.schema()
    }

    /// The request for the rows from `offset` on: `limit` of them.
    pub fn rows(&self, offset: u64) -> Request {
        let mut query = self.filter.clone();
        encode::pair("offset", &offset.digits(), &mut query);
        encode::pair("limit", &self.limit.digits(), &mut query);
        let (operation, path, retry) = (self.operation, self.path.clone(), self.operation.retry);
        Request { operation, path, query, content: None, retry, select: Select::WHOLE }
    }
}
