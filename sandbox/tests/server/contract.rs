//! The sandbox's document and replies, compared with the vendor's OpenAPI document; `tests/contract` does the same for the
//! client, with the same files.

use std::collections::BTreeSet;

use seax_sandbox::settings::Settings;
use serde_json::{Value, json};

use crate::document::Document;
use crate::facts::{Contract, Facts};
use crate::support::{Client, DAY, Reply, draft_with, start};

/// The reply to a successful request.
struct Answer {
    method: &'static str,
    /// The path, as in `Document`.
    path: &'static str,
    body: Value,
}

#[test]
fn every_operation_matches_the_vendors_document() {
    let (vendors, ours) = (Contract::kept(), Contract::of(&own(&start(Settings::default()))));
    let mut found: Vec<String> = Vec::new();
    for (operation, here) in &ours.0 {
        let name = format!("{} {}", operation.0, operation.1);
        match vendors.0.get(operation) {
            Some(there) => compare(&name, here, there, &mut found),
            None => found.push(format!("only the sandbox has {name}")),
        }
    }
    let missing = vendors.0.keys().filter(|operation| !ours.0.contains_key(*operation));
    found.extend(missing.map(|(method, path)| format!("only the document has {method} {path}")));
    crate::differences::check("sandbox", found);
}

fn compare(name: &str, here: &Facts, there: &Facts, found: &mut Vec<String>) {
    for ((place, here), there) in ["query", "body", "reply"].iter().zip(&here.parts).zip(&there.parts) {
        here.compare("sandbox", there, name, place, found);
    }
    if here.status != there.status {
        found.push(format!("{name}: answers {} here and {} there", here.status, there.status));
    }
}

#[test]
fn every_reply_matches_the_sandboxs_document() {
    let client = start(Settings::default());
    let ours = own(&client);
    let answers = walk(&client);
    let answered: BTreeSet<_> =
        answers.iter().map(|answer| (answer.method.to_owned(), answer.path.to_owned())).collect();
    let documented: BTreeSet<_> = ours.paths().collect();
    assert_eq!(answered, documented, "the walk goes through every operation");
    for Answer { method, path, body } in &answers {
        let schema = ours.schema_of_reply(ours.operation(method, path).unwrap());
        let faults = faults(&schema, body);
        assert!(faults.is_empty(), "{method} {path}: {faults:#?}");
    }
}

#[test]
fn every_reply_matches_the_vendors_document() {
    let Some(vendors) = Document::find() else { return };
    let mut found = Vec::new();
    for Answer { method, path, body } in walk(&start(Settings::default())) {
        let Some(operation) = vendors.operation(method, path) else { continue };
        // Fields that the document requires may be null or absent, as in the vendor's own replies.
        let faults = faults(&vendors.schema_of_reply(operation), &without_nulls(body));
        let faults = faults.into_iter().filter(|fault| !fault.contains("is a required property"));
        found.extend(faults.map(|fault| format!("{method} {path}: {fault}")));
    }
    crate::differences::check("answers", found);
}

/// Returns the errors in a reply.
fn faults(schema: &Value, body: &Value) -> Vec<String> {
    if !schema.is_object() {
        return Vec::new();
    }
    let validator = jsonschema::draft202012::new(schema).unwrap();
    let fault = |error: jsonschema::ValidationError<'_>| {
        // Row numbers are replaced, so that an error is the same in every row.
        let steps = error.instance_path().to_string();
        let steps: Vec<&str> =
            steps.split('/').map(|step| if step.parse::<usize>().is_ok() { "*" } else { step }).collect();
        format!("{} {error}", steps.join("/"))
    };
    let faults: BTreeSet<String> = validator.iter_errors(body).map(fault).collect();
    faults.into_iter().collect()
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

fn own(client: &Client) -> Document {
    let mut reply = ureq::get(format!("{}/openapi.json", client.origin)).call().unwrap();
    Document::new(serde_json::from_str(&reply.body_mut().read_to_string().unwrap()).unwrap())
}

