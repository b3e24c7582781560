// Audiences with more individual contacts than fit into a URL.

import { MAX_IDS, type Plan } from "./plan.ts";

/** Returns the plan as several whose additions fit into a URL. Each of them selects the same contacts by label. */
export function inBatches(plan: Plan): Plan[] {
  const { added, everybody } = plan;
  if (everybody || added.length <= MAX_IDS) return [plan];
  return added.flatMap((_, from) =>
    from % MAX_IDS > 0 ? [] : { ...plan, added: added.slice(from, from + MAX_IDS) },
  );
}

/** Whether a plan selects contacts by label. Without labels, a keyword selects only among the additions. */
export function choosesLabels({ labels, requiredLabels }: Plan): boolean {
  return labels.length + requiredLabels.length > 0;
}
