use std::collections::BTreeMap;

use axum::http::Method;
use serde_json::Value;

use super::{
    fault::{Answer, Fault, When},
    registry::Target,
};
use crate::fields::{Fields, Result, required};

/// The operation that creates a campaign.
const CREATE: &str = "campaigns.create";

/// Reads a fault, and the requests that it applies to, from all remaining fields.
///
/// # Errors
/// Returns an error if a field is missing, unknown or invalid.
pub fn read(mut fields: Fields) -> Result<(Target, Fault)> {
    let mut target = Target {
        operation: fields.text("operation")?,
        method: fields.text("method")?,
        path: fields.text("path")?.map(|path| path.trim_start_matches('/').to_owned()),
        skip: fields.small_count("skip")?.unwrap_or(0),
        times: fields.small_count("times")?.unwrap_or(1),
    };
    let fault = read_fault(&mut fields)?;
    fields.finish()?;
    if matches!(fault, Fault::Lag { .. } | Fault::ForgetDraftName {}) {
        aim_at_create(&mut target)?;
    }
    Ok((target, fault))
}

/// Restricts a fault that only affects the creation of a campaign to that: on any other request it would be used up without an
/// effect, and a test could pass without testing anything.
fn aim_at_create(target: &mut Target) -> Result<()> {
    target.operation.get_or_insert_with(|| CREATE.to_owned());
    if target.matches(&Method::POST, "auto_dialer_campaigns", Some(CREATE)) {
        return Ok(());
    }
    Err(format!(
        "this fault is about the campaign that a request creates, so its `operation` must be {CREATE}"
    ))
}

fn read_fault(fields: &mut Fields) -> Result<Fault> {
    let kind = required("kind", fields.text("kind")?)?;
    let mut count = |name| required(name, fields.count(name)?);
    let fault = match kind.as_str() {
        "status" => Fault::Status(read_answer(fields)?),
        "status_after_commit" => Fault::StatusAfterCommit(read_answer(fields)?),
        "drop_request" => Fault::DropRequest {},
        "drop_reply" => Fault::DropReply {},
        "delay" => Fault::Delay { ms: count("ms")?, when: read_when(fields)? },
        "hang" => Fault::Hang {},
        "cut_json" => Fault::CutJson { bytes: length(count("bytes")?) },
        "cut_stream" => Fault::CutStream { bytes: length(count("bytes")?) },
        "trickle" => Fault::Trickle { chunk: length(count("chunk")?), delay_ms: count("delay_ms")? },
        "patch" => Fault::Patch {
            pointer: required("pointer", fields.text("pointer")?)?,
            value: required("value", fields.any("value"))?,
        },
        "late_commit" => Fault::LateCommit { ms: count("ms")? },
        "lag" => Fault::Lag { ms: count("ms")? },
        "forget_draft_name" => Fault::ForgetDraftName {},
        _ => return Err(format!("there is no fault of the kind `{kind}`")),
    };
    Ok(fault)
}

fn read_answer(fields: &mut Fields) -> Result<Answer> {
    let status = required("status", fields.count("status")?)?;
    let mut headers = BTreeMap::new();
    match fields.any("headers") {
        None => {}
        Some(Value::Object(given)) => {
            for (name, value) in given {
                let Value::String(value) = value else {
                    return Err(format!("the header `{name}` must be a string"));
                };
                headers.insert(name, value);
            }
        }
        Some(_) => return Err("`headers` must be an object".into()),
    }
    let status = u16::try_from(status).ok().filter(|status| (200..=599).contains(status));
    Ok(Answer {
        status: status.ok_or("`status` must be from 200 to 599")?,
        headers,
        body: fields.any("body").filter(|body| !body.is_null()),
    })
}

fn read_when(fields: &mut Fields) -> Result<When> {
    match fields.text("when")?.as_deref() {
        None | Some("before") => Ok(When::Before),
        Some("after") => Ok(When::After),
        Some(_) => Err("`when` must be \"before\" or \"after\"".into()),
    }
}

/// Converts a number of bytes, saturating at `usize::MAX`.
fn length(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::read;
    use crate::{faults::registry::RegisteredFault, fields::Fields};

    #[test]
    fn what_is_listed_can_be_read_again() {
        for fault in [
            json!({ "kind": "status", "status": 429, "headers": { "retry-after": "3" }, "body": [1] }),
            json!({ "kind": "status_after_commit", "status": 500, "headers": {} }),
            json!({ "kind": "drop_request" }),
            json!({ "kind": "drop_reply" }),
            json!({ "kind": "delay", "ms": 5, "when": "after" }),
            json!({ "kind": "hang" }),
            json!({ "kind": "cut_json", "bytes": 5 }),
            json!({ "kind": "cut_stream", "bytes": 5 }),
            json!({ "kind": "trickle", "chunk": 5, "delay_ms": 6 }),
            json!({ "kind": "patch", "pointer": "/a", "value": null }),
            json!({ "kind": "late_commit", "ms": 5 }),
            json!({ "kind": "lag", "ms": 5 }),
            json!({ "kind": "forget_draft_name" }),
        ] {
            let target = json!({
                "operation": "campaigns.create", "method": "POST", "path": "auto_dialer", "skip": 1, "times": 2,
            });
            let mut given = fault.as_object().unwrap().clone();
            given.extend(target.as_object().unwrap().clone());
            let (target, fault) = read(Fields::of(Value::Object(given.clone())).unwrap()).unwrap();
            let mut listed = serde_json::to_value(RegisteredFault { id: 7, target, fault }).unwrap();
            assert_eq!(listed.as_object_mut().unwrap().remove("id"), Some(json!(7)));
            assert_eq!(listed, Value::Object(given));
        }
    }

    #[test]
    fn a_fault_that_makes_no_sense_says_why() {
        for (fault, reason) in [
            (json!({}), "missing field `kind`"),
            (json!({ "kind": "delay" }), "missing field `ms`"),
            (json!({ "kind": "delay", "ms": 5, "when": "soon" }), "`when`"),
            (json!({ "kind": "hang", "bytes": 5 }), "unknown field `bytes`"),
            (json!({ "kind": "status", "status": 600 }), "from 200 to 599"),
            (json!({ "kind": "status", "status": 500, "headers": { "a": 1 } }), "header `a`"),
            (json!({ "kind": "explode" }), "`explode`"),
            (json!({ "kind": "lag", "ms": 5, "operation": "phones.list" }), "must be campaigns.create"),
            (json!({ "kind": "lag", "ms": 5, "path": "/phones" }), "must be campaigns.create"),
            (json!({ "kind": "forget_draft_name", "method": "GET" }), "must be campaigns.create"),
        ] {
            let error = read(Fields::of(fault).unwrap()).unwrap_err();
            assert!(error.contains(reason), "{error}");
        }
    }
}
