// Clients, once the WebAssembly is there.
import * as wasm from "./dist/seax_dialer.js";
import { prepare, traced, use } from "./error.js";

/** @typedef {{ new (config: unknown): import("./index.d.ts").SeaxClient, prototype: object }} Class */

// Users' types have these as interfaces, because nobody but this package can make them.
const { SeaxClient, Agents, Campaigns, Contacts, Jobs, Labels, Phones } =
  /** @type {Record<"SeaxClient" | "Agents" | "Campaigns" | "Contacts" | "Jobs" | "Labels" | "Phones", Class>} */ (
    /** @type {unknown} */ (wasm)
  );

for (const { prototype } of [Agents, Campaigns, Contacts, Jobs, Labels, Phones]) {
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (typeof value === "function" && name !== "constructor") {
      Object.defineProperty(prototype, name, { value: traced(value) });
    }
  }
}

/**
 * `createClient`, for a runtime that loads the WebAssembly in this way.
 *
 * @param {ReturnType<typeof import("./load.js").once>} load
 */
export function clientMaker(load) {
  /** @param {import("./index.d.ts").ClientConfig} config */
  return async function createClient(config) {
    const error = prepare(createClient);
    await load(config?.wasm, error);
    use(error);
    const client = new SeaxClient(config);
    const { workspaceId, baseUrl, phones, contacts, labels, agents, campaigns, jobs } = client;
    // What `console.log` shows: where it calls, and no addresses in the wasm's memory.
    for (const object of [client, phones, contacts, labels, agents, campaigns, jobs]) {
      Object.defineProperty(object, "__wbg_ptr", { enumerable: false });
    }
    return Object.defineProperties(client, {
      workspaceId: { value: workspaceId, enumerable: true },
      baseUrl: { value: baseUrl, enumerable: true },
    });
  };
}
