//! Persistence with `--db`.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, SystemTime},
};

use seax_sandbox::timestamp::Timestamp;
use serde_json::{Value, json};

use crate::support::{Client, SURVEY, draft_with, wait_until};

const ROUNDS: usize = 6;
const WRITERS: usize = 4;

/// A file that is removed when this value is dropped.
struct File(PathBuf);

impl File {
    fn new() -> Self {
        static FILES: AtomicUsize = AtomicUsize::new(0);
        let number = FILES.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("seax-sandbox-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder.join("sandbox.db"))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.0.parent().unwrap());
    }
}

/// A running sandbox, which is killed with SIGKILL.
struct Process {
    child: Child,
    client: Client,
}

impl Process {
    fn start(file: &Path, arguments: &[&str]) -> Self {
        let mut child = command(file, arguments).stdout(Stdio::piped()).spawn().unwrap();
        let line = BufReader::new(child.stdout.take().unwrap()).lines().next().unwrap().unwrap();
        let origin = line.strip_prefix("listening on ").unwrap();
        let client = Client::new(origin, "3fa85f64-5717-4562-b3fc-2c963f66afa6", "sandbox-key");
        Self { child, client }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(file: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seax-sandbox"));
    command.args(["--port", "0", "--db"]).arg(file).args(arguments);
    command
}

fn refused(file: &Path, arguments: &[&str]) -> String {
    let Output { status, stderr, .. } = command(file, arguments).output().unwrap();
    assert_eq!(status.code(), Some(1));
    String::from_utf8(stderr).unwrap()
}

/// What a writer knows about a campaign.
struct Known {
    name: String,
    /// The campaign as in the last reply; `None` before the first reply.
    acknowledged: Option<Value>,
    /// Whether a request was sent after that, without a reply.
    is_open: bool,
}

/// Creates, pauses and renames campaigns until the server is gone.
fn write(client: &Client, round: usize, writer: usize, paused_so_far: &AtomicUsize) -> Vec<Known> {
    let mut all = Vec::new();
    for number in 0.. {
        let name = format!("{round}-{writer}-{number}");
        all.push(Known { name: name.clone(), acknowledged: None, is_open: true });
        let Some(known) = all.last_mut() else { break };
        let Ok(created) = client.try_create(&draft_with(json!({ "name": name, "max_dialers": 1 }))) else {
            break;
        };
        assert_eq!(created.status, 201, "{}", created.text);
        known.acknowledged = Some(created.body.clone());
        let Ok(paused) = client.try_update(&created.body["id"], &json!({ "status": "PAUSED" })) else {
            break;
        };
        assert_eq!(paused.status, 200, "{}", paused.text);
        (known.acknowledged, known.is_open) = (Some(paused.body), false);
        paused_so_far.fetch_add(1, Ordering::Relaxed);
    }
    all
}

#[test]
fn a_kill_loses_nothing_that_was_acknowledged() {
    let file = File::new();
    let mut all: Vec<Known> = Vec::new();
    for round in 0..ROUNDS {
        let process = Process::start(&file.0, &[]);
        check(&process.client, &all);
        // Kills the sandbox at different points of the writing: after `enough` campaigns, which works on a busy
        // machine too, and `moment` milliseconds later.
        let (enough, moment) = [(0, 5), (9, 3), (2, 0), (5, 7), (1, 1), (14, 2)][round % 6];
        let (client, paused_so_far) = (&process.client, &AtomicUsize::new(0));
        thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| scope.spawn(move || write(client, round, writer, paused_so_far)))
                .collect();
            // Bounded, because the writers stop only when the server is gone.
            for _ in 0..6_000 {
                if paused_so_far.load(Ordering::Relaxed) >= enough {
                    break;
                }
                thread::sleep(Duration::from_millis(10));
            }
            thread::sleep(Duration::from_millis(moment));
            Command::new("kill").args(["-KILL", &process.child.id().to_string()]).status().unwrap();
            all.extend(writers.into_iter().flat_map(|writer| writer.join().unwrap()));
        });
    }
    let process = Process::start(&file.0, &[]);
    check(&process.client, &all);
    assert!(all.iter().filter(|known| !known.is_open).count() > WRITERS, "too little was written to tell");
}

/// Checks that everything that was acknowledged exists exactly once and is unchanged.
fn check(client: &Client, all: &[Known]) {
    let rows = client.ok("auto_dialer_campaigns?limit=0");
    for Known { name, acknowledged, is_open } in all {
        let found: Vec<&Value> =
            rows["data"].as_array().unwrap().iter().filter(|row| row["name"] == *name).collect();
        let Some(acknowledged) = acknowledged else {
            assert!(found.len() <= 1, "{name} is there {} times", found.len());
            continue;
        };
        assert_eq!(found.len(), 1, "{name} was acknowledged");
        assert_eq!(found[0]["id"], acknowledged["id"]);
        assert_eq!(found[0]["created_time"], acknowledged["created_time"]);
        if !is_open {
            assert_eq!(found[0]["status"], "PAUSED", "{name}");
        }
    }
}

