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
   * @throws {SeaxError} rejects with `not_found` if there is no such job, or with the errors of any request
   */
  get(id: JobId, options?: CallOptions): Promise<Job>;
  /**
   * Waits until a job has ended, and returns it. Check its `status`: a `failed` job has ended, too.
   * `deadlineMs` is for the whole wait; without it, there is no limit: that of the client is for each poll.
   * @example
   * const { status } = await seax.jobs.wait(job.job_id, { deadlineMs: 600_000 });
   * @throws {SeaxError} rejects with `timeout` if the job has not ended by the deadline
   */
  wait(id: JobId, options?: CallOptions): Promise<Job>;
}
"#;
