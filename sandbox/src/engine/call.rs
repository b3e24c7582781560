use std::time::Duration;

use crate::{
    engine::{
        plan::{Callee, Conversation, Line, Plan},
        statistics::Bucket,
    },
    enumeration::enumeration,
    rng::Rng,
};

enumeration! {
    /// Who or what answered, according to answering machine detection (AMD).
    AnsweredBy {
        Human = "human",
        Fax = "fax",
        MachineStart = "machine_start",
        MachineEndBeep = "machine_end_beep",
        MachineEndSilence = "machine_end_silence",
        MachineEndOther = "machine_end_other",
        Unknown = "unknown",
        NoAnswer = "no_answer",
    }
}

impl AnsweredBy {
    /// Returns the bucket of a campaign's statistics that counts this result.
    #[must_use]
    pub fn bucket(self) -> Bucket {
        match self {
            Self::Human => Bucket::Human,
            Self::Unknown => Bucket::Unknown,
            Self::NoAnswer => Bucket::NoAnswer,
            Self::Fax
            | Self::MachineStart
            | Self::MachineEndBeep
            | Self::MachineEndSilence
            | Self::MachineEndOther => Bucket::Machine,
        }
    }
}

/// One call, from the first ring to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Who or what answered.
    pub answered_by: AnsweredBy,
    /// The time from dialing until the call is answered or the dialer gives up.
    pub ring: Duration,
    /// The time from the answer to the end of the call; zero if nobody answered.
    pub talk: Duration,
    /// How long to wait before the next attempt to call this number.
    pub pause: Duration,
}

/// The results of calls that a machine answers, each repeated in proportion to how often it occurs.
const MACHINES: [AnsweredBy; 10] = [
    AnsweredBy::MachineEndBeep,
    AnsweredBy::MachineEndBeep,
    AnsweredBy::MachineEndBeep,
    AnsweredBy::MachineEndBeep,
    AnsweredBy::MachineEndSilence,
    AnsweredBy::MachineEndSilence,
    AnsweredBy::MachineEndOther,
    AnsweredBy::MachineStart,
    AnsweredBy::MachineStart,
    AnsweredBy::Fax,
];

/// Simulates a call. The result depends only on the plan, the callee and the attempt.
#[must_use]
pub fn simulate(plan: &Plan, callee: Callee, attempt: u32) -> Call {
    let mut rng = Rng::new(&[plan.seed, plan.campaign, callee.key, u64::from(attempt)]);
    let answered_by = answer(callee.line, &mut rng);
    let ring = match (callee.line, answered_by) {
        (Line::Dead, _) => seconds(2, 4, &mut rng),
        (_, AnsweredBy::NoAnswer) => seconds(25, 40, &mut rng),
        (_, AnsweredBy::Human | AnsweredBy::Unknown) => seconds(4, 20, &mut rng),
        _ => seconds(15, 25, &mut rng),
    };
    Call {
        answered_by,
        ring,
        talk: talk(plan.conversation, answered_by, &mut rng),
        pause: seconds(5 * 60, 10 * 60, &mut rng),
    }
}

fn answer(line: Line, rng: &mut Rng) -> AnsweredBy {
    let percent = rng.below(100);
    let (human, machine, unknown) = match line {
        Line::Good => (48, 22, 6),
        Line::Poor => (4, 16, 4),
        Line::Dead => (0, 0, 0),
    };
    if percent < human {
        AnsweredBy::Human
    } else if percent < human + machine {
        rng.pick(&MACHINES)
    } else if percent < human + machine + unknown {
        AnsweredBy::Unknown
    } else {
        AnsweredBy::NoAnswer
    }
}

fn talk(conversation: Conversation, answered_by: AnsweredBy, rng: &mut Rng) -> Duration {
    match (answered_by.bucket(), conversation) {
        (Bucket::NoAnswer, _) => Duration::ZERO,
        (Bucket::Unknown, _) => seconds(2, 12, rng),
        // A recording is left on the machine; other campaigns hang up when AMD has detected it.
        (Bucket::Machine, Conversation::Recording { seconds: length }) => {
            Duration::from_secs(length) + seconds(2, 5, rng)
        }
        (Bucket::Machine, _) => seconds(3, 6, rng),
        // Some people hang up before the recording ends.
        (Bucket::Human, Conversation::Recording { seconds: length }) => {
            seconds(2, length.max(3), rng).max(seconds(2, length.max(3), rng))
        }
        // Takes the lower of two draws, so that short talks are common and long ones rare.
        (Bucket::Human, Conversation::AiAgent) => seconds(15, 180, rng).min(seconds(15, 180, rng)),
        (Bucket::Human, Conversation::HumanAgent) => seconds(20, 300, rng).min(seconds(20, 300, rng)),
    }
}

fn seconds(low: u64, high: u64, rng: &mut Rng) -> Duration {
    Duration::from_micros(rng.between(low * 1_000_000, high * 1_000_000))
}
