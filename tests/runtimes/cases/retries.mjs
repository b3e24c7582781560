// When a call is retried, how long it waits, and when it must not be retried.

import { equal, ok } from "../assert.mjs";
import { goodDraft } from "../draft.mjs";
import { isPage, resends } from "../execute.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

/** Avoids waits in the cases that do not test them. */
const headers = { "Retry-After": "0" };

/** @type {import("../world.mjs").Fault[]} */
const PASSING = [
  { kind: "status", status: 408, headers },
  { kind: "status", status: 429, headers },
  { kind: "status", status: 500, headers },
  { kind: "status", status: 503, headers },
  { kind: "drop_request" },
  { kind: "drop_reply" },
  { kind: "cut_stream", bytes: 40 },
  { kind: "cut_json", bytes: 20 },
  { kind: "hang" },
];

/** Failures that leave unknown whether the campaign exists. @type {import("../world.mjs").Fault[]} */
const UNKNOWN = [
  { kind: "status", status: 500, headers },
  { kind: "status_after_commit", status: 500, headers },
  { kind: "status", status: 503, headers },
  { kind: "status", status: 408, headers },
  { kind: "status", status: 303 },
  { kind: "status", status: 409 },
  { kind: "status", status: 410 },
  { kind: "drop_request" },
  { kind: "drop_reply" },
  { kind: "cut_stream", bytes: 40 },
  { kind: "cut_json", bytes: 40 },
];

/**
 * Whether the browser itself resends a request after this failure. Chromium also does so after a 408.
 *
 * @param {import("../execute.mjs").Context} t
 * @param {import("../world.mjs").Fault} trouble
 */
function resentByBrowser(t, { kind, status }) {
  return (t.runtime === "chromium" && status === 408) || (resends(t) && kind.startsWith("drop_"));
}

/**
 * The options of a call that this failure hits: a short timeout where it hangs, since the case waits for it, and retries for
 * further attempts that take longer on a busy machine.
 *
 * @param {import("../world.mjs").Fault} trouble
 */
function patience({ kind }) {
  return kind === "hang" ? { timeoutMs: 3_000, maxRetries: 9 } : {};
}

/**
 * Makes a create fail, and requires that it is sent once.
 *
 * @param {import("../execute.mjs").Context} t
 * @param {import("../world.mjs").Fault} trouble
 * @param {import("seax-dialer").CallOptions} [options]
 */
