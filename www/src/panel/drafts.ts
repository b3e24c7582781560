// Switches between drafts: the one that is edited, and those that are kept.

import type { Plan } from "./plan.ts";
import { newDraftState, type Session } from "./session.ts";

/** Whether the operator has entered or chosen anything that would be lost with the plan. */
export function isBegun(plan: Plan): boolean {
  const { labels, requiredLabels, added, leftOut, everybody, gaps } = plan;
  const texts = [plan.keyword, plan.agent, plan.message, plan.name, plan.fileUrl, plan.audioUrl];
  const lists = [labels, requiredLabels, added, leftOut, gaps];
  return everybody || lists.some(({ length }) => length > 0) || texts.some(Boolean);
}

/** Switches to another plan. The previous one is kept among the drafts, and an unconfirmed launch is kept, too. */
export function begin(session: Session, plan: Plan): void {
  const { plan: before, drafts, pending, candidates } = session.state;
  const others = drafts.filter(({ key }) => key !== plan.key && key !== before.key);
  const kept = isBegun(before) && before.key !== plan.key ? [before, ...others] : others;
  session.set({ ...newDraftState(), plan, drafts: kept, candidates: pending ? candidates : [] });
}
