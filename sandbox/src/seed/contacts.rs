use std::time::Duration;

use serde_json::value::RawValue;

use crate::{
    id::Id,
    rng::Rng,
    seed::{EPOCH, names, rng},
    timestamp::Timestamp,
    world::contact::{Contact, Contacts},
};

/// A contact with an unusual property.
pub struct Special {
    name: &'static str,
    phone: Option<&'static str>,
    /// The values of contact fields, as JSON.
    field_data: Option<&'static str>,
    /// The id, if it is in the tutorial.
    pub id: Option<Id>,
    /// The names of its labels.
    pub labels: &'static [&'static str],
}

impl Special {
    const fn new(name: &'static str, phone: &'static str, labels: &'static [&'static str]) -> Self {
        Self { name, phone: Some(phone), field_data: Some(SEATED), id: None, labels }
    }
}

const SEATED: &str = r#"{"event_name":"Spring Gala","seat":12}"#;

/// The first contacts of every workspace: each is a case that a campaign has to handle.
pub const SPECIAL: [Special; 16] = [
    Special {
        id: Some(Id::new(0x4667298e_8d5b_468e_8218_6a47925fe5f2)),
        ..Special::new("Test User 1", "+12025550143", &["Survey 2026"])
    },
    Special {
        id: Some(Id::new(0xaa145964_6d17_488d_a9be_09a43191f329)),
        ..Special::new("Test User 2", "+12025550144", &["Survey 2026"])
    },
    Special::new("Liam O'Brien", "+353861234567", &["Survey 2026", "VIP"]),
    Special::new("<img src=x onerror=alert(1)>", "+12025550199", &["Survey 2026"]),
    Special::new("陳怡君", "+886912345678", &["Survey 2026", "Taipei"]),
    Special::new("Zoë Müller-Łukasiewicz", "+4915123456789", &["VIP", "Newsletter"]),
    Special::new("Sofía Ñáñez 🎉", "+34612345678", &["Newsletter"]),
    Special::new(r#"Robert "Bob\Rob" Smith"#, "+12025550171", &["Newsletter"]),
    Special { phone: None, ..Special::new("林志明", "", &["Survey 2026", "Taipei"]) },
    Special::new("黃美玲", "0912-345-678", &["Survey 2026", "Taipei"]),
    Special::new("Ava Stone", "+12025550115", &["Survey 2026", "DNC"]),
    Special::new("Noah Reed", "+19995550100", &["Survey 2026", "invalid number"]),
    Special::new("Omar Haddad", "+12025550162", &["Survey 2026", "unreachable"]),
    Special::new("Ella Fox", "+12025550188", &["Survey 2026"]),
    Special::new("Ella M. Fox", "+12025550188", &["Survey 2026", "Newsletter"]),
    Special { field_data: None, ..Special::new("Jack Hill", "+12025550126", &["Survey 2026"]) },
];

/// The number of contacts that are created at the same time.
const BATCH: u64 = 5;

/// The time between two batches, in seconds.
const BATCH_INTERVAL: u64 = 307;

/// Returns `count` contacts, the special ones first.
pub fn contacts(seed: u64, count: u32) -> Contacts {
    let mut contacts = Contacts::with_capacity(count as usize);
    for number in 0..u64::from(count) {
        let mut rng = rng(seed, b"contacts", number);
        let special = usize::try_from(number).ok().and_then(|index| SPECIAL.get(index));
        contacts.push(match special {
            Some(special) => special_contact(special, number, &mut rng),
            None => ordinary_contact(number, &mut rng),
        });
    }
    contacts
}

fn special_contact(special: &Special, number: u64, rng: &mut Rng) -> Contact {
    let created_time = created(number);
    let random_id = rng.id();
    Contact {
        id: special.id.unwrap_or(random_id),
        name: special.name.into(),
        phone: special.phone.map(Into::into),
        whatsapp_phone: special.phone.filter(|_| number.is_multiple_of(3)).map(Into::into),
        note: "".into(),
        channels: None,
        field_data: special.field_data.and_then(raw),
        created_time,
        updated_time: created_time,
    }
}

fn ordinary_contact(number: u64, rng: &mut Rng) -> Contact {
    let id = rng.id();
    let is_chinese = rng.chance(35);
    let name = if is_chinese { chinese_name(rng) } else { latin_name(rng) };
    // Occasionally, a contact has the number of the previous one.
    let numbered_as = if number % 89 == 50 { number - 1 } else { number };
    let phone = phone(numbered_as);
    let created_time = created(number);
    Contact {
        id,
        name,
        whatsapp_phone: phone.clone().filter(|_| rng.chance(40)),
        phone,
        note: rng.pick(&["", "", "", "", "New contact", "Prefers mornings", "請下午再打"]).into(),
        channels: None,
        field_data: field_data(rng),
        created_time,
        updated_time: created_time + Duration::from_micros(rng.below(40 * 86_400_000_000)),
    }
}

fn created(number: u64) -> Timestamp {
    EPOCH + Duration::from_micros(number / BATCH * BATCH_INTERVAL * 1_000_000 + 845_276)
}

/// Area codes from Honolulu to Halifax, most of them on the coasts.
const AREAS: [u16; 10] = [415, 628, 206, 917, 312, 808, 602, 303, 902, 604];
/// Prefixes of mobile numbers, which eight more digits follow: Australia, the United Kingdom, Japan, India, Brazil,
/// France, New Zealand and the Emirates.
const ABROAD: [&str; 8] = ["+614", "+4477", "+8190", "+9198", "+55119", "+336", "+6421", "+9715"];

/// Returns the number of a contact. A few contacts have none, a few have one that is not E.164, and all others are
/// different.
fn phone(number: u64) -> Option<Box<str>> {
    const DIGITS: u64 = 10_000_000;
    // Multiplication by a number coprime to 10 permutes the seven digits.
    let digits = (number * 7_654_321 + 1_234_567) % DIGITS;
    let mobile = digits + number / DIGITS * DIGITS;
    let phone = match number {
        _ if number % 97 == 60 => return None,
        _ if number % 113 == 70 => format!("(02) {:04}-{:04}", digits / 10_000 + 1_000, digits % 10_000),
        _ if number.is_multiple_of(9) => format!("{}{mobile:08}", ABROAD[(number / 9 % 8) as usize]),
        _ if number.is_multiple_of(3) => format!("+8869{mobile:08}"),
        _ => format!("+1{}{digits:07}", AREAS[(number % 10) as usize]),
    };
    Some(phone.into())
}

fn latin_name(rng: &mut Rng) -> Box<str> {
    let (first, family) = (rng.pick(&names::FIRST), rng.pick(&names::FAMILY));
    let suffix = if rng.chance(1) { " ⭐" } else { "" };
    format!("{first} {family}{suffix}").into()
}

fn chinese_name(rng: &mut Rng) -> Box<str> {
    format!("{}{}", rng.pick(&names::FAMILY_CHINESE), rng.pick(&names::GIVEN_CHINESE)).into()
}

fn field_data(rng: &mut Rng) -> Option<Box<RawValue>> {
    let event = rng.pick(&names::EVENTS);
    let seat = rng.between(1, 400);
    let text = match rng.below(100) {
        0..80 => format!(r#"{{"event_name":"{event}","seat":{seat}}}"#),
        80..88 => format!(r#"{{"event_name":"{event}"}}"#),
        88..93 => format!(
            r#"{{"event_name":"{event}","seat":{seat},"appointment_date":"2026-{:02}-{:02}"}}"#,
            seat % 12 + 1,
            seat % 28 + 1
        ),
        93..96 => "{}".to_owned(),
        _ => return None,
    };
    RawValue::from_string(text).ok()
}

fn raw(text: &str) -> Option<Box<RawValue>> {
    RawValue::from_string(text.to_owned()).ok()
}
