// How many people a launch would call, and whether it is possible.

import { subjectOf } from "./draft.ts";
import { choosesSomebody, isCountable } from "./plan.ts";
import type { State } from "./session.ts";
import { isComplete, lackOf } from "./steps.ts";

/** Whether the check that is shown is of the plan as it is. */
export function isChecked({ plan, preflight, checked }: State): boolean {
  return preflight?.state === "there" && checked === subjectOf(plan);
}

/** How many people the launch would call. Undefined where that is not known: a file's people are not counted here. */
export function peopleOf(state: State): number | undefined {
  const { plan, preflight, counts } = state;
  if (!choosesSomebody(plan)) return 0;
  if (!isCountable(plan)) return undefined;
  const callable =
    preflight?.state === "there" && isChecked(state) ? preflight.value.audience?.callable : undefined;
  return callable ?? (counts?.state === "there" ? counts.value.withNumber : undefined);
}

/** The key of the draft whose launch is under way, or has an unknown outcome: until it is known, nothing else is launched. */
export function heldKey({ pending, underway }: State): string | undefined {
  return pending?.key ?? underway;
}

/** Whether every step is complete, and nothing stands against the launch. */
export function isReady(state: State): boolean {
  const { plan, preflight } = state;
  if (heldKey(state) || !isComplete(plan) || lackOf(plan, "review") !== undefined) return false;
  if (preflight?.state !== "there" || !isChecked(state)) return false;
  if (preflight.value.findings.some(({ severity }) => severity === "error")) return false;
  return !isCountable(plan) || (peopleOf(state) ?? 0) > 0;
}
