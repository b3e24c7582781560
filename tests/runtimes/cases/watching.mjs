// Watches of campaigns, and their figures.

import { createClient } from "seax-dialer";
import { equal, ok, rejection, until } from "../assert.mjs";
import { Body } from "../body.mjs";
import { goodDraft } from "../draft.mjs";
import { refusal } from "../refusal.mjs";
import { served } from "../server.mjs";
import { withSteady } from "../steady.mjs";
import { world } from "../world.mjs";

const READINGS = { method: "GET", path: "auto_dialer_campaigns/" };
/** Long enough for a rate of calls. */
const READING_MS = 2_000;
const FAST = { minIntervalMs: 20, maxIntervalMs: 60 };

/** The members that the types declare. */
const RATES = ["answered", "human", "humanOfAnswered", "machine", "no_answer", "unknown"];
const REPORT = [
  "answered",
  "callsPerMinute",
  "campaign",
  "counts",
  "duration",
  "rates",
  "results",
  "terminal",
];

/** @param {number} ms */
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A campaign that calls eight contacts, and a client.
 *
 * @param {import("../execute.mjs").Context} t
 * @param {number} speed simulated seconds per second
 */
async function scene(t, speed) {
  const here = await world(t, { speed });
  const seax = await here.client();
  const exclude_labels = ["DNC", "invalid number", "unreachable"];
  const { data: people } = await seax.contacts.list({ exclude_labels, phone_only: true, limit: 8 });
  const campaign = await seax.campaigns.create({
    ...(await goodDraft(seax)),
    any_contact_label_ids: [],
    addition_contact_ids: people.map(({ id }) => id),
  });
  return { here, seax, campaign };
}

/** The sockets that a watch has opened, where `WebSocket` is replaced by this class. @type {Socket[]} */
const sockets = [];

class Socket {
  static OPEN = 1;
  readyState = 1;
  /** @type {(event: { data: string }) => void} */
  onmessage = () => {};
  onclose = () => {};

  constructor() {
    sockets.push(this);
  }

  send() {}

  close() {}
}

/**
 * Runs some work where the global `fetch` reads one campaign through an edge, and sockets are those above.
 *
 * @param {import("../execute.mjs").Context} t
 * @param {(place: {
 *   config: Pick<import("../world.mjs").Config, "workspaceId" | "baseUrl">,
 *   campaign: import("seax-dialer").Campaign,
 *   readings: () => number,
 *   fail: () => void,
 * }) => Promise<void>} work
 */
async function behindEdge(t, work) {
  const { here, campaign } = await scene(t, 1);
  const config = { workspaceId: here.workspaceId, baseUrl: here.baseUrl };
  const { fetch: ownFetch, WebSocket: ownSocket } = globalThis;
  let [count, failures] = [0, 0];
  const fetch = async (/** @type {Parameters<typeof ownFetch>} */ ...given) => {
    // Parts of the package are loaded in pages.
    if (!String(given[0]).startsWith(here.baseUrl)) return ownFetch(...given);
    count += 1;
    failures -= 1;
    if (failures >= 0) throw new TypeError("offline");
    // Every part of this reply is there at once: no timer fires while it is read.
    return new Response(new Body([JSON.stringify(campaign)]).stream(), {
      headers: { "content-type": "application/json", "seax-edge": "1" },
    });
  };
  sockets.length = 0;
  try {
    Reflect.set(globalThis, "fetch", fetch);
    Reflect.set(globalThis, "WebSocket", Socket);
    const fail = () => {
      failures = 1;
    };
    await work({ config, campaign, readings: () => count, fail });
  } finally {
    Reflect.set(globalThis, "fetch", ownFetch);
    Reflect.set(globalThis, "WebSocket", ownSocket);
  }
}

const DAY = 86_400_000;

/**
 * Runs some work where `Date.now` is ahead.
 *
 * @template T
 * @param {number} span in milliseconds
 * @param {() => Promise<T>} work
 */
async function later(span, work) {
  const { now } = Date;
  try {
    Date.now = () => now() + span;
    return await work();
  } finally {
    Date.now = now;
  }
}

