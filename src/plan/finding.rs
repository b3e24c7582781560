//! Findings: how checks make them, and their way into JSON.

use crate::{
    model::{
        FindingCode,
        draft::RecipientOverwrite,
        finding::{
            AudienceSummary, Finding, FindingContacts, Fix, FixFields, FixLists, Preflight, SampleContact,
            Severity,
        },
    },
    plan::json::{Writer, quote},
};

impl Finding {
    /// A finding about a field. The sentence is for whoever runs the campaign: what is wrong, and what to do.
    pub fn new(code: FindingCode, field: impl Into<String>, message: impl Into<String>) -> Self {
        let (field, message) = (field.into(), message.into());
        Self { severity: code.severity(), code, field, message, contacts: None, fix: None }
    }

    /// With a change that puts it right.
    pub fn fixed_by(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// With the contacts that it is about.
    pub fn about(mut self, count: u64, sample: &[SampleContact]) -> Self {
        let sample = sample.iter().take(5).cloned().collect();
        self.contacts = Some(FindingContacts { count, sample });
        self
    }
}

impl Preflight {
    /// Puts errors before warnings, and those before infos; within each, the order of the checks stays.
    pub fn new(findings: Vec<Finding>, audience: Option<AudienceSummary>) -> Self {
        let mut preflight = Self { findings: Vec::with_capacity(findings.len()), audience };
        let (mut warnings, mut infos) = (Vec::new(), Vec::new());
        for finding in findings {
            match finding.severity {
                Severity::Error => preflight.findings.push(finding),
                Severity::Warning => warnings.push(finding),
                Severity::Info | Severity::Other(_) => infos.push(finding),
            }
        }
        preflight.findings.append(&mut warnings);
        preflight.findings.append(&mut infos);
        preflight
    }

    /// The JSON text, as serde would write it, without serde's weight.
    pub fn to_json(&self) -> String {
        let mut json = String::new();
        let mut object = Writer::new(&mut json);
        object.list("findings", &self.findings, finding);
        if let Some(audience) = &self.audience {
            let mut inner = Writer::new(object.key("audience"));
            inner.raw("total", &audience.total.to_string());
            inner.raw("callable", &audience.callable.to_string());
            inner.raw("complete", if audience.complete { "true" } else { "false" });
            inner.list("sample", &audience.sample, contact);
            inner.end();
        }
        object.end();
        json
    }
}

fn finding(finding: &Finding, json: &mut String) {
    let mut object = Writer::new(json);
    object.text("severity", finding.severity.as_str());
    object.text("code", finding.code.as_str());
    object.text("field", &finding.field);
    object.text("message", &finding.message);
    if let Some(contacts) = &finding.contacts {
        let mut inner = Writer::new(object.key("contacts"));
        inner.raw("count", &contacts.count.to_string());
        inner.list("sample", &contacts.sample, contact);
        inner.end();
    }
    if let Some(Fix { set, add, remove }) = &finding.fix {
        let mut inner = Writer::new(object.key("fix"));
        if let Some(set) = set {
            fields(set, inner.key("set"));
        }
        if let Some(add) = add {
            lists(add, inner.key("add"));
        }
        if let Some(remove) = remove {
            lists(remove, inner.key("remove"));
        }
        inner.end();
    }
    object.end();
}

fn contact(contact: &SampleContact, json: &mut String) {
    let mut object = Writer::new(json);
    object.text("id", contact.id.as_str());
    object.text("name", &contact.name);
    if let Some(phone) = &contact.phone {
        object.text("phone", phone);
    }
    if let Some(message) = &contact.message {
        object.text("message", message);
    }
    object.end();
}

fn fields(set: &FixFields, json: &mut String) {
    let mut object = Writer::new(json);
    if let Some(RecipientOverwrite { r#type, receiver }) = &set.overwrite_phone_recipient {
        let mut inner = Writer::new(object.key("overwrite_phone_recipient"));
        inner.text("type", r#type.as_str());
        if let Some(receiver) = receiver {
            inner.text("receiver", receiver);
        }
        inner.end();
    }
    if let Some(agent) = &set.ai_agent_id {
        object.text("ai_agent_id", agent.as_str());
    }
    if let Some(scheduled) = set.is_schedule {
        object.raw("is_schedule", if scheduled { "true" } else { "false" });
    }
    if let Some(message) = &set.message {
        object.text("message", message);
    }
    object.end();
}

fn lists(lists: &FixLists, json: &mut String) {
    let mut object = Writer::new(json);
    if let Some(ids) = &lists.phone_ids {
        object.list("phone_ids", ids, |id, json| quote(id.as_str(), json));
    }
    if let Some(ids) = &lists.exclude_contact_ids {
        object.list("exclude_contact_ids", ids, |id, json| quote(id.as_str(), json));
    }
    if let Some(ids) = &lists.exclude_any_contact_label_ids {
        object.list("exclude_any_contact_label_ids", ids, |id, json| quote(id.as_str(), json));
    }
    object.end();
}
