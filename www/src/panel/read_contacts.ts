// Reads contacts: those of the audience list, those that a search finds, and some recipients for the preview of the message.

import type { Contact } from "seax-dialer";
import { audienceOf, isCountable, MAX_IDS, type Person, type Plan, withoutLabels } from "./plan.ts";
import { allOf, clientOf, PAUSE, readInto } from "./read.ts";
import type { Session } from "./session.ts";

/** How many contacts are read for the preview of the message. */
const SAMPLE = 50;

/** Reads a page of the audience list. It includes individually excluded contacts, so that they can be included again. */
export async function pageOf(
  session: Session,
  plan: Plan,
  offset: number,
  limit: number,
  signal: AbortSignal,
): Promise<{ data: Contact[]; total: number }> {
  const { contacts } = clientOf(session);
  const query = { ...withoutLabels(plan), order_by: "created_time:asc" };
  const { data, total } = await allOf(
    (rows) => contacts.list({ ...query, offset: offset + rows, limit: limit - rows }, { signal }),
    (rows, total = 0) => rows >= Math.min(limit, total - offset),
  );
  return { data, total: total ?? offset + data.length };
}

/** Returns the recipients of a part of a split who do not belong to it: other parts may call them as well. */
export async function outsidersOf(session: Session, plan: Plan, signal?: AbortSignal): Promise<Person[]> {
  const { members, leftOut, added, everybody, labels, requiredLabels } = plan;
  const outsiders: Person[] = [];
  if (!members || !isCountable(plan)) return outsiders;
  const known = new Set(members);
  const look = ({ id, name }: Person) => {
    if (!known.has(id)) outsiders.push({ id, name });
    known.add(id);
  };
  // An addition may be called even if it is excluded.
  if (!everybody) added.forEach(look);
  for (const { id } of leftOut) known.add(id);
  // Additions may be too many for a URL. Without labels, they are all: the keyword then selects only among them.
  if (everybody || labels.length + requiredLabels.length > 0 || added.length === 0) {
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
