//! The views of a campaign's calls agree: jobs, logs, results, statistics and the CSV file.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use seax_sandbox::settings::Settings;
use serde_json::{Value, json};

use crate::support::{CALLING_AGENT, Client, draft_with, start};

struct Told {
    campaign: Value,
    jobs: Vec<Value>,
    logs: Vec<Value>,
    results: Vec<Value>,
}

fn path(id: &Value, below: &str) -> String {
    format!("auto_dialer_campaigns/{}/{below}", id.as_str().unwrap())
}

fn rows(client: &Client, path: &str) -> Vec<Value> {
    client.ok(path)["data"].as_array().unwrap().clone()
}

/// Runs a campaign to its end, and returns it with the views of its calls.
fn told(client: &Client, change: Value) -> Told {
    let mut draft = draft_with(json!({
        "any_contact_label_ids": null, "max_attempts": 3, "capture_keypress": true, "capture_stt": true,
    }));
    draft.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    let id = client.created(&draft)["id"].clone();
    let campaign = client.finished(&id);
    let results = client.ok(&path(&id, "results?limit=0"));
    assert_eq!(results["campaign_id"], id);
    assert_eq!(results["campaign_status"], json!("FINISHED"));
    Told {
        jobs: rows(client, &path(&id, "jobs?limit=0")),
        logs: rows(client, &path(&id, "logs?limit=0")),
        results: results["campaign_results"].as_array().unwrap().clone(),
        campaign,
    }
}

fn with_an_agent() -> Value {
    json!({ "type": "AI_AGENT", "ai_agent_conversation_config_id": CALLING_AGENT })
}

fn client() -> Client {
    start(Settings::default())
}

