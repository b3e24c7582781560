//! TypeScript declarations of `client.phones`. The core makes its requests.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = r#"
/** Phone numbers to call from. */
export interface Phones {
  /**
   * Lists phones: `GET /phones`. Await the call for one page, or iterate it for every row; no request is sent before that.
   * Retried after transient failures.
   * @example
   * const { data: phones } = await seax.phones.list({ voice_available: true });
   * @throws {SeaxError} rejects with `invalid_argument` for a wrong query or option, or with the errors of any request
   */
  list<Field extends keyof Phone = keyof Phone>(
    query?: PhoneQuery,
    options?: ListOptions<Field>,
  ): ListCall<Pick<Phone, Field>>;
}
"#;
