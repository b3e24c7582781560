// Removes a deleted label from a plan, so that the plan calls nobody whom the label kept out.

import type { LabelId } from "seax-dialer";
import type { Plan } from "./plan.ts";

/** Returns a plan without a label that was deleted. */
export function withoutLabel(plan: Plan, id: LabelId): Plan {
  const others = (ids: LabelId[]) => ids.filter((each) => each !== id);
  const { leftOutLabels = [], leftOutTogether } = plan;
  const labels = others(plan.labels);
  // The label kept contacts out, so what is left of the selection would call more of them: it has to be made again.
  const isBroader =
    [...plan.requiredLabels, ...leftOutLabels, ...leftOutTogether].includes(id) ||
    (plan.labels.includes(id) && (plan.match === "all" || labels.length === 0));
  return {
    ...plan,
    labels,
    attached: others(plan.attached),
    ...(plan.leftOutLabels && { leftOutLabels: others(leftOutLabels) }),
    // Nobody has all of these labels anymore.
    ...(leftOutTogether.includes(id) && { leftOutTogether: [] }),
    ...(isBroader && { labels: [], requiredLabels: [], keyword: "", added: [], everybody: false }),
  };
}
