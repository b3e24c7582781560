//! Formats the parts of messages.

use crate::model::finding::SampleContact;
use crate::schema::Digits;

/// The maximum length of a name within a sentence, in characters.
const NAME: usize = 40;

/// Returns a number with its noun: `1 contact`, `7 contacts`.
pub fn count(number: u64, one: &str, many: &str) -> String {
    [number.digits().as_str(), " ", if number == 1 { one } else { many }].concat()
}

/// Returns a count of contacts with names: `3 contacts (Ada, Bob and Eve)`, `40 contacts (Ada, Bob, Eve and others)`.
pub fn contacts(number: u64, sample: &[SampleContact]) -> String {
    let mut text = count(number, "contact", "contacts");
    let named = sample.get(..sample.len().min(3)).unwrap_or(sample);
    let others = number > named.len() as u64;
    for (place, contact) in named.iter().enumerate() {
        let last = place + 1 == named.len() && !others;
        text.push_str(match place {
            0 => " (",
            _ if last => " and ",
            _ => ", ",
        });
        text.push_str(&short(known_as(contact)));
    }
    if !named.is_empty() {
        text.push_str(if others { " and others)" } else { ")" });
    }
    text
}

fn known_as(contact: &SampleContact) -> &str {
    match (contact.name.trim(), &contact.phone) {
        ("", Some(number)) => number,
        ("", None) => contact.id.as_str(),
        (name, _) => name,
    }
}

/// Shortens an arbitrary text for use in a sentence.
pub fn short(text: &str) -> String {
    let mut cut: String = text.chars().take(NAME).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

/// Formats a duration, rounded up to whole minutes: `45 minutes`, `8 hours 20 minutes`, `3 days 2 hours`.
pub fn span(seconds: u64) -> String {
    let minutes = seconds.div_ceil(60);
    let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    let (large, small) = match (days, hours) {
        (0, 0) => return count(rest, "minute", "minutes"),
        (0, _) => (count(hours, "hour", "hours"), (rest, "minute", "minutes")),
        _ => (count(days, "day", "days"), (hours, "hour", "hours")),
    };
    match small {
        (0, ..) => large,
        (number, one, many) => [&large, " ", &count(number, one, many)].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ContactId;

    fn contact(name: &str, phone: Option<&str>) -> SampleContact {
        let id = ContactId::new("11111111-2222-4444-3333-555555555555").expect("an id");
        SampleContact {
            id,
            name: name.into(),
            phone: phone.map(str::to_owned),
            correction: None,
            message: None,
        }
    }

    #[test]
    fn contacts_are_named_up_to_three() {
        let sample = ["Ada", "Bob", "Eve", "Joe"].map(|name| contact(name, None));
        assert_eq!(contacts(1, &sample[..1]), "1 contact (Ada)");
        assert_eq!(contacts(2, &sample[..2]), "2 contacts (Ada and Bob)");
        assert_eq!(contacts(3, &sample[..3]), "3 contacts (Ada, Bob and Eve)");
        assert_eq!(contacts(40, &sample), "40 contacts (Ada, Bob, Eve and others)");
        assert_eq!(contacts(2, &[]), "2 contacts");
    }

    #[test]
    fn a_contact_without_a_name_is_known_by_number_or_id() {
        assert_eq!(contacts(1, &[contact(" ", Some("+15550100"))]), "1 contact (+15550100)");
        assert!(contacts(1, &[contact("", None)]).contains("11111111-"));
    }

    #[test]
    fn names_of_any_length_leave_a_sentence_readable() {
        assert_eq!(short(&"您".repeat(50)).chars().count(), 41);
        assert_eq!(short("Ada"), "Ada");
    }

    #[test]
    fn spans_are_told_in_their_two_largest_units() {
        assert_eq!(span(1), "1 minute");
        assert_eq!(span(2_700), "45 minutes");
        assert_eq!(span(3_600), "1 hour");
        assert_eq!(span(30_000), "8 hours 20 minutes");
        assert_eq!(span(266_400), "3 days 2 hours");
    }
}
