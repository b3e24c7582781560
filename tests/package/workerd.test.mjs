// Tests Cloudflare Workers with an older compatibility date, where a request with a `cache` mode throws.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { files } from "./scratch.mjs";

const PACKAGE = fileURLToPath(new URL("../../pkg/", import.meta.url));

const MAIN = `
  import { createClient } from "./pkg/dist/workerd.js";
  export default {
    async fetch(_request, { API }) {
      const seen = [];
      const fetch = (request) => {
        seen.push(request.headers.get("cache-control"));
        return API.fetch(request);
      };
      const seax = await createClient({ workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key", fetch });
      const { total } = await seax.phones.list();
      const probe = (() => {
        try {
          new Request("https://example.com", { cache: "no-store" });
          return "takes";
        } catch {
          return "throws";
        }
      })();
      return Response.json({ total, seen, probe });
    },
  };`;

for (const [date, probe] of /** @type {const} */ ([
  ["2024-09-01", "throws"],
  ["2026-04-01", "takes"],
])) {
  test(`a Worker of ${date} tells caches to answer nothing`, async () => {
    const scripts = (await files(PACKAGE.slice(0, -1))).filter((name) =>
      /^dist.((workerd|rest|hours_table)\.js|seax_dialer_\w+\.wasm)$/.test(name),
    );
    const modules = scripts.map((name) => ({
      type: /** @type {"CompiledWasm" | "ESModule"} */ (name.endsWith(".wasm") ? "CompiledWasm" : "ESModule"),
      path: `/pkg/${name.replaceAll("\\", "/")}`,
      contents: name.endsWith(".wasm") ? readFileSync(PACKAGE + name) : readFileSync(PACKAGE + name, "utf8"),
    }));
    const miniflare = new Miniflare({
      modulesRoot: "/",
      modules: [{ type: "ESModule", path: "/main.mjs", contents: MAIN }, ...modules],
      compatibilityDate: date,
      serviceBindings: { API: () => /** @type {any} */ (Response.json({ data: [], total: 0 })) },
    });
    try {
      const reply = await miniflare.dispatchFetch("http://worker/");
      const { total, seen, probe: found } = /** @type {Record<string, unknown>} */ (await reply.json());
      assert.deepEqual({ total, found }, { total: 0, found: probe });
      assert.match(String(seen), /no-cache|no-store/);
    } finally {
      await miniflare.dispose();
    }
  });
}
