//! Collects the findings of a check, serialized to JSON as they are added.

use crate::{
    json::{self, Writer},
    model::{
        FindingCode,
        finding::{CheckResult, Finding, Fix, SampleContact, Severity},
    },
    schema::{Checked, elements, find_text, unescape},
};

/// The findings so far: a comma-separated list of JSON objects per severity.
#[derive(Default)]
pub struct Findings {
    errors: String,
    warnings: String,
    infos: String,
}

impl Findings {
    /// Adds a finding about a field. The pieces of `message` form sentences for the person who runs the campaign: what is
    /// wrong, and what to do.
    pub fn add(&mut self, code: FindingCode, field: &str, message: &[&str]) {
        self.add_with(code, field, message, "", "");
    }

    /// Adds a finding with a fix, as JSON.
    pub fn add_fixable(&mut self, code: FindingCode, field: &str, message: &[&str], fix: &str) {
        self.add_with(code, field, message, "", fix);
    }

    /// Adds a finding with the contacts it is about and a fix. `contacts` and `fix` are JSON, or empty if there are none.
    pub fn add_with(&mut self, code: FindingCode, field: &str, message: &[&str], contacts: &str, fix: &str) {
        self.add_as(&code.severity(), code, field, message, contacts, fix);
    }

    /// Adds a finding with a severity that differs from its code's default.
    pub fn add_as(
        &mut self,
        severity: &Severity,
        code: FindingCode,
        field: &str,
        message: &[&str],
        contacts: &str,
        fix: &str,
    ) {
        let list = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Info | Severity::Other(_) => &mut self.infos,
        };
        if !list.is_empty() {
            list.push(',');
        }
        let mut object = Writer::new(list);
        object.text(Finding::SEVERITY, severity.as_str());
        object.text(Finding::CODE, code.as_str());
        object.text(Finding::FIELD, field);
        object.text(Finding::MESSAGE, &message.concat());
        if !contacts.is_empty() {
            object.raw(Finding::CONTACTS, contacts);
        }
        if !fix.is_empty() {
            object.raw(Finding::FIX, fix);
        }
        object.end();
    }

    /// Returns the result of the check: errors, then warnings, then infos, each in the order of the checks. `audience` is the
    /// summary of the audience, as JSON.
    pub fn preflight(self, audience: Option<&str>) -> Checked<CheckResult> {
        let mut json = String::from("{\"findings\":[");
        let start = json.len();
        for list in [self.errors, self.warnings, self.infos] {
            if json.len() > start && !list.is_empty() {
                json.push(',');
            }
            json.push_str(&list);
        }
        json.push(']');
        if let Some(audience) = audience {
            json.push_str(",\"audience\":");
            json.push_str(audience);
        }
        json.push('}');
        Checked::known(json.into_bytes())
    }
}

/// Returns the messages of a check's errors. If there are any, the campaign is not launched unless `skipCheck` is set.
pub fn errors(preflight: &Checked<CheckResult>) -> Vec<String> {
    let object = preflight.object();
    let findings = object.members().find(|member| member.field.name == CheckResult::FINDINGS);
    let mut errors = Vec::new();
    for finding in elements(findings.map_or("", |findings| findings.json)) {
        if find_text(finding, Finding::SEVERITY) == Some(const { Severity::Error.as_str() }) {
            errors.extend(find_text(finding, Finding::MESSAGE).map(unescape));
        }
    }
    errors
}

/// Returns a fix that sets a field to a JSON value.
pub fn set(field: &str, json: &str) -> String {
    change(Fix::SET, field, json)
}

/// Returns a fix that sets several fields to JSON values.
pub fn set_all(fields: &[(&str, &str)]) -> String {
    let mut json = String::from("{\"set\":");
    let mut object = Writer::new(&mut json);
    fields.iter().for_each(|(field, value)| object.raw(field, value));
    object.end();
    json.push('}');
    json
}

/// Returns a fix that adds ids to a list unless it has them.
pub fn add<'a>(field: &str, ids: impl Iterator<Item = &'a str>) -> String {
    change(Fix::ADD, field, &json::ids(ids))
}

/// Returns a fix that removes an id from a list.
pub fn remove(field: &str, id: &str) -> String {
    change(Fix::REMOVE, field, &json::ids([id].into_iter()))
}

fn change(verb: &str, field: &str, json: &str) -> String {
    ["{\"", verb, "\":{\"", field, "\":", json, "}}"].concat()
}

/// The maximum number of contacts in a sample.
pub const SAMPLE: usize = 5;

/// Returns these contacts as a JSON array.
pub fn sample(contacts: &[SampleContact]) -> String {
    json::list(contacts.iter().map(|contact| {
        let mut json = String::new();
        let mut object = Writer::new(&mut json);
        object.text(SampleContact::ID, contact.id.as_str());
        object.text(SampleContact::NAME, &contact.name);
        if let Some(phone) = &contact.phone {
            object.text(SampleContact::PHONE, phone);
        }
        if let Some(correction) = &contact.correction {
            object.text(SampleContact::CORRECTION, correction);
        }
        if let Some(message) = &contact.message {
            object.text(SampleContact::MESSAGE, message);
        }
        object.end();
        json
    }))
}
