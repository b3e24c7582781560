//! The limits that apply to every caller: one table of their names, defaults and ranges.

use seax_dialer::client::HORIZON_MARGIN;
use seax_dialer::schema::{Digits, Field, HasSchema, ObjectSchema, Schema, members};

use crate::member;

/// One limit of the options of `createEdge`.
pub struct Limit {
    /// Its name among the options.
    pub name: &'static str,
    /// Its default value.
    pub default: u64,
    /// Its minimum.
    pub min: u64,
    /// Its maximum.
    pub max: u64,
    /// The lines of its doc comment in `pkg/edge.d.ts`.
    #[cfg(test)]
    doc: &'static [&'static str],
}

macro_rules! limits {
    ($($(#[doc = $doc:literal])+ $field:ident = $name:literal: $default:literal, $min:literal..=$max:literal;)+) => {
        /// The limits that apply to every caller.
        #[derive(Debug, Clone, Copy)]
        pub struct Limits {
            $($(#[doc = $doc])+ pub $field: u64,)+
        }

        /// Every limit.
        pub const LIMITS: &[Limit] = &[$(Limit {
            name: $name,
            default: $default,
            min: $min,
            max: $max,
            #[cfg(test)]
            doc: &[$($doc),+],
        },)+];

        const FIELDS: &[Field] =
            &[$(Field { name: $name, schema: &u64::SCHEMA, required: false, default: None },)+];

        impl Default for Limits {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }

        impl Limits {
            fn set(&mut self, name: &str, value: u64) {
                match name {
                    $($name => self.$field = value,)+
                    _ => {}
                }
            }

            /// Returns the names and values, in the table's order.
            pub fn entries(&self) -> impl Iterator<Item = (&'static str, u64)> {
                [$(($name, self.$field),)+].into_iter()
            }
        }
    };
}

limits! {
    /// The longest body of a request, in bytes; a draft can have at most 1 500 000. It is held in memory, and a Worker has 128 MB for all its requests.
    body_bytes = "bodyBytes": 1_500_000, 1..=20_000_000;
    /// How long a request may take to deliver its body, in milliseconds.
    body_ms = "bodyMs": 10_000, 100..=120_000;
    /// The longest query, in bytes.
    query_bytes = "queryBytes": 16_384, 256..=65_536;
    /// The longest life of a token, in seconds.
    token_seconds = "tokenSeconds": 3_600, 1..=86_400;
    /// How many campaigns one operator can launch within an hour.
    launches_per_hour = "launchesPerHour": 20, 0..=10_000;
    /// How many connections can watch one campaign.
    watchers = "watchers": 2_000, 0..=10_000;
    /// How long SeaX may take to answer, in milliseconds. With `lookupTimeoutMs`, it should stay below the 30 s that a
    /// client waits.
    upstream_ms = "upstreamMs": 18_000, 100..=120_000;
    /// How long a launch looks for its campaign when the answer was lost, in milliseconds.
    lookup_timeout_ms = "lookupTimeoutMs": 8_000, 100..=120_000;
    /// How long after it was sent a request may still take effect, in milliseconds. Clients wait at least as long.
    max_commit_delay_ms = "maxCommitDelayMs": 600_000, 1_000..=86_400_000;
    /// How long the receipt of a launch is kept, in milliseconds (30 days): at least seven minutes longer than
    /// `maxCommitDelayMs`. Tickets older than that are refused.
    receipt_ms = "receiptMs": 2_592_000_000, 421_000..=31_536_000_000;
    /// The shortest time between two readings of a watched campaign, in milliseconds.
    poll_ms = "pollMs": 2_000, 50..=600_000;
}

impl HasSchema for Limits {
    const SCHEMA: Schema = Schema::Object(&Self::OBJECT);
}

impl Limits {
    const OBJECT: ObjectSchema = ObjectSchema::new("EdgeLimits", FIELDS);

    /// Reads the option `limits`, which has been checked against its schema.
    ///
    /// # Errors
    /// The name and range of the limit that is out of range.
    pub fn read(json: &str) -> Result<Self, String> {
        let mut limits = Self::default();
        for member in members(json, const { &Self::OBJECT }) {
            let Some(limit) = LIMITS.iter().find(|limit| limit.name == member.field.name) else { continue };
            let value = member::whole(&member).filter(|value| (limit.min..=limit.max).contains(value));
            let Some(value) = value else {
                let (min, max) = (limit.min.digits(), limit.max.digits());
                return Err(["`limits.", limit.name, "` must be from ", &min, " to ", &max].concat());
            };
            limits.set(limit.name, value);
        }
        // Without its receipt, a key could be sent again before the ticket's horizon.
        if limits.receipt_ms < limits.max_commit_delay_ms.saturating_add(HORIZON_MARGIN) {
            let margin = HORIZON_MARGIN.digits();
            return Err(
                ["`limits.receiptMs` must be at least `limits.maxCommitDelayMs` + ", &margin].concat()
            );
        }
        Ok(limits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::written::File;

    #[test]
    fn a_limit_outside_its_range_is_named_with_the_range() {
        for limit in LIMITS {
            for value in [limit.min.checked_sub(1), limit.max.checked_add(1)].into_iter().flatten() {
                let error =
                    Limits::read(&["{\"", limit.name, "\":", &value.digits(), "}"].concat()).unwrap_err();
                assert!(error.contains(limit.name), "{error}");
                assert!(error.contains(&limit.max.digits()), "{error}");
            }
        }
        assert!(Limits::read(r#"{"maxCommitDelayMs":0}"#).unwrap_err().contains("maxCommitDelayMs"));
    }

    #[test]
    fn a_receipt_is_kept_until_nothing_that_was_sent_can_take_effect() {
        let read = |delay: u64, receipt: u64| {
            Limits::read(
                &["{\"maxCommitDelayMs\":", &delay.digits(), ",\"receiptMs\":", &receipt.digits(), "}"]
                    .concat(),
            )
        };
        let [delays, receipts] = ["maxCommitDelayMs", "receiptMs"]
            .map(|name| LIMITS.iter().find(|limit| limit.name == name).unwrap());
        assert_eq!(receipts.min, delays.min + HORIZON_MARGIN);
        for delay in [delays.min, delays.default, delays.max] {
            assert!(read(delay, delay + HORIZON_MARGIN).is_ok());
            assert!(read(delay, delay + HORIZON_MARGIN - 1).unwrap_err().contains("receiptMs"));
        }
    }

    #[test]
    fn every_limit_can_be_set() {
        let json = LIMITS.iter().map(|limit| ["\"", limit.name, "\":", &limit.max.digits()].concat());
        let json = ["{", &json.collect::<Vec<_>>().join(","), "}"].concat();
        for ((name, value), limit) in Limits::read(&json).unwrap().entries().zip(LIMITS) {
            assert_eq!((name, value), (limit.name, limit.max));
        }
    }

    /// Formats a number as in the guide and the declarations: `1 000 000`.
    fn grouped(number: u64) -> String {
        let digits = number.digits();
        let mut text = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(' ');
            }
            text.push(digit);
        }
        text
    }

    #[test]
    fn the_guide_states_each_default_and_range() {
        let guide = include_str!("../../docs/edge.md");
        let rows: Vec<&str> = guide.lines().filter(|line| line.starts_with("| `")).collect();
        for limit in LIMITS {
            let cells = [
                &["| `", limit.name, "` | ", &grouped(limit.default), " | "].concat(),
                &["| ", &grouped(limit.min), " to ", &grouped(limit.max), " |"].concat(),
            ];
            let stated = rows.iter().any(|row| row.starts_with(cells[0]) && row.ends_with(cells[1]));
            assert!(stated, "docs/edge.md lacks the row {cells:?}");
        }
    }

    #[test]
    fn the_declarations_are_this_table() {
        let text: String = LIMITS.iter().map(declaration).collect();
        File("pkg/edge.d.ts").check("export interface EdgeLimits {\n", &text, "}\n");
    }

    /// Formats a limit as a member of the TypeScript interface.
    fn declaration(limit: &Limit) -> String {
        let [default, min, max] = [limit.default, limit.min, limit.max].map(grouped);
        let range = ["Default ", &default, "; ", &min, " to ", &max, "."].concat();
        let comment = match limit.doc {
            [doc] if doc.len() + range.len() < 120 => ["  /**", doc, " ", &range, " */\n"].concat(),
            lines => {
                let lines: String = lines.iter().map(|line| ["   *", line, "\n"].concat()).collect();
                ["  /**\n", &lines, "   * ", &range, "\n   */\n"].concat()
            }
        };
        [&comment, "  ", limit.name, "?: number | undefined;\n"].concat()
    }
}
