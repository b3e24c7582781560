// Whether a plan can be checked: whether every step is complete, and nothing is open that a duplicate could not copy.

import { valuesOf, variablesIn } from "./merge_fields.ts";
import { choosesSomebody, type Gap, type Plan, STEPS, type Step } from "./plan.ts";
import { type Lack, lackOf } from "./steps.ts";

/** Returns the steps that are not complete, with what they lack. */
export function lacks(plan: Plan, now = Date.now()): { step: Step; lack: Lack }[] {
  return STEPS.flatMap((step) => {
    const lack = lackOf(plan, step, now);
    return lack === undefined ? [] : [{ step, lack }];
  });
}

/** The step in which each gap is filled. */
export const GAP_STEPS: Record<Gap, Step> = {
  audience: "audience",
  file: "audience",
  hidden: "audience",
  values: "script",
  window: "schedule",
  recording: "script",
  fields: "script",
  relative: "schedule",
  type: "script",
};

/** Returns the gaps that are still open. Some are filled by later choices. */
export function openGaps(plan: Plan): Gap[] {
  return plan.gaps.filter((gap) => {
    switch (gap) {
      case "audience":
      case "file":
        return !choosesSomebody(plan);
      case "values":
        return variablesIn(plan.message).some((key) => !valuesOf(plan.variables, key)[0]?.[1]);
      case "window":
        return !plan.seen.includes("schedule");
      default:
        return true;
    }
  });
}

/** Whether a gap has to be filled, and cannot be confirmed as right without it. */
export function mustBeFilled(gap: Gap): boolean {
  return gap === "audience" || gap === "file" || gap === "window" || gap === "type";
}

/** Whether every step is complete, so that the plan can be checked. The name may be missing. */
export function isComplete(plan: Plan): boolean {
  return lacks(plan).every(({ lack }) => lack === "name") && openGaps(plan).length === 0;
}
