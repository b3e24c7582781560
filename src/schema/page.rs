//! A resumable scan of a list page, which can stop between any two units and continue later.

use crate::{
    Field, PathSegment, Schema, ValidationError,
    scan::{Scan, Scanner, missing},
};

/// The state of a scan of a page.
#[derive(Clone, Copy)]
pub(super) struct Page {
    schema: &'static Schema,
    /// The name of the member that holds the rows.
    rows: &'static str,
    row: &'static Schema,
    place: Place,
    /// The offset at which the page starts in the text.
    start: usize,
    /// One bit for each known member that has been seen.
    seen: u64,
    /// The index of the field to try first for the next member.
    next: usize,
    /// The number of rows scanned so far.
    count: usize,
    /// The page's `total`.
    pub total: Option<u64>,
}

/// What is expected next.
#[derive(Clone, Copy)]
enum Place {
    Page,
    FirstMember,
    Member,
    MemberEnd,
    FirstRow,
    Row,
    RowEnd,
    End,
}

/// What a step consumed.
#[derive(PartialEq)]
pub(super) enum Taken {
    /// A row.
    Row,
    /// Another member.
    Other,
    /// Nothing: the page is complete, and the text has ended.
    Nothing,
}

impl Page {
    pub fn new(schema: &'static Schema) -> Self {
        let (rows, row) = schema.rows();
        Self { schema, rows, row, place: Place::Page, start: 0, seen: 0, next: 0, count: 0, total: None }
    }

    /// Scans one unit. `before` is the number of bytes that precede the scanner's buffer.
    pub fn step(&mut self, scanner: &mut Scanner<'_>, before: usize) -> Scan<Taken> {
        let token = scanner.token();
        self.place = match (self.place, token) {
            (Place::Page, Some(b'{')) => {
                self.start = before + scanner.at;
                scanner.at += 1;
                Place::FirstMember
            }
            (Place::Page, _) => return Err(scanner.mismatch(self.schema)),
            (Place::FirstMember | Place::MemberEnd, Some(b'}')) => {
                self.complete(before)?;
                scanner.at += 1;
                Place::End
            }
            (Place::FirstMember | Place::Member, _) => self.member(scanner)?,
            (Place::MemberEnd, Some(b',')) => {
                scanner.at += 1;
                Place::Member
            }
            (Place::MemberEnd, _) => return Err(scanner.syntax("`,` or `}`")),
            (Place::FirstRow | Place::RowEnd, Some(b']')) => {
                scanner.at += 1;
                Place::MemberEnd
            }
            (Place::FirstRow | Place::Row, _) => {
                let inside = |error: Box<ValidationError>| {
                    error.inside(PathSegment::Index(self.count)).inside(PathSegment::Field(self.rows))
                };
                scanner.value(self.row).map_err(inside)?;
                self.count += 1;
                self.place = Place::RowEnd;
                return Ok(Taken::Row);
            }
            (Place::RowEnd, Some(b',')) => {
                scanner.at += 1;
                Place::Row
            }
            (Place::RowEnd, _) => {
                return Err(scanner.syntax("`,` or `]`").inside(PathSegment::Field(self.rows)));
            }
            (Place::End, None) => return Ok(Taken::Nothing),
            (Place::End, Some(_)) => return Err(scanner.syntax("the end of the text")),
        };
        Ok(Taken::Other)
    }

    /// Scans a member. Of the member that holds the rows, scans only the key and the opening bracket.
    fn member(&mut self, scanner: &mut Scanner<'_>) -> Scan<Place> {
        if scanner.token() != Some(b'"') {
            return Err(scanner.syntax("a key in quotes"));
        }
        let start = scanner.at;
        let key = scanner.text_elsewhere(true)?;
        scanner.expect(b':', "`:`")?;
        let token = scanner.token();
        let value = scanner.at;
        let Some((place, field)) = key.field_elsewhere(self.schema.fields(), self.next) else {
            scanner.skip(false)?;
            return Ok(Place::MemberEnd);
        };
        self.next = place + 1;
        scanner.once(&mut self.seen, 1 << place, field.name, start)?;
        if field.name == self.rows && token == Some(b'[') {
            scanner.at += 1;
            return Ok(Place::FirstRow);
        }
        scanner.field(field).map_err(|error| error.inside(PathSegment::Field(field.name)))?;
        if field.name == "total" {
            let total = scanner.bytes.get(value..scanner.at).unwrap_or_default();
            self.total = std::str::from_utf8(total).ok().and_then(|total| total.parse().ok());
        }
        Ok(Place::MemberEnd)
    }

    /// Checks that every required member was seen.
    fn complete(&self, before: usize) -> Scan {
        let Schema::Object(object) = self.schema else { return Ok(()) };
        let absent = object.required & !self.seen;
        match object.fields.get(absent.trailing_zeros() as usize) {
            Some(Field { name, schema, .. }) => Err(missing(name, schema, self.start.wrapping_sub(before))),
            None => Ok(()),
        }
    }
}
