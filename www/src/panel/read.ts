// Reads from the API into the session's state what is needed as soon as the panel is opened. A new read of a slot aborts the
// previous one.

import { type CallOptions, type Page, preload } from "seax-dialer";
import { recount, reread } from "./later.ts";
import { LABELS, PHONES } from "./prefetch.ts";
import type { Loaded, Session, State } from "./session.ts";

/** How long a count or search waits for the next change, in ms. */
export const PAUSE = 250;

/** System labels of contacts who must not or cannot be called. They are excluded unless the operator decides otherwise. */
const NOT_TO_CALL = new Set(["DNC", "invalid number", "unreachable"]);

/** Slots that are shown together with results of the package's functions, so the rest of the package is loaded first. */
const RECKONED = new Set<string>(["counts", "sample", "preflight"]);

type Slot =
  | "phones"
  | "agents"
  | "labels"
  | "counts"
  | "found"
  | "sample"
  | "preflight"
  | "hours"
  | "past"
  | "calls";

/**
 * Reads into a slot of the state, and aborts the previous read of that slot. With `keep`, the old value stays on the screen
 * meanwhile, and with it the focus and open details. With `quiet`, the old value or error also stays if the read fails.
 *
 * @returns the value, or `undefined` if the read failed or was aborted
 */
export async function readInto<T>(
  session: Session,
  slot: Slot,
  read: (signal: AbortSignal) => Promise<T>,
  { pause = 0, keep = false, quiet = false } = {},
): Promise<T | undefined> {
  const { reads } = session;
  reads[slot]?.abort();
  const controller = new AbortController();
  reads[slot] = controller;
  const { signal } = controller;
  const put = (value: Loaded<T>) => session.set({ [slot]: value } as Partial<State>);
  const before = session.state[slot]?.state;
  const stays = before === "there" ? keep || quiet : before === "failed" && quiet;
  if (!stays) put({ state: "loading" });
  await new Promise((resolve) => setTimeout(resolve, pause));
  if (signal.aborted) return undefined;
  try {
    const value = await read(signal);
    if (RECKONED.has(slot)) await preload();
    if (signal.aborted) return undefined;
    put({ state: "there", value });
    return value;
  } catch (error) {
    if (!signal.aborted && !(stays && quiet)) put({ state: "failed", error });
    return undefined;
  } finally {
    controller.abort();
  }
}

/** Aborts all reads in progress. */
export function stopReading(session: Session): void {
  for (const [slot, controller] of Object.entries(session.reads)) {
    controller?.abort();
    if (session.state[slot as Slot]?.state === "loading") session.set({ [slot]: undefined });
  }
}

/** Returns the session's client. It exists before anything that needs it is shown. */
export function clientOf(session: Session) {
  if (session.client === undefined) throw new Error("there is no client yet");
  return session.client;
}

/**
 * Reads a list on until `isAll` of it, by its total, is read: a server may return fewer rows than it is asked for. Stops if nothing
 * new comes: a server may ignore `offset`.
 */
export async function allOf<Row extends { id: string }>(
  read: (rows: number) => PromiseLike<Page<Row>>,
  isAll = (rows: number, total = 0) => rows >= total,
): Promise<Page<Row>> {
  let rows: Row[] = [];
  for (;;) {
    const { data, total } = await read(rows.length);
    const before = rows.length;
    rows = distinct([...rows, ...data]);
    if (rows.length === before || isAll(rows.length, total ?? undefined)) return { data: rows, total };
  }
}

/**
 * Returns a whole list. The first request is the one that is sent ahead of time. Does not iterate, because the first step needs
 * these lists, and iterating loads another part of the package.
 */
async function wholeList<Query, Row extends { id: string }>(
  list: (query: Query & { offset?: number }, options: CallOptions) => PromiseLike<Page<Row>>,
  query: Query,
  signal: AbortSignal,
): Promise<Row[]> {
  const part = (offset: number) => list({ ...query, ...(offset > 0 && { offset }) }, { signal });
  return (await allOf(part)).data;
}

/** Returns the rows without those whose id an earlier one has: if rows are added while a list is read, some come again. */
export function distinct<Row extends { id: string }>(rows: Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

export async function readPhones(session: Session): Promise<void> {
  const phones = await readInto(session, "phones", async (signal) => {
    return wholeList(clientOf(session).phones.list, PHONES, signal);
  });
  const usual =
    phones?.find(({ is_default }) => is_default) ?? (phones?.length === 1 ? phones[0] : undefined);
  if (usual && session.state.plan.phones === undefined) {
    session.plan({ phones: [usual.id] });
    reread(session);
  }
}

export async function readAgents(session: Session): Promise<void> {
  const query = { types: ["SEAX_CALL"] as const, order_by: "name:asc", limit: 0 };
  await readInto(session, "agents", async (signal) => {
    return wholeList(clientOf(session).agents.list, query, signal);
  });
}

export async function readLabels(session: Session): Promise<void> {
  const read = async (signal: AbortSignal) => wholeList(clientOf(session).labels.list, LABELS, signal);
  const labels = await readInto(session, "labels", read, { keep: true });
  if (labels && session.state.plan.leftOutLabels === undefined) {
    const leftOut = labels.filter(({ name, is_system }) => is_system && NOT_TO_CALL.has(name));
    session.plan({ leftOutLabels: leftOut.map(({ id }) => id) });
    recount(session);
  }
}
