//! Every row of a list, once, while others add and remove rows.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use crate::{
    api::Listing,
    client::{CallOptions, Client, Clock, Transport},
    error::{Error, Result},
    model::Page,
    shape::{elements, find_text, members},
};

/// A list on its way to its end.
///
/// Each page begins with the last row of the one before. If another row stands there, rows before it were removed and
/// the rest moved up: then the pages before are read again, until a row is found that was given already. Rows that were
/// given are known by their ids, and not given again.
pub struct Pages {
    listing: Listing,
    /// How many rows lie behind, by the server's count when they were read.
    offset: u64,
    /// How many rows the last page had. One of a single row cannot overlap with the next and bring a new one as well.
    size: u64,
    given: Ids,
    ended: bool,
}

impl Pages {
    /// A list, from its beginning.
    pub fn new(listing: Listing) -> Self {
        let offset = listing.start;
        Self { listing, offset, size: 0, given: Ids::default(), ended: false }
    }

    /// The next rows, as a JSON array that is not empty; `None` at the end.
    ///
    /// # Errors
    /// As for any call. The rows given before are good, and the same rows can be asked for again.
    pub async fn next<T: Transport, C: Clock>(
        &mut self,
        client: &Client<T, C>,
        options: CallOptions,
    ) -> Result<Option<String>> {
        while !self.ended {
            let reply = self.anchored_page(client, options).await?;
            let page = Rows::of(&reply)?;
            self.offset += page.count;
            self.size = page.count;
            let all = page.total.is_some_and(|total| total == self.offset);
            let fresh = page.fresh(&mut self.given);
            self.ended = all || (fresh.is_none() && page.count <= 1);
            if fresh.is_some() {
                return Ok(fresh);
            }
        }
        Ok(None)
    }

    /// The page from the last row given on. Afterwards `offset` is where it begins.
    async fn anchored_page<T: Transport, C: Clock>(
        &mut self,
        client: &Client<T, C>,
        options: CallOptions,
    ) -> Result<Vec<u8>> {
        let mut offset = self.offset - u64::from(self.size > 1);
        loop {
            let reply = client.exchange(&self.listing.page(offset), options).await?;
            let known = Rows::of(&reply)?.first.is_some_and(|id| self.given.contains(&id));
            if known || self.size <= 1 || offset <= self.listing.start {
                self.offset = offset;
                return Ok(reply);
            }
            let back = offset.saturating_sub(u64::from(self.listing.limit));
            offset = back.max(self.listing.start);
        }
    }
}

/// The rows of one reply.
struct Rows<'a> {
    /// The array of rows.
    data: &'a str,
    count: u64,
    total: Option<u64>,
    /// The first row's id.
    first: Option<u128>,
}

impl<'a> Rows<'a> {
    fn of(reply: &'a [u8]) -> Result<Self> {
        let text = std::str::from_utf8(reply).map_err(|_| Error::not_utf8())?;
        let mut rows = Self { data: "", count: 0, total: None, first: None };
        for member in members(text, Page::<serde_json::Value>::SHAPE) {
            match member.field.name {
                "data" => rows.data = member.json,
                _ => rows.total = member.json.parse().ok(),
            }
        }
        rows.count = elements(rows.data).count() as u64;
        rows.first = elements(rows.data).next().and_then(id);
        Ok(rows)
    }

    /// The rows that were not given yet, as a JSON array; `None` if there are none.
    fn fresh(&self, given: &mut Ids) -> Option<String> {
        let mut array = String::with_capacity(self.data.len());
        for row in elements(self.data) {
            if id(row).is_none_or(|id| given.insert(id)) {
                array.push(if array.is_empty() { '[' } else { ',' });
                array.push_str(row);
            }
        }
        if array.is_empty() {
            return None;
        }
        array.push(']');
        Some(array)
    }
}

/// Ids of rows. They are random numbers, or as good as: there is nothing left to hash.
type Ids = HashSet<u128, BuildHasherDefault<LowBits>>;

#[derive(Default)]
struct LowBits(u64);

impl Hasher for LowBits {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write_u128(&mut self, id: u128) {
        self.0 = (id >> 64) as u64 ^ id as u64;
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }
}

/// A row's id as a number: a UUID is one of 128 bits; of any other text it is a hash (FNV-1a).
fn id(row: &str) -> Option<u128> {
    let id = find_text(row, "id")?.as_bytes();
    let digits = id.iter().filter(|byte| **byte != b'-');
    let uuid = digits.clone().count() == 32;
    let number = digits
        .clone()
        .try_fold(0u128, |number, byte| Some(number << 4 | u128::from((*byte as char).to_digit(16)?)));
    number.filter(|_| uuid).or_else(|| {
        let basis = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D;
        let hash = |hash: u128, byte: &u8| (hash ^ u128::from(*byte)).wrapping_mul((1 << 88) + 0x13B);
        Some(id.iter().fold(basis, hash))
    })
}
