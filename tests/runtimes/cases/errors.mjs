// The API's errors, and how a caller sees them.

import { createClient, SeaxError } from "seax-dialer";
import { equal, ok, show } from "../assert.mjs";
import { goodDraft } from "../draft.mjs";
import { isPage } from "../execute.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

const UNKNOWN = "00000000-0000-4000-8000-000000000000";

/** @type {[status: number, code: import("seax-dialer").ErrorCode][]} */
const STATUSES = [
  [400, "unprocessable"],
  [401, "unauthorized"],
  [403, "forbidden"],
  [404, "not_found"],
  [409, "conflict"],
  [422, "unprocessable"],
  [429, "rate_limited"],
  [500, "server_error"],
  [502, "server_error"],
  [503, "server_error"],
];

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const errors = {
  "each status has its code": async (t) => {
    const here = await world(t);
    const seax = await here.client({ maxRetries: 0 });
    for (const [status, code] of STATUSES) {
      await here.fault({ kind: "status", status });
      const error = await refusal(seax.phones.list(), code);
      equal([error.status, error.attempts], [status, 1], "status and attempts");
      ok(typeof error.requestId === "string" && error.requestId !== "", "an error names its request");
    }
  },

  "a wrong key is unauthorized": async (t) => {
    const here = await world(t);
    const seax = await here.client({ apiKey: "0".repeat(64) });
    const error = await refusal(seax.phones.list(), "unauthorized");
    equal([error.status, error.attempts], [401, 1], "status and attempts");
  },

  "an unknown id is not_found": async (t) => {
    const seax = await (await world(t)).client();
    const error = await refusal(seax.campaigns.get(UNKNOWN), "not_found");
    equal(error.status, 404, "status");
  },

  "a 422 hands on its issues": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const issues = [
      { loc: ["query", "limit"], msg: "Input should be at least 1", type: "greater_than_equal" },
    ];
    await here.fault({ kind: "status", status: 422, body: { detail: issues } });
    const error = await refusal(seax.phones.list(), "unprocessable");
    equal(error.issues, issues, "issues");
    ok(error.message.includes("limit") && error.message.includes("at least 1"), error.message);
  },

  "the server's own words are in the message": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    await here.fault({ kind: "status", status: 409, body: { detail: "The phone is busy until noon" } });
    const error = await refusal(seax.phones.list(), "conflict");
    ok(error.message.includes("The phone is busy until noon"), error.message);
  },

  "an error page of a proxy is no malformed reply": async (t) => {
    const here = await world(t);
    const seax = await here.client({ maxRetries: 0 });
    for (const body of ["<html>Bad Gateway</html>", null, 42, ["detail"], { detail: { odd: true } }]) {
      await here.fault({ kind: "status", status: 502, body });
      const error = await refusal(seax.phones.list(), "server_error");
      equal(error.status, 502, "status");
    }
  },

  "a wait that the server asks for is in the error": async (t) => {
    const here = await world(t);
    const seax = await here.client({ maxRetries: 0 });
    await here.fault({ kind: "status", status: 429, headers: { "Retry-After": "7" } });
    equal((await refusal(seax.phones.list(), "rate_limited")).retryAfterMs, 7_000, "seconds in the header");
    await here.fault({ kind: "status", status: 429, body: { detail: "slow down", retry_after: 3 } });
    equal((await refusal(seax.phones.list(), "rate_limited")).retryAfterMs, 3_000, "seconds in the body");
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    await here.fault({ kind: "status", status: 503, headers: { "Retry-After": date } });
    const { retryAfterMs } = await refusal(seax.phones.list(), "server_error");
    ok(retryAfterMs && retryAfterMs > 3_000_000 && retryAfterMs <= 3_600_000, `${retryAfterMs} ms`);
  },

  "a closed connection is a network error": async (t) => {
    const here = await world(t);
    const seax = await here.client({ maxRetries: 0 });
    // For all requests, because some runtimes resend a GET by themselves.
    await here.fault({ kind: "drop_request", times: 0 });
    const error = await refusal(seax.phones.list(), "network");
    equal([error.status, error.attempts], [undefined, 1], "status and attempts");
    ok(error.cause !== undefined, "the cause is kept");
  },

  "nobody at the address is a network error": async (t) => {
    const here = await world(t);
    // Nothing listens on port 9 (discard), and no browser blocks it for http on 127.0.0.1 without an error.
    const seax = await here.client({ baseUrl: "http://127.0.0.1:9/seax-api", maxRetries: 0 });
    await refusal(seax.phones.list(), "network");
  },

  "no answer in time is a timeout": async (t) => {
    const here = await world(t);
    const seax = await here.client({ maxRetries: 0, timeoutMs: 100 });
    await here.fault({ kind: "hang" });
    const error = await refusal(seax.phones.list(), "timeout");
    equal([error.attempts, error.message], [1, "No reply within 100 ms."], "attempts and message");
  },

  "a reply that is not UTF-8 is as malformed as any other": async (t) => {
    const here = await world(t);
    const draft = await goodDraft(await here.client());
    /** @type {import("seax-dialer").ClientEvent[]} */
    const events = [];
    const seax = await here.client({
      onEvent: (event) => events.push(event),
      fetch: async (/** @type {Request} */ request) => {
        const answer = await fetch(request);
        const text = (await answer.text()).replace(draft.name, "~");
        // The name is "é" in Latin-1.
        const body = new TextEncoder().encode(text).map((byte) => (byte === 126 ? 0xe9 : byte));
        return new Response(body, answer);
      },
    });
    const told = () => {
      const event = events.at(-1);
      return event?.type === "reply" ? [event.code, event.status, event.requestId] : event;
    };
    const made = await refusal(seax.campaigns.create(draft), "malformed_reply");
    ok(made.status !== undefined && made.status < 300 && made.requestId, "status and request id");
    equal(told(), [made.code, made.status, made.requestId], "the event");
    const { data } = await (await here.client()).campaigns.list({ limit: 0 });
    const [id = ""] = data.filter(({ name }) => name === draft.name).map(({ id }) => id);
    equal([made.candidates, made.attempts], [[id], 1], "the campaign");
    ok(made.message.includes("may have taken effect"), made.message);

    const read = await refusal(seax.campaigns.get(id), "malformed_reply");
    equal(told(), [read.code, 200, read.requestId], "the event of a read");
    equal([read.status, read.attempts, read.candidates], [200, 1, undefined], "a read");
    ok(!read.message.includes("may have taken effect"), read.message);
  },

  "an error is an Error with a name, a code and nothing undefined in its JSON": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const error = await refusal(seax.campaigns.get(UNKNOWN), "not_found");
    ok(error instanceof Error && error instanceof SeaxError, "it is both");
    equal(error.name, "SeaxError", "name");
    ok(String(error).startsWith("SeaxError: "), String(error));
    ok(typeof error.stack === "string", "it has a stack");
    ok(show(JSON.parse(JSON.stringify(error))).includes("not_found"), JSON.stringify(error));
  },

  "a key in a page is refused unless it is allowed": async (t) => {
    const here = await world(t);
    const { workspaceId, apiKey, baseUrl } = here;
    const call = createClient({ workspaceId, apiKey, baseUrl });
    if (isPage(t)) await refusal(call, "unsafe_browser_key");
    else ok((await (await call).phones.list()).data.length > 0, "outside pages a key is fine");
    const withAuth = createClient({
      workspaceId,
      baseUrl,
      auth: async () => ({ header: "X-API-KEY", value: apiKey }),
    });
    ok((await (await withAuth).phones.list()).data.length > 0, "a token of one's own is fine everywhere");
  },
};
