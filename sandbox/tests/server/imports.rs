//! Contact imports and their jobs.

use std::time::Duration;

use seax_sandbox::settings::Settings;
use serde_json::{Value, json};

use crate::support::{Client, DAY, FORM, draft_with, form, label_names, start, wait_until};

fn client() -> Client {
    start(Settings::default())
}

fn try_send(client: &Client, query: &str, kind: &str, body: &str) -> Result<(u16, Value), ureq::Error> {
    let reply = client.try_post(&format!("import_contacts{query}"), kind, body)?;
    Ok((reply.status, reply.body))
}

fn send(client: &Client, query: &str, kind: &str, body: &str) -> (u16, Value) {
    try_send(client, query, kind, body).unwrap()
}

/// Starts an import, and returns the job from the reply.
fn ask(client: &Client, query: &str, file: &str) -> Value {
    let (status, job) = send(client, query, FORM, &form(file));
    assert_eq!(status, 201, "{job}");
    job
}

fn job(client: &Client, job: &Value) -> Value {
    let reply = client.get(&format!("jobs/{}", job["job_id"].as_str().unwrap()));
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply.body
}

/// Imports a file, and returns the job a day later, when it has ended.
fn import(client: &Client, strategy: &str, file: &str) -> Value {
    let asked = ask(client, &format!("?duplicate_strategy={strategy}"), file);
    client.advance(DAY);
    job(client, &asked)
}

/// Returns the counts in a job's result: total, created, updated, marked, failed.
fn counts(job: &Value) -> [u64; 5] {
    assert_eq!(job["status"], json!("finished"), "{job}");
    ["total", "created", "updated", "marked", "failed"].map(|name| job["result"][name].as_u64().unwrap())
}

fn with_number(client: &Client, digits: &str) -> Vec<Value> {
    client.ok(&format!("contacts?limit=0&order_by=name:asc&keyword=%2B{digits}"))["data"]
        .as_array()
        .unwrap()
        .clone()
}

fn label_count(client: &Client, name: &str) -> Value {
    let labels = client.ok("contact_labels?limit=0")["data"].as_array().unwrap().clone();
    labels.iter().find(|label| label["name"] == json!(name)).unwrap()["total_count"].clone()
}

#[test]
fn rows_become_contacts_with_their_labels_and_fields() {
    let client = client();
    let before = label_count(&client, "VIP").as_u64().unwrap();
    let file = "\u{feff}name,phone,whatsapp,labels,城市\r\n\
                \"O'Brien, \"\"Ann\"\"\",+12025550901,+12025550902,\"VIP, new\",台北\r\n\
                Bob,,+12025550903,new,\n\
                Cy,,,,\n";
    let job = import(&client, "mark", file);
    assert_eq!(counts(&job), [3, 3, 0, 0, 0]);
    let newest = client.ok("contacts?limit=3&order_by=created_time:desc,name:desc");
    let [ann, bob, cy] = [0, 1, 2].map(|index| &newest["data"][index]);
    assert_eq!(ann["name"], json!("O'Brien, \"Ann\""));
    assert_eq!((&ann["phone"], &ann["whatsapp_phone"]), (&json!("+12025550901"), &json!("+12025550902")));
    assert_eq!(ann["contact_field_data"], json!({ "城市": "台北" }));
    assert_eq!(label_names(ann), ["VIP", "new"]);
    assert_eq!((&bob["name"], &bob["phone"], label_names(bob)), (&json!("Cy"), &json!(null), vec![]));
    assert_eq!((&cy["name"], label_names(cy)), (&json!("Bob"), vec!["new"]));
    assert_eq!(label_count(&client, "VIP"), json!(before + 1));
    assert_eq!(label_count(&client, "new"), json!(2));
    assert_eq!(ann["created_time"], job["ended_at"], "the job was over when they were there");
}

