// This package, iterating row by row, as most callers do.

import { make as byBatches, client } from "./seax-dialer.mjs";

/** @type {import("./client.d.ts").Entry["make"]} */
export async function make(config) {
  const seax = await client(config);
  return {
    ...(await byBatches(config)),
    async walk(visit) {
      for await (const contact of seax.contacts.list()) visit(contact);
    },
  };
}
