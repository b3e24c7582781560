// The campaigns of launches that were sent more than once.

import type { CampaignId } from "seax-dialer";
import { showPast } from "./read_campaigns.ts";
import type { Session, State } from "./session.ts";

/** Returns the campaigns of each such launch. An earlier version may have stored those of all launches as one list. */
export function twinsOf({ twins = [] }: State): CampaignId[][] {
  return twins.some((ids) => typeof ids === "string") ? [twins.flat()] : twins;
}

/** Removes a campaign that was stopped. Those of a launch are listed until one is left. */
export function forgetTwin(session: Session, id: CampaignId): void {
  const others = twinsOf(session.state).map((ids) => ids.filter((each) => each !== id));
  const twins = others.filter(({ length }) => length > 1);
  session.set({ twins: twins.length > 0 ? twins : undefined });
  if (twins.length === 0 && session.state.screen === "twice") showPast(session);
}
