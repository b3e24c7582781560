// Reads the campaigns of the workspace.

import { clientOf, readInto } from "./read.ts";
import type { Session } from "./session.ts";

/** How many campaigns are read at a time. */
const ROWS = 20;

/** Reads the campaigns of the workspace, newest first. */
export function readPast(session: Session, offset = 0): void {
  const before = session.state.past?.state === "there" && offset > 0 ? session.state.past.value.rows : [];
  void readInto(session, "past", async (signal) => {
    const { data } = await clientOf(session).campaigns.list({ limit: ROWS, offset }, { signal });
    return { rows: [...before, ...data], more: data.length === ROWS };
  });
}
