// Reads what the steps need from the API into the session's state. A new read of a slot aborts the previous one.

import { type Contact, type ContactQuery, preload } from "seax-dialer";
import { axisOf, DAY, hoursSubject } from "./day_hours.ts";
import { subjectOf, toDraft } from "./draft.ts";
import { audienceOf, chosen, isCountable, MAX_IDS, type Plan, withoutLabels } from "./plan.ts";
import { LABELS, PHONES } from "./prefetch.ts";
import type { Loaded, Session, State } from "./session.ts";
import { isComplete, startLack } from "./steps.ts";

/** How long a count or search waits for the next change, in ms. */
const PAUSE = 250;

/** System labels of contacts who must not or cannot be called. They are excluded unless the operator decides otherwise. */
const NOT_TO_CALL = new Set(["DNC", "invalid number", "unreachable"]);

/** How many contacts are read for the preview of the message. */
const SAMPLE = 50;

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

/** How many campaigns are read at a time. */
const ROWS = 20;

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
  for (const controller of Object.values(session.reads)) controller?.abort();
  const { phones, agents, labels, counts, found, sample, preflight, hours, past, calls } = session.state;
  const slots = { phones, agents, labels, counts, found, sample, preflight, hours, past, calls };
  const unread = Object.entries(slots).filter(([, loaded]) => loaded?.state === "loading");
  session.set(Object.fromEntries(unread.map(([slot]) => [slot, undefined])) as Partial<State>);
}

/** Returns the session's client. It exists before anything that needs it is shown. */
export function clientOf(session: Session) {
  if (session.client === undefined) throw new Error("there is no client yet");
  return session.client;
}

export async function readPhones(session: Session): Promise<void> {
  const phones = await readInto(session, "phones", async (signal) => {
    return (await clientOf(session).phones.list(PHONES, { signal })).data;
  });
  const usual =
    phones?.find(({ is_default }) => is_default) ?? (phones?.length === 1 ? phones[0] : undefined);
  if (usual && session.state.plan.phones === undefined) session.plan({ phones: [usual.id] });
}

export async function readAgents(session: Session): Promise<void> {
  const query = { types: ["SEAX_CALL"] as const, order_by: "name:asc", limit: 0 };
  await readInto(session, "agents", async (signal) => {
    return (await clientOf(session).agents.list(query, { signal })).data;
  });
}

export async function readLabels(session: Session): Promise<void> {
  const read = async (signal: AbortSignal) => (await clientOf(session).labels.list(LABELS, { signal })).data;
  const labels = await readInto(session, "labels", read, { keep: true });
  if (labels && session.state.plan.leftOutLabels === undefined) {
    const leftOut = labels.filter(({ name, is_system }) => is_system && NOT_TO_CALL.has(name));
    session.plan({ leftOutLabels: leftOut.map(({ id }) => id) });
    recount(session);
  }
}

/** Counts the audience after a change, and reads what else the current screen shows of it. */
export function recount(session: Session): void {
  count(session);
  const { screen } = session.state;
  if (screen === "schedule") readHours(session);
  if (screen === "script" || screen === "review") readSample(session);
  if (screen === "review") check(session);
}

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
  const queries = [chosen(plan), audienceOf(plan), { ...audienceOf(plan), phone_only: true }];
  // Excluded contacts that do not fit into the URL are subtracted: they were in the audience, with a number, when excluded.
  const rest = Math.max(0, plan.leftOut.length - MAX_IDS);
  const read = async (signal: AbortSignal) => {
    const totals = await Promise.all(queries.map((query) => total(session, query, signal)));
    const [matched = 0, left = 0, withNumber = 0] = totals;
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
  const page = await clientOf(session).contacts.list({ ...query, limit: 1 }, { signal });
  return page.total ?? page.data.length;
}

/** Reads a page of the audience list. It includes individually excluded contacts, so that they can be included again. */
export async function pageOf(
  session: Session,
  plan: Plan,
  offset: number,
  limit: number,
  signal: AbortSignal,
): Promise<{ data: Contact[]; total: number }> {
  const query = { ...withoutLabels(plan), order_by: "created_time:asc", offset, limit };
  const { data, total } = await clientOf(session).contacts.list(query, { signal });
  return { data, total: total ?? offset + data.length };
}

