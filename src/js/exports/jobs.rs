//! `client.jobs`

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::jobs,
    js::{
        exports::{core::Core, input, options},
        value,
    },
    model::JobId,
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** Work that the API does in the background, such as an import of contacts. */
export interface Jobs {
  /**
   * Reads a job: `GET /jobs/{id}`. Retried after transient failures.
   * @example
   * const { status } = await seax.jobs.get(job.job_id);
   * @throws {SeaxError} rejects with `not_found` if there is no such job, and as every request does
   */
  get(id: JobId, options?: CallOptions): Promise<Job>;
  /**
   * Waits until a job is over, and returns it as it is then. Look at its `status`: a job that has `failed` is over, too.
   * `deadlineMs` is for the whole wait; without it, there is no limit.
   * @example
   * const { status } = await seax.jobs.wait(job.job_id, { deadlineMs: 600_000 });
   * @throws {SeaxError} rejects with `timeout` if the job is not over by the deadline
   */
  wait(id: JobId, options?: CallOptions): Promise<Job>;
}
"#;

/// Work that the API does in the background.
#[wasm_bindgen(skip_typescript)]
pub struct Jobs(Core);

impl Jobs {
    pub(super) fn new(core: Core) -> Self {
        Self(core)
    }
}

#[wasm_bindgen]
impl Jobs {
    /// Reads a job.
    pub fn get(&self, id: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&jobs::GET, (Some(id), None), options)
    }

    /// Reads a job until it is over.
    pub fn wait(&self, id: &JsValue, options: &JsValue) -> Promise {
        let prepared = input::id(id, JobId::new).and_then(|id| Ok((id, options::read(options)?)));
        self.0.run(prepared, async |client, id, limits| {
            value::parse(client.wait(&id, limits).await?.as_bytes())
        })
    }
}
