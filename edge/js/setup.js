// What an edge is set up with. The rules go to the WebAssembly; the secrets stay here.

import { importKey, split } from "./mint.js";
import { EdgeCore } from "./seax_edge.js";

/** @typedef {ReturnType<typeof setUp>} Setup */

/** @param {import("../../pkg/edge.d.ts").EdgeOptions} options */
export function setUp(options) {
  const { workspaces, ...rules } = options;
  const core = new EdgeCore(JSON.stringify({ ...rules, workspaces: Object.keys(workspaces ?? {}) }));
  const keys = new Map(Object.entries(workspaces).map(([id, key]) => [id.toLowerCase(), key]));
  const secrets = new Map(options.tokenSecrets.map(split));
  /** Keys that are ready. A promise would belong to the request that made it. @type {Map<string, CryptoKey>} */
  const ready = new Map();
  return {
    core,
    /** Tokens whose signature was right: checking it again would be half the work of a small call. @type {Set<string>} */
    seen: new Set(),
    limits: core.limits(),
    portalSecret: options.portalSecret,

    /** The API key of a workspace. @param {string} workspace */
    apiKey: (workspace) => keys.get(workspace) ?? "",

    /** @param {string} keyId */
    async tokenKey(keyId) {
      const key = ready.get(keyId) ?? (await importKey(secrets.get(keyId) ?? ""));
      ready.set(keyId, key);
      return key;
    },
  };
}
