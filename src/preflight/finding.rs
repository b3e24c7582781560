//! Findings, as the checks make them: JSON text from the start, since it is all that ever becomes of them.

use crate::{
    json::{Writer, quote},
    model::{
        FindingCode,
        finding::{CheckResult, SampleContact, Severity},
    },
    schema::{Checked, elements, find_text, unescape},
};

/// What was found so far, by severity: each a list of objects.
#[derive(Default)]
pub struct Findings {
    errors: String,
    warnings: String,
    infos: String,
}

impl Findings {
    /// Adds a finding about a field. The sentence, in pieces, is for whoever runs the campaign: what is wrong, and what to
    /// do.
    pub fn add(&mut self, code: FindingCode, field: &str, message: &[&str]) {
        self.add_with(code, field, message, "", "");
    }

    /// The same, with a change that puts it right.
    pub fn add_fixable(&mut self, code: FindingCode, field: &str, message: &[&str], fix: &str) {
        self.add_with(code, field, message, "", fix);
    }

    /// The same, with the contacts that it is about. `contacts` and `fix` are JSON, or empty where there is none.
    pub fn add_with(&mut self, code: FindingCode, field: &str, message: &[&str], contacts: &str, fix: &str) {
        let severity = code.severity();
        let list = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Info | Severity::Other(_) => &mut self.infos,
        };
        if !list.is_empty() {
            list.push(',');
        }
        let mut object = Writer::new(list);
        object.text("severity", severity.as_str());
        object.text("code", code.as_str());
        object.text("field", field);
        object.text("message", &message.concat());
        if !contacts.is_empty() {
            object.raw("contacts", contacts);
        }
        if !fix.is_empty() {
            object.raw("fix", fix);
        }
        object.end();
    }

    /// All of it: errors before warnings, and those before infos; within each, the order of the checks. `audience` is the
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

/// What the errors of a check say. If there are any, the campaign is not launched, unless it is forced.
pub fn errors(preflight: &Checked<CheckResult>) -> Vec<String> {
    let object = preflight.object();
    let findings = object.members().find(|member| member.field.name == "findings");
    let mut errors = Vec::new();
    for finding in elements(findings.map_or("", |findings| findings.json)) {
        if find_text(finding, "severity") == Some(Severity::Error.as_str()) {
            errors.extend(find_text(finding, "message").map(unescape));
        }
    }
    errors
}

/// A fix that gives a field a value, which is JSON.
pub fn set(field: &str, json: &str) -> String {
    change("set", field, json)
}

/// A fix that adds ids to a list, where it does not have them.
pub fn add<'a>(field: &str, ids: impl Iterator<Item = &'a str>) -> String {
    change("add", field, &list(ids))
}

/// A fix that takes an id out of a list.
pub fn remove(field: &str, id: &str) -> String {
    change("remove", field, &list([id].into_iter()))
}

fn change(verb: &str, field: &str, json: &str) -> String {
    ["{\"", verb, "\":{\"", field, "\":", json, "}}"].concat()
}

fn list<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let mut json = String::from("[");
    for id in ids {
        json.push_str(if json.len() > 1 { ",\"" } else { "\"" });
        // An id has nothing in it to escape.
        json.push_str(id);
        json.push('"');
    }
    json.push(']');
    json
}

/// The first five of these contacts, as a JSON array.
pub fn sample(contacts: &[SampleContact]) -> String {
    let mut json = String::from("[");
    for contact in contacts.iter().take(5) {
        if json.len() > 1 {
            json.push(',');
        }
        let mut object = Writer::new(&mut json);
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
    json.push(']');
    json
}

/// A text as a JSON string.
pub fn quoted(text: &str) -> String {
    let mut json = String::new();
    quote(text, &mut json);
    json
}
