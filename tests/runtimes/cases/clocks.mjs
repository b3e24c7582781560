// Clocks that are set back during a call.

import { ok, rejection } from "../assert.mjs";
import { goodDraft } from "../draft.mjs";
import { refusal } from "../refusal.mjs";
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
