//! Filtering, sorting and paging of the five lists.

use std::collections::{BTreeSet, HashSet};

use seax_sandbox::settings::Settings;
use serde_json::{Value, json};

use crate::support::{CALLING_AGENT, DNC, SURVEY, TUTORIAL_PHONE, VIP, draft, start};

fn texts(column: Vec<Value>) -> Vec<String> {
    column.into_iter().map(|value| value.as_str().unwrap_or_default().to_owned()).collect()
}

fn ids(client: &crate::support::Client, path: &str) -> BTreeSet<String> {
    texts(client.column(path, "id")).into_iter().collect()
}

#[test]
fn both_prefixes_serve_the_same_data() {
    let client = start(Settings::default());
    let new = client.ok("contacts");
    let reply = ureq::get(client.url("contacts").replace("seax-api", "bulk-sms-api"))
        .header("x-api-key", "sandbox-key")
        .call();
    let old: Value = serde_json::from_str(&reply.unwrap().body_mut().read_to_string().unwrap()).unwrap();
    assert_eq!(new, old);
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_one_others() {
    let client = start(Settings::default());
    let world = |seed: u64| {
        let workspace = client.open(json!({ "seed": seed, "contacts": 300 }));
        let paths = ["contacts?limit=0", "phones", "ai_agents", "auto_dialer_campaigns"];
        paths.map(|path| workspace.get(path).text.replace(&workspace.workspace, "W"))
    };
    assert_eq!(world(7), world(7));
    assert_ne!(world(7)[0], world(8)[0]);
}

#[test]
fn phones_are_enabled_ones_unless_disabled_ones_are_asked_for() {
    let client = start(Settings::default());
    let (enabled, disabled) = (ids(&client, "phones"), ids(&client, "phones?enabled=false"));
    assert_eq!((enabled.len(), disabled.len()), (5, 1));
    assert!(enabled.is_disjoint(&disabled));
}

#[test]
fn phones_filter_by_voice_and_ownership() {
    let client = start(Settings::default());
    for (wanted, count) in [(true, 4), (false, 1)] {
        let capabilities = client.column(&format!("phones?voice_available={wanted}"), "phone_capability");
        assert_eq!(capabilities.len(), count);
        assert!(capabilities.iter().all(|capability| capability["voice"] == json!(wanted)));
    }
    let users = client.column("phones?is_owned=true", "users");
    assert!(!users.is_empty() && users.iter().all(|users| users[0]["account"].is_string()));
}

#[test]
fn contacts_match_any_or_all_labels() {
    let client = start(Settings::default());
    let with = |label: &str| ids(&client, &format!("contacts?limit=0&any_contact_label_ids={label}"));
    let (survey, vip) = (with(SURVEY), with(VIP));
    let any = ids(&client, &format!("contacts?limit=0&any_contact_label_ids={SURVEY},{VIP}"));
    let all = ids(&client, &format!("contacts?limit=0&all_contact_label_ids={SURVEY},{VIP}"));
    assert_eq!(any, &survey | &vip);
    assert_eq!(all, &survey & &vip);
    assert!(!all.is_empty() && all.len() < vip.len());
}

#[test]
fn additions_join_a_label_match_and_exclusions_leave_it() {
    let client = start(Settings::default());
    let vip = ids(&client, &format!("contacts?limit=0&any_contact_label_ids={VIP}"));
    let everyone = ids(&client, "contacts?limit=0");
    let stranger = everyone.difference(&vip).next().unwrap();
    let member = vip.iter().next().unwrap();
    let match_vip = format!("contacts?limit=0&any_contact_label_ids={VIP}");

    let with_addition = ids(&client, &format!("{match_vip}&addition_contact_ids={stranger}"));
    assert_eq!(with_addition.difference(&vip).collect::<Vec<_>>(), [stranger]);
    let alone = ids(&client, &format!("contacts?limit=0&addition_contact_ids={stranger}"));
    assert_eq!(alone.iter().collect::<Vec<_>>(), [stranger]);

    let without = ids(&client, &format!("{match_vip}&exclude_contact_ids={member}"));
    assert_eq!(vip.difference(&without).collect::<Vec<_>>(), [member]);
    let both = format!("{match_vip}&addition_contact_ids={stranger}&exclude_contact_ids={stranger}");
    assert_eq!(ids(&client, &both), vip, "an exclusion beats an addition");
}

#[test]
fn labels_exclude_by_id_and_by_name() {
    let client = start(Settings::default());
    let everyone = ids(&client, "contacts?limit=0");
    let dnc = ids(&client, &format!("contacts?limit=0&any_contact_label_ids={DNC}"));
    let vip = ids(&client, &format!("contacts?limit=0&any_contact_label_ids={VIP}"));
    let survey = ids(&client, &format!("contacts?limit=0&any_contact_label_ids={SURVEY}"));

    assert_eq!(ids(&client, "contacts?limit=0&exclude_labels=DNC"), &everyone - &dnc);
    let names = ids(&client, "contacts?limit=0&exclude_labels=DNC,VIP");
    assert_eq!(names, &(&everyone - &dnc) - &vip);
    let any = format!("contacts?limit=0&exclude_any_contact_label_ids={DNC},{VIP}");
    assert_eq!(ids(&client, &any), names);
    let all = format!("contacts?limit=0&exclude_all_contact_label_ids={SURVEY},{VIP}");
    assert_eq!(ids(&client, &all), &everyone - &(&survey & &vip));
}

#[test]
fn a_keyword_is_found_in_names_and_numbers_in_any_case() {
    let client = start(Settings::default());
    let names = |keyword: &str| texts(client.column(&format!("contacts?keyword={keyword}"), "name"));
    assert_eq!(names("o%27BRIEN"), ["Liam O'Brien"]);
    assert_eq!(names("zo%C3%8B%20M%C3%9C"), ["Zoë Müller-Łukasiewicz"]);
    assert_eq!(names("%2B353861234567"), ["Liam O'Brien"]);
    assert_eq!(names("%3Cimg"), ["<img src=x onerror=alert(1)>"]);
    assert!(names("no-such-name").is_empty());
}

#[test]
fn number_conditions_keep_only_contacts_with_such_a_number() {
    let client = start(Settings::default());
    let everyone = client.ok("contacts")["total"].as_u64().unwrap();
    for (query, field) in [("phone_only=true", "phone"), ("whatsapp_phone_only=true", "whatsapp_phone")] {
        let numbers = client.column(&format!("contacts?limit=0&{query}"), field);
        assert!(numbers.iter().all(Value::is_string));
        let missing = client.column("contacts?limit=0", field).iter().filter(|v| v.is_null()).count();
        assert!(missing > 0);
        assert_eq!(numbers.len() as u64, everyone - missing as u64);
    }
    let whatsapp = texts(client.column("contacts?whatsapp_phone=%2B353861", "whatsapp_phone"));
    assert!(whatsapp.iter().all(|number| number.contains("+353861")));
}

#[test]
fn contacts_sort_by_several_fields_and_directions() {
    let client = start(Settings::default());
    let body = client.ok("contacts?limit=0&order_by=created_time:desc,name:asc");
    let keys: Vec<(String, String)> = body["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["created_time"].to_string(), row["name"].as_str().unwrap().to_owned()))
        .collect();
    let mut expected = keys.clone();
    expected.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
    assert_eq!(keys, expected);
    let times: HashSet<&String> = keys.iter().map(|(time, _)| time).collect();
    assert!(times.len() < keys.len(), "no ties, so the second field was not tested");
}

#[test]
fn missing_numbers_come_last_in_ascending_order() {
    let client = start(Settings::default());
    let phones = client.column("contacts?limit=0&order_by=phone:asc", "phone");
    let first_missing = phones.iter().position(Value::is_null).unwrap();
    assert!(phones[first_missing..].iter().all(Value::is_null));
    assert!(phones[..first_missing].is_sorted_by_key(|phone| phone.as_str().unwrap()));
}

#[test]
fn pages_in_any_order_put_together_are_the_whole_list() {
    let client = start(Settings::default());
    for order in ["created_time:desc", "note:asc", "id:asc"] {
        let whole = texts(client.column(&format!("contacts?limit=0&order_by={order}"), "id"));
        let mut pages = Vec::new();
        for offset in (0..200).step_by(30) {
            let path = format!("contacts?limit=30&offset={offset}&order_by={order}");
            assert_eq!(client.ok(&path)["total"], json!(200));
            pages.extend(texts(client.column(&path, "id")));
        }
        assert_eq!(pages, whole, "{order}");
    }
    assert_eq!(client.column("contacts", "id").len(), 10, "the default limit");
    assert!(client.column("contacts?offset=200", "id").is_empty());
}

#[test]
fn a_page_cap_bounds_even_limit_zero() {
    let client = start(Settings { page_cap: Some(25), ..Settings::default() });
    assert_eq!(client.column("contacts?limit=0", "id").len(), 25);
    assert_eq!(client.column("contacts?limit=100", "id").len(), 25);
    assert_eq!(client.column("contacts?limit=5", "id").len(), 5);
    assert_eq!(client.ok("contacts?limit=0")["total"], json!(200));
}

#[test]
fn labels_count_the_contacts_that_match_a_filter() {
    let client = start(Settings::default());
    let body = client.ok("contact_labels?limit=0");
    for label in body["data"].as_array().unwrap() {
        let id = label["id"].as_str().unwrap();
        let found = client.ok(&format!("contacts?any_contact_label_ids={id}"));
        assert_eq!(label["total_count"], found["total"], "{}", label["name"]);
    }
    let counts: HashSet<u64> =
        body["data"].as_array().unwrap()[3..].iter().filter_map(|l| l["total_count"].as_u64()).collect();
    assert!(counts.len() >= 4, "the labels' sizes tell them apart");
}

#[test]
fn labels_are_filtered_and_sorted_with_or_without_counts() {
    let client = start(Settings::default());
    let names = |query: &str| texts(client.column(&format!("contact_labels?{query}"), "name"));
    assert_eq!(names("is_system=false"), ["VIP", "Taipei", "Survey 2026", "Newsletter"]);
    assert_eq!(names("is_system=true&order_by=name:asc")[0], "DNC");
    assert_eq!(names("keyword=SURVEY"), ["Survey 2026"]);
    assert!(!names("exclude_labels=DNC,VIP").iter().any(|name| name == "DNC" || name == "VIP"));
    let uncounted = client.column("contact_labels?contact_counting=false", "total_count");
    assert!(uncounted.iter().all(Value::is_null));

    let count = |query: &str| client.column(&format!("contact_labels?keyword=survey{query}"), "total_count");
    let all = count("")[0].as_u64().unwrap();
    assert!(count("&exclude_labels_for_count=DNC")[0].as_u64().unwrap() < all);
    assert!(count("&phone_only=true")[0].as_u64().unwrap() < all);
    assert!(count("&whatsapp_phone_only=true")[0].as_u64().unwrap() < all);
}

#[test]
fn agents_are_filtered_by_channel() {
    let client = start(Settings::default());
    assert_eq!(client.ok("ai_agents")["total"], json!(3));
    let calling = texts(client.column("ai_agents?types=SEAX_CALL", "conversation_config_id"));
    assert_eq!(calling.len(), 2);
    assert!(calling.contains(&CALLING_AGENT.to_owned()));
    assert_eq!(client.ok("ai_agents?types=SEAX_WABP,SEAX_LINE_OFFICIAL")["total"], json!(1));
    let names = texts(client.column("ai_agents?order_by=name:asc", "name"));
    assert!(names.is_sorted());
}

#[test]
fn campaigns_filter_by_type_status_phone_agent_stage_and_time() {
    let client = start(Settings::default());
    let mut unstarted = draft();
    unstarted["stage"] = json!("DRAFT");
    client.created(&unstarted);
    let names = |query: &str| texts(client.column(&format!("auto_dialer_campaigns?{query}"), "name"));

    assert_eq!(names(""), ["Gala reminder", "Autumn survey"], "instances, newest first");
    assert_eq!(names("stage=DRAFT"), ["Test"]);
    assert_eq!(names("types=AI_AGENT"), ["Autumn survey"]);
    assert_eq!(names("types=AI_AGENT,VOICE_DROP").len(), 2);
    assert_eq!(names("statuses=FINISHED&limit=1&offset=1"), ["Autumn survey"]);
    assert!(names("statuses=PENDING,FAILED").is_empty());
    assert!(names("mode=EXCEL").is_empty());
    assert_eq!(names("phone_numbers=%2B19987654321"), ["Autumn survey"]);
    assert_eq!(names(&format!("ai_agent_conversation_config_id={CALLING_AGENT}")), ["Autumn survey"]);
    assert_eq!(names("start_time_from=2025-09-15T00:00:00Z"), ["Gala reminder"]);
    assert_eq!(names("start_time_to=2025-09-15T00:00:00%2B08:00"), ["Autumn survey"]);
    assert_eq!(names("end_time_from=2025-09-15T00:00:00Z&order_by=name:asc"), ["Gala reminder"]);
    assert!(names("end_time_to=2025-01-01T00:00:00Z").is_empty());
    assert!(client.ok("auto_dialer_campaigns").get("total").is_none(), "the vendor gives no total");
}

#[test]
fn replies_have_every_field_of_the_tutorials_samples() {
    let client = start(Settings::default());
    let phones = client.ok("phones?limit=0");
    let phones = phones["data"].as_array().unwrap();
    let present =
        |pointer: &str| phones.iter().any(|phone| phone.pointer(pointer).is_some_and(|v| !v.is_null()));
    for pointer in [
        "/phone_capability/whatsapp_business_platform",
        "/call_recipient/receiver",
        "/sms_recipient/id",
        "/wabp_recipient/type",
        "/verified_caller/validation_code",
        "/byoc_trunk/acl_ip_addresses/0/port",
        "/users/0/sms_notification_only_offline",
        "/keywords/1/contact_labels/0/is_system",
        "/whatsapp_device_id",
        "/unread_count",
    ] {
        assert!(present(pointer), "{pointer}");
    }
    let campaigns = client.ok("auto_dialer_campaigns");
    let (reminder, survey) = (&campaigns["data"][0], &campaigns["data"][1]);
    assert_eq!(reminder["relative_time_config"]["date_contact_field"]["type"], json!("DATE"));
    assert_eq!(reminder["contact_fields"][0]["name"], json!("event_name"));
    assert_eq!(reminder["audio"]["type"], json!("wav"));
    assert_eq!(survey["phones"][0]["id"], json!(TUTORIAL_PHONE));
    assert!(survey["phones"][0].get("users").is_none());
    assert_eq!(survey["campaign_metadata"].as_object().unwrap().len(), 7);
    assert_eq!(survey["statistics"].as_object().unwrap().len(), 5);
    assert_eq!(survey.as_object().unwrap().len(), 30, "{survey}");
}
