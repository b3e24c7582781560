//! The options of `createClient`. The package's scripts read them; the core checks their names.

use super::option_names::option_names;

option_names! {
    /// The options of `createClient`. Give either `apiKey` or `auth`.
    CLIENT_CONFIG: "ClientConfig";
    /// The workspace's id: 8-4-4-4-12 hexadecimal digits.
    text "workspaceId" as "WorkspaceId" [required],
    /// The API key. For servers only: in a browser, workers included, every visitor can read it.
    text "apiKey",
    /// Returns the header that authenticates the caller, such as a proxy's short-lived token. Called for each attempt.
    function "auth" as "() => AuthHeader | PromiseLike<AuthHeader>",
    /// The API's base URL; `https://seax.seasalt.ai/seax-api` if left out.
    get "baseUrl" as "string | URL",
    /// Sends requests; the global `fetch` if left out. Called with one `Request`.
    function "fetch" as "(request: Request) => PromiseLike<Response>",
    /// Timeout, in milliseconds: for the reply to begin, and then for each further chunk of it; 30 000 if left out.
    span "timeoutMs",
    /// Deadline for all attempts of a call and the waits between them, in milliseconds; 120 000 if left out.
    span "deadlineMs",
    /// Maximum number of retries; 2 if left out. A create is retried only after a 429.
    count "maxRetries",
    /// The maximum size of a reply, in bytes; a larger one is `reply_too_large`. 67 108 864 (64 MiB) if left out, and
    /// 16 777 216 (16 MiB) for an element of a list that is iterated. At most 536 870 912.
    bytes "maxReplyBytes",
    /// Called for every request, reply, retry and warning. Events do not contain the key. Errors that it throws are ignored.
    function "onEvent" as "(event: ClientEvent) => void",
    /// Accepts enumeration values that this version of the package does not know, such as a campaign status that the API has
    /// added since. By default they are `invalid_argument`, because most are misspellings. TypeScript needs a cast.
    flag "allowUnknownValues",
    /// Allows an `apiKey` in a browser, where every visitor can read it.
    flag "dangerouslyAllowBrowser",
    /// The purpose of the calls, and the contact fields that tell a contact's location: checks and launches then apply
    /// calling hours, and load the data for them. `{}` means sales calls, located by phone number alone. If left out, checks
    /// ignore hours.
    get "callingHours" as "CallingHoursOptions | false",
    /// The package's `.wasm` files, if a bundler does not include them: bytes or modules; in browsers also URLs or responses.
    /// The core alone is enough for calls of one request.
    get "wasm" as "WasmSource | WasmSources | PromiseLike<WasmSource | WasmSources>",
}