#[test]
fn a_job_has_no_effect_before_it_ends() {
    let client = start(Settings { speed: 10.0, ..Settings::default() });
    let before = client.ok("contacts")["total"].clone();
    let asked = ask(&client, "", "name,phone\nAnn,+12025550901\n");
    assert_eq!((&asked["status"], &asked["type"]), (&json!("queued"), &json!("import_contacts")));
    assert_eq!(asked["workspace_id"], json!(client.workspace));
    assert_eq!(asked["updated_at"], asked["enqueued_at"]);
    for field in ["result", "error_msg", "started_at", "ended_at"] {
        assert_eq!(asked[field], json!(null), "{field}");
    }
    assert_eq!(job(&client, &asked), asked);
    assert_eq!(client.ok("contacts")["total"], before);

    // At this speed, it starts after 50 milliseconds and ends another 50 milliseconds later.
    let mut seen = Vec::new();
    for _ in 0..20 {
        let status = job(&client, &asked)["status"].clone();
        let are_there = with_number(&client, "12025550901").len();
        assert_eq!(
            are_there,
            usize::from(status == json!("finished")),
            "its contacts are there when it is over"
        );
        seen.push(status);
        client.advance(Duration::from_millis(10));
    }
    seen.dedup();
    assert_eq!(seen, ["queued", "started", "finished"]);
    let job = job(&client, &asked);
    let times =
        ["enqueued_at", "started_at", "ended_at"].map(|field| job[field].as_str().unwrap().to_owned());
    assert!(times.is_sorted(), "{times:?}");
}

#[test]
fn an_existing_number_is_marked_merged_or_replaced() {
    let client = client();
    let seeded = "name,phone,whatsapp,labels,a,b\nAnn,+12025550901,+12025550911,\"VIP,DNC\",1,2\n";
    let again = "name,phone,labels,b,c\nAnna,+12025550901,new,3,4\n";
    let after = |strategy: &str| {
        let workspace = client.open(json!({}));
        import(&workspace, "mark", seeded);
        let before = with_number(&workspace, "12025550901").remove(0);
        let job = import(&workspace, strategy, again);
        (before, with_number(&workspace, "12025550901"), counts(&job))
    };

    let (before, marked, count) = after("mark");
    assert_eq!((marked.len(), count), (2, [1, 1, 0, 1, 0]));
    assert_eq!(marked[0], before, "the one that was there stays as it was");
    assert_eq!(label_names(&marked[1]), ["duplicate", "new"]);

    let (before, merged, count) = after("merge");
    assert_eq!((merged.len(), count), (1, [1, 0, 1, 0, 0]));
    assert_eq!((&merged[0]["id"], &merged[0]["name"]), (&before["id"], &json!("Anna")));
    assert_eq!(merged[0]["whatsapp_phone"], json!("+12025550911"));
    assert_eq!(merged[0]["contact_field_data"], json!({ "a": "1", "b": "3", "c": "4" }));
    assert_eq!(label_names(&merged[0]), ["DNC", "VIP", "new"]);

    let (before, replaced, count) = after("replace");
    assert_eq!((replaced.len(), count), (1, [1, 0, 1, 0, 0]));
    assert_eq!((&replaced[0]["id"], &replaced[0]["created_time"]), (&before["id"], &before["created_time"]));
    assert_eq!((&replaced[0]["name"], &replaced[0]["whatsapp_phone"]), (&json!("Anna"), &json!(null)));
    assert_eq!(replaced[0]["contact_field_data"], json!({ "b": "3", "c": "4" }));
    assert_eq!(label_names(&replaced[0]), ["DNC", "new"], "who must not be called stays so");
}

#[test]
fn a_number_twice_in_one_file_is_a_duplicate_too_and_the_last_row_replaces() {
    let client = client();
    let file =
        "name,phone,whatsapp,labels\nAnn,+12025550901,,one\nAnna,+12025550901,,two\nBob,,+12025550901,\n";
    let after = |strategy: &str| {
        let workspace = client.open(json!({}));
        let job = import(&workspace, strategy, file);
        (counts(&job), workspace.ok("contacts?order_by=updated_time:desc,name:asc")["data"].clone())
    };
    assert_eq!(after("mark").0, [3, 3, 0, 2, 0]);
    let (merged, contacts) = after("merge");
    assert_eq!((merged, label_names(&contacts[0])), ([3, 1, 2, 0, 0], vec!["one", "two"]));
    assert_eq!(contacts[0]["phone"], json!("+12025550901"));
    let (replaced, contacts) = after("replace");
    assert_eq!((replaced, &contacts[0]["name"]), ([3, 1, 2, 0, 0], &json!("Bob")));
    assert_eq!((&contacts[0]["phone"], label_names(&contacts[0]).len()), (&json!(null), 0));
}

