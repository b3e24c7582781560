// The launches that this browser knows, by their drafts' keys. A copied tab has the same draft with the same key: it finds the
// launch here instead of launching again.
//
// Web Locks keep two tabs from launching one draft at the same time. The record in localStorage keeps a tab from launching a
// draft that another tab has launched before.

import type { CampaignDraft, CampaignId, Ticket } from "seax-dialer";
import { newKey } from "./key.ts";
import type { Plan } from "./plan.ts";
import type { Session } from "./session.ts";
import type { Hours, Warning } from "./warnings.ts";

/** A launch whose outcome is not known (yet). */
export interface Pending {
  /** The key of the draft, which all copies of it share. */
  key: string;
  ticket: Ticket;
  draft: CampaignDraft;
  /**
   * The plan that was launched, which knows who belongs to it if it is a part of a split. It can be long, so only a launch that may
   * be sent again keeps it.
   */
  plan?: Plan | undefined;
  /** The hash of the draft's content: see `contentOf`. */
  content: string;
  /** The number of recipients that the operator confirmed. */
  people: number | undefined;
  everybody: boolean;
  /** The warnings that the operator confirmed. */
  warnings?: Warning[];
  /** How many recipients were outside calling hours at its last check. */
  hours?: Hours | undefined;
  /** Campaigns that are known to be others. */
  unrelated?: CampaignId[];
}

/** A launch that is recorded, with the place of its session, unless the operator has left it. */
type RecordedLaunch = Pending & { place?: string | undefined };

/**
 * What happened to a draft: its launch is unconfirmed (`pending`), it became a campaign, it was split into `parts` other
 * drafts, or it was rejected without effect. A rejected draft is launched with the key `next`, because a key stands for the
 * content that was first sent with it.
 */
export type Known =
  | { pending: RecordedLaunch }
  | { campaign: CampaignId; content: string }
  | { parts: number }
  | { next: string };

/** In localStorage. Sessions are in sessionStorage, so no launcher's place can be the same. */
const PLACE = "seax-launcher:launches";
/** How long a record is kept, in milliseconds: a tab can be restored after a long time. */
const KEPT_MS = 90 * 86_400_000;

type Records = Record<string, Known & { at: number }>;

/** Returns what is recorded about a draft. */
export function knownOf(key: string): Known | undefined {
  return all()[key];
}

/** Records what happened to a draft. Throws if the browser cannot store it. */
export function record(key: string, known: Known, now = Date.now()): void {
  const kept = Object.entries(all()).filter(([, { at }]) => now - at < KEPT_MS);
  localStorage.setItem(PLACE, JSON.stringify({ ...Object.fromEntries(kept), [key]: { ...known, at: now } }));
}

/** Stores a launch before it is sent. Throws if it cannot be stored, so that nothing is sent. */
export function keepTicket(session: Session, pending: Pending): void {
  const before = session.state;
  const { otherPending = pending } = session;
  // Another frame has launched since the question was answered. There is room for one unconfirmed launch.
  if (otherPending.ticket.key !== pending.ticket.key) throw new Error("Another launch is not confirmed yet.");
  session.state = { ...before, pending };
  try {
    session.keep(true);
    record(pending.key, { pending: { ...pending, place: session.place } });
  } catch (error) {
    // A launch that was sent before is still unconfirmed.
    session.state = before;
    throw error;
  }
}

/**
 * Returns the unconfirmed launch that a session of this place has left behind: its tab was closed, or is still open and knows no
 * more than this.
 */
export function leftBehind(place: string): Pending | undefined {
  return Object.values(all())
    .flatMap((known) => ("pending" in known && known.pending.place === place ? known.pending : []))
    .at(-1);
}

/**
 * Records that the operator has left an unconfirmed launch. Its draft keeps standing for it, so that launching the draft only
 * looks for the campaign.
 */
export function leave(pending: Pending): void {
  try {
    record(pending.key, { pending: { ...pending, plan: undefined, place: undefined } });
  } catch {
    // It is shown again when the launcher is loaded.
  }
}

/** Gives a draft another key, in all copies of the tab: it is certain that its launch has no campaign. */
export function renewKey(key: string): void {
  try {
    record(key, { next: newKey() });
  } catch {
    // The recorded ticket stays, so the next launch looks for a campaign first.
  }
}

function all(): Records {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "{}") as Records;
  } catch {
    return {};
  }
}

/** Does the work while no other tab works on the same key. Calls `waiting` before it waits for one that does. */
export async function withLock<T>(key: string, waiting: () => void, work: () => Promise<T>): Promise<T> {
  const { locks } = navigator;
  // Pages without TLS have no Web Locks. There, only the record protects.
  if (locks === undefined) return work();
  const name = `seax-launcher:${key}`;
  const free = await locks.request(name, { ifAvailable: true }, async (lock) => {
    return lock === null ? undefined : { value: await work() };
  });
  if (free !== undefined) return free.value;
  waiting();
  return locks.request(name, work);
}
