// Reads contacts: those of the audience list, those that a search finds, and some recipients for the preview of the message.

import type { Contact } from "seax-dialer";
import { choosesLabels, inBatches } from "./additions.ts";
import {
  audienceOf,
  isCountable,
  MAX_IDS,
  type Person,
  type Plan,
  withoutLabels,
  withoutLeftOut,
} from "./plan.ts";
import { allOf, clientOf, distinct, PAUSE, readInto } from "./read.ts";
import type { Session } from "./session.ts";

/** How many contacts are read for the preview of the message. */
const SAMPLE = 50;

/**
 * Reads a page of the audience list, or all of it if `limit` is infinite. It includes individually excluded contacts, so that they
 * can be included again.
 */
export async function pageOf(
  session: Session,
  plan: Plan,
  offset: number,
  limit: number,
  signal: AbortSignal,
): Promise<{ data: Contact[]; total: number }> {
  if (limit === Number.POSITIVE_INFINITY) {
    const data = await wholeAudience(session, inBatches(plan), signal);
    return { data, total: data.length };
  }
  const { contacts } = clientOf(session);
  const query = { ...withoutLabels(plan), order_by: "created_time:asc" };
  const { data, total } = await allOf(
    (rows) => contacts.list({ ...query, offset: offset + rows, limit: limit - rows }, { signal }),
    (rows, total = Number.POSITIVE_INFINITY) => rows >= Math.min(limit, total - offset),
  );
  // Without a total, there may be more after a full page.
  return { data, total: total ?? offset + data.length + Number(data.length >= limit) };
}

/** Reads the whole audience list, in batches. They are no pages of it: they may overlap. */
async function wholeAudience(session: Session, batches: Plan[], signal: AbortSignal): Promise<Contact[]> {
  const rows: Contact[] = [];
  for (const [place, batch] of batches.entries()) {
    // The first one has all that are selected by label.
    const query = withoutLabels(place > 0 ? { ...batch, labels: [], requiredLabels: [] } : batch);
    for await (const contact of clientOf(session).contacts.list(query, { signal })) rows.push(contact);
  }
  return distinct(rows);
}

/** Returns the recipients of a part of a split who do not belong to it: other parts may call them as well. */
export async function outsidersOf(session: Session, plan: Plan, signal?: AbortSignal): Promise<Person[]> {
  const { members, leftOut, everybody } = plan;
  const { added } = withoutLeftOut(plan);
  const outsiders: Person[] = [];
  if (!members || !isCountable(plan)) return outsiders;
  const known = new Set(members);
  const look = ({ id, name }: Person) => {
    if (!known.has(id)) outsiders.push({ id, name });
    known.add(id);
  };
  if (!everybody) added.forEach(look);
  for (const { id } of leftOut) known.add(id);
  // Additions may be too many for a URL. Without labels, they are all: the keyword then selects only among them.
  if (everybody || choosesLabels(plan) || added.length === 0) {
    const query = { ...withoutLabels({ ...plan, added: [] }), phone_only: true };
    const recipients = clientOf(session).contacts.list(query, { select: ["id", "name"], signal });
    for await (const contact of recipients) look(contact);
  }
  return outsiders;
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
  void readInto(session, "sample", async (signal) => {
    for (const batch of inBatches(withoutLeftOut(plan))) {
      const query = { ...audienceOf(batch), phone_only: true, limit: SAMPLE };
      const { data } = await clientOf(session).contacts.list(query, { signal });
      if (data.length > 0) return data;
    }
    return [];
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
