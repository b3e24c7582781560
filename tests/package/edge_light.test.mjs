// Tests Vercel's edge runtime, which also runs Next.js's edge routes. The package's entry for it imports `….wasm?module`.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { after, test } from "node:test";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { Scratch } from "./scratch.mjs";

const MAIN = `
  import { createClient, preload } from "seax-dialer";
  export default {
    async fetch(_request, { API }) {
      const fetch = (request) => API.fetch(request);
      const seax = await createClient({ workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key", fetch });
      const { total } = await seax.phones.list();
      await preload();
      return Response.json(total);
    },
  };`;

test("an edge function gets its modules from its bundler, whatever Workers would get", async () => {
  const scratch = await Scratch.make(after);
  /** @type {Map<string, string>} */
  const wasm = new Map();
  const { outputFiles } = await build({
    entryPoints: [await scratch.write("main.js", MAIN)],
    bundle: true,
    write: false,
    format: "esm",
    // Next.js sets these for edge routes. `edge-light` must take precedence over the condition of Workers.
    conditions: ["edge-light", "workerd", "worker"],
    plugins: [
      {
        name: "wasm",
        setup: ({ onResolve }) =>
          onResolve({ filter: /\.wasm/ }, ({ path, resolveDir }) => {
            assert.match(path, /\.wasm\?module$/);
            wasm.set(basename(path), resolve(resolveDir, path.replace("?module", "")));
            return { path: `./${basename(path)}`, external: true };
          }),
      },
    ],
  });
  assert.equal(outputFiles.length, 1);
  const miniflare = new Miniflare({
    modulesRoot: "/",
    modules: [
      { type: "ESModule", path: "/main.mjs", contents: outputFiles[0]?.text ?? "" },
      ...[...wasm].map(([name, file]) => ({
        type: /** @type {const} */ ("CompiledWasm"),
        path: `/${name}`,
        contents: readFileSync(file),
      })),
    ],
    compatibilityDate: "2026-04-01",
    serviceBindings: { API: () => /** @type {any} */ (Response.json({ data: [], total: 7 })) },
  });
  after(() => miniflare.dispose());
  const reply = await miniflare.dispatchFetch("http://worker/");
  assert.equal(await reply.text(), "7");
});
