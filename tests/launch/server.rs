//! A model of the server: the campaigns, who created them, and when they show in lists.

use std::cell::{Cell, RefCell};

/// How the server alters `draft_name`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Keeps {
    Everywhere,
    /// Only the single campaign includes it, not lists.
    InDetail,
    Nowhere,
    /// Truncated to this many characters.
    Cut(usize),
    /// Without hyphens.
    Bare,
    Upper,
    /// With spaces around it.
    Padded,
    /// With a prefix.
    Prefixed,
    /// Replaced by the campaign's name.
    Name,
}

impl Keeps {
    pub const ALL: [Self; 12] = [
        Self::Everywhere,
        Self::Everywhere,
        Self::Everywhere,
        Self::InDetail,
        Self::Nowhere,
        Self::Cut(12),
        Self::Cut(24),
        Self::Bare,
        Self::Upper,
        Self::Padded,
        Self::Prefixed,
        Self::Name,
    ];

    /// Returns whether a launch can recognize its own key.
    pub fn shows_own(self) -> bool {
        !matches!(self, Self::Nowhere | Self::Name | Self::Cut(..20))
    }

    /// Returns whether a launch can tell that a campaign has another key.
    pub fn shows_others(self) -> bool {
        !matches!(self, Self::Nowhere | Self::Name | Self::Cut(_) | Self::Prefixed)
    }

    fn written(self, key: &str, name: &str) -> Option<String> {
        Some(match self {
            Self::Everywhere | Self::InDetail => key.into(),
            Self::Nowhere => return None,
            Self::Cut(length) => key.chars().take(length).collect(),
            Self::Bare => key.replace('-', ""),
            Self::Upper => key.to_uppercase(),
            Self::Padded => format!(" {key}  "),
            Self::Prefixed => format!("campaign-{key}"),
            Self::Name => name.into(),
        })
    }
}

/// How the server normalizes names.
#[derive(Debug, Clone, Copy)]
pub enum Tidies {
    Nothing,
    Upper,
    /// Trims spaces, and collapses repeated ones.
    Blanks,
    /// Truncates to this many characters.
    Cut(usize),
    /// Decomposes accented letters.
    Accents,
}

impl Tidies {
    pub const ALL: [Self; 5] = [Self::Nothing, Self::Upper, Self::Blanks, Self::Cut(6), Self::Accents];

    fn written(self, name: &str) -> String {
        match self {
            Self::Nothing => name.into(),
            Self::Upper => name.to_uppercase(),
            Self::Blanks => name.split_whitespace().collect::<Vec<_>>().join(" "),
            Self::Cut(length) => name.trim().chars().take(length).collect(),
            Self::Accents => name.replace('\u{e9}', "e\u{301}"),
        }
    }
}

/// How `created_time` is reported.
#[derive(Debug, Clone, Copy)]
pub enum Times {
    /// This many hours off.
    Zone(i64),
    /// Ten years earlier.
    LongAgo,
    /// The same time for all campaigns.
    Frozen,
}

impl Times {
    pub const ALL: [Self; 6] =
        [Self::Zone(0), Self::Zone(0), Self::Zone(-12), Self::Zone(14), Self::LongAgo, Self::Frozen];

    fn written(self, made: u64) -> u64 {
        match self {
            Self::Zone(hours) => made.saturating_add_signed(hours * 3_600_000),
            Self::LongAgo => made - 315_360_000_000,
            Self::Frozen => 1_577_836_800_000,
        }
    }
}

/// A campaign, with facts that the API does not show.
#[derive(Clone)]
pub struct Campaign {
    pub id: String,
    pub name: String,
    /// Its type.
    pub kind: &'static str,
    /// The `draft_name` that was sent: the key of the ticket, if a launch created it.
    pub key: Option<String>,
    /// When it was created, in milliseconds since the Unix epoch.
    pub made: u64,
    /// When lists begin to show it.
    pub listed: u64,
    /// When it is deleted.
    pub gone: u64,
    /// When it becomes a draft, which lists of campaigns do not show.
    pub drafted: u64,
    pub canceled: bool,
    /// The number of the create request that created it.
    pub create: u64,
}

