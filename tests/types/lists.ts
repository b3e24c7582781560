// Lists with some of their fields, and walks over them, as users write them. This has to compile; what is marked must not.

import type { Agent, Contact, Page, Phone, SeaxClient } from "seax-dialer";

declare const seax: SeaxClient;

// Rows have the fields that were selected, and no others.
const names = await seax.contacts.list({ limit: 0 }, { select: ["id", "name"] });
names satisfies Page<Pick<Contact, "id" | "name">>;
const [first] = names.data;
const name: string | undefined = first?.name;
// @ts-expect-error it was not selected
first?.phone;
// @ts-expect-error there is no such field
await seax.contacts.list({}, { select: ["id", "nmae"] });
// @ts-expect-error a field of another list
await seax.phones.list({}, { select: ["contact_labels"] });
// @ts-expect-error fields come in an array
await seax.contacts.list({}, { select: "id" });
// @ts-expect-error a page comes as one
await seax.contacts.list({}, { batch: true });

// What is nested comes whole.
const labels = await seax.contacts.list({}, { select: ["contact_labels"], timeoutMs: 1_000 });
const colours: string[] = labels.data.flatMap((row) => row.contact_labels.map(({ color }) => color));

// Without a selection, rows are whole, whatever else is said.
const whole: Page<Contact> = await seax.contacts.list({}, { maxRetries: 0 });
const phones: Page<Phone> = await seax.phones.list();

// A selection can be kept, if its words are.
const select = ["id", "name"] as const;
const agents: Page<Pick<Agent, "id" | "name">> = await seax.agents.list({}, { select });
const words: string[] = ["id"];
// @ts-expect-error any word at all is no field
await seax.agents.list({}, { select: words });

// One function for every list.
async function ids<Field extends keyof Contact>(fields: readonly Field[]): Promise<Pick<Contact, Field>[]> {
  return (await seax.contacts.list({ limit: 0 }, { select: fields })).data;
}

// Walks give rows, or arrays of them.
for await (const row of seax.labels.each({}, { select: ["name", "total_count"] })) {
  row satisfies { name: string; total_count?: number | null };
  // @ts-expect-error it was not selected
  row.color;
}
for await (const row of seax.phones.each()) row satisfies Phone;
for await (const batch of seax.contacts.each({ phone_only: true }, { batch: true }))
  batch satisfies Contact[];
for await (const batch of seax.campaigns.each(undefined, { batch: true, select: ["id", "status"] })) {
  for (const { id, status } of batch) id.concat(status ?? "");
  // @ts-expect-error a batch is no row
  batch.id;
}
for await (const row of seax.agents.each({ types: ["SEAX_CALL"], limit: 100 }, { batch: false }))
  row satisfies Agent;
// @ts-expect-error there is no such field
seax.contacts.each({}, { select: ["nmae"], batch: true });
// @ts-expect-error there is no such option
seax.contacts.each({}, { batches: true });

// A walk can be ended from outside.
const walk = seax.contacts.each({}, { signal: AbortSignal.timeout(1_000) });
await walk.return();

export const used = [name, colours, whole, phones, agents, ids];