/// Returns the calls of a campaign so far, without the fields that change during a call.
fn calls(client: &Client, campaign: &Value) -> Vec<Value> {
    let id = campaign["id"].as_str().unwrap();
    let jobs = client.ok(&format!("auto_dialer_campaigns/{id}/jobs?include_detail=true&limit=0"));
    let call = |job: &Value| json!([job["id"], job["attempt"], job["created_time"], job["contact"]["id"]]);
    jobs["data"].as_array().unwrap().iter().map(call).collect()
}

#[test]
fn a_campaign_continues_after_a_kill_and_calls_nobody_twice() {
    let file = File::new();
    let process = Process::start(&file.0, &["--speed", "120"]);
    let campaign = process.client.created(&draft_with(json!({ "max_dialers": 2, "max_attempts": 1 })));
    wait_until("some calls", || calls(&process.client, &campaign).len() > 5);
    let before = calls(&process.client, &campaign);
    process.kill();

    let process = Process::start(&file.0, &[]);
    let after = calls(&process.client, &campaign);
    let mut in_order = before.clone();
    in_order.sort_by_key(Value::to_string);
    let mut still_there: Vec<Value> = after.iter().filter(|call| before.contains(call)).cloned().collect();
    still_there.sort_by_key(Value::to_string);
    assert_eq!(still_there, in_order, "the calls that were placed stay as they were");
    wait_until("the end", || process.client.campaign(&campaign["id"])["status"] == "FINISHED");
    let all = calls(&process.client, &campaign);
    let mut called: Vec<String> = all.iter().map(|call| call[3].to_string()).collect();
    called.sort();
    let count = called.len();
    called.dedup();
    assert_eq!(called.len(), count, "nobody is called twice");
    let total = process.client.campaign(&campaign["id"])["statistics"]["total"].as_u64().unwrap();
    assert_eq!(count as u64, total);
}

#[test]
fn calls_that_were_refused_because_of_their_time_stay_refused() {
    let file = File::new();
    let flags = ["--speed", "1000000000", "--contacts", "60", "--enforce-hours"];
    let process = Process::start(&file.0, &flags);
    // The day after tomorrow, from 3:00 to 4:00 in New York, or from 4:00 to 5:00 in summer.
    let days = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs() / 86_400 + 2;
    let midnight = Timestamp::from_micros(0) + Duration::from_secs(days * 86_400);
    let at = |hour: u64| format!("{}Z", midnight + Duration::from_secs(hour * 3_600));
    let draft = draft_with(json!({
        "any_contact_label_ids": [], "max_attempts": 1, "is_schedule": true,
        "start_time": at(8), "end_time": at(9),
    }));
    let id = process.client.created(&draft)["id"].clone();
    wait_until("over", || process.client.campaign(&id)["status"] == json!("FINISHED"));
    let refused_calls =
        |client: &Client| client.control("GET", "refused_calls", None).unwrap().body["data"].clone();
    let before = refused_calls(&process.client);
    assert!(before.as_array().unwrap().len() > 10, "{before}");
    process.kill();

    let again = Process::start(&file.0, &[]);
    assert_eq!(refused_calls(&again.client), before);
    again.kill();

    let free = File::new();
    Process::start(&free.0, &[]).kill();
    let message = refused(&free.0, &["--enforce-hours"]);
    assert!(message.contains("without --enforce-hours"), "{message}");
}

#[test]
fn workspaces_keys_files_and_late_commits_persist() {
    let file = File::new();
    let process = Process::start(&file.0, &["--contacts", "20", "--seed", "7"]);
    let other = process.client.open(json!({ "contacts": 30, "speed": 5.0 }));
    other.add_fault(json!({ "kind": "drop_reply", "method": "POST" }));
    assert!(other.try_create(&draft_with(json!({ "name": "unheard" }))).is_err());
    other.add_fault(json!({ "kind": "forget_draft_name", "method": "POST" }));
    other.created(&draft_with(json!({ "name": "nameless", "draft_name": "key" })));
    let refused = other.create(&draft_with(json!({ "name": null })));
    assert_eq!(refused.status, 422);
    let (workspace, key) = (other.workspace.clone(), other.key.clone());
    let names = |client: &Client| client.column("auto_dialer_campaigns?order_by=created_time:asc", "name");
    let (before, contacts) = (names(&other), other.ok("contacts?limit=0"));
    process.kill();

    let process = Process::start(&file.0, &[]);
    let other = Client::new(&process.client.origin, &workspace, &key);
    assert_eq!(names(&other), before);
    assert!(before.contains(&json!("unheard")), "its answer was lost, and not what it did");
    let nameless = other.ok("auto_dialer_campaigns?limit=0");
    let nameless = nameless["data"].as_array().unwrap().iter().find(|row| row["name"] == "nameless").unwrap();
    assert!(nameless["draft_name"].is_null(), "what a fault did stays done: {nameless}");
    assert_eq!(other.ok("contacts?limit=0"), contacts);
    assert_eq!(process.client.ok("contacts?limit=1")["total"], 20);
    assert_ne!(process.client.open(json!({})).workspace, workspace);
}

