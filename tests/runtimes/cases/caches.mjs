// Launches and watches behind caches that store replies to GETs: a CDN, the browser's own, and a patched
// `fetch`.

import { equal, ok } from "../assert.mjs";
import { cachingFetch } from "../caching_fetch.mjs";
import { goodDraft } from "../draft.mjs";
import { world } from "../world.mjs";

const CAMPAIGNS = "auto_dialer_campaigns";

/** The server creates the campaign, but the reply is a gateway's error. */
const LOST = { kind: "status_after_commit", status: 502, method: "POST", path: CAMPAIGNS };

/** Simulated seconds per second, so that campaigns outlast the cases, even on a busy machine. */
const SLOW = 0.05;

/** The watches in this file poll as often as allowed. */
const FAST = { minIntervalMs: 20, maxIntervalMs: 60 };

/**
 * A workspace behind a cache.
 *
 * @param {import("../execute.mjs").Context} t
 * @param {string} origin of the API, as the client sees it
 */
async function behind(t, origin) {
  const here = await world(t, { speed: SLOW });
  const baseUrl = `${origin}/seax-api`;
  const seax = await here.client({ baseUrl });
  /** @param {string} path as any other program behind the same cache reads it */
  const read = async (path) => {
    const url = `${baseUrl}/api/v1/workspace/${here.workspaceId}/${path}`;
    return (await fetch(url, { headers: { "x-api-key": here.apiKey } })).json();
  };
  /** The list that a launch reads to look for its campaign. */
  const looked = async () => {
    const list = (await here.requests("GET")).find(({ path }) => path.endsWith(`/${CAMPAIGNS}`));
    ok(list, "the launch has looked");
    return `${CAMPAIGNS}?${list.query}`;
  };
  return { here, seax, read, looked, draft: await goodDraft(seax) };
}

/**
 * Launches twice where lists come from a cache. No list that the cache returns has the second campaign.
 *
 * @param {Awaited<ReturnType<typeof behind>>} place
 */
async function launchesThrough({ here, seax, read, looked, draft }) {
  const first = await seax.campaigns.launch(draft, { idempotencyKey: "first" });
  equal(first.outcome, "created", "outcome");
  const list = await looked();
  const before = (await read(list)).data.length;

  await here.fault(LOST);
  const second = await seax.campaigns.launch(draft, { idempotencyKey: "second" });
  equal([second.outcome, second.attempts, second.verified], ["found", 1, true], "outcome");
  equal((await read(list)).data.length, before, "campaigns that the cache shows");
  const { id } = second.campaign;
  ok(
    (await seax.campaigns.list({ limit: 0 })).data.some((campaign) => campaign.id === id),
    "it is there",
  );

  const { status } = await read(`${CAMPAIGNS}/${id}`);
  ok(status !== "PAUSED", status);
  let isPaused = false;
  for await (const { campaign } of seax.campaigns.watch(id, FAST)) {
    if (campaign.status === "PAUSED") break;
    if (!isPaused) await seax.campaigns.pause(id);
    isPaused = true;
  }
  equal((await read(`${CAMPAIGNS}/${id}`)).status, status, "the status that the cache shows");
}

/** @type {Record<string, import("../execute.mjs").Run>} */
export const caches = {
  "a launch behind a CDN that caches finds its campaign, and a watch moves": async (t) => {
    await launchesThrough(await behind(t, `${t.hostile}/caching/${new URL(t.sandbox).port}`));
  },

  "a launch with a fetch that caches finds its campaign, and a watch moves": async (t) => {
    const original = globalThis.fetch;
    const place = await behind(t, t.sandbox);
    globalThis.fetch = cachingFetch(original);
    try {
      await launchesThrough(place);
    } finally {
      globalThis.fetch = original;
    }
  },
};
