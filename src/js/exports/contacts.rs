//! `client.contacts`

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    api::contacts,
    js::exports::{core::Core, import, rows},
};

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** The people to call. */
export interface Contacts {
  /**
   * Lists contacts: `GET /contacts`. Await the call for one page, or iterate it for every row; nothing is sent before.
   * Retried after transient failures.
   * @example
   * for await (const { name, phone } of seax.contacts.list({ exclude_labels: ["DNC"] })) console.log(name, phone);
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong query or option, and as every request does
   */
  list<Field extends keyof Contact = keyof Contact>(
    query?: ContactQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<Contact, Field>>;
  /**
   * Creates a contact: `POST /contacts`. Retried only after a 429.
   * @example
   * const ann = await seax.contacts.create({ name: "Ann", phone: "+12345678900" });
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong draft, and as every request does
   */
  create(draft: ContactDraft, options?: CallOptions): Promise<Contact>;
  /**
   * Changes a contact: `PATCH /contacts/{id}`. `contact_label_ids` is the whole list of labels that the contact will have; system
   * labels such as `DNC` stay, unless `replace_all_labels` is `true`. Retried after transient failures.
   * @example
   * await seax.contacts.update(ann.id, { name: "Ann Lee" });
   * @throws {SeaxError} rejects with `not_found` if there is no such contact, and as every request does
   */
  update(id: ContactId, change: ContactUpdate, options?: CallOptions): Promise<Contact>;
  /**
   * Deletes a contact: `DELETE /contacts/{id}`. Retried after transient failures: if the contact is gone by then, the call
   * succeeds.
   * @example
   * await seax.contacts.delete(ann.id);
   * @throws {SeaxError} rejects with `not_found` if there is no such contact, and as every request does
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
   * @throws {SeaxError} rejects with `invalid_argument` if the file has errors, and as every request does
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

/** What an import may change, besides. */
export interface ImportOptions extends CallOptions {
  /** Sends the file even if its check finds errors. */
  skipCheck?: boolean;
}
"#;

/// The people to call.
#[wasm_bindgen(skip_typescript)]
pub struct Contacts(Core);

impl Contacts {
    pub(super) fn new(core: Core) -> Self {
        Self(core)
    }
}

#[wasm_bindgen]
impl Contacts {
    /// Lists contacts.
    pub fn list(&self, query: &JsValue, options: &JsValue) -> JsValue {
        rows::list(&self.0, &contacts::LIST, (None, Some(("query", query))), options)
    }

    /// Makes a contact.
    pub fn create(&self, draft: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&contacts::CREATE, (None, Some(("draft", draft))), options)
    }

    /// Changes a contact.
    pub fn update(&self, id: &JsValue, change: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&contacts::UPDATE, (Some(id), Some(("change", change))), options)
    }

    /// Removes a contact.
    pub fn delete(&self, id: &JsValue, options: &JsValue) -> Promise {
        self.0.ask(&contacts::DELETE, (Some(id), None), options)
    }

    /// Finds what is wrong with a CSV file.
    #[wasm_bindgen(js_name = checkImport)]
    pub fn check_import(&self, file: JsValue, options: &JsValue) -> Promise {
        import::check(&self.0, file, options)
    }

    /// Makes contacts from a CSV file.
    pub fn import(&self, file: JsValue, query: &JsValue, options: &JsValue) -> Promise {
        import::import(&self.0, file, query, options)
    }
}
