// Counts the audience.

import type { ContactQuery } from "seax-dialer";
import { choosesLabels, inBatches } from "./additions.ts";
import { audienceOf, chosen, isCountable, MAX_IDS, type Plan, withoutLeftOut } from "./plan.ts";
import { clientOf, PAUSE, readInto } from "./read.ts";
import type { Session } from "./session.ts";

/**
 * Counts the audience: the contacts selected, those left after exclusions, and those of them who have a number. Nobody is counted
 * or checked before it is known which labels keep contacts out.
 */
export function count(session: Session): void {
  const { plan } = session.state;
  if (!isCountable(plan) || !plan.leftOutLabels) {
    session.set({ counts: undefined, sample: undefined });
    return;
  }
  const called = withoutLeftOut(plan);
  // Excluded contacts that do not fit into the URL are subtracted: they were in the audience, with a number, when excluded.
  const rest = Math.max(0, plan.leftOut.length - (plan.added.length - called.added.length) - MAX_IDS);
  const read = async (signal: AbortSignal) => {
    const sum = async (plan: Plan, queryOf: (plan: Plan) => ContactQuery) => {
      const batches = inBatches(plan);
      let all = 0;
      // One after another: together, they could be more requests than the server accepts at once.
      for (const batch of batches) all += await total(session, queryOf(batch), signal);
      const more = batches.length - 1;
      // Who is selected by label is in every batch.
      const again = more > 0 && choosesLabels(plan);
      return again ? all - more * (await total(session, queryOf({ ...plan, added: [] }), signal)) : all;
    };
    const [matched, left, withNumber] = await Promise.all([
      sum(plan, chosen),
      sum(called, audienceOf),
      sum(called, (plan) => ({ ...audienceOf(plan), phone_only: true })),
    ]);
    return {
      matched,
      afterLeavingOut: Math.max(0, left - rest),
      withNumber: Math.max(0, withNumber - rest),
    };
  };
  session.set({ sample: undefined });
  void readInto(session, "counts", read, { pause: PAUSE });
}

async function total(session: Session, query: ContactQuery, signal: AbortSignal): Promise<number> {
  const { contacts } = clientOf(session);
  const { total } = await contacts.list({ ...query, limit: 1 }, { signal });
  if (total != null) return total;
  let rows = 0;
  for await (const _ of contacts.list(query, { select: ["id"], signal })) rows += 1;
  return rows;
}
