//! What figures need of a campaign, read from its checked text.

use crate::{
    model::campaign::{Campaign, CampaignStatistics, CampaignStatus},
    schema::{Checked, Member, members},
    timestamp::Timestamp,
};

/// The largest whole number that JavaScript tells from its neighbours: a greater count is taken as this one.
const SAFE: u64 = (1 << 53) - 1;

/// A campaign, as far as figures go.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub status: Option<CampaignStatus>,
    pub counts: CampaignStatistics,
    pub max_attempts: u64,
    pub start: Option<Timestamp>,
    pub end: Option<Timestamp>,
    pub created: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    /// Whether its window opens and closes at other moments for other contacts.
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
                "status" => reading.status = member.text().map(CampaignStatus::from),
                "statistics" => reading.count(member.json),
                "max_attempts" => reading.max_attempts = count(&member).unwrap_or(1),
                "start_time" => reading.start = time(&member),
                "end_time" => reading.end = time(&member),
                "created_time" => reading.created = time(&member),
                "updated_time" => reading.updated = time(&member),
                "is_timezone_aware" => reading.local_window |= member.json == "true",
                "relative_time_config" => reading.local_window = true,
                _ => {}
            }
        }
        reading
    }

    fn count(&mut self, statistics: &str) {
        for member in members(statistics, CampaignStatistics::OBJECT) {
            let counter = match member.field.name {
                "human" => &mut self.counts.human,
                "machine" => &mut self.counts.machine,
                "unknown" => &mut self.counts.unknown,
                "no_answer" => &mut self.counts.no_answer,
                "total" => &mut self.counts.total,
                _ => continue,
            };
            *counter = count(&member);
        }
    }

    /// Whether nothing will happen any more. A status that is not known here may go on.
    pub fn is_terminal(&self) -> bool {
        use CampaignStatus::{Canceled, Failed, Finished, Terminated};
        matches!(self.status, Some(Finished | Failed | Terminated | Canceled))
    }

    /// Whether it dials, as far as its status says.
    pub fn is_dialling(&self) -> bool {
        !self.is_terminal() && !matches!(self.status, Some(CampaignStatus::Pending | CampaignStatus::Paused))
    }

    /// How many have a result, of any kind that the API tells.
    pub fn results(&self) -> Option<u64> {
        let CampaignStatistics { human, machine, unknown, no_answer, .. } = self.counts;
        told(&[human, machine, unknown, no_answer])
    }

    /// How many were answered, by whatever the API tells.
    pub fn answered(&self) -> Option<u64> {
        let CampaignStatistics { human, machine, unknown, .. } = self.counts;
        told(&[human, machine, unknown])
    }
}

/// The sum of what is told; `None` if nothing is.
fn told(counts: &[Option<u64>]) -> Option<u64> {
    counts.iter().flatten().copied().reduce(add)
}

/// The sum, if all of it is told.
pub(super) fn all(counts: &[Option<u64>]) -> Option<u64> {
    counts.iter().try_fold(0, |sum, count| Some(add(sum, (*count)?)))
}

fn add(left: u64, right: u64) -> u64 {
    left.saturating_add(right).min(SAFE)
}

fn count(member: &Member<'_>) -> Option<u64> {
    Some(member.json.parse::<u64>().ok()?.min(SAFE))
}

fn time(member: &Member<'_>) -> Option<Timestamp> {
    Timestamp::parse_or_utc(member.text()?.as_bytes())
}
