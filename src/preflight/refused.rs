//! Findings about drafts that fail validation and cannot be sent.

use crate::{
    model::{
        FindingCode,
        draft::{CampaignDraft, DraftFields},
        finding::CheckResult,
    },
    preflight::{draft::AGENT, finding::Findings},
    schema::{
        Checked, ErrorKind, Format, HasSchema, InputError, Object, Strictness, members, split,
        timestamp::TimestampError,
    },
};

/// Reads a draft from the caller's JSON.
///
/// # Errors
/// A check result whose findings name each missing field of the draft, and the first other error.
pub fn read(draft: String, strictness: Strictness) -> Result<Checked<CampaignDraft>, Checked<CheckResult>> {
    match Checked::input_as(draft.clone(), strictness) {
        Ok(checked) => Ok(checked),
        Err(error) => {
            let mut findings = Findings::default();
            refuse(&draft, &error, &mut findings);
            Err(findings.preflight(None))
        }
    }
}

fn refuse(draft: &str, error: &InputError, findings: &mut Findings) {
    if let ErrorKind::Missing { name, .. } = error.source.kind
        && error.source.pointer().is_empty()
        && name == "type"
    {
        return missing(name, findings);
    }
    if !is_missing_field(error) {
        refusal(draft, error, findings);
    }
    let object = Object::new(draft.as_bytes(), &CampaignDraft::SCHEMA).object;
    let given: Vec<&str> = members(draft, object).map(|member| member.field.name).collect();
    let absent = object.fields.iter().filter(|field| field.required && !given.contains(&field.name));
    absent.for_each(|field| missing(field.name, findings));
}

/// Returns whether the error is about a missing field of the draft itself. `refuse` reports all of those separately.
fn is_missing_field(error: &InputError) -> bool {
    matches!(error.source.kind, ErrorKind::Missing { .. }) && error.source.pointer().is_empty()
}

fn missing(name: &str, findings: &mut Findings) {
    let message = match name {
        "type" => "The campaign has no type. Choose AI agent, voice drop or progressive dialer.",
        DraftFields::NAME => "The campaign has no name. Enter one.",
        DraftFields::PHONE_IDS => "No phone is selected to call from. Select at least one.",
        DraftFields::START_TIME => "The campaign has no start time. Set it.",
        DraftFields::END_TIME => "The campaign has no end time. Set it.",
        AGENT => "No AI agent is selected. Select one.",
        _ => "This field is missing. Fill it in.",
    };
    findings.add(FindingCode::MissingField, name, &[message]);
}

fn refusal(draft: &str, error: &InputError, findings: &mut Findings) {
    let (field, error) = (error.source.field(), &error.source);
    let inside = |key: &str| if field.is_empty() { key.into() } else { [&field, ".", key].concat() };
    match &error.kind {
        ErrorKind::Form(words) if *words == Format::Timestamp.words() => {
            let text = draft.get(error.offset + 1..).and_then(|text| split(text, b'"').next());
            let (code, message) = time(TimestampError::of(text.unwrap_or_default().as_bytes()));
            findings.add(code, &field, &[message]);
        }
        // All that is asked of a name is that it is not empty.
        ErrorKind::Form(_) if field == DraftFields::NAME => missing(DraftFields::NAME, findings),
        ErrorKind::Unknown { key, meant } => {
            let hint = match meant {
                Some(meant) => ["Perhaps you mean ", meant, "."].concat(),
                None => "Remove it.".into(),
            };
            let message = &["A campaign has no field called ", key, ". ", &hint];
            findings.add(FindingCode::UnknownField, &inside(key), message);
        }
        ErrorKind::Missing { name, expected } => {
            let message = &["This field is missing. It must be ", expected, "."];
            findings.add(FindingCode::MissingField, &inside(name), message);
        }
        _ => {
            let clause = error.clause();
            let end = if clause.ends_with('?') { " Correct it." } else { ". Correct it." };
            let message = &["This field ", &clause, end];
            findings.add(FindingCode::InvalidField, &field, message);
        }
    }
}

/// Returns the finding for an invalid time, with what to write instead.
fn time(error: TimestampError) -> (FindingCode, &'static str) {
    let message = match error {
        TimestampError::NoOffset => {
            return (
                FindingCode::TimeWithoutOffset,
                "This time has no time zone. Write it with an offset, such as 2026-07-08T09:00:00+08:00, or with a Z at the \
                 end for UTC.",
            );
        }
        TimestampError::Offset => {
            "The time zone of this time is not written as an offset. Write it as +08:00, or as Z for UTC."
        }
        TimestampError::NoSeconds => {
            "This time has no seconds. Write it with seconds, such as 2026-07-08T09:00:00+08:00."
        }
        TimestampError::Date => "There is no such date. Correct the day or the month.",
        TimestampError::Time => {
            "There is no such time of day: times go from 00:00:00 to 23:59:59. For midnight at the end of a day, write \
             00:00:00 of the next day."
        }
        TimestampError::Form => {
            "This is not a date and time. Write it like 2026-07-08T09:00:00+08:00, or with a Z at the end for UTC."
        }
    };
    (FindingCode::InvalidField, message)
}
