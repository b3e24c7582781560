//! A sandbox in this process, and a client for it.

#![allow(dead_code, reason = "not every test file needs everything")]

mod clock;

use std::{
    net::Ipv4Addr,
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

use seax_sandbox::{
    app, runtime::Runtime as _, sandbox::Sandbox, server::serve, settings::Settings, timestamp::Timestamp,
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, runtime::Runtime};
use ureq::http::Response;

use self::clock::Clock;

pub const SURVEY: &str = "dd20f7cd-03fb-4c79-9f3e-998372d1bec6";
pub const VIP: &str = "4b1d0e52-9c37-4f60-a1be-6d2f8c05a7e9";
pub const DNC: &str = "0dc00000-5ea4-4000-8000-000000000001";
pub const MAIN_PHONE: &str = "0354fb10-9e18-4923-a213-6253800f8d01";
pub const TUTORIAL_PHONE: &str = "020086f5-fb0e-4a0c-920a-bbdd04f4381c";
pub const CALLING_AGENT: &str = "221316ae-8a9f-4f39-b7f8-f2e756b80a63";

/// It has no `SEAX_CALL`.
pub const WRITING_AGENT: &str = "96d3e0b4-15fa-4c82-7a69-e2084fd5b31c";

pub const SECOND: Duration = Duration::from_secs(1);
/// Long enough for any call to end.
pub const MINUTES: Duration = Duration::from_secs(5 * 60);
/// Long enough for any import to end, and any campaign that has started, unless it stays open.
pub const DAY: Duration = Duration::from_secs(86_400);

/// How long tests wait for what must happen. Only a test that fails takes as long.
pub const PATIENCE: Duration = Duration::from_secs(300);

/// A client of a workspace of a running sandbox. The sandbox ends with the test process.
pub struct Client {
    agent: ureq::Agent,
    /// The clock of the sandbox, if it is one of this process.
    clock: Option<Clock>,
    pub origin: String,
    pub workspace: String,
    pub key: String,
}

/// A reply: the status, the headers, and the body as JSON (null if there is none).
pub struct Reply {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub body: Value,
    pub text: String,
}

/// Starts a sandbox on a free port, with a clock that stands still until [`Client::advance`] moves it. Returns a client
/// of its default workspace.
pub fn start(settings: Settings) -> Client {
    let clock = Clock::new();
    let runtime = Arc::new(clock.clone());
    let (tell_port, port) = mpsc::channel();
    thread::spawn(move || {
        Runtime::new().unwrap().block_on(async move {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
            tell_port.send(listener.local_addr().unwrap().port()).unwrap();
            let sandbox = Arc::new(Sandbox::new(settings, runtime));
            serve(listener, app::router(&sandbox, None)).await;
        });
    });
    let origin = format!("http://127.0.0.1:{}", port.recv().unwrap());
    let client = Client::new(&origin, "3fa85f64-5717-4562-b3fc-2c963f66afa6", "sandbox-key");
    Client { clock: Some(clock), ..client }
}

impl Client {
    pub fn new(origin: &str, workspace: &str, key: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_idle_connections(0)
            .timeout_global(Some(PATIENCE))
            .build();
        Self {
            agent: config.into(),
            clock: None,
            origin: origin.to_owned(),
            workspace: workspace.to_owned(),
            key: key.to_owned(),
        }
    }

    /// Creates a workspace in the same sandbox, and returns a client of it.
    pub fn open(&self, wish: Value) -> Self {
        let reply = self.control("POST", "workspaces", Some(wish)).unwrap();
        assert_eq!(reply.status, 201, "{}", reply.text);
        let text = |name: &str| reply.body[name].as_str().unwrap().to_owned();
        let client = Self::new(&self.origin, &text("workspace_id"), &text("api_key"));
        Self { clock: self.clock.clone(), ..client }
    }

    fn clock(&self) -> &Clock {
        self.clock.as_ref().expect("the sandbox is one of this process")
    }

    /// Moves the sandbox's clock forward. Nothing else does.
    pub fn advance(&self, span: Duration) {
        self.clock().advance(span);
    }

    /// Returns the time on the sandbox's clock.
    pub fn now(&self) -> Timestamp {
        self.clock().now()
    }

    /// Waits until the sandbox has set a timer, and returns the time left until it fires.
    pub fn wait_for_timer(&self) -> Duration {
        self.clock().wait_for_timer()
    }

    /// Lets a day pass, in which a campaign must finish, and returns the campaign.
    pub fn finished(&self, id: &Value) -> Value {
        self.advance(DAY);
        let campaign = self.campaign(id);
        assert_eq!(campaign["status"], json!("FINISHED"));
        campaign
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}/seax-api/api/v1/workspace/{}/{path}", self.origin, self.workspace)
    }

    pub fn try_get(&self, path: &str) -> Result<Reply, ureq::Error> {
        Reply::read(self.agent.get(self.url(path)).header("X-API-KEY", &self.key).call()?)
    }

    pub fn get(&self, path: &str) -> Reply {
        self.try_get(path).unwrap()
    }

    /// Returns the body of a reply, whose status must be 200.
    pub fn ok(&self, path: &str) -> Value {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.text);
        reply.body
    }

    /// Returns one field of every row of a list.
    pub fn column(&self, path: &str, field: &str) -> Vec<Value> {
        let body = self.ok(path);
        body["data"].as_array().unwrap().iter().map(|row| row[field].clone()).collect()
    }

    pub fn try_create(&self, draft: &Value) -> Result<Reply, ureq::Error> {
        let request = self.agent.post(self.url("auto_dialer_campaigns"));
        let request = request.header("X-API-KEY", &self.key).content_type("application/json");
        Reply::read(request.send(draft.to_string())?)
    }

    pub fn create(&self, draft: &Value) -> Reply {
        self.try_create(draft).unwrap()
    }

    /// Creates a campaign. The sandbox must accept it.
    pub fn created(&self, draft: &Value) -> Value {
        let reply = self.create(draft);
        assert_eq!(reply.status, 201, "{}", reply.text);
        reply.body
    }

    pub fn campaign(&self, id: &Value) -> Value {
        self.ok(&format!("auto_dialer_campaigns/{}", id.as_str().unwrap()))
    }

    /// Sends a request with any method, and with a JSON body or none.
    pub fn try_send(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Reply, ureq::Error> {
        let request = ureq::http::Request::builder().method(method).uri(self.url(path));
        let request = request.header("X-API-KEY", &self.key).header("Content-Type", "application/json");
        Reply::read(match body {
            Some(body) => self.agent.run(request.body(body.to_string()).unwrap())?,
            None => self.agent.run(request.body(()).unwrap())?,
        })
    }

    pub fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Reply {
        self.try_send(method, path, body).unwrap()
    }

    /// Sends a body of any type.
    pub fn try_post(&self, path: &str, content_type: &str, body: &str) -> Result<Reply, ureq::Error> {
        let request = self.agent.post(self.url(path)).header("X-API-KEY", &self.key);
        Reply::read(request.content_type(content_type).send(body)?)
    }

    /// Sends a body of any bytes.
    pub fn post_bytes(&self, path: &str, content_type: &str, body: &[u8]) -> Reply {
        let request = self.agent.post(self.url(path)).header("X-API-KEY", &self.key);
        Reply::read(request.content_type(content_type).send(body).unwrap()).unwrap()
    }

    /// Sends a file in a form.
    pub fn upload(&self, path: &str, file: &str) -> Reply {
        self.try_post(path, FORM, &form(file)).unwrap()
    }

    /// Sends a request as it is.
    pub fn run(&self, request: ureq::http::Request<Vec<u8>>) -> Reply {
        Reply::read(self.agent.run(request).unwrap()).unwrap()
    }

    pub fn try_update(&self, id: &Value, change: &Value) -> Result<Reply, ureq::Error> {
        self.try_send("PATCH", &format!("auto_dialer_campaigns/{}", id.as_str().unwrap()), Some(change))
    }

    pub fn update(&self, id: &Value, change: &Value) -> Reply {
        self.try_update(id, change).unwrap()
    }

    /// Changes a campaign. The sandbox must accept it.
    pub fn updated(&self, id: &Value, change: &Value) -> Value {
        let reply = self.update(id, change);
        assert_eq!(reply.status, 200, "{change}: {}", reply.text);
        reply.body
    }

    /// Adds a fault to this workspace.
    pub fn add_fault(&self, mut fault: Value) {
        fault["workspace_id"] = json!(self.workspace);
        let reply = self.control("POST", "faults", Some(fault)).unwrap();
        assert_eq!(reply.status, 201, "{}", reply.text);
    }

    pub fn control(&self, method: &str, path: &str, body: Option<Value>) -> Result<Reply, ureq::Error> {
        let url = format!("{}/_sandbox/{path}", self.origin);
        let request = ureq::http::Request::builder().method(method).uri(url);
        Reply::read(match body {
            Some(body) => self.agent.run(request.body(body.to_string()).unwrap())?,
            None => self.agent.run(request.body(()).unwrap())?,
        })
    }
}

