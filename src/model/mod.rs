//! The API's data types, one file per resource. Each is declared once for Rust, TypeScript and the scanner.
//!
//! A field of a reply is required only where both of the API's documents have it in every case: not if a create may leave it out
//! without a default, or if it is for some channels only. Every other field may be absent or `null`. What the client cannot work
//! without is required as well: `data` and `campaign_results` (the rows), `CampaignAttempt.id`, `Job.job_id` and
//! `ValidationIssue.msg`.
//!
//! Unknown fields and enumeration values in replies are passed through unchanged.

pub mod agent;
pub mod call;
pub mod campaign;
pub mod change;
mod comma_list;
pub mod contact;
pub mod contact_file;
pub mod draft;
pub mod error_body;
pub mod figures;
pub mod finding;
mod finding_code;
pub mod hours;
mod id;
pub mod import;
pub mod job;
pub mod label;
pub mod launch;
pub mod message;
mod number;
mod open_enum;
mod page;
pub mod phone;
pub mod result;
pub mod snapshot;
pub mod test_call;
mod text;
pub mod time;
pub mod user;
pub mod validation;
pub mod webhook;

pub use comma_list::{CommaList, Order};
pub use finding_code::FindingCode;
pub use id::{
    AgentId, CallId, CampaignId, CampaignJobId, ContactFieldId, ContactId, ConversationConfigId,
    ConversationId, JobId, LabelId, PhoneId, WorkspaceId,
};
pub use number::PhoneNumber;
pub use page::Page;
pub use text::{ClockTime, NonEmptyString};
