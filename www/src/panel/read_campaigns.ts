// Reads the campaigns of the workspace.

import { allOf, clientOf, distinct, readInto } from "./read.ts";
import { dataOf, type Session } from "./session.ts";

/** How many campaigns are read at a time. */
const ROWS = 20;

/** Reads the campaigns of the workspace, newest first. */
export function readPast(session: Session, offset = 0): void {
  const before = (offset > 0 && dataOf(session.state.past)?.rows) || [];
  void readInto(session, "past", async (signal) => {
    const { campaigns } = clientOf(session);
    const { data } = await allOf(
      (rows) => campaigns.list({ limit: ROWS - rows, offset: offset + rows }, { signal }),
      (rows, total = Number.POSITIVE_INFINITY) => rows >= Math.min(ROWS, total - offset),
    );
    const rows = distinct([...before, ...data]);
    return { rows, more: data.length >= ROWS && rows.length > before.length };
  });
}

/** Leaves a screen that has nothing to show anymore. */
export function showPast(session: Session): void {
  session.set({ screen: "campaigns" });
  readPast(session);
}