/** @type {Record<string, import("../execute.mjs").Run>} */
export const watching = {
  "a watch tells of a campaign at once, then on change, and ends with it": async (t) => {
    const { campaign } = await scene(t, 1);
    /** @type {[status: string, human: number][]} */
    const states = [
      ["STARTED", 0],
      ["STARTED", 0],
      ["PROCESSING", 2],
      ["PROCESSING", 2],
      ["PROCESSING", 5],
      ["FINISHED", 8],
    ];
    const { now } = Date;
    const [start, steady] = [now(), performance.now()];
    let time = start;
    const { seax } = await served((_, count) => {
      // On the client's clock, each reading takes this long.
      time += READING_MS;
      const [status, human = 0] = states[count - 1] ?? [];
      const statistics = { human, machine: 0, unknown: 0, no_answer: 0, total: 8 };
      return Response.json({ ...campaign, status, statistics });
    });
    /** @type {import("seax-dialer").CampaignSnapshot[]} */
    const seen = [];
    try {
      Date.now = () => time;
      // Where only one of the clocks went on, nothing could be measured.
      await withSteady(
        () => steady + time - start,
        async () => {
          for await (const snapshot of seax.campaigns.watch(campaign.id, FAST)) seen.push(snapshot);
        },
      );
    } finally {
      Date.now = now;
    }
    equal(
      seen.map((snapshot) => [snapshot.campaign.status, snapshot.progress.done, snapshot.terminal]),
      [
        ["STARTED", 0, false],
        ["PROCESSING", 2, false],
        ["PROCESSING", 5, false],
        ["FINISHED", 8, true],
      ],
      "snapshots",
    );
    const [first, moving, , last] = seen;
    equal(first?.campaign.id, campaign.id, "campaign");
    equal([last?.progress.of, last?.progress.share], [8, 1], "progress");
    equal(last?.rates.human?.outOf, 8, "the whole of a rate");
    equal(
      Object.keys(last ?? {}).toSorted(),
      ["ageMs", "campaign", "progress", "rates", "terminal"],
      "members",
    );
    equal(
      Object.keys(moving ?? {}).toSorted(),
      ["ageMs", "callsPerMinute", "campaign", "forecast", "progress", "rates", "terminal"],
      "members while it moves",
    );
    equal(moving?.callsPerMinute, 30, "two calls in two readings");
    equal(Object.keys(moving?.forecast ?? {}).toSorted(), ["endAtMs", "kind"], "members of a forecast");
    equal([last?.ageMs, last?.lastErrorCode], [0, undefined], "age and failure");
  },

  "a watch rides out failures, and tells of them": async (t) => {
    const { here, seax, campaign } = await scene(t, 1);
    const watch = seax.campaigns.watch(campaign.id, FAST);
    const { value: first } = await watch.next();
    equal(first?.lastErrorCode, undefined, "failure");
    await here.fault({ kind: "status", status: 503, ...READINGS, times: 2 });
    const { value: failed } = await watch.next();
    equal(failed?.lastErrorCode, "server_error", "failure");
    ok((failed?.ageMs ?? 0) >= 10, `the campaign was read ${failed?.ageMs} ms ago`);
    let now = failed;
    while (now?.lastErrorCode !== undefined) now = (await watch.next()).value ?? undefined;
    equal(now?.campaign.id, campaign.id, "and goes on");
    await watch.return();
    equal((await watch.next()).done, true, "done");
  },

  "a watch gives up with the last failure once it has lasted": async (t) => {
    const { here, seax, campaign } = await scene(t, 1);
    const watch = seax.campaigns.watch(campaign.id, { ...FAST, giveUpAfterMs: 150 });
    await watch.next();
    await here.fault({ kind: "status", status: 500, ...READINGS, times: 0 });
    const started = Date.now();
    const end = (async () => {
      for await (const { lastErrorCode } of watch) equal(lastErrorCode, "server_error", "failure");
    })();
    equal((await refusal(end, "server_error")).status, 500, "status");
    ok(Date.now() - started >= 140, "not before");
  },

  "a watch stops where it cannot go on": async (t) => {
    const { here, seax, campaign } = await scene(t, 1);
    const nothing = seax.campaigns.watch("99999999-2222-4444-3333-555555555555", FAST);
    await refusal(nothing.next(), "not_found");
    equal((await nothing.next()).done, true, "done");
    /** @type {[string, object, string][]} */
    const wrong = [
      ["x", {}, "id"],
      [campaign.id, { minIntervalMs: 0 }, "minIntervalMs"],
      [campaign.id, { minIntervalMs: 50, maxIntervalMs: 20 }, "maxIntervalMs"],
      [campaign.id, { interval: 5 }, "options"],
    ];
    const before = (await here.requests()).length;
    for (const [id, options, path] of wrong) {
      equal((await refusal(seax.campaigns.watch(id, options).next(), "invalid_argument")).path, path, path);
    }
    equal((await here.requests()).length, before, "requests");
  },

  "an abort, a break and a return end a watch at once, whatever it waits for": async (t) => {
    const { here, seax, campaign } = await scene(t, 1);
    // Longer than the limit of a case.
    const slow = { minIntervalMs: 3_600_000, maxIntervalMs: 7_200_000 };
    const controller = new AbortController();
    const aborted = seax.campaigns.watch(campaign.id, { ...slow, signal: controller.signal });
    await aborted.next();
    const next = rejection(aborted.next());
    await wait(20);
    controller.abort("enough");
    equal(await next, "enough", "reason");

    const returned = seax.campaigns.watch(campaign.id, slow);
    await returned.next();
    const pending = returned.next();
    await wait(20);
    equal([(await returned.return()).done, (await pending).done], [true, true], "done");

    for await (const { campaign: now } of seax.campaigns.watch(campaign.id, slow)) {
      equal(now.id, campaign.id, "id");
      break;
    }
    const before = (await here.requests()).length;
    await wait(100);
    equal((await here.requests()).length, before, "nothing goes on");
  },

  "a watch through an edge polls on while an auth function does not settle": (t) =>
    behindEdge(t, async ({ config, campaign }) => {
      let calls = 0;
      /** @type {Promise<import("seax-dialer").AuthHeader>} */
      const never = new Promise(() => {});
      const auth = () => {
        calls += 1;
        return calls === 1 ? { header: "Authorization", value: "Bearer token" } : never;
      };
      const seax = await createClient({ ...config, auth, timeoutMs: 1_000 });
      const watch = seax.campaigns.watch(campaign.id, FAST);
      equal((await watch.next()).value?.lastErrorCode, undefined, "the first reading");
      equal((await watch.next()).value?.lastErrorCode, "timeout", "the next one");
      equal(sockets.length, 0, "sockets");
      await watch.return();
    }),

  "a watch says that readings work again, after an edge that said otherwise is gone": (t) =>
    behindEdge(t, async ({ config, campaign, readings, fail }) => {
      const auth = () => ({ header: "Authorization", value: "Bearer token" });
      const seax = await createClient({ ...config, auth });
      const watch = seax.campaigns.watch(campaign.id, FAST);
      const { value: first } = await watch.next();
      ok(first, "a snapshot");
      /** @type {[object, (snapshot: import("seax-dialer").CampaignSnapshot | undefined | void) => unknown][]} */
      const news = [
        [{ lastErrorCode: "server_error" }, (snapshot) => snapshot?.lastErrorCode],
        [{ campaign: { ...campaign, status: "PAUSED" } }, (snapshot) => snapshot?.campaign.status],
      ];
      for (const [changes, seen] of news) {
        const count = sockets.length;
        const next = watch.next();
        await until(() => sockets.length > count, "a socket");
        const pushed = { ageMs: 0, forecast: { endAtMs: 1, kind: "estimate" } };
        sockets.at(-1)?.onmessage({ data: JSON.stringify({ ...first, ...pushed, ...changes }) });
        equal(seen((await next).value), seen({ ...first, ...changes }), "what the edge says");
        const before = readings();
        fail();
        sockets.at(-1)?.onclose();
        // The machine sleeps: only one of the clocks goes on.
        const { value: failing } = await later(DAY, () => watch.next());
        equal(failing?.lastErrorCode, "network", "the poll fails");
        equal(failing?.campaign.status, { ...first, ...changes }.campaign.status, "what the edge said last");
        equal(failing?.forecast, undefined, "an end in the past is no forecast");
        ok((failing?.ageMs ?? 0) >= DAY, `it is ${failing?.ageMs} ms old`);
        equal(seen((await watch.next()).value), seen(first), "what the API says");
        ok(readings() > before, "it was read");
      }
      await watch.return();
    }),

  "a watch tells the speed that an edge knows, and a standstill, after each new socket": (t) =>
    behindEdge(t, async ({ config, campaign }) => {
      const auth = () => ({ header: "Authorization", value: "Bearer token" });
      const seax = await createClient({ ...config, auth });
      const watch = seax.campaigns.watch(campaign.id, FAST);
      const { value: first } = await watch.next();
      ok(first && first.callsPerMinute === undefined, "one reading does not tell the speed");
      const forecast = { endAtMs: Date.now() + DAY, kind: "estimate" };
      // The edge's reading may be older than the client's.
      for (const ageMs of [0, DAY]) {
        const count = sockets.length;
        const joined = watch.next();
        await until(() => sockets.length > count, "a socket");
        const push = (/** @type {object} */ changes) =>
          sockets.at(-1)?.onmessage({ data: JSON.stringify({ ...first, ageMs, ...changes }) });
        push({ callsPerMinute: 2.5, forecast });
        const { value: running } = await joined;
        equal([running?.callsPerMinute, running?.forecast], [2.5, forecast], "the speed");
        push({});
        equal((await watch.next()).value?.callsPerMinute, undefined, "the standstill");

        sockets.at(-1)?.onclose();
        ok((await watch.next()).value, "a reading of its own");
        const renewed = watch.next();
        await until(() => sockets.length > count + 1, "another socket");
        // This is what was read. An older one would be skipped, too, but what comes then is news.
        push({ ageMs: 0 });
        await wait(20);
        push({ ageMs: 0, progress: { done: 7 } });
        equal((await renewed).value?.progress.done, 7, "the same campaign again");
        sockets.at(-1)?.onclose();
        await watch.next();
      }
      await watch.return();
    }),

  "a pushed snapshot that waited for its reader says how old it has become": (t) =>
    behindEdge(t, async ({ config, campaign }) => {
      const auth = () => ({ header: "Authorization", value: "Bearer token" });
      const seax = await createClient({ ...config, auth });
      const watch = seax.campaigns.watch(campaign.id, FAST);
      const { value: first } = await watch.next();
      const next = watch.next();
      await until(() => sockets.length > 0, "a socket");
      const push = (/** @type {string} */ name, /** @type {number} */ ageMs) => {
        const snapshot = { ...first, campaign: { ...campaign, name }, ageMs };
        sockets.at(-1)?.onmessage({ data: JSON.stringify(snapshot) });
      };
      push("one", 0);
      equal((await next).value?.campaign.name, "one", "what is pushed");
      push("two", 5);
      await wait(60);
      const { value: late } = await watch.next();
      equal(late?.campaign.name, "two", "what is pushed");
      ok((late?.ageMs ?? 0) >= 5 + 50, `it is ${late?.ageMs} ms old`);
      push("three", 5);
      const { value: old } = await later(DAY, () => watch.next());
      equal(old?.campaign.name, "three", "what is pushed");
      ok((old?.ageMs ?? 0) >= 5 + DAY, `it is ${old?.ageMs} ms old after a sleep`);
      await watch.return();
    }),

  "a report has the figures, with what they are parts of": async (t) => {
    const { seax, campaign } = await scene(t, 6_000);
    for await (const _ of seax.campaigns.watch(campaign.id, FAST));
    const report = await seax.campaigns.report(campaign.id);
    const {
      human = 0,
      machine = 0,
      unknown = 0,
      no_answer = 0,
    } = /** @type {Record<string, number>} */ (report.counts);
    equal(report.campaign.id, campaign.id, "campaign");
    equal([report.terminal, report.results], [true, human + machine + unknown + no_answer], "results");
    equal(report.answered, human + machine + unknown, "answered");
    const {
      human: rate,
      human_of_answered: none,
      humanOfAnswered: answered,
    } = /** @type {Record<string, import("seax-dialer").Rate | undefined>} */ (report.rates);
    equal([rate?.count, rate?.outOf, rate?.denominator], [human, report.results, "results"], "a rate");
    equal(
      [answered?.outOf, answered?.denominator, none],
      [report.answered, "answered", undefined],
      "another",
    );
    equal(Object.keys(report.rates).toSorted(), RATES, "rates");
    equal(
      Object.keys(rate ?? {}).toSorted(),
      ["count", "denominator", "outOf", "share"],
      "members of a rate",
    );
    equal(Object.keys(report).toSorted(), REPORT, "members");
    equal(Object.keys(report.duration ?? {}).toSorted(), ["from", "seconds", "to"], "members of a duration");
    ok((report.duration?.seconds ?? 0) > 0, "duration");
    ok((report.callsPerMinute ?? 0) > 0 && Number.isFinite(report.callsPerMinute), "calls per minute");
    await refusal(seax.campaigns.report("x"), "invalid_argument");
  },
};
