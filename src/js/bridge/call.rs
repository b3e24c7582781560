//! Calls of one request, from `begin` to `end`.

use std::{borrow::Cow, cell::RefCell, rc::Rc};

use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    api::{Content, Request, RequestSpec, ResponseSpec, SINGLE},
    engine::{
        Attempt, Bounds, Credential, Failure, Interruption, ResponseHead, Retries, Step, Verdict,
        driver::{FailureKind, Identity, Next, OutSlot},
        failed as failure,
        headers::{Runtime, headers},
        is_header,
        redact::masked_text,
        unreadable as reply_unreadable,
    },
    error::{Error, Result},
    js::{
        bridge::{
            client::{ClientState, client_state, limits},
            failure::leave_error,
            mailbox::{Arguments, leave, leave_number, leave_small},
            slots::Slots,
        },
        call_options::{CALL_OPTIONS, LIST_OPTIONS},
        option_checks::{check_names, select},
    },
    schema::{Format, check_input, to_ascii},
};

/// A call in progress.
struct BridgeCall {
    client: Rc<ClientState>,
    request: Request,
    url: String,
    headers: String,
    retries: Retries,
    attempt: Attempt,
    masked: String,
}

thread_local! {
    /// The calls; `None` while there is work on one.
    static CALLS: RefCell<Slots<Option<Box<BridgeCall>>>> = const { RefCell::new(Slots::new()) };
}

/// Runs `work` on a call. Neither generic nor inlined: each instance would be as long as the work itself.
///
/// The call is taken out of the table meanwhile, so that the others are not lost with it if there is no memory for the work.
#[inline(never)]
fn with_call(number: u32, work: &mut dyn FnMut(&mut BridgeCall) -> u32) -> Option<u32> {
    let mut call = CALLS.with_borrow_mut(|calls| calls.get(number)?.take())?;
    let outcome = work(&mut call);
    CALLS.with_borrow_mut(|calls| calls.get(number).map(|place| *place = Some(call)));
    Some(outcome)
}

/// Runs `work` on a call, and returns what to do next.
fn advance(call: u32, mut work: impl FnMut(&mut BridgeCall) -> Next) -> u32 {
    with_call(call, &mut |call| work(call) as u32).unwrap_or(Next::Fail as u32)
}

/// Begins a call, and leaves its URL, body, method and headers. Returns its handle, or 0 with an error left. Texts: the id,
/// the argument, the names of the options, the selected fields.
#[wasm_bindgen(skip_typescript)]
pub fn begin(
    client: u32,
    operation: u32,
    timeout: f64,
    deadline: f64,
    retries: f64,
    in_page: bool,
    streams: bool,
    now: f64,
) -> u32 {
    match prepare(client, operation, (timeout, deadline, retries), Runtime { in_page, streams }, now) {
        Ok(call) => {
            leave(OutSlot::Payload, call.url.as_bytes());
            leave(OutSlot::Headers, call.headers.as_bytes());
            leave(
                OutSlot::Body,
                match &call.request.content {
                    Some(Content::Json(json)) => json,
                    _ => &[],
                },
            );
            leave_small(call.request.operation.method as u32);
            CALLS.with_borrow_mut(|calls| calls.add(Some(call)))
        }
        Err(error) => {
            leave_error(&error);
            0
        }
    }
}

fn prepare(
    client: u32,
    operation: u32,
    numbers: (f64, f64, f64),
    runtime: Runtime,
    now: f64,
) -> Result<Box<BridgeCall>> {
    let mut given = Arguments::take();
    let (client, operation) = match (client_state(client), SINGLE.get(operation as usize)) {
        (Some(client), Some(operation)) => (client, *operation),
        _ => return Err(Error::closed()),
    };
    client.session.check_open()?;
    let id = given.text();
    if operation.takes_id() && !Format::Uuid.fits(id.as_bytes()) {
        return Err(Error::argument("id", "must be an id of 8-4-4-4-12 hexadecimal digits"));
    }
    let mut request = Request::new(operation, id);
    let argument = given.text();
    if let Some(schema) = operation.request.schema() {
        request = request.with(&check_input(argument, schema, client.strictness)?)?;
    }
    let known = match operation.request {
        RequestSpec::Query(_) => LIST_OPTIONS,
        _ => CALL_OPTIONS,
    };
    check_names("options", given.text(), known)?;
    request.select = select(given.text(), operation.response.schema().row())?;
    let limits = limits(numbers)?.or(client.session.config.limits);
    let (url, mut lines) = (client.session.url(&request), String::new());
    for (name, value) in headers(&request, runtime) {
        lines.extend([name, "\n", &value, "\n"]);
    }
    let retries = Retries::new(limits, now as u64);
    let bounds = Bounds { silence: 0, until: 0, max_bytes: 0, stream: false };
    let attempt = Attempt::new(bounds, 0);
    Ok(Box::new(BridgeCall { client, request, url, headers: lines, retries, attempt, masked: String::new() }))
}

