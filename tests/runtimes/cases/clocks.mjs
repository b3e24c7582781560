// Clocks that are set back during a call, or stand still before it.

import { equal, ok, rejection } from "../assert.mjs";
import { goodDraft } from "../draft.mjs";
import { refusal } from "../refusal.mjs";
import { withSteady } from "../steady.mjs";
import { world } from "../world.mjs";

const DAY = 86_400_000;

/**
 * Begins a call, sets the clock back by a day after its first request, and waits for its rejection.
 *
 * @param {Awaited<ReturnType<typeof world>>} here
 * @param {() => Promise<unknown>} begin
 * @param {import("seax-dialer").ErrorCode} code
 */
async function setBack(here, begin, code) {
  const { now } = Date;
  const before = (await here.requests()).length;
  const outcome = refusal(begin(), code);
  try {
    await here.arrived(before + 1);
    Date.now = () => now() - DAY;
    // A call that waited for the wall clock would take a day.
    return await outcome;
  } finally {
    Date.now = now;
  }
}

/** Clocks by which a day passes from one moment to the next, where a machine slept or a page was suspended. */
const SLEEPS = {
  "the wall clock": async (/** @type {(sleep: () => void) => Promise<void>} */ work) => {
    const { now } = Date;
    try {
      await work(() => {
        Date.now = () => now() + DAY;
      });
    } finally {
      Date.now = now;
    }
  },
  "both clocks": async (/** @type {(sleep: () => void) => Promise<void>} */ work) => {
    const { now } = performance;
    let slept = 0;
    const later = () => Reflect.apply(now, performance, []) + slept;
    await withSteady(later, () =>
      work(() => {
        slept = DAY;
      }),
    );
  },
};

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const clocks = {
  "a clock that is set back makes no call longer": async (t) => {
    const here = await world(t);
    const { now } = Date;
    const fetch = async () => {
      Date.now = () => now() - DAY;
      return new Response(null, { status: 503 });
    };
    const seax = await here.client({ fetch, deadlineMs: 2_000, maxRetries: 100 });
    try {
      // A call that waited for the wall clock would take a day.
      const error = /** @type {import("seax-dialer").SeaxError} */ (await rejection(seax.phones.list()));
      // The deadline can pass while an attempt is under way.
      ok(["server_error", "timeout"].includes(error.code), `${error.code}: ${error.message}`);
    } finally {
      Date.now = now;
    }
  },

  "a date to try again at is compared with the wall clock": async (t) => {
    const here = await world(t);
    // As from an edge, the date of the response is hidden.
    const fetch = async () =>
      new Response(null, {
        status: 429,
        headers: { "retry-after": new Date(Date.now() + 60_000).toUTCString() },
      });
    const seax = await here.client({ fetch, maxRetries: 0 });
    const id = "99999999-2222-4444-3333-555555555555";
    for (const call of [() => seax.phones.list(), () => seax.campaigns.report(id)]) {
      const { now } = performance;
      // The machine has slept, and the steady clock with it.
      const slept = () => Reflect.apply(now, performance, []) - DAY;
      const { retryAfterMs = -1 } = await withSteady(slept, () => refusal(call(), "rate_limited"));
      ok(retryAfterMs >= 0 && retryAfterMs <= 60_000, `it waits ${retryAfterMs} ms`);
    }
  },

  "a create is not sent again after its time": async (t) => {
    const here = await world(t);
    /** @type {((seax: import("seax-dialer").SeaxClient) => Promise<unknown>)[]} */
    const creates = [
      (seax) => seax.labels.create({ name: "Late", color: "#884400" }),
      (seax) => seax.contacts.import("name,phone\nAnn,+12345678900\n"),
    ];
    for (const [clock, asleep] of Object.entries(SLEEPS)) {
      for (const create of creates) {
        await asleep(async (sleep) => {
          let sent = 0;
          const fetch = async () => {
            sent += 1;
            return new Response(null, { status: 429, headers: { "retry-after": "0" } });
          };
          const onEvent = (/** @type {import("seax-dialer").ClientEvent} */ { type }) => {
            if (type === "retry") sleep();
          };
          const seax = await here.client({ fetch, onEvent });
          const error = await refusal(create(seax), "timeout");
          equal([sent, error.attempts], [1, 1], `requests and attempts by ${clock}: ${create}`);
          ok(!error.message.includes("twice"), error.message);
        });
      }
    }
  },

  "nothing is sent after the time for `auth`": async (t) => {
    const here = await world(t);
    for (const [clock, asleep] of Object.entries(SLEEPS)) {
      await asleep(async (sleep) => {
        let sent = 0;
        const fetch = async () => {
          sent += 1;
          return new Response(null, { status: 500 });
        };
        const auth = async () => {
          sleep();
          return { header: "Authorization", value: "Bearer abc" };
        };
        const seax = await here.client({ fetch, auth });
        const error = await refusal(seax.labels.create({ name: "Late", color: "#884400" }), "timeout");
        equal([sent, error.attempts], [0, 0], `requests and attempts by ${clock}`);
        equal(error.message, "Not sent within 30000 ms.", "message");
      });
    }
  },

  "a launch by an edge is not declared certain while the edge says that SeaX may still carry it out": async (
    t,
  ) => {
    const here = await world(t);
    const draft = await goodDraft(await here.client());
    let sent = 0;
    const fetch = async (/** @type {Request} */ { method }) => {
      if (method === "POST") sent += 1;
      const [status, json] =
        method === "POST"
          ? [504, { detail: "?", code: "launch_unconfirmed" }]
          : [200, { data: [], total: 0 }];
      const headers = {
        "content-type": "application/json",
        "seax-edge": "1",
        "seax-commit-delay": "3600000",
      };
      return new Response(JSON.stringify(json), { status, headers });
    };
    const auth = () => ({ header: "Authorization", value: "Bearer abc" });
    // Each client learns it from the edge, as after a reload.
    const client = () => here.client({ fetch, auth });
    /** @type {import("seax-dialer").Ticket | undefined} */
    let ticket;
    /** @param {object} options @param {number} least */
    const launch = async (options, least) => {
      const onTicket = (/** @type {import("seax-dialer").Ticket} */ given) => {
        ticket = given;
      };
      const shared = { skipCheck: true, lookupTimeoutMs: 10, onTicket, ...options };
      const error = await refusal((await client()).campaigns.launch(draft, shared), "launch_unconfirmed");
      equal([sent, error.campaignState], [1, "unknown"], "creates and state");
      ok((error.retryAfterMs ?? 0) > least, `${error.retryAfterMs} ms`);
    };
    await launch({}, 3_600_000);
    const { now } = Date;
    Date.now = () => now() + 18 * 60_000;
    try {
      await launch({ ticket, allowResend: true }, 2_400_000);
    } finally {
      Date.now = now;
    }
  },

  "a clock that is set back makes no launch longer": async (t) => {
    const here = await world(t);
    const seax = await here.client();
    const draft = await goodDraft(seax);
    await here.fault({ kind: "drop_request", method: "POST", times: 0 });
    await here.fault({ kind: "delay", ms: 20, method: "GET", times: 0 });
    const options = { skipCheck: true, onTicket() {}, lookupTimeoutMs: 1_500 };
    await setBack(here, () => seax.campaigns.launch(draft, options), "launch_unconfirmed");
  },
};
