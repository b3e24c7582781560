// The campaigns of launches that were sent more than once.

import type { CampaignId } from "seax-dialer";
import { showPast } from "./read_campaigns.ts";
import type { Session } from "./session.ts";

/** Removes a campaign that was stopped. Those of a launch are listed until one is left. */
export function forgetTwin(session: Session, id: CampaignId): void {
  const others = session.state.twins?.map((ids) => ids.filter((each) => each !== id)) ?? [];
  const twins = others.filter(({ length }) => length > 1);
  session.set({ twins: twins.length > 0 ? twins : undefined });
  if (twins.length === 0 && session.state.screen === "twice") showPast(session);
}
