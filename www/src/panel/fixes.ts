// Applies the package's fixes to a plan, and undoes them.

import type { CampaignDraft } from "seax-dialer";
import { meantBy } from "./meant.ts";
import { type Plan, SOON, windowOf } from "./plan.ts";
import { toLocal } from "./zone.ts";

/**
 * Returns the plan with the changes that fixes made to its draft. What the draft does not have is kept: it has no exclusions
 * while they do not apply, or while the labels are not read.
 */
export function withFixes(plan: Plan, fixed: CampaignDraft): Plan {
  const known = new Map(plan.leftOut.map((person) => [person.id, person]));
  const {
    exclude_contact_ids: people,
    exclude_any_contact_label_ids: labels,
    addition_contact_ids: added,
  } = fixed;
  return {
    ...plan,
    phones: [...fixed.phone_ids],
    ...(people && { leftOut: people.map((id) => known.get(id) ?? { id, name: "", byCheck: true }) }),
    ...(labels && { leftOutLabels: [...labels] }),
    ...(added && { added: plan.added.filter(({ id }) => added.includes(id) || known.has(id)) }),
    message: fixed.message ?? plan.message,
    when: fixed.is_schedule ? "later" : plan.when,
    attempts: fixed.max_attempts ?? plan.attempts,
    ...movedWindow(plan, fixed),
    ...(fixed.overwrite_phone_recipient && { overwrite: fixed.overwrite_phone_recipient }),
  };
}

/** Returns the start and end that a fix has moved, as local times in the plan's zone. */
function movedWindow(plan: Plan, fixed: CampaignDraft): Partial<Plan> {
  const [start = 0, end = 0] = [fixed.start_time, fixed.end_time].map((time) => new Date(time).getTime());
  const before = windowOf(plan);
  const slack = plan.when === "now" ? SOON : 0;
  const starts = Math.abs(start - before.start) > slack;
  const ends = Math.abs(end - before.end) > slack;
  const { zone } = plan;
  return {
    ...(starts && { start: toLocal(start, zone), when: "later" as const }),
    ...(ends && { end: toLocal(end, zone) }),
    ...((starts || ends) && { meant: { ...plan.meant, ...meantBy(zone, start, end) } }),
  };
}

/** Groups of fields that are undone together. The window is one group, because a start and an end are chosen together. */
const FIELDS = [
  ["phones"],
  ["leftOut"],
  ["leftOutLabels"],
  ["added"],
  ["message"],
  ["attempts"],
  ["overwrite"],
] as const;
const WINDOW = ["when", "start", "end", "zone", "meant"] as const;

/**
 * Returns the plan with the changes of a fix undone. Later changes are kept: a field changed since is left as it is, and in a
 * list only the items that the fix added or removed are undone.
 */
export function withoutFixes(plan: Plan, before: Plan, after: Plan): Plan {
  const undone: Record<string, unknown> = { ...plan };
  for (const fields of [...FIELDS, WINDOW]) {
    const same = (one: Plan, other: Plan) =>
      fields.every((field) => JSON.stringify(one[field]) === JSON.stringify(other[field]));
    if (same(before, after)) continue;
    for (const field of fields) {
      const [now, put, had] = [plan[field], after[field], before[field]];
      if (same(plan, after)) undone[field] = had;
      else if (Array.isArray(now)) undone[field] = restored(now, list(had), list(put));
    }
  }
  for (const [field, value] of Object.entries(undone)) if (value === undefined) delete undone[field];
  return undone as unknown as Plan;
}

type Item = string | { id: string; byCheck?: boolean };

function list(value: unknown): Item[] {
  return Array.isArray(value) ? value : [];
}

function restored(now: Item[], before: Item[], after: Item[]): Item[] {
  const idOf = (item: Item) => (typeof item === "string" ? item : item.id);
  const ids = (items: Item[]) => new Set(items.map(idOf));
  const [here, had, put] = [ids(now), ids(before), ids(after)];
  // A contact that was also excluded by hand since is no longer the fix's.
  const byFix = (item: Item) => typeof item === "string" || item.byCheck === true;
  const kept = now.filter((item) => had.has(idOf(item)) || !put.has(idOf(item)) || !byFix(item));
  return [...kept, ...before.filter((item) => !put.has(idOf(item)) && !here.has(idOf(item)))];
}
