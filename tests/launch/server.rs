//! A model of the server: what campaigns there are, who made them, and from when on they show.

use std::cell::{Cell, RefCell};

/// Whether the server keeps `draft_name`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Keeps {
    Everywhere,
    /// Lists leave it out.
    InDetail,
    Nowhere,
}

/// A campaign, and the truth about it.
#[derive(Clone)]
pub struct Campaign {
    pub id: String,
    pub name: String,
    /// What was sent as its `draft_name`: the key of the ticket that made it, where one did.
    pub key: Option<String>,
    /// When it was made, in milliseconds since 1970.
    pub made: u64,
    /// From when on lists show it.
    pub listed: u64,
    /// When somebody deletes it.
    pub gone: u64,
}

pub struct Server {
    pub keeps: Keeps,
    /// How many rows a page has at the most.
    pub cap: usize,
    /// Whether lists come in the order that was asked for; if not, the oldest is first.
    pub sorts: bool,
    campaigns: RefCell<Vec<Campaign>>,
    count: Cell<u64>,
}

impl Server {
    pub fn new(keeps: Keeps, cap: usize) -> Self {
        Self { keeps, cap, sorts: true, campaigns: RefCell::default(), count: Cell::new(0) }
    }

    /// Makes a campaign, and gives its id.
    pub fn make(&self, name: &str, key: Option<&str>, made: u64, listed: u64) -> String {
        self.make_until(name, key, made, listed, u64::MAX)
    }

    pub fn make_until(&self, name: &str, key: Option<&str>, made: u64, listed: u64, gone: u64) -> String {
        let count = self.count.replace(self.count.get() + 1);
        let id = format!("{:08x}-aaaa-0000-0000-{count:012x}", count.wrapping_mul(0x9E37_79B9) as u32);
        let (name, key) = (name.to_owned(), key.map(str::to_owned));
        self.campaigns.borrow_mut().push(Campaign { id: id.clone(), name, key, made, listed, gone });
        id
    }

    /// The ids of all that one ticket ever made, or will have made.
    pub fn made_by(&self, key: &str) -> Vec<String> {
        let campaigns = self.campaigns.borrow();
        let made = campaigns.iter().filter(|campaign| campaign.key.as_deref() == Some(key));
        made.map(|campaign| campaign.id.clone()).collect()
    }

    /// Whether somebody made a campaign of this name that carries no key.
    pub fn has_keyless(&self, name: &str) -> bool {
        self.campaigns.borrow().iter().any(|campaign| campaign.name == name && campaign.key.is_none())
    }

    /// `GET …/auto_dialer_campaigns`
    pub fn list(&self, query: &str, now: u64) -> String {
        let parameter = |name: &str| {
            let pair = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
            pair.unwrap_or_default()
        };
        assert_eq!(parameter("types"), "VOICE_DROP");
        assert_eq!(parameter("stage"), "INSTANCE");
        assert_eq!(parameter("order_by"), "created_time%3Adesc%2Cid%3Adesc");
        let (offset, limit) = (parameter("offset").parse().unwrap(), parameter("limit").parse().unwrap());
        let campaigns = self.campaigns.borrow();
        let mut rows: Vec<_> =
            campaigns.iter().filter(|row| row.listed <= now && row.made <= now && row.gone > now).collect();
        rows.sort_by(|one, other| (other.made, &other.id).cmp(&(one.made, &one.id)));
        if !self.sorts {
            rows.reverse();
        }
        let page = rows.into_iter().skip(offset).take(self.cap.min(limit));
        let rows: Vec<_> = page.map(|row| self.show(row, self.keeps == Keeps::Everywhere)).collect();
        format!("{{\"data\":[{}]}}", rows.join(","))
    }

    /// `GET …/auto_dialer_campaigns/{id}`
    pub fn get(&self, id: &str, now: u64) -> Option<String> {
        let campaigns = self.campaigns.borrow();
        let campaign = campaigns.iter().find(|row| row.id == id && row.made <= now && row.gone > now)?;
        Some(self.show(campaign, self.keeps != Keeps::Nowhere))
    }

    /// The answer to a create.
    pub fn answer(&self, id: &str) -> String {
        let campaigns = self.campaigns.borrow();
        let campaign = campaigns.iter().find(|row| row.id == id).expect("it was made");
        self.show(campaign, self.keeps != Keeps::Nowhere)
    }

    /// Any campaign that this ticket did not make and that does not pass for its own.
    pub fn stranger(&self, name: &str) -> String {
        let row = Campaign {
            id: "0bad0bad-aaaa-0000-0000-000000000000".into(),
            name: format!("not {name}"),
            key: None,
            made: 1_700_000_000_000,
            listed: 0,
            gone: 0,
        };
        self.show(&row, false)
    }

    fn show(&self, campaign: &Campaign, with_key: bool) -> String {
        let key = match &campaign.key {
            Some(key) if with_key => format!("\"draft_name\":\"{key}\","),
            // An absent member, `null` and "" say the same.
            _ => ["", "\"draft_name\":null,", "\"draft_name\":\"\","][(campaign.made % 3) as usize].into(),
        };
        let (id, name, made) = (&campaign.id, &campaign.name, stamp(campaign.made));
        [
            "{\"start_time\":\"2026-07-08T03:06:09\",\"name\":\"",
            name,
            "\",",
            &key,
            "\"type\":\"VOICE_DROP\",\"tts_language\":\"en-US\",\"max_attempts\":1,\"max_dialers\":20,",
            "\"capture_keypress\":false,\"capture_stt\":false,\"is_timezone_aware\":false,\"is_schedule\":false,",
            "\"mode\":\"WEB\",\"stage\":\"INSTANCE\",\"created_time\":\"",
            &made,
            "\",\"updated_time\":\"",
            &made,
            "\",\"id\":\"",
            id,
            "\"}",
        ]
        .concat()
    }
}

/// A time as the API writes it: UTC, without an offset, with microseconds.
fn stamp(millis: u64) -> String {
    let (days, of_day) = ((millis / 86_400_000) as i64, millis % 86_400_000);
    // Howard Hinnant's `civil_from_days`.
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let place = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * place + 2) / 5 + 1, if place < 10 { place + 3 } else { place - 9 });
    let year = year + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (of_day / 3_600_000, of_day / 60_000 % 60, of_day / 1_000 % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}000", of_day % 1_000)
}
