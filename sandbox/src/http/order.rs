use std::cmp::Ordering;

use serde_json::json;

use crate::{http::query::Query, id::Id, timestamp::Timestamp};

/// A value to sort by. Missing values come last in ascending order, as in PostgreSQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SortKey<'a> {
    /// Compared by code point.
    Text(&'a str),
    /// Compared as numbers.
    Number(i64),
    /// Compared as a 128-bit number.
    Id(Id),
    /// No value.
    Missing,
}

impl<'a> From<&'a str> for SortKey<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<Timestamp> for SortKey<'_> {
    fn from(timestamp: Timestamp) -> Self {
        Self::Number(timestamp.micros())
    }
}

impl From<Id> for SortKey<'_> {
    fn from(id: Id) -> Self {
        Self::Id(id)
    }
}

impl From<u32> for SortKey<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<bool> for SortKey<'_> {
    fn from(flag: bool) -> Self {
        Self::Number(i64::from(flag))
    }
}

impl<'a, T: Into<SortKey<'a>>> From<Option<T>> for SortKey<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

/// A field that a list can be sorted by: its name in JSON, and its value in a row.
pub type SortField<T> = (&'static str, for<'a> fn(&'a T) -> SortKey<'a>);

/// A value to compare, and the direction.
type Step<T> = (for<'a> fn(&'a T) -> SortKey<'a>, Direction);

/// The order that `order_by` asks for.
pub struct Order<T: 'static> {
    by: Vec<Step<T>>,
}

#[derive(Clone, Copy)]
enum Direction {
    Ascending,
    Descending,
}

impl<T: 'static> Order<T> {
    /// Returns the order of lists without `order_by`: newest first.
    #[must_use]
    pub fn newest_first(created_time: for<'a> fn(&'a T) -> SortKey<'a>) -> Self {
        Self { by: vec![(created_time, Direction::Descending)] }
    }

    /// Reads `order_by`: comma-separated `field:asc` or `field:desc`. Uses `default` if it is missing or blank.
    pub fn read(query: &mut Query<'_>, fields: &[SortField<T>], default: &str) -> Self {
        query.record("order_by", || {
            let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
            let about = format!("Comma-separated `field:asc` or `field:desc`, of: {}.", names.join(", "));
            json!({ "description": about, "default": default })
        });
        let given = query.text("order_by").filter(|text| !text.trim().is_empty());
        let text = given.unwrap_or(default).to_owned();
        let mut by = Vec::new();
        for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            match read_pair(pair, fields) {
                Ok(step) => by.push(step),
                Err(msg) => query.refuse("order_by", &msg, "value_error"),
            }
        }
        Self { by }
    }

    /// Returns the first value to compare by. A list computes it for each row in advance, rather than for each
    /// comparison.
    #[must_use]
    pub fn leading_key<'a>(&self, row: &'a T) -> SortKey<'a> {
        self.by.first().map_or(SortKey::Missing, |(key, _)| key(row))
    }

    /// Compares two rows with these leading keys.
    #[must_use]
    pub fn compare(&self, left: (SortKey<'_>, &T), right: (SortKey<'_>, &T)) -> Ordering {
        let Some(((_, direction), rest)) = self.by.split_first() else { return Ordering::Equal };
        let leading = direction.turn(left.0.cmp(&right.0));
        rest.iter().fold(leading, |so_far, (key, direction)| {
            so_far.then_with(|| direction.turn(key(left.1).cmp(&key(right.1))))
        })
    }
}

impl Direction {
    fn turn(self, ascending: Ordering) -> Ordering {
        match self {
            Self::Ascending => ascending,
            Self::Descending => ascending.reverse(),
        }
    }
}

fn read_pair<T>(pair: &str, fields: &[SortField<T>]) -> Result<Step<T>, String> {
    let (name, direction) =
        pair.split_once(':').ok_or_else(|| format!("'{pair}' is not a <field>:<direction> pair"))?;
    let direction = match direction.trim().to_ascii_lowercase().as_str() {
        "asc" => Direction::Ascending,
        "desc" => Direction::Descending,
        other => return Err(format!("'{other}' is not a direction; permitted: 'asc', 'desc'")),
    };
    let field = fields.iter().find(|(field, _)| *field == name.trim());
    match field {
        Some((_, key)) => Ok((*key, direction)),
        None => {
            let known: Vec<&str> = fields.iter().map(|(field, _)| *field).collect();
            Err(format!("cannot order by '{}'; known fields: {}", name.trim(), known.join(", ")))
        }
    }
}
