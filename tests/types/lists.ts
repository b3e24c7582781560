// Lists with selected fields, and iterations over them, as users write them. This must compile; marked lines must not.

import type { Agent, Contact, ListCall, Page, Phone, SeaxClient } from "seax-dialer";

declare const seax: SeaxClient;

// Rows have exactly the selected fields.
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

// Nested objects are selected as a whole.
const labels = await seax.contacts.list({}, { select: ["contact_labels"], timeoutMs: 1_000 });
const colours: string[] = labels.data.flatMap((row) => row.contact_labels.map(({ color }) => color));

// Without a selection, rows are complete, whatever the other options are.
const whole: Page<Contact> = await seax.contacts.list({}, { maxRetries: 0 });
const phones: Page<Phone> = await seax.phones.list();

// A selection can be stored in a variable, if its literal types are kept.
const select = ["id", "name"] as const;
const agents: Page<Pick<Agent, "id" | "name">> = await seax.agents.list({}, { select });
const words: string[] = ["id"];
// @ts-expect-error any word at all is no field
await seax.agents.list({}, { select: words });

// One generic function for all selections.
async function ids<Field extends keyof Contact>(fields: readonly Field[]): Promise<Pick<Contact, Field>[]> {
  return (await seax.contacts.list({ limit: 0 }, { select: fields })).data;
}

// A list call is a promise of a page, and an iterable of rows or batches.
const call: ListCall<Contact> = seax.contacts.list();
const page: Promise<Page<Contact>> = call;
const both: [Page<Phone>, Page<Contact>] = await Promise.all([seax.phones.list(), call]);
const caught: Page<Contact> | undefined = await call.catch(() => undefined);
for await (const row of seax.labels.list({}, { select: ["name", "total_count"] })) {
  row satisfies { name: string; total_count?: number | null | undefined };
  // @ts-expect-error it was not selected
  row.color;
}
for await (const row of seax.phones.list()) row satisfies Phone;
for await (const batch of seax.contacts.list({ phone_only: true }).batches()) batch satisfies Contact[];
for await (const batch of seax.campaigns.list(undefined, { select: ["id", "status"] }).batches()) {
  for (const { id, status } of batch) id.concat(status ?? "");
  // @ts-expect-error a batch is no row
  batch.id;
}
for await (const row of seax.agents.list({ types: ["SEAX_CALL"], limit: 100 })) row satisfies Agent;
// @ts-expect-error there is no such field
seax.contacts.list({}, { select: ["nmae"] });
// @ts-expect-error there is no such option
seax.contacts.list({}, { batch: true });

// An iteration can be ended early.
const walk = seax.contacts.list({}, { signal: AbortSignal.timeout(1_000) }).batches();
await walk.return();

export const used = [name, colours, whole, phones, agents, ids, page, both, caught];
