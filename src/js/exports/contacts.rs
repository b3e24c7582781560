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
   * Lists contacts: `GET /contacts`. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  list<Field extends keyof Contact = keyof Contact>(
    query?: ContactQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<Contact, Field>>;
  /**
   * Makes a contact: `POST /contacts`. Sent again only after a 429.
   * @throws {SeaxError} rejects with one
   */
  create(draft: ContactDraft, options?: CallOptions): Promise<Contact>;
  /**
   * Changes a contact: `PATCH /contacts/{id}`. `contact_label_ids` names all labels that it shall carry; the system's own,
   * such as `DNC`, stay unless `replace_all_labels` says otherwise. Sent again after failures that may pass.
   * @throws {SeaxError} rejects with one
   */
  update(id: ContactId, change: ContactUpdate, options?: CallOptions): Promise<Contact>;
  /**
   * Removes a contact: `DELETE /contacts/{id}`. Sent again after failures that may pass; if the contact is gone by then, an
   * attempt before has removed it.
   * @throws {SeaxError} rejects with one
   */
  delete(id: ContactId, options?: CallOptions): Promise<void>;
  /**
   * Reads a CSV file, and finds what is wrong with it. Nothing is sent. It takes little memory, however long the file is.
   * @throws {SeaxError} rejects with `invalid_argument` for what is no file, or cannot be read
   */
  checkImport(file: ImportSource, options?: { signal?: AbortSignal | null }): Promise<ImportReport>;
  /**
   * Makes contacts from a CSV file: `POST /import_contacts`. The file is checked first, and not sent if there are errors.
   * Sent again only after a 429. It is done in the background: `jobs.wait(job.job_id)` tells when it is over.
   * @throws {SeaxError} rejects with one
   */
  import(file: ImportSource, query?: ImportQuery, options?: ImportOptions): Promise<Job>;
}

/** A CSV file in UTF-8: a `File` or another `Blob`, its bytes or its text, or a stream of its bytes. */
export type ImportSource = Blob | BufferSource | string | ReadableStream<Uint8Array>;

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