impl Reply {
    fn read(response: Response<ureq::Body>) -> Result<Self, ureq::Error> {
        let (parts, mut body) = response.into_parts();
        let bytes = body.with_config().limit(u64::MAX).read_to_vec()?;
        let text = String::from_utf8(bytes).unwrap();
        Ok(Self {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: serde_json::from_str(&text).unwrap_or_default(),
            text,
        })
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// Returns the locations of the errors in a 422, as dotted paths.
    pub fn locations(&self) -> Vec<String> {
        assert_eq!(self.status, 422, "{}", self.text);
        let way = |issue: &Value| {
            assert!(issue["msg"].is_string() && issue["type"].is_string(), "{issue}");
            let steps = issue["loc"].as_array().unwrap().iter();
            let steps: Vec<String> =
                steps.map(|step| step.as_str().map_or(step.to_string(), str::to_owned)).collect();
            steps.join(".")
        };
        self.body["detail"].as_array().unwrap().iter().map(way).collect()
    }
}

/// The content type of [`form`].
pub const FORM: &str = "multipart/form-data; boundary=PART";

/// Returns a form with a file.
pub fn form(file: &str) -> String {
    format!(
        "--PART\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n{file}\r\n--PART--\r\n"
    )
}

/// Returns a draft that the sandbox accepts: a voice drop for the survey's contacts that starts immediately.
pub fn draft() -> Value {
    json!({
        "name": "Test",
        "type": "VOICE_DROP",
        "mode": "WEB",
        "stage": "INSTANCE",
        "phone_ids": [MAIN_PHONE],
        "message": "Hello, this is a test.",
        "capture_keypress": false,
        "capture_stt": false,
        "start_time": "2025-07-08T03:06:09+00:00",
        "end_time": "2099-01-01T00:00:00+00:00",
        "is_schedule": true,
        "any_contact_label_ids": [SURVEY],
    })
}

/// Returns the draft with some fields replaced; null removes a field.
pub fn draft_with(changes: Value) -> Value {
    let mut draft = draft();
    let fields = draft.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            fields.remove(name);
        } else {
            fields.insert(name.clone(), value.clone());
        }
    }
    draft
}

/// Returns the names of a contact's labels.
pub fn label_names(contact: &Value) -> Vec<&str> {
    let labels = contact["contact_labels"].as_array().unwrap();
    labels.iter().map(|label| label["name"].as_str().unwrap()).collect()
}

/// Waits until a condition holds that something outside the sandbox's clock brings about.
pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < PATIENCE, "never: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}
