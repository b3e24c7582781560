//! Lists that are read to their end.

use crate::{
    api::{Operation, Request, encode},
    shape::{Kind, Object, Select},
};

/// The order that pages are asked for in, where the caller names none: rows that come in meanwhile come at the end, and
/// rows of one moment stay in one order, so that no page border moves.
const ORDER: &str = "created_time:asc,id:asc";

/// How many rows to ask for at a time, where the caller does not say.
const LIMIT: u32 = 500;

/// A list, and how to ask for any stretch of it.
#[derive(Debug, Clone)]
pub struct Listing {
    operation: &'static Operation,
    /// The query without `offset` and `limit`.
    filter: String,
    /// The first row wanted.
    pub start: u64,
    /// How many rows to ask for at a time.
    pub limit: u32,
    /// Whether the caller wants pages of `limit` rows. If not, one reply may have all rows.
    pub paged: bool,
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
        let paged = limit > 0;
        // Two at least: a page begins with the last row of the one before.
        let limit = if paged { limit.max(2) } else { LIMIT };
        Self { operation, filter, start, limit, paged, reply }
    }

    /// The request for the next `limit` rows from `offset` on.
    pub fn page(&self, offset: u64) -> Request {
        self.rows(offset, self.limit)
    }

    /// The request for all rows from `offset` on.
    pub fn rest(&self, offset: u64) -> Request {
        self.rows(offset, 0)
    }

    fn rows(&self, offset: u64, limit: u32) -> Request {
        let mut query = self.filter.clone();
        encode::pair("offset", &offset.to_string(), &mut query);
        encode::pair("limit", &limit.to_string(), &mut query);
        let (operation, path) = (self.operation, self.operation.path.into());
        Request { operation, path, query, body: None, reply: self.reply, select: Select::WHOLE }
    }
}