impl BridgeCall {
    /// Decides what follows the outcome of an attempt, and leaves it.
    fn over(&mut self, outcome: Result<()>, now: f64) -> Next {
        let mut error = match outcome {
            Ok(()) => {
                let id = self.attempt.head.as_ref().and_then(|head| head.request_id.as_deref());
                leave(OutSlot::RequestId, id.unwrap_or_default().as_bytes());
                leave(OutSlot::Code, &[]);
                leave_small(self.attempt.head.as_ref().map_or(0, |head| u32::from(head.status)));
                return self.give();
            }
            Err(error) => error,
        };
        let Self { retries, request, client, .. } = self;
        let verdict = retries.settle(request, &mut error, now as u64, client.session.chance());
        leave_error(&error);
        match verdict {
            Verdict::Removed => {
                self.attempt.body.clear();
                self.give()
            }
            Verdict::Again(delay) => {
                leave_number(delay as f64);
                Next::Again
            }
            Verdict::Fail => Next::Fail,
        }
    }

    fn give(&mut self) -> Next {
        let body = &mut self.attempt.body;
        if !matches!(self.request.operation.response, ResponseSpec::Json(_)) {
            body.clear();
        } else if let Cow::Owned(ascii) = to_ascii(body) {
            *body = ascii;
        }
        leave(OutSlot::Payload, body);
        Next::Give
    }
}

/// Begins the next attempt, and returns how long it may wait for its response, in milliseconds.
#[wasm_bindgen(skip_typescript)]
pub fn attempt(call: u32, now: f64) -> f64 {
    let mut patience = 0;
    with_call(call, &mut |call| {
        let now = now as u64;
        call.attempt = Attempt::new(call.retries.begin(false), now);
        patience = call.attempt.patience(now);
        0
    });
    patience as f64
}

/// Returns an [`Identity`], with the client's key left if it has one.
#[wasm_bindgen(skip_typescript)]
pub fn identify(call: u32) -> u32 {
    let identity = with_call(call, &mut |call| {
        if call.client.session.check_open().is_err() {
            return Identity::Closed as u32;
        }
        let Some(key) = call.client.session.key() else { return Identity::Ask as u32 };
        call.attempt.credential = key;
        call.attempt.sent = true;
        leave(OutSlot::Payload, call.attempt.credential.value.as_bytes());
        Identity::Key as u32
    });
    identity.unwrap_or(Identity::Closed as u32)
}

/// Takes the header that the caller's `auth` returned, and returns 0 if it is a valid header: the attempt then counts as sent
/// from now on. Otherwise, returns the [`FailureKind`] for [`failed`]. Texts: its name and its value.
#[wasm_bindgen(skip_typescript)]
pub fn identified(call: u32) -> u32 {
    let mut given = Arguments::take();
    let wrong = with_call(call, &mut |call| {
        // It may have been closed while `auth` was pending.
        if call.client.session.check_open().is_err() {
            return FailureKind::Closed as u32;
        }
        let credential = &mut call.attempt.credential;
        *credential = Credential { header: given.text().into(), value: String::from(given.text()).into() };
        call.attempt.sent = is_header(&credential.header, &credential.value);
        if call.attempt.sent { 0 } else { FailureKind::Auth as u32 }
    });
    wrong.unwrap_or(FailureKind::Closed as u32)
}

/// Takes the head of the response. Texts: its headers `x-request-id`, `retry-after`, `date`, `content-type`.
#[wasm_bindgen(skip_typescript)]
pub fn answered(call: u32, status: f64, redirected: bool, edge: bool, now: f64) -> u32 {
    let mut given = Arguments::take();
    advance(call, |call| {
        call.client.session.meets_edge.set(edge);
        let head = ResponseHead {
            // This saturates: a status must not become another one.
            status: status as u16,
            request_id: given.some(),
            retry_after: given.some(),
            date: given.some(),
            media_type: given.some(),
            disposition: None,
            least_bytes: 0,
            redirected,
        };
        match call.attempt.on_head(head, &call.request, &call.client.session.config, now as u64) {
            Step::Read => Next::Read,
            Step::Over(outcome) => call.over(outcome, now),
        }
    })
}

