// Clocks that are set back during a call, or stand still before it.

import { ok, rejection } from "../assert.mjs";
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