#[test]
fn contacts_labels_and_imports_persist() {
    let file = File::new();
    let process = Process::start(&file.0, &["--speed", "10000"]);
    let client = &process.client;
    let label = client.send("POST", "contact_labels", Some(&json!({ "name": "Autumn" }))).body;
    let person = json!({ "name": "Ada", "phone": "+15550100", "contact_label_ids": [label["id"]] });
    let contact = client.send("POST", "contacts", Some(&person)).body;
    let change = json!({ "note": "first", "contact_field_data": { "city": "Taipei" } });
    client.send("PATCH", &format!("contacts/{}", contact["id"].as_str().unwrap()), Some(&change));
    let gone =
        client.column("contacts?limit=1&order_by=created_time:asc", "id")[0].as_str().unwrap().to_owned();
    assert_eq!(client.send("DELETE", &format!("contacts/{gone}"), None).status, 204);
    let rows = "name,phone,labels\nBo,+15550101,Autumn\nAda again,+15550100,\nbad,12,\n";
    let job = client.upload("import_contacts?duplicate_strategy=mark", rows).body;
    let job = format!("jobs/{}", job["job_id"].as_str().unwrap());
    wait_until("imported", || client.get(&job).body["ended_at"].is_string());
    let everything = |client: &Client| {
        let lists = ["contacts?limit=0&order_by=id:asc", "contact_labels?limit=0&order_by=id:asc"];
        (lists.map(|list| client.ok(list)), client.get(&job).body)
    };
    let before = everything(client);
    process.kill();

    let process = Process::start(&file.0, &[]);
    assert_eq!(everything(&process.client), before);
    assert_eq!(before.1["result"]["marked"], 1, "{}", before.1);
    assert!(!before.0[0].to_string().contains(&gone));
}

#[test]
fn a_deleted_campaign_stays_deleted() {
    let file = File::new();
    let process = Process::start(&file.0, &[]);
    let kept = process.client.created(&draft_with(json!({ "any_contact_label_ids": [SURVEY] })));
    let gone = process.client.created(&draft_with(json!({ "name": "gone" })));
    let path = format!("auto_dialer_campaigns/{}", gone["id"].as_str().unwrap());
    assert_eq!(process.client.send("DELETE", &path, None).status, 204);
    process.kill();

    let process = Process::start(&file.0, &[]);
    assert_eq!(process.client.get(&path).status, 404);
    assert_eq!(process.client.campaign(&kept["id"])["id"], kept["id"]);
    let next = process.client.created(&draft_with(json!({ "name": "next" })));
    assert!(next["id"] != gone["id"] && next["id"] != kept["id"], "an id is never given again");
}

#[test]
fn an_unusable_file_is_refused_by_name() {
    let file = File::new();
    let process = Process::start(&file.0, &["--seed", "3"]);
    assert!(refused(&file.0, &[]).contains("is in use"));
    process.kill();
    let name = file.0.to_str().unwrap();
    let other_seed = refused(&file.0, &["--seed", "4"]);
    assert!(other_seed.starts_with(name), "{other_seed}");
    assert!(other_seed.contains("--seed 3") && other_seed.contains("another file"), "{other_seed}");
    Process::start(&file.0, &["--seed", "3", "--page-cap", "5"]).kill();

    let text = File::new();
    fs::write(&text.0, "name,phone\nAda,+15550100\n".repeat(100)).unwrap();
    let says = refused(&text.0, &[]);
    assert!(says.contains("is not an SQLite database"), "{says}");
    assert!(fs::read_to_string(&text.0).unwrap().starts_with("name,phone"), "it is left as it was");

    let nowhere = refused(Path::new("/nowhere/at/all.db"), &[]);
    assert!(nowhere.contains("/nowhere/at/all.db"), "{nowhere}");
}

#[test]
fn a_damaged_file_is_refused_by_name() {
    let file = File::new();
    let process = Process::start(&file.0, &[]);
    for name in ["first-campaign", "second-campaign", "third-campaign"] {
        process.client.created(&draft_with(json!({ "name": name })));
    }
    process.kill();
    let sound = fs::read(&file.0).unwrap();
    let position = |text: &[u8]| sound.windows(text.len()).position(|window| window == text).unwrap();

    let body = position(b"second-campaign");
    let target = position(b"/auto_dialer_campaigns");
    for position in [body, body + 14, target + 3] {
        let mut damaged = sound.clone();
        damaged[position] ^= 1;
        fs::write(&file.0, damaged).unwrap();
        let says = refused(&file.0, &[]);
        assert!(says.starts_with(file.0.to_str().unwrap()) && says.contains("is damaged: write"), "{says}");
    }

    fs::write(&file.0, &sound).unwrap();
    Process::start(&file.0, &[]).kill();
    for statement in ["DELETE FROM writes WHERE number = 2", "UPDATE settings SET contacts = contacts + 1"] {
        fs::write(&file.0, &sound).unwrap();
        rusqlite::Connection::open(&file.0).unwrap().execute_batch(statement).unwrap();
        let says = refused(&file.0, &[]);
        assert!(says.starts_with(file.0.to_str().unwrap()) && says.contains("is damaged"), "{says}");
    }
}
