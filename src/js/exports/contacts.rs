//! TypeScript declarations of `client.contacts`. The core makes its calls of one request, [`Rest`](super::client::Rest) the
//! others.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** The people to call. */
export interface Contacts {
  /**
   * Lists contacts: `GET /contacts`. Await the call for one page, or iterate it for every row; no request is sent before that.
   * Retried after transient failures.
   * @example
   * for await (const { name, phone } of seax.contacts.list({ exclude_labels: ["DNC"] })) console.log(name, phone);
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong query or option, or with the errors of any request
   */
  list<Field extends keyof Contact = keyof Contact>(
    query?: ContactQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<Contact, Field>>;
  /**
   * Creates a contact: `POST /contacts`. Retried only after a 429.
   * @example
   * const ann = await seax.contacts.create({ name: "Ann", phone: "+12345678900" });
   * @throws {SeaxError} rejects with `invalid_argument` for an invalid draft, or with the errors of any request
   */
  create(draft: ContactDraft, options?: CallOptions): Promise<Contact>;
  /**
   * Changes a contact: `PATCH /contacts/{id}`. `contact_label_ids` is the whole list of labels that the contact will have; system
   * labels such as `DNC` stay, unless `replace_all_labels` is `true`. Retried after transient failures,
   * except with `contact_label_ids`: a repeat could remove a label that was added meanwhile.
   * @example
   * await seax.contacts.update(ann.id, { name: "Ann Lee" });
   * @throws {SeaxError} rejects with `not_found` if there is no such contact, or with the errors of any request
   */
  update(id: ContactId, change: ContactUpdate, options?: CallOptions): Promise<Contact>;
  /**
   * Deletes a contact: `DELETE /contacts/{id}`. Retried after transient failures: if the contact is gone by then, the call
   * succeeds.
   * @example
   * await seax.contacts.delete(ann.id);
   * @throws {SeaxError} rejects with `not_found` if there is no such contact, or with the errors of any request
   */
  delete(id: ContactId, options?: CallOptions): Promise<void>;
  /**
   * Checks a CSV file of contacts. Nothing is sent. Memory is constant, however large the file is.
   * @example
   * const { findings } = await seax.contacts.checkImport(file);
   * @throws {SeaxError} rejects with `invalid_argument` if it is not a file, or cannot be read
   */
  checkImport(file: ImportSource, options?: { signal?: AbortSignal | null | undefined }): Promise<ImportReport>;
  /**
   * Creates contacts from a CSV file: `POST /import_contacts`. The file is checked first, and not sent if there are errors. Retried
   * only after a 429. The import runs in the background: `jobs.wait` waits for its end.
   * @example
   * const job = await seax.contacts.import(file, { duplicate_strategy: "merge" });
   * await seax.jobs.wait(job.job_id);
   * @throws {SeaxError} rejects with `invalid_argument` if the file has errors, or with the errors of any request
   */
  import(file: ImportSource, query?: ImportQuery, options?: ImportOptions): Promise<Job>;
}

/**
 * A CSV file in UTF-8: a `File` or another `Blob`, its bytes or its text, or a stream of either, such as Node's
 * `fs.createReadStream`.
 */
export type ImportSource =
  | Blob
  | BufferSource
  | string
  | ReadableStream<BufferSource | string>
  | AsyncIterable<BufferSource | string>;
"#;
