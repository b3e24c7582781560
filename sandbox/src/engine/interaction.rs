use std::time::Duration;

use crate::{
    engine::{
        call::AnsweredBy,
        job::Job,
        plan::{Conversation, Plan},
    },
    rng::Rng,
    timestamp::Timestamp,
};

/// The events of a call that a person answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interaction {
    /// The keys that were pressed, each with its time.
    pub keys: Vec<(char, Timestamp)>,
    /// The first utterance, with its time.
    pub said: Option<(&'static str, Timestamp)>,
    /// The outcome, if an AI agent talked.
    pub outcome: Option<&'static Outcome>,
    /// Whether the call was recorded.
    pub is_recorded: bool,
}

/// The outcome of a conversation with an AI agent.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The label that the conversation gets.
    pub label: &'static ConversationLabel,
    /// A summary.
    pub summary: &'static str,
    /// The extracted values, one for each of [`EXTRACTION_FIELDS`].
    pub found: [&'static str; 2],
}

/// The fields that AI agents extract from a conversation, with their descriptions.
pub const EXTRACTION_FIELDS: [(&str, &str); 2] =
    [("interest", "How interested the person is"), ("follow_up", "What was agreed upon")];

/// A conversation label.
#[derive(Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "what the vendor's ConversationLabel schema has of it")]
pub struct ConversationLabel {
    pub name: &'static str,
    pub color: &'static str,
    pub description: &'static str,
}

const INTERESTED: ConversationLabel =
    ConversationLabel { name: "interested", color: "#388e3c", description: "Wants to know more" };
const CALL_BACK: ConversationLabel =
    ConversationLabel { name: "call back", color: "#ffa000", description: "Asked to be called again" };
const NOT_INTERESTED: ConversationLabel =
    ConversationLabel { name: "not interested", color: "#757575", description: "Declined" };

const OUTCOMES: [Outcome; 4] = [
    Outcome {
        label: &INTERESTED,
        summary: "The person wants to know more and asked for the details in writing.",
        found: ["high", "send the details"],
    },
    Outcome {
        label: &CALL_BACK,
        summary: "The person had no time and asked to be called again.",
        found: ["medium", "call again next week"],
    },
    Outcome { label: &NOT_INTERESTED, summary: "The person listened, and declined.", found: ["low", "none"] },
    Outcome {
        label: &INTERESTED,
        summary: "The person answered every question and agreed to an appointment.",
        found: ["high", "appointment made"],
    },
];

const PHRASES: [&str; 5] = ["Yes, speaking.", "Who is this?", "Hello?", "Yes, go on.", "您好,請說。"];

impl Interaction {
    /// Returns what happened in a call; `None` until it is over, or if no person answered. The result depends only on
    /// the plan and the job.
    #[must_use]
    pub fn of(plan: &Plan, job: &Job, at: Timestamp) -> Option<Self> {
        if job.answered_by(at) != Some(AnsweredBy::Human) {
            return None;
        }
        let key = plan.callees[job.callee].key;
        let purpose = u64::from_be_bytes(*b"the talk");
        let mut rng = Rng::new(&[plan.seed, plan.campaign, key, u64::from(job.attempt), purpose]);
        let length = u64::try_from(job.ended.micros_since(job.answered)).unwrap_or(0);
        let mut times: Vec<Timestamp> = Vec::new();
        for _ in 0..4 {
            let time = job.answered + Duration::from_micros(rng.below(length));
            times.insert(times.partition_point(|other| *other < time), time);
        }
        let pressed = usize::try_from(rng.below(4)).unwrap_or(0);
        let digits: Vec<char> = "0123456789#".chars().collect();
        Some(Self {
            keys: times.iter().skip(1).take(pressed).map(|&at| (rng.pick(&digits), at)).collect(),
            said: times.first().map(|&at| (rng.pick(&PHRASES), at)),
            outcome: (plan.conversation == Conversation::AiAgent).then(|| rng.pick(&OUTCOMES.each_ref())),
            is_recorded: !matches!(plan.conversation, Conversation::Recording { .. }),
        })
    }
}
