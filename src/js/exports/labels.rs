//! TypeScript declarations of `client.labels`. The core makes its requests.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** The labels that select an audience. */
export interface Labels {
  /**
   * Lists labels, with how many contacts have each: `GET /contact_labels`. Await the call for one page, or iterate it for every row; no request is sent before that.
   * Retried after transient failures.
   * @example
   * const { data: labels } = await seax.labels.list({ limit: 0 });
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong query or option, or with the errors of any request
   */
  list<Field extends keyof LabelWithCount = keyof LabelWithCount>(
    query?: LabelQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<LabelWithCount, Field>>;
  /**
   * Creates a label: `POST /contact_labels`. Retried only after a 429.
   * @example
   * const vip = await seax.labels.create({ name: "VIP" });
   * @throws {SeaxError} rejects with `conflict` or `unprocessable` if there is a label of this name, or with the errors of any request
   */
  create(draft: LabelDraft, options?: CallOptions): Promise<ContactLabel>;
  /**
   * Changes a label: `PATCH /contact_labels/{id}`, which the vendor's document does not have. Retried after transient failures.
   * @example
   * await seax.labels.update(vip.id, { name: "VIP 2026" });
   * @throws {SeaxError} rejects with `not_found` if there is no such label, or with the errors of any request
   */
  update(id: LabelId, change: LabelUpdate, options?: CallOptions): Promise<ContactLabel>;
  /**
   * Deletes a label: `DELETE /contact_labels/{id}`, which the vendor's document does not have. Retried after transient failures:
   * if the label is gone by then, the call succeeds.
   * @example
   * await seax.labels.delete(vip.id);
   * @throws {SeaxError} rejects with `not_found` if there is no such label, or with the errors of any request
   */
  delete(id: LabelId, options?: CallOptions): Promise<void>;
}
"#;