impl Campaign {
    fn is_listed(&self, now: u64) -> bool {
        self.listed <= now && self.made <= now && self.gone > now && self.drafted > now
    }
}

pub struct Server {
    pub keeps: Keeps,
    /// The maximum number of rows of a page.
    pub cap: usize,
    /// Whether lists are sorted as requested; if not, the oldest is first.
    pub sorts: bool,
    pub tidies: Tidies,
    pub times: Times,
    /// How many creates have arrived.
    pub creates: Cell<u64>,
    campaigns: RefCell<Vec<Campaign>>,
    count: Cell<u64>,
}

impl Server {
    pub fn new(keeps: Keeps, cap: usize) -> Self {
        Self {
            keeps,
            cap,
            sorts: true,
            tidies: Tidies::Nothing,
            times: Times::Zone(0),
            creates: Cell::new(0),
            campaigns: RefCell::default(),
            count: Cell::new(0),
        }
    }

    /// Creates a campaign, and returns its id.
    pub fn make(&self, name: &str, key: Option<&str>, made: u64, listed: u64) -> String {
        self.make_until(name, key, made, listed, u64::MAX)
    }

    pub fn make_until(&self, name: &str, key: Option<&str>, made: u64, listed: u64, gone: u64) -> String {
        let count = self.count.replace(self.count.get() + 1);
        let id = format!("{:08x}-aaaa-0000-0000-{count:012x}", count.wrapping_mul(0x9E37_79B9) as u32);
        let (name, key) = (name.to_owned(), key.map(str::to_owned));
        let create = self.creates.get();
        let (drafted, canceled) = (u64::MAX, false);
        let (id, kind) = (&id, "VOICE_DROP");
        let campaign =
            Campaign { id: id.clone(), name, kind, key, made, listed, gone, drafted, canceled, create };
        self.campaigns.borrow_mut().push(campaign);
        id.clone()
    }

    /// Deletes a campaign, or makes it a draft again.
    pub fn take(&self, id: &str, now: u64, is_deleted: bool) {
        self.change(id, |campaign| match is_deleted {
            true => campaign.gone = now,
            false => campaign.drafted = now,
        });
    }

    /// Changes a campaign.
    pub fn change(&self, id: &str, change: impl Fn(&mut Campaign)) {
        self.campaigns.borrow_mut().iter_mut().filter(|campaign| campaign.id == id).for_each(change);
    }

    /// Returns the ids of all campaigns that a ticket created or will create.
    pub fn made_by(&self, key: &str) -> Vec<String> {
        let campaigns = self.campaigns.borrow();
        let made = campaigns.iter().filter(|campaign| campaign.key.as_deref() == Some(key));
        made.map(|campaign| campaign.id.clone()).collect()
    }

    /// Returns how many create requests made campaigns with this key.
    pub fn creates_of(&self, key: &str) -> usize {
        let campaigns = self.campaigns.borrow();
        let made = campaigns.iter().filter(|campaign| campaign.key.as_deref() == Some(key));
        made.map(|campaign| campaign.create).collect::<std::collections::BTreeSet<_>>().len()
    }

    /// Returns how many campaigns with this key lists showed at that time.
    pub fn shown(&self, key: &str, then: u64) -> usize {
        let campaigns = self.campaigns.borrow();
        campaigns.iter().filter(|row| row.key.as_deref() == Some(key) && row.is_listed(then)).count()
    }

    /// Returns whether a campaign of this name by someone else cannot be told from the launch's own.
    pub fn has_alike(&self, name: &str, key: &str) -> bool {
        let mut others = self.campaigns.borrow().clone();
        others.retain(|campaign| campaign.name == name && campaign.key.as_deref() != Some(key));
        others.iter().any(|campaign| campaign.key.is_none() || !self.keeps.shows_others())
    }