/// Calls every operation successfully.
fn walk(client: &Client) -> Vec<Answer> {
    let mut answers = Vec::new();
    let mut note = |method, path, reply: Reply| -> Value {
        assert!((200..300).contains(&reply.status), "{method} {path}: {}", reply.text);
        answers.push(Answer { method, path, body: reply.body.clone() });
        reply.body
    };
    for path in ["phones", "contacts", "contact_labels", "ai_agents"] {
        note("GET", path, client.get(&format!("{path}?limit=0")));
    }

    let label = note(
        "POST",
        "contact_labels",
        client.send("POST", "contact_labels", Some(&json!({ "name": "New" }))),
    );
    let label = label["id"].as_str().unwrap().to_owned();
    let at = format!("contact_labels/{label}");
    note("PATCH", "contact_labels/{id}", client.send("PATCH", &at, Some(&json!({ "color": "#123456" }))));
    let person = json!({ "name": "Ada", "phone": "+15550100", "contact_label_ids": [label] });
    let contact = note("POST", "contacts", client.send("POST", "contacts", Some(&person)));
    let at = format!("contacts/{}", contact["id"].as_str().unwrap());
    note("PATCH", "contacts/{id}", client.send("PATCH", &at, Some(&json!({ "note": "first" }))));
    let import =
        note("POST", "import_contacts", client.upload("import_contacts", "name,phone\nBo,+15550101\n"));
    let job = format!("jobs/{}", import["job_id"].as_str().unwrap());
    client.advance(DAY);
    note("GET", "jobs/{id}", client.get(&job));

    let draft = draft_with(json!({
        "type": "AI_AGENT",
        "message": null,
        "ai_agent_conversation_config_id": agent(client),
        "overwrite_phone_recipient": { "type": "AI_AGENT", "receiver": agent(client) },
        "attach_contact_label_ids": [label],
        "max_attempts": 2,
    }));
    let created = note("POST", "auto_dialer_campaigns", client.create(&draft));
    let id = created["id"].as_str().unwrap();
    client.finished(&created["id"]);
    let below = |path: &str| format!("auto_dialer_campaigns/{id}{path}");
    note("GET", "auto_dialer_campaigns", client.get("auto_dialer_campaigns?limit=0"));
    note("GET", "auto_dialer_campaigns/{id}", client.get(&below("")));
    note("GET", "auto_dialer_campaigns/{id}/logs", client.get(&below("/logs?limit=0")));
    note("GET", "auto_dialer_campaigns/{id}/results", client.get(&below("/results?limit=0")));
    note("GET", "auto_dialer_campaigns/{id}/jobs", client.get(&below("/jobs?limit=0")));
    note("GET", "auto_dialer_campaigns/{id}/jobs", client.get(&below("/jobs?limit=0&include_detail=true")));
    note("GET", "auto_dialer_campaigns/{id}/download_logs", client.get(&below("/download_logs")));
    let template = client.get(&below("/download_contact_template"));
    note("GET", "auto_dialer_campaigns/{id}/download_contact_template", template);
    let window = json!({
        "option": "PLAY_TIME_DURATION",
        "start_time": "2026-07-08T03:00:00Z",
        "end_time": "2026-07-08T05:00:00Z",
    });
    note(
        "POST",
        "auto_dialer_campaigns/{id}/validate",
        client.send("POST", &below("/validate"), Some(&window)),
    );
    let file = format!("{}/_sandbox/files/people.csv", client.origin);
    ureq::put(&file).send("name,phone,city\nCy,+15550102,Taipei\n").unwrap();
    let file = client.send("POST", &below("/validate_contact_file"), Some(&json!({ "url": file })));
    note("POST", "auto_dialer_campaigns/{id}/validate_contact_file", file);

    let hook = client.created(&draft_with(json!({ "mode": "WEBHOOK", "any_contact_label_ids": null })));
    let hook = format!("auto_dialer_campaigns/{}", hook["id"].as_str().unwrap());
    let people = json!({ "contacts": [{ "name": "Di", "phone": "+15550103" }] });
    let webhooks = client.send("POST", &format!("{hook}/webhooks"), Some(&people));
    note("POST", "auto_dialer_campaigns/{id}/webhooks", webhooks);
    let pause = client.send("PATCH", &hook, Some(&json!({ "status": "PAUSED" })));
    note("PATCH", "auto_dialer_campaigns/{id}", pause);
    note("DELETE", "auto_dialer_campaigns/{id}", client.send("DELETE", &hook, None));
    let dry_run = json!({
        "phone_ids": draft["phone_ids"],
        "type": "VOICE_DROP",
        "message": "Hello",
        "capture_keypress": false,
        "capture_stt": false,
        "dial_to": "+15550104",
    });
    let dry_run = client.send("POST", "auto_dialer_campaigns/dry_run", Some(&dry_run));
    note("POST", "auto_dialer_campaigns/dry_run", dry_run);
    note("DELETE", "contacts/{id}", client.send("DELETE", &at, None));
    note("DELETE", "contact_labels/{id}", client.send("DELETE", &format!("contact_labels/{label}"), None));
    answers
}

fn agent(client: &Client) -> Value {
    client.ok("ai_agents?types=SEAX_CALL&limit=1")["data"][0]["conversation_config_id"].clone()
}
