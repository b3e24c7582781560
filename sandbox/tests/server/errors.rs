//! Error replies.

use seax_sandbox::settings::Settings;
use serde_json::json;

use crate::support::{Client, draft, start};

#[test]
fn a_missing_or_unknown_key_is_401() {
    let client = start(Settings::default());
    for key in ["", "wrong", "sandbox-key2"] {
        let stranger = Client::new(&client.origin, &client.workspace, key);
        let reply = stranger.get("phones");
        assert_eq!(reply.status, 401);
        assert!(reply.body["detail"].is_string());
    }
}

#[test]
fn the_key_of_another_workspace_is_403() {
    let client = start(Settings::default());
    let other = client.open(json!({}));
    let intruder = Client::new(&client.origin, &client.workspace, &other.key);
    assert_eq!(intruder.get("phones").status, 403);
    assert_eq!(other.get("phones").status, 200);
}

#[test]
fn an_unknown_workspace_campaign_or_route_is_404() {
    let client = start(Settings::default());
    let id = "11111111-2222-4444-3333-555555555555";
    let elsewhere = Client::new(&client.origin, id, &client.key);
    let unparsable = Client::new(&client.origin, "my-workspace", &client.key);
    for reply in [
        elsewhere.get("phones"),
        unparsable.get("phones"),
        client.get(&format!("auto_dialer_campaigns/{id}")),
        client.get("auto_dialer_campaigns/my-campaign"),
        client.get("faxes"),
    ] {
        assert_eq!(reply.status, 404);
        assert!(reply.body["detail"].is_string());
    }
}

#[test]
fn a_campaign_of_another_workspace_is_404() {
    let client = start(Settings::default());
    let other = client.open(json!({ "seed": 2 }));
    let id = other.created(&crate::support::draft())["id"].as_str().unwrap().to_owned();
    assert_eq!(client.get(&format!("auto_dialer_campaigns/{id}")).status, 404);
}

#[test]
fn a_wrong_method_is_405() {
    let client = start(Settings::default());
    let reply = ureq::delete(client.url("phones")).config().http_status_as_error(false).build();
    assert_eq!(reply.call().unwrap().status(), 405);
}

#[test]
fn a_bad_query_is_422_with_the_place_of_each_fault() {
    let client = start(Settings::default());
    for (path, locations) in [
        ("contacts?limit=x&offset=-1", vec!["query.offset", "query.limit"]),
        ("contacts?order_by=age:asc", vec!["query.order_by"]),
        ("contacts?order_by=name", vec!["query.order_by"]),
        ("contacts?order_by=name:up", vec!["query.order_by"]),
        ("contacts?any_contact_label_ids=VIP", vec!["query.any_contact_label_ids"]),
        ("contacts?phone_only=perhaps", vec!["query.phone_only"]),
        ("phones?enabled=", vec!["query.enabled"]),
        ("ai_agents?types=SEAX_FAX", vec!["query.types"]),
        ("contact_labels?is_system=2", vec!["query.is_system"]),
        ("auto_dialer_campaigns?stage=LATER", vec!["query.stage"]),
        ("auto_dialer_campaigns?start_time_from=2025-07-08", vec!["query.start_time_from"]),
    ] {
        assert_eq!(client.get(path).locations(), locations, "{path}");
    }
}

#[test]
fn unknown_parameters_are_ignored() {
    let client = start(Settings::default());
    assert_eq!(client.get("phones?color=blue").status, 200);
}

#[test]
fn a_body_that_is_no_json_object_is_422() {
    let client = start(Settings::default());
    for body in ["", "{", "[]", "3"] {
        let reply = client.try_post("auto_dialer_campaigns", "application/json", body).unwrap();
        assert_eq!(reply.status, 422, "{body}");
    }
}

#[test]
fn a_body_of_another_content_type_than_json_is_422() {
    let client = start(Settings::default());
    let create = |content_type: Option<&str>| {
        let request = ureq::http::Request::post(client.url("auto_dialer_campaigns"));
        let request = request.header("X-API-KEY", &client.key);
        let request =
            content_type.into_iter().fold(request, |request, kind| request.header("Content-Type", kind));
        // The draft as bytes: ureq adds no type to them.
        client.run(request.body(draft().to_string().into_bytes()).unwrap())
    };
    for json in
        [None, Some("application/json"), Some("Application/JSON; charset=utf-8"), Some("application/a+json")]
    {
        assert_eq!(create(json).status, 201, "{json:?}");
    }
    for other in ["text/plain;charset=UTF-8", "application/x-www-form-urlencoded", "text/json", "json"] {
        assert_eq!(create(Some(other)).locations(), ["body"], "{other}");
    }
    let names = client.column("auto_dialer_campaigns?limit=0", "name");
    assert_eq!(names.iter().filter(|name| **name == json!("Test")).count(), 4);
}

#[test]
fn every_reply_has_a_request_id_and_can_be_read_from_any_origin() {
    let client = start(Settings::default());
    let mut ids = std::collections::HashSet::new();
    for path in ["phones", "faxes", "contacts?limit=x"] {
        let reply = client.get(path);
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
        let exposed = reply.header("access-control-expose-headers").unwrap();
        assert!(exposed.contains("X-Request-Id") && exposed.contains("Retry-After"));
        assert!(ids.insert(reply.header("x-request-id").unwrap().to_owned()));
    }
}

#[test]
fn a_preflight_needs_no_key_and_uses_up_no_fault() {
    let client = start(Settings::default());
    client.add_fault(json!({ "kind": "status", "status": 503 }));
    let preflight = ureq::http::Request::builder()
        .method("OPTIONS")
        .uri(client.url("phones"))
        .header("Origin", "https://example.com")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "x-api-key,content-type")
        .body(())
        .unwrap();
    let reply = ureq::run(preflight).unwrap();
    assert_eq!(reply.status(), 204);
    assert_eq!(reply.headers()["access-control-allow-headers"], "x-api-key,content-type");
    assert!(reply.headers()["access-control-allow-methods"].to_str().unwrap().contains("POST"));
    assert_eq!(client.get("phones").status, 503);
}