/// Reserves `length` more bytes of the body, and returns their address; 0 if there is no memory for them. Leaves how many of
/// them to write: at most one more than the limit on the body, which is enough to exceed it.
#[wasm_bindgen(skip_typescript)]
pub fn reserve(call: u32, length: u32) -> u32 {
    let place = with_call(call, &mut |call| {
        let length = (length as usize).min(call.attempt.room() + 1);
        let body = &mut call.attempt.body;
        if body.try_reserve(length).is_err() {
            return 0;
        }
        let start = body.len();
        body.resize(start + length, 0);
        leave_number(length as f64);
        body.get_mut(start..).map_or(0, |place| place.as_mut_ptr() as u32)
    });
    place.unwrap_or_default()
}

/// Takes the chunk of the body that was written to the address from `reserve`.
#[wasm_bindgen(skip_typescript, js_name = onChunk)]
pub fn on_chunk(call: u32, now: f64) -> u32 {
    advance(call, |call| match call.attempt.on_chunk(now as u64) {
        Ok(()) => Next::Read,
        Err(why) => {
            let outcome = call.attempt.on_interruption(why, &call.request, &call.client.session.config);
            call.over(outcome, now)
        }
    })
}

/// Takes the end of the body.
#[wasm_bindgen(skip_typescript, js_name = onEnd)]
pub fn on_end(call: u32, now: f64) -> u32 {
    advance(call, |call| {
        let outcome = call.attempt.on_end(&call.request, &call.client.session.config);
        call.over(outcome, now)
    })
}

/// Handles the end of a wait. If something arrived meanwhile, leaves how long to wait from now on, in milliseconds.
#[wasm_bindgen(skip_typescript, js_name = onTimer)]
pub fn on_timer(call: u32, now: f64) -> u32 {
    advance(call, |call| {
        match call.attempt.on_clock(&call.request, &call.client.session.config, now as u64) {
            Some(outcome) => call.over(outcome, now),
            None => {
                leave_number(call.attempt.patience(now as u64) as f64);
                Next::Read
            }
        }
    })
}

// As patterns: a conversion would take more bytes.
const NETWORK: u32 = FailureKind::Network as u32;
const AUTH: u32 = FailureKind::Auth as u32;
const REQUEST: u32 = FailureKind::Request as u32;
const MEMORY: u32 = FailureKind::Memory as u32;

/// Takes a failure, by its [`FailureKind`]. Texts: what went wrong.
#[wasm_bindgen(skip_typescript)]
pub fn failed(call: u32, kind: u32, now: f64) -> u32 {
    let mut given = Arguments::take();
    advance(call, |call| {
        let words = given.text().into();
        let what = match kind {
            NETWORK => Failure::Network(words),
            AUTH => Failure::Credential(words),
            REQUEST => Failure::Invalid(words),
            MEMORY => Failure::NoMemory,
            _ => Failure::Closed,
        };
        let outcome = match call.attempt.head {
            None => Err(call.attempt.no_response(what, &call.url)),
            Some(_) => {
                let error = failure(what, &call.attempt.credential.value);
                call.attempt.on_interruption(
                    Interruption::Broken(error),
                    &call.request,
                    &call.client.session.config,
                )
            }
        };
        call.over(outcome, now)
    })
}

/// Handles a payload that JavaScript cannot parse.
#[wasm_bindgen(skip_typescript)]
pub fn unreadable(call: u32, now: f64) -> u32 {
    advance(call, |call| {
        let error = reply_unreadable(&call.attempt.body);
        let error = call.attempt.complete(error, &call.request);
        call.over(Err(error), now)
    })
}

/// Returns whether a text repeats the credential. If so, leaves the text with the credential masked. Texts: the text.
#[wasm_bindgen(skip_typescript)]
pub fn masked(call: u32) -> bool {
    let mut given = Arguments::take();
    let repeated = with_call(call, &mut |call| {
        let Some(masked) = masked_text(given.text(), &call.attempt.credential.value) else { return 0 };
        call.masked = masked;
        leave(OutSlot::Payload, call.masked.as_bytes());
        1
    });
    repeated == Some(1)
}

/// Removes a call that has settled or was aborted.
#[wasm_bindgen(skip_typescript)]
pub fn end(call: u32) {
    CALLS.with_borrow_mut(|calls| calls.remove(call));
}
