//! The sandbox's OpenAPI document.

use seax_sandbox::settings::Settings;
use serde_json::{Value, json};

use crate::support::{Client, start};

const WORKSPACE: &str = "/api/v1/workspace/{workspace_id}";

fn read(client: &Client, path: &str) -> String {
    ureq::get(format!("{}{path}", client.origin)).call().unwrap().body_mut().read_to_string().unwrap()
}

fn document(client: &Client) -> Value {
    serde_json::from_str(&read(client, "/openapi.json")).unwrap()
}

#[test]
fn every_documented_operation_is_served_and_requires_a_key() {
    let client = start(Settings::default());
    let document = document(&client);
    let stranger = Client::new(&client.origin, &client.workspace, "another-key");
    let mut count = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        let below = path.strip_prefix(&format!("{WORKSPACE}/")).unwrap().replace(['{', '}'], "");
        for method in methods.as_object().unwrap().keys() {
            let reply = stranger.send(&method.to_uppercase(), &below, None);
            assert_eq!(reply.status, 401, "{method} {path}: {}", reply.text);
            count += 1;
        }
        assert_eq!(client.send("PUT", &below, None).status, 405, "{path} is told of with all its methods");
    }
    assert!(count > 20, "{count} operations");
}

#[test]
fn the_document_has_fields_and_required_fields() {
    let document = document(&start(Settings::default()));
    let operation =
        |path: &str, method: &str| document["paths"][&format!("{WORKSPACE}{path}")][method].clone();
    let create = operation("/auto_dialer_campaigns", "post");
    let body = &create["requestBody"]["content"]["application/json"]["schema"];
    let required = ["name", "type", "mode", "stage", "capture_keypress", "capture_stt", "phone_ids"];
    assert_eq!(body["required"], json!(required));
    let overwrite = &body["properties"]["overwrite_phone_recipient"];
    assert_eq!(overwrite["required"], json!(["type"]), "also what is inside");
    assert_eq!(overwrite["properties"]["type"]["enum"][0], "PHONE_NUMBER");
    let created = &create["responses"]["201"]["content"]["application/json"]["schema"];
    assert_eq!(created["$ref"], "#/components/schemas/AutoDialerCampaign");

    let webhook = operation("/auto_dialer_campaigns/{auto_dialer_campaign_id}/webhooks", "post");
    let body = &webhook["requestBody"]["content"]["application/json"]["schema"];
    let person = &body["properties"]["contacts"]["items"];
    assert_eq!(person["required"], json!(["name", "phone"]), "also what is in a list");
    assert_eq!(webhook["responses"]["409"]["description"], "Conflict");

    let list = operation("/contacts", "get");
    let named = |name: &str| {
        let parameters = list["parameters"].as_array().unwrap().iter();
        parameters.clone().find(|each| each["name"] == name).unwrap()["schema"].clone()
    };
    assert_eq!(named("limit"), json!({ "type": "integer", "minimum": 0, "default": 10 }));
    assert!(named("order_by")["description"].as_str().unwrap().contains("whatsapp_phone"));
    assert!(list["requestBody"].is_null());

    let import = operation("/import_contacts", "post");
    assert!(import["requestBody"]["content"]["multipart/form-data"].is_object());
}

#[test]
fn the_docs_page_loads_nothing_from_other_origins() {
    let client = start(Settings::default());
    let page = read(&client, "/docs");
    assert!(page.contains("/openapi.json"));
    assert!(!page.contains("http://") && !page.contains("https://"), "{page}");
}

#[test]
fn the_document_is_exact_about_times_enumerations_and_lists() {
    let document = document(&start(Settings::default()));
    let created = &document["components"]["schemas"]["AutoDialerCampaign"]["properties"]["created_time"];
    assert_eq!(created["format"], Value::Null, "a time without an offset is not a date-time of RFC 3339");
    assert!(created["pattern"].as_str().unwrap().starts_with(r"^\d{4}"), "{created}");

    let list = &document["paths"][&format!("{WORKSPACE}/auto_dialer_campaigns")]["get"];
    let parameter = |name: &str| {
        let parameters = list["parameters"].as_array().unwrap().iter();
        parameters.clone().find(|each| each["name"] == name).unwrap().clone()
    };
    assert_eq!(parameter("mode")["schema"], json!({ "type": "string", "enum": ["WEB", "WEBHOOK", "EXCEL"] }));
    let types = parameter("types");
    assert_eq!((&types["style"], &types["explode"]), (&json!("form"), &json!(false)));
    assert_eq!(types["schema"]["items"]["enum"][0], "VOICE_DROP");
    let agent = parameter("ai_agent_conversation_config_id");
    assert_eq!(agent["schema"], json!({ "type": "string", "format": "uuid" }));
    assert_eq!(parameter("start_time_from")["schema"]["format"], "date-time");
}
