// This package, iterating by batches.

import { createClient } from "seax-dialer";

/** @type {import("./client.d.ts").Entry["make"]} */
export async function make(config) {
  const seax = await client(config);
  return {
    phones: async () => (await seax.phones.list({ limit: 1 })).data,
    contacts: async (limit) => (await seax.contacts.list({ limit })).data,
    names: async (limit) => (await seax.contacts.list({ limit }, { select: ["id", "name", "phone"] })).data,
    create: (draft) => seax.campaigns.create(draft),
    check: async (draft) => (await seax.campaigns.check(draft)).audience?.total ?? 0,
    async walk(visit) {
      for await (const batch of seax.contacts.list().batches()) {
        for (const contact of batch) visit(contact);
      }
    },
  };
}

/** @param {import("./client.d.ts").Config} config */
export function client({ workspaceId, apiKey, baseUrl, fetch, callingHours = false }) {
  const given = fetch === undefined ? {} : { fetch };
  // A list of 100,000 may take long on a slow machine.
  return createClient({
    workspaceId,
    apiKey,
    baseUrl,
    dangerouslyAllowBrowser: true,
    timeoutMs: 600_000,
    callingHours,
    ...given,
  });
}
