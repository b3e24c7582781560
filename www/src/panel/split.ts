// Splits a draft into one for each group of time zones, so that everybody is called within their calling hours.

import type { CampaignPart, ContactId, SeaxError } from "seax-dialer";
import type { Words } from "../lang/words.ts";
import { launchedBefore } from "./copies.ts";
import { count } from "./count.ts";
import { clockName } from "./day_hours.ts";
import { checkable } from "./draft.ts";
import { withFixes } from "./fixes.ts";
import { newKey } from "./key.ts";
import { knownOf, record, withLock } from "./launches.ts";
import { meantBy } from "./meant.ts";
import { type Plan, SOON } from "./plan.ts";
import { clientOf } from "./read.ts";
import { readHours } from "./read_checks.ts";
import { newDraftState, type Session } from "./session.ts";
import { toLocal } from "./zone.ts";

/** The maximum number of excluded contacts in all parts together, because a tab's storage is limited. */
const MOST = 20_000;
/** The maximum number of parts. */
const PARTS = 10;

/**
 * Replaces the plan by its parts: the first becomes the plan, the others become kept drafts. If one window suits everybody, the
 * plan gets it, and stays the same one otherwise.
 *
 * @param review opens the review, which says that a copy of the plan was launched or split before
 */
export async function split(session: Session, words: Words, review: () => void): Promise<void> {
  const { plan } = session.state;
  if (session.state.splitting === "busy") return;
  session.set({ splitting: "busy" });
  const failed = (splitting: "closed" | "large" | "repeated" | "failed") =>
    session.set({ splitting: session.state.plan === plan ? splitting : undefined });
  // The parts are dropped if the plan was changed, or if the operator has gone on with it as a whole.
  const isDropped = () => {
    const { plan: now, screen, underway } = session.state;
    return now !== plan || screen !== "schedule" || underway === plan.key;
  };
  try {
    const { callingHours } = session;
    const parts = await clientOf(session).campaigns.splitByZone(checkable(plan), { callingHours });
    if (isDropped()) return session.set({ splitting: undefined });
    const [only, other] = parts;
    if (only && !other) {
      if (only.closed) return failed("closed");
      session.set({ plan: withFixes(plan, only.draft) });
      readHours(session);
      return session.set({ splitting: "one" });
    }
    const left = parts.reduce((sum, { draft }) => sum + (draft.exclude_contact_ids ?? []).length, 0);
    if (left > MOST || parts.length > PARTS) return failed("large");
    // The operator goes on with a part that can be called.
    parts.sort((one, other) => Number(one.closed) - Number(other.closed));
    // Each part excludes the contacts of all others.
    const all = [...new Set(parts.flatMap(({ draft }) => draft.exclude_contact_ids ?? []))];
    const [first, ...others] = parts.map((part, place) =>
      like(plan, part, nameOf(part, words, place + 1, parts.length), all),
    );
    if (first === undefined) return failed("failed");
    // A copy of the tab may be launching the plan at this moment.
    const before = await withLock(
      plan.key,
      () => {},
      async () => {
        const known = knownOf(plan.key);
        // Whatever content a copy was launched with, the parts would call the same people again.
        const before = launchedBefore(known, "");
        if (before || isDropped()) return before;
        replace(session, first, others);
        return undefined;
      },
    );
    if (before && !isDropped()) {
      review();
      return session.set({ splitting: undefined, notice: { error: before } });
    }
    if (session.state.plan !== first) return session.set({ splitting: undefined });
    count(session);
    readHours(session);
  } catch (error) {
    const { path } = (error ?? {}) as Partial<SeaxError>;
    // Two parts would call the same number.
    if (path === "exclude_contact_ids") return failed("repeated");
    // A part would name more contacts than fit into a request, or the storage is full.
    const isLarge =
      path === "draft" || (error instanceof DOMException && error.name === "QuotaExceededError");
    failed(isLarge ? "large" : "failed");
  }
}

/** Stores the parts, and records them for the plan's key, so that a copy of the tab cannot launch the plan as well. */
function replace(session: Session, first: Plan, others: Plan[]): void {
  const before = session.state;
  const { key } = before.plan;
  const drafts = [...others, ...before.drafts.filter((draft) => draft.key !== key)];
  // The plan itself is not kept: launched in addition to its parts, it would call everybody twice.
  session.set({ ...newDraftState(), plan: first, drafts, parts: others.length + 1 });
  try {
    session.keep();
    record(key, { parts: others.length + 1 });
  } catch (error) {
    session.set(before);
    throw error;
  }
}

/** Names a part by its offsets from UTC and its position, because several parts can have the same offsets. */
function nameOf({ known, closed, offsets }: CampaignPart, words: Words, place: number, of: number): string {
  const hours = closed ? words.hoursClosed : known ? clockName(offsets) : "";
  return words.partName(hours, String(place), String(of));
}

function like(plan: Plan, { draft, window, closed }: CampaignPart, part: string, all: ContactId[]): Plan {
  const start = Date.parse(String(draft.start_time));
  const end = Date.parse(String(draft.end_time));
  const names = new Map([...plan.leftOut, ...plan.added].map((person) => [person.id, person]));
  const out = new Set(draft.exclude_contact_ids);
  const leftOut = [...out].map((id) => names.get(id) ?? { id, name: "", byCheck: true });
  // Whoever has come into a part since it was split off does not belong to its own parts, either.
  const before = plan.members && new Set(plan.members);
  const members = all.filter((id) => !out.has(id) && before?.has(id) !== false);
  const added = plan.added.filter(({ id }) => draft.addition_contact_ids?.includes(id));
  // A part that can be called now starts now, if the plan was to.
  const atOnce = plan.when === "now" && start < Date.now() + SOON;
  const moved = window && {
    when: atOnce ? ("now" as const) : ("later" as const),
    start: toLocal(start, plan.zone),
    end: toLocal(end, plan.zone),
    meant: meantBy(plan.zone, start, end),
    namesZone: true,
  };
  const name = plan.name.trim() ? `${plan.name.trim()} (${part})` : part;
  // No window allows these calls, so the operator has to look at the schedule before a launch.
  const seen = closed ? plan.seen.filter((step) => step !== "schedule") : plan.seen;
  return { ...plan, ...moved, key: newKey(), name, leftOut, members, added, seen };
}