async function createdOnce(t, trouble, options) {
  const here = await world(t);
  const seax = await here.client({ maxRetries: 5 });
  const draft = await goodDraft(seax);
  // Puts the connection into use first: some runtimes resend a request by themselves when a reused
  // connection breaks.
  await seax.campaigns.create(draft);
  await here.fault({ ...trouble, method: "POST", times: 0 });
  const error = await seax.campaigns.create(draft, options).then(
    () => null,
    (reason) => reason,
  );
  const what = JSON.stringify(trouble);
  ok(error !== null, `${what} is no success`);
  equal(error.attempts, 1, `attempts after ${what}`);
  ok(error.message.includes("twice"), `${what}: "${error.message}" warns of calling twice`);
  if (resentByBrowser(t, trouble)) return;
  await here.arrived(2, "POST");
  equal((await here.requests("POST")).length, 2, `creates with ${what}`);
}

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const retries = {
  "a read is sent again after what may pass": async (t) => {
    for (const trouble of PASSING) {
      const here = await world(t);
      const seax = await here.client();
      await here.fault({ ...trouble, method: "GET" });
      ok((await seax.phones.list({}, patience(trouble))).data.length > 0, "phones");
      const requests = (await here.requests()).length;
      // On a reused connection, a browser may resend a read once by itself.
      const resent = isPage(t) && trouble.kind.startsWith("drop_") ? 1 : 0;
      const most = 2 + resent + (patience(trouble).maxRetries ?? 0);
      ok(requests >= 2 && requests <= most, `requests with ${JSON.stringify(trouble)}: ${requests}`);
    }
  },

  "a read is not sent again after what will not pass": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    for (const status of [400, 401, 403, 404, 409, 422]) {
      await here.fault({ kind: "status", status });
      equal((await seax.phones.list().catch((error) => error)).attempts, 1, `attempts after ${status}`);
    }
    equal((await here.requests()).length, 6, "requests");
  },

  "retries end, and the last failure is told": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    await here.fault({ kind: "status", status: 503, headers, times: 0 });
    equal((await refusal(seax.phones.list(), "server_error")).attempts, 3, "attempts with the default");
    equal((await refusal(seax.phones.list({}, { maxRetries: 0 }), "server_error")).attempts, 1, "with none");
    equal((await refusal(seax.phones.list({}, { maxRetries: 4 }), "server_error")).attempts, 5, "with four");
    equal((await here.requests()).length, 9, "requests");
  },

  "a create is sent once, whatever comes of it": async (t) => {
    for (const trouble of UNKNOWN) await createdOnce(t, trouble);
  },

  // It has to arrive before it is given up, and there is no other attempt.
  "a create that is never answered is sent once": (t) =>
    createdOnce(t, { kind: "hang" }, { timeoutMs: 20_000 }),

  "a create is sent again after a refusal for now": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const draft = await goodDraft(seax);
    const busy = { kind: "status", status: 429, headers, method: "POST", times: 2 };
    await here.fault(busy);
    ok((await seax.campaigns.create(draft)).id, "the campaign");
    equal((await here.requests("POST")).length, 3, "requests");
    equal(
      (await seax.campaigns.list({ limit: 0 })).data.filter(({ name }) => name === draft.name).length,
      1,
      "made",
    );
  },

  "in Bun, no create goes over a connection that is reused": async (t) => {
    const here = await world(t);
    const draft = await goodDraft(await here.client());
    const scope = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (globalThis));
    const { fetch } = globalThis;
    const stubbed = !("Bun" in scope);
    if (stubbed) scope.Bun = {};
    /** @type {unknown[]} */
    const sent = [];
    globalThis.fetch = /** @type {typeof fetch} */ (
      async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
        if (init.method !== "POST") return fetch(url, init);
        sent.push(init.keepalive);
        return Response.json({ detail: "No." }, { status: 422 });
      }
    );
    try {
      const seax = await here.client();
      await refusal(seax.campaigns.create(draft), "unprocessable");
      await refusal(seax.campaigns.launch(draft, { skipCheck: true, onTicket() {} }), "unprocessable");
      await refusal(seax.contacts.import("name,phone\nAnn,+12345678900\n"), "unprocessable");
    } finally {
      globalThis.fetch = fetch;
      if (stubbed) delete scope.Bun;
    }
    equal(sent, [false, false, false], "`keepalive` of a create, a launch and an import");
  },

  "the server's own wait is kept to": async (t) => {
    const here = await world(t);
    // A date is compared with the server's own clock.
    const dated = { date: "Tue, 01 Jan 2030 00:00:00 GMT", "Retry-After": "Tue, 01 Jan 2030 00:00:01 GMT" };
    const replies = [
      () => new Response(null, { status: 429, headers: { "Retry-After": "1" } }),
      () => Response.json({ retry_after: 1 }, { status: 429 }),
      () => new Response(null, { status: 503, headers: dated }),
    ];
    for (const reply of replies) {
      /** @type {number[]} */
      const sent = [];
      const fetch = async () => {
        sent.push(performance.now());
        return sent.length === 1 ? reply() : Response.json({ data: [], total: 0 });
      };
      await (await here.client({ fetch })).phones.list();
      const [first = 0, second = 0] = sent;
      ok(second - first >= 980, `${reply}: waited ${second - first} ms`);
    }
  },

  "a deadline holds for all attempts together": async (t) => {
    const here = await world(t);
    await here.fault({ kind: "hang", times: 0 });
    for (const timeoutMs of [100, 3_600_000]) {
      const seax = await here.client({ timeoutMs, deadlineMs: 600, maxRetries: 50 });
      const error = await refusal(seax.phones.list(), "timeout");
      ok(error.attempts >= 1 && error.attempts <= 6, `${error.attempts} attempts`);
    }
  },

  "a wait beyond the deadline is not begun": async (t) => {
    const here = await world(t);
    // A wait of that length would exceed the limit of a case.
    const seax = await here.client({ deadlineMs: 3_000_000 });
    await here.fault({ kind: "status", status: 429, headers: { "Retry-After": "3600" } });
    const error = await refusal(seax.phones.list(), "rate_limited");
    equal([error.attempts, error.retryAfterMs], [1, 3_600_000], "attempts and wait");
  },

  "events tell what happened, in order": async (t) => {
    const here = await world(t);
    /** @type {import("seax-dialer").ClientEvent[]} */
    const events = [];
    const seax = await here.client({ onEvent: (event) => void events.push(event) });
    await here.fault({ kind: "status", status: 503, headers });
    await seax.phones.list({ limit: 1 });
    equal(
      events.map((event) => [event.type, event.operation, "attempt" in event ? event.attempt : 0]),
      [
        ["request", "phones.list", 1],
        ["reply", "phones.list", 1],
        ["retry", "phones.list", 1],
        ["request", "phones.list", 2],
        ["reply", "phones.list", 2],
      ],
      "events",
    );
    const [asked, failed, again, , replied] = events;
    ok(
      asked?.type === "request" && asked.method === "GET" && asked.url.endsWith("/phones?limit=1"),
      "the request",
    );
    ok(failed?.type === "reply" && failed.status === 503 && failed.code === "server_error", "the failure");
    ok(again?.type === "retry" && again.code === "server_error" && again.delayMs === 0, "the retry");
    ok(replied?.type === "reply" && replied.status === 200 && replied.code === undefined, "the reply");
    ok(replied?.type === "reply" && replied.durationMs >= 0 && replied.requestId, "its time and name");
  },
};
