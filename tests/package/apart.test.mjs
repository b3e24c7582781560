// Tests that a production bundle of the client contains neither the test sandbox nor the command line.

import assert from "node:assert/strict";
import { realpath } from "node:fs/promises";
import { join, relative } from "node:path";
import { after, test } from "node:test";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";
import { Scratch } from "./scratch.mjs";

const scratch = await Scratch.make(after);
const PACKAGE = await realpath(join(scratch.folder, "node_modules/seax-dialer"));

const MAIN = `import * as seax from "seax-dialer";
  import { webTickets } from "seax-dialer/tickets";
  globalThis.everything = [seax, webTickets];`;

/** @type {Record<string, Partial<import("esbuild").BuildOptions>>} */
const PLACES = {
  "a page": { platform: "browser" },
  "a page with the launcher": {
    platform: "browser",
    stdin: { contents: `import "seax-dialer/launcher"; ${MAIN}`, resolveDir: scratch.folder },
  },
  Node: { platform: "node" },
  "a Worker": {
    platform: "neutral",
    conditions: ["workerd", "browser"],
    loader: { ".wasm": "empty" },
    external: ["cloudflare:*"],
  },
};

for (const [place, options] of Object.entries(PLACES)) {
  test(`an esbuild bundle for ${place} has nothing of the tests' SeaX and of the program`, async () => {
    const { metafile } = await esbuild({
      stdin: { contents: MAIN, resolveDir: scratch.folder },
      bundle: true,
      format: "esm",
      outdir: join(scratch.folder, "out"),
      write: false,
      metafile: true,
      logLevel: "silent",
      ...options,
    });
    const inputs = Object.keys(metafile?.inputs ?? {}).map((name) => relative(PACKAGE, name));
    assert.deepEqual(
      inputs.filter((name) => !isProduction(name)),
      [],
    );
    assert.ok(
      inputs.some((name) => /^dist\W(web|node|workerd)\.js$/.test(name)),
      inputs.join(),
    );
  });
}

test("a Vite build carries nothing of them, no file either", async () => {
  await scratch.write("index.html", '<!doctype html><script type="module" src="/main.js"></script>');
  await scratch.write("main.js", MAIN);
  /** @type {string[]} */
  const modules = [];
  const seen = /** @type {import("vite").Plugin} */ ({
    name: "seen",
    moduleParsed: ({ id }) => void modules.push(id),
  });
  const built = await vite({
    root: scratch.folder,
    logLevel: "error",
    configFile: false,
    plugins: [seen],
    build: { write: false },
  });
  const inside = modules.filter((id) => id.startsWith(PACKAGE)).map((id) => relative(PACKAGE, id));
  assert.ok(inside.includes(join("dist", "web.js")), inside.join());
  assert.deepEqual(
    inside.filter((name) => !isProduction(name)),
    [],
  );
  const files = [built].flat().flatMap((each) => ("output" in each ? each.output : []));
  assert.deepEqual(
    files.map(({ fileName }) => fileName).filter((name) => /testing|terminal/.test(name)),
    [],
  );
});

test("a program that imports the client loads nothing of them", async () => {
  await scratch.write(
    "hooks.mjs",
    `import { writeSync } from "node:fs";
     export async function load(url, context, next) { writeSync(1, url + "\\n"); return next(url, context); }`,
  );
  await scratch.write(
    "main.mjs",
    `import { register } from "node:module";
     register("./hooks.mjs", import.meta.url);
     await import("seax-dialer");
     await import("seax-dialer/tickets");`,
  );
  const loaded = (await scratch.node(["main.mjs"])).split("\n");
  const inside = loaded
    .filter((url) => url.includes("/seax-dialer/"))
    .map((url) => url.split("/seax-dialer/")[1]);
  assert.ok(inside.includes("dist/node.js"), inside.join());
  assert.deepEqual(
    inside.filter((name) => !isProduction(name ?? "")),
    [],
  );
});

/** @param {string} name a path in the package */
function isProduction(name) {
  return !/^(bin|dist\W+testing)\b/.test(name);
}
