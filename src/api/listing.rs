//! Lists that are read to their end.

use crate::{
    api::{Operation, Request, encode},
    shape::{Kind, Object, Select},
};

/// The order that pages are asked for in, where the caller names none: rows that come in meanwhile come at the end, and
/// rows of one moment stay in one order, so that no page border moves.
const ORDER: &str = "created_time:asc,id:asc";

/// A list, and how to ask for any stretch of it.
#[derive(Debug, Clone)]
pub struct Listing {
    operation: &'static Operation,
    /// The query without `offset` and `limit`.
    filter: String,
    /// The first row wanted.
    pub start: u64,
    /// How many rows to ask for at a time; 0 for all.
    pub limit: u32,
    /// What a page of it looks like.
    pub reply: &'static Kind,
}

impl Listing {
    /// A list with these parameters. `limit` is taken as the size of a page, and `offset` as the first row wanted.
    pub(super) fn new(operation: &'static Operation, query: &Object<'_>, reply: &'static Kind) -> Self {
        let (mut start, mut limit) = (0, 0);
        // A list that cannot be sorted is not asked to be.
        let mut ordered = query.shape.fields.iter().all(|field| field.name != "order_by");
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
        Self { operation, filter, start, limit, reply }
    }

    /// The request for the rows from `offset` on: `limit` of them.
    pub fn rows(&self, offset: u64) -> Request {
        let mut query = self.filter.clone();
        encode::pair("offset", &offset.to_string(), &mut query);
        encode::pair("limit", &self.limit.to_string(), &mut query);
        let (operation, path) = (self.operation, self.operation.path.into());
        Request { operation, path, query, body: None, reply: self.reply, select: Select::WHOLE }
    }
}
