// How many people a launch would call, and whether the plan can be launched.

import { isComplete } from "./completeness.ts";
import { subjectOf } from "./draft.ts";
import { choosesSomebody, isCountable } from "./plan.ts";
import { dataOf, type State } from "./session.ts";
import { lackOf } from "./steps.ts";

/** Whether the check that is shown is of the current plan. */
export function isChecked({ plan, preflight, checked }: State): boolean {
  return dataOf(preflight) !== undefined && checked === subjectOf(plan);
}

/** Returns how many people the launch would call, or `undefined` if that is not known. Contacts of a file are not counted. */
export function peopleOf(state: State): number | undefined {
  const { plan, preflight, counts } = state;
  if (!choosesSomebody(plan)) return 0;
  if (!isCountable(plan)) return undefined;
  const audience = isChecked(state) ? dataOf(preflight)?.audience : undefined;
  // A part of the recipients is not their number.
  if (audience?.complete) return audience.callable;
  return dataOf(counts)?.withNumber;
}

/** Returns the key of the draft whose launch is under way or unconfirmed. As long as there is one, nothing else is launched. */
export function heldKey({ pending, underway }: State): string | undefined {
  return pending?.key ?? underway;
}

/** Whether the plan can be launched: complete, checked without errors, with recipients, and no other launch is open. */
export function isReady(state: State): boolean {
  const { plan, preflight } = state;
  if (heldKey(state) || !isComplete(plan) || lackOf(plan, "review") !== undefined) return false;
  const check = isChecked(state) ? dataOf(preflight) : undefined;
  if (!check || check.findings.some(({ severity }) => severity === "error")) return false;
  return !isCountable(plan) || (peopleOf(state) ?? 0) > 0;
}
