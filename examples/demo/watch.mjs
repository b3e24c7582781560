// Following a campaign until it is over.

import { setTimeout } from "node:timers/promises";

/** @typedef {import("seax-dialer").Campaign} Campaign */

const OVER = ["FINISHED", "FAILED", "TERMINATED", "CANCELED"];

/**
 * The campaign as it is, again and again; the last time when it is over.
 *
 * @param {import("seax-dialer").SeaxClient} seax
 * @param {Campaign} campaign
 * @param {number} pollMs
 * @returns {AsyncGenerator<Campaign, void, void>}
 */
export async function* watch(seax, campaign, pollMs) {
  let now = campaign;
  yield now;
  while (!OVER.includes(now.status ?? "")) {
    await setTimeout(pollMs);
    now = await seax.campaigns.get(campaign.id);
    yield now;
  }
}