#[test]
fn jobs_logs_and_results_tell_the_same_of_every_call() {
    let client = client();
    let told = told(&client, with_an_agent());
    assert_eq!((told.jobs.len(), told.jobs.len()), (told.logs.len(), told.results.len()));
    let detailed = rows(&client, &path(&told.campaign["id"], "jobs?limit=0&include_detail=true"));
    for (index, job) in told.jobs.iter().enumerate() {
        let (log, result, detail) = (&told.logs[index], &told.results[index], &detailed[index]);
        for (name, value) in job.as_object().unwrap() {
            assert_eq!((&log[name], &detail[name]), (value, value), "{name}");
        }
        assert_eq!(job["sequence"], json!(index + 1));
        assert_eq!((&log["contact"], &log["call"]), (&detail["contact"], &detail["call"]));
        assert_eq!(log["campaign"], told.campaign);
        let call = &log["call"];
        assert_eq!((&call["start_time"], &call["end_time"]), (&job["start_time"], &job["end_time"]));
        assert_eq!(result["seax_call_id"], call["id"]);
        assert_eq!(result["twilio_call_sid"], call["external_id"]);
        assert_eq!(result["sender_number"], call["from_number"]);
        assert_eq!(result["contact_name"], log["contact"]["name"]);
        assert_eq!(result["contact_number"], call["to_number"]);
        assert_eq!(result["call_send_time"], job["start_time"]);
        assert_eq!(result["call_duration"], call["duration"]);
        assert_eq!(result["call_status"], call["status"]);
        let captures = call["ivr_captures"].as_array().unwrap();
        let keys = captures.iter().filter(|capture| !capture["keypress"].is_null());
        let keys: Vec<Value> = keys.map(|capture| capture["keypress"].clone()).collect();
        assert_eq!(result["key_press"], json!(keys));
        agree_on_the_talk(log, result);
    }
    let ids: BTreeSet<&str> = told.jobs.iter().map(|job| job["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), told.jobs.len());
}

fn agree_on_the_talk(log: &Value, result: &Value) {
    let is_human = log["answered_by"] == json!("human");
    assert_eq!(log["conversation"].is_object(), is_human);
    assert_eq!(result["call_summary"].is_string(), is_human);
    assert_eq!(log["call"]["recordings"].as_array().unwrap().len(), usize::from(is_human));
    if !is_human {
        assert_eq!((&result["labels"], &result["call_extraction"]), (&json!([]), &json!([])));
        return;
    }
    let talk = &log["conversation"]["external_conversations"][0];
    assert_eq!(talk["summary"], result["call_summary"]);
    assert_eq!(talk["conversation_labels"][0]["id"], result["labels"][0]["id"]);
    let found = result["call_extraction"].as_array().unwrap().iter();
    let found = found.map(|item| (item["field_name"].as_str().unwrap().to_owned(), item["content"].clone()));
    assert_eq!(json!(found.collect::<BTreeMap<_, _>>()), talk["extraction"]);
    assert!(log["call"]["duration"].as_f64().unwrap() > 0.0);
}

#[test]
fn statistics_are_the_latest_results_of_everybody_in_the_logs() {
    let client = client();
    let told = told(&client, json!({}));
    let mut latest = HashMap::new();
    for log in &told.logs {
        latest.insert(log["contact"]["id"].as_str().unwrap(), log["answered_by"].as_str().unwrap());
    }
    let mut counts = BTreeMap::from([("human", 0), ("machine", 0), ("unknown", 0), ("no_answer", 0)]);
    for answered_by in latest.values() {
        let bucket = match *answered_by {
            "human" | "unknown" | "no_answer" => *answered_by,
            _ => "machine",
        };
        *counts.get_mut(bucket).unwrap() += 1;
    }
    counts.insert("total", latest.len());
    assert_eq!(told.campaign["statistics"], json!(counts));
    assert!(told.logs.iter().any(|log| log["attempt"] == json!(3)));
    assert!(told.logs.iter().any(|log| log["status"] == json!("FAILED")), "one number is none");
}

#[test]
fn a_running_call_has_no_result() {
    let client = client();
    let draft = draft_with(json!({ "max_dialers": 2 }));
    let id = client.created(&draft)["id"].clone();
    let logs = rows(&client, &path(&id, "logs"));
    assert_eq!(logs.len(), 2);
    for log in &logs {
        assert_eq!((&log["status"], &log["answered_by"]), (&json!("PROCESSING"), &json!(null)));
        assert_eq!((&log["end_time"], &log["call"]["status"]), (&json!(null), &json!("ringing")));
        assert_eq!((&log["call"]["duration"], &log["conversation"]), (&json!(0.0), &json!(null)));
    }
    assert_eq!(client.ok(&path(&id, "jobs?statuses=FINISHED"))["total"], json!(0));
    assert_eq!(client.ok(&path(&id, "jobs?statuses=PROCESSING,FINISHED"))["total"], json!(2));
}

#[test]
fn a_campaign_that_captures_nothing_reports_no_keys() {
    let client = client();
    let silent = told(&client, json!({ "capture_keypress": false, "capture_stt": false }));
    assert!(silent.logs.iter().all(|log| log["call"]["ivr_captures"] == json!([])));
    assert!(silent.results.iter().all(|result| result["key_press"] == json!([])));
    let listening = told(&client, json!({ "capture_keypress": false }));
    let captures = listening.logs.iter().flat_map(|log| log["call"]["ivr_captures"].as_array().unwrap());
    let captures: Vec<&Value> = captures.collect();
    assert!(!captures.is_empty());
    assert!(captures.iter().all(|capture| capture["keypress"].is_null() && capture["stt"].is_string()));
}

#[test]
fn calls_come_in_pages_and_by_status() {
    let client = client();
    let told = told(&client, json!({}));
    let id = &told.campaign["id"];
    assert_eq!(rows(&client, &path(id, "jobs")), told.jobs[..10]);
    assert_eq!(rows(&client, &path(id, "logs?offset=7&limit=5")), told.logs[7..12]);
    let results = client.ok(&path(id, "results?offset=7&limit=5"))["campaign_results"].clone();
    assert_eq!(results, json!(told.results[7..12]));
    let failed = rows(&client, &path(id, "jobs?limit=0&statuses=FAILED"));
    let expected = told.jobs.iter().filter(|job| job["status"] == json!("FAILED"));
    assert_eq!(failed, expected.cloned().collect::<Vec<_>>());
    assert_eq!(client.ok(&path(id, "jobs?limit=1"))["total"], json!(told.jobs.len()));
    for below in ["jobs", "logs", "results"] {
        let reply = client.get(&path(id, &format!("{below}?statuses=LATE&limit=-1")));
        assert_eq!(reply.locations(), ["query.statuses", "query.limit"]);
    }
    assert_eq!(client.get(&path(id, "jobs?include_detail=perhaps")).locations(), ["query.include_detail"]);
}

#[test]
fn the_downloaded_file_has_all_logs() {
    let client = client();
    let told = told(&client, with_an_agent());
    let id = told.campaign["id"].as_str().unwrap();
    let reply = client.get(&path(&told.campaign["id"], "download_logs"));
    assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"));
    let name = format!("attachment; filename=\"campaign_logs_{id}.csv\"");
    assert_eq!(reply.header("content-disposition"), Some(name.as_str()));
    assert!(reply.header("access-control-expose-headers").unwrap().contains("Content-Disposition"));

    let mut reader = csv::Reader::from_reader(reply.text.as_bytes());
    let lines: Vec<HashMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    assert_eq!(lines.len(), told.logs.len());
    for (line, log) in lines.iter().zip(&told.logs) {
        for (column, value) in [
            ("id", &log["id"]),
            ("answered_by", &log["answered_by"]),
            ("contact_name", &log["contact"]["name"]),
            ("contact_phone", &log["call"]["to_number"]),
            ("call_status", &log["call"]["status"]),
            ("end_time", &log["end_time"]),
        ] {
            assert_eq!(Some(line[column].as_str()), value.as_str(), "{column}");
        }
        let summary = &log["conversation"]["external_conversations"][0]["summary"];
        assert_eq!(line["summary"], summary.as_str().unwrap_or_default());
    }
    assert!(lines.iter().any(|line| line["contact_name"] == r#"Robert "Bob\Rob" Smith"#));
}
