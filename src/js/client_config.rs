//! What `createClient` takes. The package's scripts read it; the core checks its names.

use super::option_names::option_names;

option_names! {
    /// The options of `createClient`. Give either `apiKey` or `auth`.
    CLIENT_CONFIG: "ClientConfig";
    /// The workspace: 8-4-4-4-12 hexadecimal digits.
    text "workspaceId" as "WorkspaceId" [required],
    /// The API key. For servers only: every visitor can read what runs in a browser, in its workers too.
    text "apiKey",
    /// Returns the header that authenticates the caller, for each attempt anew: for short-lived tokens of a proxy.
    function "auth" as "() => AuthHeader | PromiseLike<AuthHeader>",
    /// The API's base URL; `https://seax.seasalt.ai/seax-api` if left out.
    get "baseUrl" as "string | URL",
    /// Sends requests; the global `fetch` if left out. It gets one `Request`.
    function "fetch" as "(request: Request) => PromiseLike<Response>",
    /// Timeout of one attempt, with its answer, in milliseconds; 30 000 if left out.
    span "timeoutMs",
    /// Deadline for all attempts of a call and the waits between them, in milliseconds; 120 000 if left out.
    span "deadlineMs",
    /// Maximum number of retries; 2 if left out. A create is retried only after a 429.
    count "maxRetries",
    /// How many bytes a reply may have, before it is `reply_too_large`: 67 108 864 (64 MiB) if left out, and 16 777 216 (16 MiB)
    /// for an element of a list that is iterated. At most 536 870 912.
    count "maxReplyBytes",
    /// Is called for every request, reply and retry. Events have no key in them. What it throws is ignored.
    function "onEvent" as "(event: ClientEvent) => void",
    /// Accepts words of enumerations that this version of the package does not know, such as a campaign status that the API has
    /// added since. By default they are `invalid_argument`, because mostly they are misspelled. TypeScript needs a cast.
    flag "allowUnknownValues",
    /// Takes an `apiKey` in a browser, where every visitor can read it.
    flag "dangerouslyAllowBrowser",
    /// What the calls are for, and where contacts say where they are: has checks and launches look at calling hours, and load the
    /// data for it. `{}` for sales calls, by numbers alone. Left out, checks say nothing of hours.
    get "callingHours" as "CallingHoursOptions | false",
    /// The package's `.wasm` files, where a bundler leaves them behind: bytes or modules; in browsers also URLs or responses. The
    /// core alone is enough for calls of one request.
    get "wasm" as "WasmSource | WasmSources | PromiseLike<WasmSource | WasmSources>",
}
