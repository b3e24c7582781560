//! Requests for lists that are iterated over.

use crate::{
    api::{Operation, Request, encode, operation},
    model::campaign::{Campaign, CampaignQuery},
    schema::{Digits, Object, Schema, Select},
};

/// The name of a row's id. All rows with ids spell it alike.
pub const ID: &str = Campaign::ID;
/// The name of the parameter for the number of rows to skip. All lists have it and the next.
pub const OFFSET: &str = CampaignQuery::OFFSET;
/// The name of the parameter for the maximum number of rows.
const LIMIT: &str = CampaignQuery::LIMIT;
/// The name of the parameter for the sort order. Some lists cannot be sorted.
const ORDER_BY: &str = CampaignQuery::ORDER_BY;

/// How many rows to request from an offset on. "If 0, return all" may not leave room for an offset.
const REST: u32 = 1_000;

/// Returns the default sort order of iteration, by which page boundaries move as little as possible: rows created meanwhile come
/// last, and few rows are equal. The API's documents name these fields; a server may refuse to sort by others.
fn order(path: &str) -> &'static str {
    match path {
        "contacts" => "created_time:asc,phone:asc,name:asc",
        // Their names are unique.
        "contact_labels" => "name:asc",
        _ => "created_time:asc",
    }
}

/// A list, and how to request any range of it.
#[derive(Debug, Clone)]
pub struct Listing {
    operation: &'static Operation,
    path: String,
    /// The query without `offset` and `limit`.
    filter: String,
    /// The first row to return.
    pub start: u64,
    /// The page size; 0 for all rows.
    pub limit: u32,
    /// Whether the rows have ids.
    pub has_ids: bool,
}

impl Listing {
    /// Creates a list with these parameters. `limit` becomes the page size, and `offset` the first row.
    pub fn new(operation: &'static Operation, id: &str, query: &Object<'_>) -> Self {
        let (mut start, mut limit) = (0, 0);
        let mut ordered = query.object.fields.iter().all(|field| field.name != ORDER_BY);
        for member in query.members() {
            match member.field.name {
                OFFSET => start = member.json.parse().unwrap_or_default(),
                LIMIT => limit = member.json.parse().unwrap_or_default(),
                ORDER_BY => ordered = !member.texts().concat().is_empty(),
                _ => {}
            }
        }
        let mut filter = encode::query(query, |name| name != OFFSET && name != LIMIT);
        if !ordered {
            encode::pair(ORDER_BY, order(operation.path), &mut filter);
        }
        // At least two: a page starts with the last row of the previous one.
        let limit = if limit == 1 { 2 } else { limit };
        let has_ids = operation.response.schema().row().fields().iter().any(|field| field.name == ID);
        Self { operation, path: operation::path(operation, id), filter, start, limit, has_ids }
    }

    /// Returns the schema of a page.
    pub fn reply(&self) -> &'static Schema {
        self.operation.response.schema()
    }

    /// Returns the request for `limit` rows from `offset` on.
    pub fn rows(&self, offset: u64) -> Request {
        let mut query = self.filter.clone();
        let limit = if self.limit == 0 && offset > 0 { REST } else { self.limit };
        encode::pair(OFFSET, &offset.digits(), &mut query);
        encode::pair(LIMIT, &limit.digits(), &mut query);
        let (operation, path, retry) = (self.operation, self.path.clone(), self.operation.retry);
        Request {
            operation,
            path,
            query,
            content: None,
            retry,
            select: Select::WHOLE,
            unrelated: String::new(),
        }
    }
}
