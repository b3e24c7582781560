// The launches that this browser knows of, by the keys of their drafts. A copy of a tab has the same draft with the same key:
// it finds the launch here instead of making another.
//
// Web Locks keep two tabs from launching one draft at the same time; the record in localStorage keeps one from launching what
// another has launched before.

import type { CampaignDraft, CampaignId, Ticket } from "seax-dialer";

/** A launch whose outcome is not known, or not yet. */
export interface Pending {
  /** The key of the draft, which every copy of it has. */
  key: string;
  ticket: Ticket;
  draft: CampaignDraft;
  /** What is in the draft: see `contentOf`. */
  content: string;
  /** How many people were to be called, as the operator was told. */
  people: number | undefined;
  everybody: boolean;
}

/**
 * What became of a draft: its outcome is not known, it is a campaign, it was split into so many others that stand for it, or it
 * was refused without effect. Then it goes out with another key the next time, since a key stands for what was first sent with it.
 */
export type Known =
  | { pending: Pending }
  | { campaign: CampaignId; content: string }
  | { parts: number }
  | { next: string };

const PLACE = "seax-launcher:launches";
/** A tab can be restored after a long time. */
const KEPT_MS = 90 * 86_400_000;

type Records = Record<string, Known & { at: number }>;

/** What is known of the launch of a draft. */
export function knownOf(key: string): Known | undefined {
  return all()[key];
}

/** Records what became of a draft. Throws where the browser stores nothing. */
export function record(key: string, known: Known, now = Date.now()): void {
  const kept = Object.entries(all()).filter(([, { at }]) => now - at < KEPT_MS);
  localStorage.setItem(PLACE, JSON.stringify({ ...Object.fromEntries(kept), [key]: { ...known, at: now } }));
}

function all(): Records {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "{}") as Records;
  } catch {
    return {};
  }
}

/**
 * Does the work while no other tab does any with the same key. `elsewhere` is called if another tab is at it, before it is
 * waited for.
 */
export async function alone<T>(key: string, elsewhere: () => void, work: () => Promise<T>): Promise<T> {
  const { locks } = navigator;
  // Pages without TLS have no locks: there the record has to do.
  if (locks === undefined) return work();
  const name = `seax-launcher:${key}`;
  const free = await locks.request(name, { ifAvailable: true }, async (lock) => {
    return lock === null ? undefined : { value: await work() };
  });
  if (free !== undefined) return free.value;
  elsewhere();
  return locks.request(name, work);
}

/** Calls back when another tab records something. */
export function onRecord(changed: () => void, signal: AbortSignal): void {
  const hear = ({ key }: StorageEvent) => {
    if (key === PLACE) changed();
  };
  addEventListener("storage", hear, { signal });
}
