use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::Serialize;

use crate::http::{
    order::{Order, SortKey},
    query::Query,
};

/// The range of rows that a request asks for.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    offset: usize,
    /// `usize::MAX` for all.
    limit: usize,
}

/// The rows of a page, each with its index in the table.
pub struct PageRows<'a, T> {
    /// The rows, sorted.
    pub rows: Vec<(usize, &'a T)>,
    /// The number of rows before paging.
    pub total: usize,
}

impl Window {
    /// Reads `offset` (default 0) and `limit` (default 10, 0 for all rows). No page has more rows than `cap`.
    pub fn read(query: &mut Query<'_>, cap: Option<usize>) -> Self {
        let offset = query.count("offset", 0);
        let limit = match query.count("limit", 10) {
            0 => usize::MAX,
            limit => limit,
        };
        Self { offset, limit: limit.min(cap.unwrap_or(usize::MAX)) }
    }

    /// Sorts rows and returns those of this window. Equal rows are in the order of their indices.
    ///
    /// Sorts only as much as the window needs: the first page of 100,000 rows takes one pass over them.
    #[must_use]
    pub fn page<'a, T>(
        self,
        rows: impl Iterator<Item = (usize, &'a T)>,
        order: &Order<T>,
    ) -> PageRows<'a, T> {
        let rows: Vec<(usize, &'a T)> = rows.collect();
        let total = rows.len();
        let mut keys: Vec<(SortKey<'a>, usize)> =
            rows.iter().enumerate().map(|(number, (_, row))| (order.leading_key(row), number)).collect();
        let end = self.offset.saturating_add(self.limit).min(total);
        sort_first(&mut keys, end, &|left, right| {
            let ((left_index, left_row), (right_index, right_row)) = (rows[left.1], rows[right.1]);
            order.compare((left.0, left_row), (right.0, right_row)).then(left_index.cmp(&right_index))
        });
        let start = self.offset.min(end);
        let rows = keys[start..end].iter().map(|&(_, number)| rows[number]).collect();
        PageRows { rows, total }
    }
}

impl Window {
    /// Returns the rows of this window from sorted rows, and the number of rows before paging.
    #[must_use]
    pub fn slice<T>(self, rows: impl Iterator<Item = T>) -> (Vec<T>, usize) {
        let end = self.offset.saturating_add(self.limit);
        let (mut kept, mut total) = (Vec::new(), 0);
        for row in rows {
            if (self.offset..end).contains(&total) {
                kept.push(row);
            }
            total += 1;
        }
        (kept, total)
    }
}

/// Moves the first `end` items to the front, sorted. Not generic over the rows, because a sort is a lot of code for
/// each type.
fn sort_first<'a>(keys: &mut [(SortKey<'a>, usize)], end: usize, compare: &Compare<'_, 'a>) {
    if end < keys.len() {
        keys.select_nth_unstable_by(end, |left, right| compare(*left, *right));
    }
    keys[..end].sort_unstable_by(|left, right| compare(*left, *right));
}

/// Compares two rows by their leading keys and numbers.
type Compare<'c, 'a> = dyn Fn((SortKey<'a>, usize), (SortKey<'a>, usize)) -> Ordering + 'c;

/// A reply to a list request.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PageOf{R}")]
pub struct Page<R> {
    /// The rows of the window.
    pub data: Vec<R>,
    /// The number of rows before paging. Not all lists have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::Window;
    use crate::http::order::{Order, SortField};

    const FIELDS: [SortField<u32>; 2] =
        [("tens", |number| (number / 10).into()), ("number", |number| (*number).into())];

    fn cut(raw_query: &str, default_order: &str, cap: Option<usize>) -> (Vec<u32>, usize) {
        let numbers: Vec<u32> = (0..100).map(|number| number * 37 % 101).collect();
        let mut query = crate::http::query::Query::new(raw_query);
        let window = Window::read(&mut query, cap);
        let order = Order::read(&mut query, &FIELDS, default_order);
        let cut = window.page(numbers.iter().enumerate(), &order);
        (cut.rows.into_iter().map(|(_, number)| *number).collect(), cut.total)
    }

    #[test]
    fn a_page_equals_a_slice_of_all_sorted_rows() {
        let mut sorted: Vec<u32> = (0..100).map(|number| number * 37 % 101).collect();
        sorted.sort_unstable();
        for (offset, limit) in [(0, 10), (95, 10), (100, 10), (3, 1), (0, 100)] {
            let expected: Vec<u32> = sorted.iter().copied().skip(offset).take(limit).collect();
            let query = format!("offset={offset}&limit={limit}");
            assert_eq!(cut(&query, "number:asc", None), (expected, 100), "{query}");
        }
    }

    #[test]
    fn a_limit_of_zero_is_all_rows_and_a_cap_bounds_any_limit() {
        assert_eq!(cut("limit=0", "number:asc", None).0.len(), 100);
        assert_eq!(cut("limit=0", "number:asc", Some(7)).0.len(), 7);
        assert_eq!(cut("limit=50", "number:asc", Some(7)).0.len(), 7);
        assert_eq!(cut("", "number:asc", None).0.len(), 10);
    }

    #[test]
    fn a_second_field_decides_among_equals_in_its_own_direction() {
        let (rows, _) = cut("order_by=tens:desc,number:asc&limit=3", "number:asc", None);
        assert_eq!(rows, [100, 90, 91]);
    }

    #[test]
    fn equal_rows_are_in_the_order_of_their_indices() {
        let (rows, _) = cut("order_by=tens:asc&limit=4", "number:asc", None);
        let expected: Vec<u32> = (0..100).map(|n| n * 37 % 101).filter(|n| *n < 10).take(4).collect();
        assert_eq!(rows, expected);
    }
}