#[test]
fn the_number_of_a_deleted_contact_is_free_again() {
    let client = client();
    let file = "name,phone\nAnn,+12025550901\n";
    import(&client, "mark", file);
    let old = with_number(&client, "12025550901").remove(0);
    assert_eq!(client.send("DELETE", &format!("contacts/{}", old["id"].as_str().unwrap()), None).status, 204);
    assert_eq!(counts(&import(&client, "merge", file)), [1, 1, 0, 0, 0]);
    let new = with_number(&client, "12025550901");
    assert_eq!(new.len(), 1);
    assert_ne!(new[0]["id"], old["id"]);
}

#[test]
fn bad_rows_are_counted_and_told_of_and_the_others_are_taken_in() {
    let client = client();
    let file = "name,phone,seat\nAnn,+12025550901,1\nBob,0912,2\n,+12025550902,3\nCy,+12025550903\n\n\"Dee\n\",+12025550904,5\n";
    let job = import(&client, "mark", file);
    assert_eq!(counts(&job), [5, 2, 0, 0, 3]);
    let errors = job["result"]["errors"].as_array().unwrap();
    assert_eq!(errors.iter().map(|error| error["line"].as_u64().unwrap()).collect::<Vec<_>>(), [3, 4, 5]);
    for (error, part) in errors.iter().zip(["0912", "'name'", "2 fields"]) {
        assert!(error["msg"].as_str().unwrap().contains(part), "{error}");
    }
    assert_eq!(with_number(&client, "1202555090").len(), 2);

    let many = format!("name,phone\n{}", "Ann,12\n".repeat(150));
    let job = import(&client, "mark", &many);
    assert_eq!((counts(&job)[4], job["result"]["errors"].as_array().unwrap().len()), (150, 100));
}

#[test]
fn an_unreadable_file_fails_its_job() {
    let client = client();
    let before = client.ok("contacts")["total"].clone();
    for (file, part) in [
        ("", "no column 'name'"),
        ("phone\n+12025550901\n", "no column 'name'"),
        ("name;phone\nAnn;+12025550901\n", "no column 'name'"),
        ("name,phone,phone\nAnn,+12025550901,+12025550902\n", "'phone' twice"),
    ] {
        let job = import(&client, "mark", file);
        assert_eq!((&job["status"], &job["result"]), (&json!("failed"), &json!(null)));
        assert!(job["error_msg"].as_str().unwrap().contains(part), "{job}");
    }
    let rows = |labels: u32| (0..labels).map(|n| format!("Ann,label {n}\n")).collect::<String>();
    let job = import(&client, "mark", &format!("name,labels\n{}", rows(1_001)));
    assert!(job["error_msg"].as_str().unwrap().contains("names 1001 labels"), "{job}");
    assert_eq!(client.ok("contact_labels")["total"], json!(8), "nothing was made");
    assert_eq!(counts(&import(&client, "mark", "name,phone\n")), [0; 5]);
    assert_eq!(client.ok("contacts")["total"], before);
}

#[test]
fn a_request_without_a_file_in_a_form_is_refused() {
    let client = client();
    let locations = |query: &str, kind: &str, body: &str| {
        let (status, reply) = send(&client, query, kind, body);
        (status, reply["detail"][0]["loc"].clone())
    };
    let file = json!(["body", "file"]);
    assert_eq!(locations("", "text/csv", "name,phone\n"), (422, file.clone()));
    assert_eq!(locations("", FORM, "--PART--\r\n"), (422, file.clone()));
    assert_eq!(locations("", FORM, &form("name\n").replace("\"file\"", "\"data\"")), (422, file.clone()));
    assert_eq!(locations("", FORM, &form("name\n").replace("; filename=\"a.csv\"", "")), (422, file));
    assert_eq!(
        locations("?duplicate_strategy=drop", FORM, &form("name\n")).1,
        json!(["query", "duplicate_strategy"])
    );
    assert_eq!(send(&client, "", FORM, "--PART\r\nContent-Disposition: form-data; name=\"fi").0, 400);
    let stranger = Client::new(&client.origin, &client.workspace, "no key");
    assert_eq!(send(&stranger, "", FORM, &form("name\n")).0, 401);
}