/** Searches for individual contacts by name or number. */
export function search(session: Session, keyword: string): void {
  session.set({ keyword });
  if (keyword.trim() === "") {
    session.set({ found: undefined });
    return;
  }
  const read = async (signal: AbortSignal) => {
    const query = { keyword: keyword.trim(), limit: 6, order_by: "name:asc" };
    return (await clientOf(session).contacts.list(query, { signal })).data;
  };
  void readInto(session, "found", read, { pause: PAUSE });
}

/** Reads some of the recipients, for the preview of the message. */
export function readSample(session: Session): void {
  const { plan } = session.state;
  if (!isCountable(plan) || !plan.leftOutLabels) return;
  const query = { ...audienceOf(plan), phone_only: true, limit: SAMPLE };
  void readInto(session, "sample", async (signal) => {
    return (await clientOf(session).contacts.list(query, { signal })).data;
  });
}

/** Reads the names of contacts that a check excluded, of whom only the ids are known. */
export async function readNames(session: Session): Promise<void> {
  const { leftOut } = session.state.plan;
  const ids = leftOut.filter(({ name }) => name === "").map(({ id }) => id);
  if (ids.length === 0) return;
  const query = { addition_contact_ids: ids.slice(0, MAX_IDS), limit: MAX_IDS };
  try {
    const { data } = await clientOf(session).contacts.list(query, { select: ["id", "name"] });
    const names = new Map(data.map(({ id, name }) => [id, name]));
    const { plan } = session.state;
    session.plan({
      leftOut: plan.leftOut.map((person) => ({
        ...person,
        name: person.name || (names.get(person.id) ?? ""),
      })),
    });
  } catch {
    // They stay excluded, and are shown as a count.
  }
}

/** The age from which a check is made again, in milliseconds, because contacts and numbers change. */
const STALE = 600_000;

const checkedAt = new WeakMap<Session, number>();

function checking({ callingHours }: Session, { everybody }: Plan, signal: AbortSignal) {
  return { signal, callingHours, everybody };
}

/** Checks the plan if every step is complete. A plan that was checked already is not checked again, unless `again` is set. */
export function check(session: Session, again = false): void {
  const { plan, preflight, checked } = session.state;
  if (!isComplete(plan) || !plan.leftOutLabels) {
    session.set({ preflight: undefined, checked: undefined });
    return;
  }
  const subject = subjectOf(plan);
  const fresh = Date.now() - (checkedAt.get(session) ?? 0) < STALE;
  const known = preflight?.state === "loading" || (preflight?.state === "there" && fresh);
  if (known && checked === subject && !again) return;
  session.set({ checked: subject });
  checkedAt.set(session, Date.now());
  const draft = { ...toDraft(plan), name: plan.name.trim() || "–" };
  void readInto(session, "preflight", (signal) =>
    clientOf(session).campaigns.check(draft, checking(session, plan, signal)),
  );
}

/** Reads when the recipients can be called on the campaign's first day, unless that is known already. */
export function readHours(session: Session): void {
  const { plan, hours, hoursOf } = session.state;
  const subject = startLack(plan) === "far" ? undefined : hoursSubject(plan);
  if (subject === hoursOf && hours !== undefined && hours.state !== "failed") return;
  session.set({ hoursOf: subject, hours: undefined, splitting: undefined });
  if (subject === undefined) return;
  const from = axisOf(plan);
  const day = { start_time: new Date(from).toISOString(), end_time: new Date(from + DAY).toISOString() };
  const draft = { ...toDraft(plan), name: plan.name.trim() || "–", ...day };
  const read = async (signal: AbortSignal) => {
    const { audience } = await clientOf(session).campaigns.check(draft, checking(session, plan, signal));
    if (audience?.hours === undefined) throw new Error("The data of the calling hours is not there.");
    return audience.hours;
  };
  void readInto(session, "hours", read, { pause: PAUSE });
}

/** Reads the campaigns of the workspace, newest first. */
export function readPast(session: Session, offset = 0): void {
  const before = session.state.past?.state === "there" && offset > 0 ? session.state.past.value.rows : [];
  void readInto(session, "past", async (signal) => {
    const { data } = await clientOf(session).campaigns.list({ limit: ROWS, offset }, { signal });
    return { rows: [...before, ...data], more: data.length === ROWS };
  });
}