    /// Returns whether the campaign with this id has this name.
    pub fn is_named(&self, id: &str, name: &str) -> bool {
        self.campaigns.borrow().iter().any(|campaign| campaign.id == id && campaign.name == name)
    }

    /// `GET …/auto_dialer_campaigns`
    pub fn list(&self, query: &str, now: u64) -> String {
        let parameter = |name: &str| {
            let pair = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
            pair.unwrap_or_default()
        };
        if query == "limit=1" {
            // The launch only tests whether it may read lists.
            return r#"{"data":[]}"#.into();
        }
        assert_eq!(parameter("stage"), "INSTANCE");
        assert_eq!(parameter("order_by"), "created_time%3Adesc");
        let (offset, limit) = (parameter("offset").parse().unwrap(), parameter("limit").parse().unwrap());
        let campaigns = self.campaigns.borrow();
        let has_type = |row: &&Campaign| ["", row.kind].contains(&parameter("types"));
        let mut rows: Vec<_> = campaigns.iter().filter(|row| row.is_listed(now)).filter(has_type).collect();
        let rank = |row: &Campaign| (self.times.written(row.made), row.id.clone());
        rows.sort_by_key(|row| std::cmp::Reverse(rank(row)));
        if !self.sorts {
            rows.reverse();
        }
        let page = rows.into_iter().skip(offset).take(self.cap.min(limit));
        let rows: Vec<_> = page.map(|row| self.show(row, self.keeps != Keeps::InDetail)).collect();
        format!("{{\"data\":[{}]}}", rows.join(","))
    }

    /// `GET …/auto_dialer_campaigns/{id}`
    pub fn get(&self, id: &str, now: u64) -> Option<String> {
        let campaigns = self.campaigns.borrow();
        let campaign = campaigns.iter().find(|row| row.id == id && row.made <= now && row.gone > now)?;
        Some(self.show(campaign, true))
    }

    /// Returns the body of the reply to a create.
    pub fn answer(&self, id: &str) -> String {
        let campaigns = self.campaigns.borrow();
        let campaign = campaigns.iter().find(|row| row.id == id).expect("it was made");
        self.show(campaign, true)
    }

    /// Returns a campaign that this ticket did not create, and that does not look like its own.
    pub fn stranger(&self, name: &str) -> String {
        let row = Campaign {
            id: "0bad0bad-aaaa-0000-0000-000000000000".into(),
            name: format!("not {name}"),
            kind: "VOICE_DROP",
            key: None,
            made: 1_700_000_000_000,
            listed: 0,
            gone: 0,
            drafted: 0,
            canceled: false,
            create: 0,
        };
        self.show(&row, false)
    }

    fn show(&self, campaign: &Campaign, with_key: bool) -> String {
        let written = campaign.key.as_deref().and_then(|key| self.keeps.written(key, &campaign.name));
        let key = match written {
            Some(key) if with_key => format!("\"draft_name\":\"{key}\","),
            // An absent member, `null` and "" are equivalent.
            _ => ["", "\"draft_name\":null,", "\"draft_name\":\"\","][(campaign.made % 3) as usize].into(),
        };
        let (id, name) = (&campaign.id, self.tidies.written(&campaign.name));
        let made = stamp(self.times.written(campaign.made));
        [
            "{\"start_time\":\"2026-07-08T03:06:09\",\"name\":\"",
            &name,
            "\",",
            &key,
            if campaign.canceled { "\"status\":\"CANCELED\"," } else { "" },
            "\"type\":\"",
            campaign.kind,
            "\",\"tts_language\":\"en-US\",\"max_attempts\":1,\"max_dialers\":20,",
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

/// Formats a time as the API does: UTC without an offset, with microseconds.
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
