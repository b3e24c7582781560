// Calls that end early: by an abort, or because of a timeout.

import { equal, ok, rejection, until } from "../assert.mjs";
import { Body, never, wait } from "../body.mjs";
import { goodDraft } from "../draft.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const stopping = {
  "an abort rejects with the signal's own reason, of any kind": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    await here.fault({ kind: "hang", times: 0 });
    const reasons = [new Error("enough"), "enough", 0, null, { why: "enough" }, Symbol("enough")];
    for (const [place, reason] of reasons.entries()) {
      const controller = new AbortController();
      const call = rejection(seax.phones.list({}, { signal: controller.signal }));
      await here.arrived(place + 1);
      controller.abort(reason);
      ok(Object.is(await call, reason), `rejected with ${String(reason)}`);
    }
  },

  "an abort without a reason rejects with an AbortError": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    await here.fault({ kind: "hang", times: 0 });
    const controller = new AbortController();
    const call = rejection(seax.phones.list({}, { signal: controller.signal }));
    controller.abort(undefined);
    const reason = await call;
    ok(reason === controller.signal.reason, "it is the signal's reason");
    equal(/** @type {Error} */ (reason).name, "AbortError", "name");
  },

  "an aborted signal sends nothing": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const draft = await goodDraft(seax);
    const before = (await here.requests()).length;
    const signal = AbortSignal.abort("too late");
    equal(await rejection(seax.phones.list({}, { signal })), "too late", "reason");
    equal(await rejection(seax.campaigns.create(draft, { signal })), "too late", "reason");
    equal((await here.requests()).length, before, "requests");
  },

  "an abort by the observer of a request keeps it from being sent": async (t) => {
    const here = await world(t);
    const draft = await goodDraft(await here.client());
    const before = (await here.requests("POST")).length;
    let controller = new AbortController();
    const onEvent = (/** @type {import("seax-dialer").ClientEvent} */ event) => {
      if (event.type === "request" && event.method === "POST") controller.abort("enough");
    };
    const seax = await here.client({ onEvent });
    const file = "name,phone\nAnn,+12345678900\n";
    equal(
      await rejection(seax.contacts.import(file, {}, { signal: controller.signal })),
      "enough",
      "the import's reason",
    );
    controller = new AbortController();
    const { signal } = controller;
    const launch = seax.campaigns.launch(draft, { signal, skipCheck: true, verify: false, onTicket() {} });
    // By then, the launch counts as sent.
    equal((await refusal(launch, "launch_unconfirmed")).cause, "enough", "the launch's cause");
    equal((await here.requests("POST")).length, before, "requests");
  },

  "an abort ends a backoff at once": async (t) => {
    const here = await world(t);
    let waits = false;
    const onEvent = (/** @type {import("seax-dialer").ClientEvent} */ { type }) => {
      waits ||= type === "retry";
    };
    const seax = await here.client({ deadlineMs: 7_200_000, onEvent });
    // Longer than the limit of a case.
    await here.fault({ kind: "status", status: 503, headers: { "Retry-After": "3600" }, times: 0 });
    const controller = new AbortController();
    const call = rejection(seax.phones.list({}, { signal: controller.signal }));
    await until(() => waits, "the call waits for its second attempt");
    controller.abort("enough");
    equal(await call, "enough", "reason");
    await wait(50);
    equal((await here.requests()).length, 1, "requests");
  },

  "an abort ends a body that trickles": async (t) => {
    const here = await world(t);
    let begun = false;
    const seax = await here.client({
      fetch: async (/** @type {Request} */ request) => {
        const reply = await fetch(request);
        begun = true;
        return reply;
      },
    });
    await here.fault({ kind: "trickle", chunk: 10, delay_ms: 10_000 });
    const controller = new AbortController();
    const call = rejection(seax.phones.list({}, { signal: controller.signal }));
    await until(() => begun, "the reply begins");
    controller.abort("enough");
    equal(await call, "enough", "reason");
  },

  "an abort after the end changes nothing": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const controller = new AbortController();
    const { data } = await seax.phones.list({}, { signal: controller.signal });
    controller.abort("late");
    await wait(20);
    ok(data.length > 0, "the phones stay");
    ok((await seax.phones.list()).data.length > 0, "the client goes on");
  },

  "a signal's own timeout rejects with its TimeoutError": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    await here.fault({ kind: "hang", times: 0 });
    const signal = AbortSignal.timeout(60);
    const reason = await rejection(seax.phones.list({}, { signal }));
    ok(reason === signal.reason, "it is the signal's reason");
  },

  "one signal stops all calls that have it": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    await here.fault({ kind: "hang", path: "phones", times: 0 });
    const controller = new AbortController();
    const { signal } = controller;
    const calls = [1, 2, 3].map((limit) => rejection(seax.phones.list({ limit }, { signal })));
    await here.arrived(3);
    const other = seax.labels.list();
    controller.abort("all");
    equal(await Promise.all(calls), ["all", "all", "all"], "reasons");
    ok((await other).data.length > 0, "a call without the signal goes on");
  },

  "a client that is closed while it looks for a campaign looks no more": async (t) => {
    const here = await world(t);
    let looks = 0;
    const seax = await here.client({
      fetch: async (/** @type {Request} */ request) => {
        if (request.method === "POST") throw new TypeError("the connection is lost");
        looks += Number(request.url.includes("auto_dialer_campaigns?"));
        return fetch(request);
      },
    });
    const draft = await goodDraft(seax);
    // Longer than the limit of a case.
    const options = { idempotencyKey: "survey", skipCheck: true, lookupTimeoutMs: 3_600_000 };
    const call = refusal(seax.campaigns.launch(draft, options), "launch_unconfirmed");
    // The first one is before the draft is sent.
    await until(() => looks > 1, "it looks");
    seax.free();
    const error = await call;
    equal([error.campaignState, error.attempts], ["unknown", 1], "state and attempts");
    ok(/closed/i.test(error.message), error.message);
  },

  "a timeout holds for the body too": async (t) => {
    const here = await world(t);
    const body = new Body(
      (async function* () {
        yield '{"data":[';
        await never();
      })(),
    );
    const seax = await here.client({ fetch: body.fetch, timeoutMs: 80, maxRetries: 0 });
    const { message } = await refusal(seax.phones.list(), "timeout");
    equal(message, "The reply stalled for 80 ms.", "message");
    await until(() => body.cancelled, "the body is cancelled");
  },

  "a response that comes after its time is released": async (t) => {
    const here = await world(t);
    const body = new Body([]);
    let answer = () => {};
    /** @returns {Promise<Response>} */
    const fetch = () =>
      new Promise((resolve) => {
        answer = () => resolve(new Response(body.stream()));
      });
    const seax = await here.client({ fetch, timeoutMs: 50, maxRetries: 0 });
    await refusal(seax.phones.list(), "timeout");
    answer();
    await until(() => body.cancelled, "the body is cancelled");
  },

  "one call's options come before the client's": async (t) => {
    const here = await world(t);
    const seax = await here.client({ timeoutMs: 60_000, maxRetries: 5 });
    await here.fault({ kind: "hang", times: 0 });
    const error = await refusal(seax.phones.list({}, { timeoutMs: 80, maxRetries: 0 }), "timeout");
    equal(error.attempts, 1, "attempts");
  },

  "a slow answer within the timeout is an answer": async (t) => {
    const here = await world(t);
    const seax = await here.client({ timeoutMs: 30_000 });
    await here.fault({ kind: "delay", ms: 300 });
    ok((await seax.phones.list()).data.length > 0, "phones");
    equal((await here.requests()).length, 1, "requests");
  },
};
