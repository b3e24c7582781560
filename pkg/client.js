// Clients, once the WebAssembly is there.
import * as wasm from "./dist/seax_dialer.js";
import { prepare, traced, use } from "./error.js";

for (const { prototype } of [
  wasm.Agents,
  wasm.Campaigns,
  wasm.Contacts,
  wasm.Jobs,
  wasm.Labels,
  wasm.Phones,
]) {
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
    const client = new wasm.SeaxClient(config);
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
