//! The fields of a campaign from which figures are derived.

use crate::{
    model::campaign::{Campaign, CampaignStatistics, CampaignStatus},
    schema::{self, Checked, MAX_SAFE_INTEGER, Member, members},
    timestamp::Timestamp,
};

/// The fields of a campaign from which figures are derived.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub status: Option<CampaignStatus>,
    pub counts: CampaignStatistics,
    pub max_attempts: u64,
    pub start: Option<Timestamp>,
    pub end: Option<Timestamp>,
    pub created: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    /// Whether its window differs between contacts.
    pub local_window: bool,
}

impl Reading {
    pub fn of(campaign: &Checked<Campaign>) -> Self {
        let mut reading = Self {
            status: None,
            counts: CampaignStatistics {
                human: None,
                machine: None,
                unknown: None,
                no_answer: None,
                total: None,
            },
            max_attempts: 1,
            start: None,
            end: None,
            created: None,
            updated: None,
            local_window: false,
        };
        for member in campaign.object().members() {
            match member.field.name {
                Campaign::STATUS => reading.status = member.text().map(CampaignStatus::from),
                Campaign::STATISTICS => reading.count(member.json),
                Campaign::MAX_ATTEMPTS => reading.max_attempts = count(&member).unwrap_or(1),
                Campaign::START_TIME => reading.start = time(&member),
                Campaign::END_TIME => reading.end = time(&member),
                Campaign::CREATED_TIME => reading.created = time(&member),
                Campaign::UPDATED_TIME => reading.updated = time(&member),
                Campaign::IS_TIMEZONE_AWARE => reading.local_window |= member.json == "true",
                Campaign::RELATIVE_TIME_CONFIG => reading.local_window = true,
                _ => {}
            }
        }
        reading
    }

    fn count(&mut self, statistics: &str) {
        for member in members(statistics, CampaignStatistics::OBJECT) {
            let counter = match member.field.name {
                CampaignStatistics::HUMAN => &mut self.counts.human,
                CampaignStatistics::MACHINE => &mut self.counts.machine,
                CampaignStatistics::UNKNOWN => &mut self.counts.unknown,
                CampaignStatistics::NO_ANSWER => &mut self.counts.no_answer,
                CampaignStatistics::TOTAL => &mut self.counts.total,
                _ => continue,
            };
            *counter = count(&member);
        }
    }

    /// Returns whether the status is final. An unknown status is not.
    pub fn is_terminal(&self) -> bool {
        self.status.as_ref().is_some_and(|status| CampaignStatus::is_final(status.as_str()))
    }

    /// Returns whether the campaign's status is one in which it dials.
    pub fn is_dialling(&self) -> bool {
        !self.is_terminal() && !matches!(self.status, Some(CampaignStatus::Pending | CampaignStatus::Paused))
    }

    /// Returns the sum of the results that the API counts, or `None` if it counts none.
    pub fn results(&self) -> Option<u64> {
        let CampaignStatistics { human, machine, unknown, no_answer, .. } = self.counts;
        sum_present(&[human, machine, unknown, no_answer])
    }

    /// Returns the sum of the answered calls that the API counts, or `None` if it counts none.
    pub fn answered(&self) -> Option<u64> {
        let CampaignStatistics { human, machine, unknown, .. } = self.counts;
        sum_present(&[human, machine, unknown])
    }
}

/// Returns the sum of the counts that are present, or `None` if none is.
fn sum_present(counts: &[Option<u64>]) -> Option<u64> {
    counts.iter().flatten().copied().reduce(add)
}

/// Returns the sum of the counts, or `None` if one is absent.
pub(super) fn sum_all(counts: &[Option<u64>]) -> Option<u64> {
    counts.iter().try_fold(0, |sum, count| Some(add(sum, (*count)?)))
}

fn add(left: u64, right: u64) -> u64 {
    left.saturating_add(right).min(MAX_SAFE_INTEGER)
}

fn count(member: &Member<'_>) -> Option<u64> {
    Some(schema::count(member.json)?.min(MAX_SAFE_INTEGER))
}

fn time(member: &Member<'_>) -> Option<Timestamp> {
    Timestamp::parse_or_utc(member.text()?.as_bytes())
}
