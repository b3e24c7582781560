use axum::http::StatusCode;
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::{
    http::{error::ApiErrorView, schema_recorder::RecordedObject},
    openapi::recording::record_inputs,
    routes::{
        PREFIXES, WORKSPACE,
        operation::{Operation, ResponseSpec},
        operations,
    },
};

const JSON: &str = "application/json";

/// Returns the OpenAPI 3.1 document of all operations.
pub async fn document() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let mut paths = Map::new();
    for operation in operations() {
        let described = describe(&operation, &mut generator).await;
        let path = paths.entry(format!("{WORKSPACE}{}", operation.path)).or_insert_with(|| json!({}));
        path[operation.method.as_str().to_lowercase()] = described;
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "SeaX, locally",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The voice campaign API as the sandbox serves it. Nobody is called.",
        },
        "servers": PREFIXES.map(|prefix| json!({ "url": prefix })),
        "security": [{ "key": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "key": { "type": "apiKey", "in": "header", "name": "X-API-KEY" } },
            "schemas": generator.take_definitions(true),
        },
    })
}

async fn describe(operation: &Operation, generator: &mut SchemaGenerator) -> Value {
    let asked = record_inputs(operation).await;
    let mut parameters = path_parameters(operation.path);
    parameters.extend(query_parameters(&asked.query));
    let mut described = json!({
        "tags": [operation.path.split('/').nth(1)],
        "summary": operation.summary,
        "parameters": parameters,
        "responses": responses(operation, generator),
    });
    if let Some(body) = asked.body {
        described["requestBody"] = json!({
            "required": true,
            "content": { JSON: { "schema": body.schema() } },
        });
    }
    if operation.accepts_file {
        let file = json!({ "type": "string", "contentMediaType": "application/octet-stream" });
        let form = json!({ "type": "object", "properties": { "file": file }, "required": ["file"] });
        described["requestBody"] = json!({
            "required": true,
            "content": { "multipart/form-data": { "schema": form } },
        });
    }
    described
}

fn path_parameters(path: &str) -> Vec<Value> {
    let named = path.split('/').filter_map(|step| step.strip_prefix('{')?.strip_suffix('}'));
    let parameter = |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } });
    std::iter::once("workspace_id").chain(named).map(parameter).collect()
}

fn query_parameters(query: &RecordedObject) -> impl Iterator<Item = Value> {
    query.fields().iter().map(|field| {
        let mut parameter = json!({
            "name": field.name,
            "in": "query",
            "required": field.is_required,
            "schema": field.schema,
        });
        if field.schema["type"] == "array" {
            // The items are separated by commas, in one parameter.
            parameter["style"] = "form".into();
            parameter["explode"] = false.into();
        }
        parameter
    })
}

fn responses(operation: &Operation, generator: &mut SchemaGenerator) -> Value {
    let success = match operation.response {
        ResponseSpec::Nothing => json!({ "description": "Done." }),
        ResponseSpec::File => json!({
            "description": "A CSV file.",
            "content": { "text/csv": { "schema": { "type": "string" } } },
        }),
        ResponseSpec::Json(json) => json!({
            "description": "Done.",
            "content": { JSON: { "schema": json.schema(generator) } },
        }),
    };
    let mut responses = json!({ operation.status.as_str(): success });
    let error = generator.subschema_for::<ApiErrorView<'_>>();
    for status in refusals(operation) {
        responses[status.as_str()] = json!({
            "description": status.canonical_reason(),
            "content": { JSON: { "schema": error } },
        });
    }
    responses
}

/// Returns the error statuses of an operation.
fn refusals(operation: &Operation) -> impl Iterator<Item = StatusCode> {
    let usual = [
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
        StatusCode::NOT_FOUND,
        StatusCode::UNPROCESSABLE_ENTITY,
    ];
    usual.into_iter().chain(operation.can_conflict.then_some(StatusCode::CONFLICT))
}