#[test]
fn a_job_is_found_only_in_its_workspace() {
    let client = client();
    let asked = ask(&client, "", "name\nAnn\n");
    let path = format!("jobs/{}", asked["job_id"].as_str().unwrap());
    for reply in [client.open(json!({ "seed": 5 })).get(&path), client.get("jobs/no-id")] {
        assert_eq!((reply.status, &reply.body["detail"]), (404, &json!("Job not found")));
    }
    assert_ne!(ask(&client, "", "name\nAnn\n")["job_id"], asked["job_id"]);
}

#[test]
fn imported_contacts_are_called_unless_their_label_forbids_it() {
    let client = client();
    let label = "name,phone,labels\nAnn,+12025550901,leads\nBob,+12025550902,\"leads,DNC\"\nCy,,leads\n";
    import(&client, "mark", label);
    let labels = client.ok("contact_labels?keyword=leads");
    let wish = draft_with(json!({ "any_contact_label_ids": [labels["data"][0]["id"]] }));
    let campaign = client.created(&wish)["id"].clone();
    client.finished(&campaign);
    let logs =
        client.column(&format!("auto_dialer_campaigns/{}/logs", campaign.as_str().unwrap()), "contact");
    assert_eq!(logs.iter().map(|contact| contact["name"].clone()).collect::<Vec<_>>(), [json!("Ann")]);
}

#[test]
fn a_file_of_many_megabytes_is_imported() {
    let client = client();
    let before = client.ok("contacts")["total"].as_u64().unwrap();
    let rows: String =
        (0..30_000).map(|n| format!("Person {n},+1415{n:07},bulk,{}\n", "x".repeat(60))).collect();
    let job = import(&client, "replace", &format!("name,phone,labels,padding\n{rows}"));
    let [total, created, updated, ..] = counts(&job);
    assert_eq!((total, created + updated), (30_000, 30_000));
    assert_eq!(client.ok("contacts")["total"], json!(before + created));
    assert_eq!(label_count(&client, "bulk"), json!(30_000));
}

#[test]
fn imports_suffer_faults_like_everything_else() {
    let client = client();
    let file = form("name,phone\nAnn,+12025550901\n");
    let count = || with_number(&client, "12025550901").len();
    for (kind, after) in [("drop_request", 0), ("drop_reply", 1)] {
        client.add_fault(json!({ "kind": kind, "method": "POST", "path": "import_contacts" }));
        assert!(try_send(&client, "", FORM, &file).is_err());
        client.advance(DAY);
        assert_eq!(count(), after, "{kind}");
    }
    client.add_fault(json!({ "kind": "late_commit", "ms": 30, "method": "POST", "path": "import_contacts" }));
    assert!(try_send(&client, "", FORM, &file).is_err());
    client.advance(Duration::from_millis(30));
    wait_until("made late", || {
        client.advance(DAY);
        count() == 2
    });
    client.add_fault(json!({ "kind": "status", "status": 503, "path": "import_contacts" }));
    assert_eq!(send(&client, "", FORM, &file).0, 503);
    let asked = ask(&client, "?duplicate_strategy=merge", "name,phone\nAnn,+12025550901\n");
    client.add_fault(json!({ "kind": "status", "status": 500, "path": "jobs" }));
    client.advance(DAY);
    assert_eq!(client.get(&format!("jobs/{}", asked["job_id"].as_str().unwrap())).status, 500);
    assert_eq!(counts(&job(&client, &asked)), [1, 0, 1, 0, 0]);
}

#[test]
fn the_same_imports_give_the_same_contacts() {
    let client = client();
    let made = || {
        let workspace = client.open(json!({ "seed": 3 }));
        let job = import(&workspace, "merge", "name,phone,labels\nAnn,+12025550901,\"z,y,x\"\nBob,,w\n");
        let labels = workspace.column("contact_labels?limit=0", "id");
        (job["job_id"].clone(), labels, workspace.column("contacts?limit=0", "id"))
    };
    assert_eq!(made(), made());
}
