//! TypeScript declarations of `client.jobs`. The core makes its calls of one request, [`Rest`](super::client::Rest) the
//! others.

use wasm_bindgen::prelude::*;

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
