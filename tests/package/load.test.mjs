import assert from "node:assert/strict";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { listing, startApi } from "./api.mjs";
import { files, Scratch } from "./scratch.mjs";

const scratch = await Scratch.make(after);
const api = await startApi(after);

test("Node loads the package with import", async () => {
  await scratch.write("main.mjs", `import { createClient } from "seax-dialer"; ${listing(api)}`);
  assert.equal(await scratch.node(["main.mjs"]), "Main line");
});

test("Node loads the package with require()", async () => {
  const main = `const { createClient } = require("seax-dialer"); (async () => { ${listing(api)} })();`;
  await scratch.write("main.cjs", main);
  assert.equal(await scratch.node(["main.cjs"]), "Main line");
});

test("Node finds the package from any working directory", async () => {
  const main = `process.chdir("/"); const { createClient } = await import("seax-dialer"); ${listing(api)}`;
  await scratch.write("main.mjs", main);
  assert.equal(await scratch.node(["main.mjs"]), "Main line");
});

test("clients made at once share one load", async () => {
  const make = `createClient({ workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key", baseUrl: "${api}" })`;
  await scratch.write(
    "main.mjs",
    `import { createClient } from "seax-dialer";
     const clients = await Promise.all([${make}, ${make}, ${make}]);
     const pages = await Promise.all(clients.map((seax) => seax.phones.list()));
     console.log(pages.map(({ total }) => total).join());`,
  );
  assert.equal(await scratch.node(["main.mjs"]), "1,1,1");
});

test("a portal's server mints tokens for an edge, and is told that an edge runs elsewhere", async () => {
  await scratch.write(
    "main.mjs",
    `import { createEdge, mintToken } from "seax-dialer/edge";
     const token = await mintToken("k1:0123456789abcdef0123456789abcdef", { workspaceId: "w", operatorId: "ann" });
     console.log(JSON.parse(Buffer.from(token.split(".")[1], "base64url")).sub);
     try { createEdge({}); } catch (error) { console.log(error.message.includes("Cloudflare Workers")); }`,
  );
  assert.equal(await scratch.node(["main.mjs"]), "ann\ntrue");
});

test("a core without the rest makes calls, and a check says what is missing until it is there", async () => {
  const wasm = join(scratch.folder, "node_modules/seax-dialer/dist/seax_dialer_rest.wasm");
  await rename(wasm, `${wasm}.away`);
  await scratch.write(
    "main.mjs",
    `import { renameSync } from "node:fs";
     import { createClient } from "seax-dialer";
     const seax = await createClient({ workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key", baseUrl: ${JSON.stringify(api)} });
     console.log((await seax.phones.list()).total);
     const failure = await seax.campaigns.launch({}).catch((error) => error);
     console.log(failure.code, failure.campaignState, /seax_dialer_rest\\.wasm/.test(failure.message));
     renameSync(${JSON.stringify(`${wasm}.away`)}, ${JSON.stringify(wasm)});
     console.log((await seax.campaigns.check({})).findings.length > 0);`,
  );
  assert.equal(await scratch.node(["main.mjs"]), "1\nnot_loaded none true\ntrue");
});

test("a missing wasm file is a clear error, and is found once it is there", async () => {
  const wasm = join(scratch.folder, "node_modules/seax-dialer/dist/seax_dialer_core.wasm");
  await rename(wasm, `${wasm}.away`);
  await scratch.write(
    "main.mjs",
    `import { renameSync } from "node:fs";
     import { createClient, SeaxError } from "seax-dialer";
     const failure = await createClient({ workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key" }).catch((error) => error);
     console.log(failure instanceof SeaxError, failure.code, /seax_dialer_core\\.wasm/.test(failure.message));
     renameSync(${JSON.stringify(`${wasm}.away`)}, ${JSON.stringify(wasm)});
     ${listing(api)}`,
  );
  assert.equal(await scratch.node(["main.mjs"]), "true not_loaded true\nMain line");
});

test("what needs the rest says so before that is loaded, or loads it", async () => {
  await scratch.write(
    "main.mjs",
    `const { createClient, isSeaxError, preload, SeaxError, parseApiTime, callingHours, correctNumber, ...functions } = await import("seax-dialer");
     console.log(Object.keys(functions).sort().join());
     for (const work of Object.values(functions)) {
       try {
         work({}, []);
       } catch (error) {
         console.log(error instanceof SeaxError, error.code, error.message.includes("preload()"));
       }
     }
     console.log(await correctNumber("00 44 20 7946 0018"));
     console.log(functions.estimateCallingMs({}, 1));
     console.log(parseApiTime("1970-01-01T00:00:01").getTime());
     const inside = await import("seax-dialer/dist/rest.js").catch((error) => error);
     console.log(inside.code);`,
  );
  assert.deepEqual((await scratch.node(["main.mjs"])).split("\n"), [
    "applyFixes,estimateCallingMs,missingMergeFields,renderMessage",
    ...Array(4).fill("true not_loaded true"),
    "+442079460018",
    "60000",
    "1000",
    "ERR_PACKAGE_PATH_NOT_EXPORTED",
  ]);
});

test("only what users need is packed", async () => {
  const packed = await files(join(scratch.folder, "node_modules/seax-dialer"));
  for (const name of packed) {
    assert.match(
      name,
      /^(package\.json|README\.md|LICENSE|bin[\\/](\w+[\\/])?[\w-]+\.js|(index|launcher(-react|-vue)?|edge|testing|tickets|wasm|platform)\.d\.ts|(index|edge|testing|tickets)\.d\.cts|(file_tickets|tickets|whole_files|launcher)\.js|dist[\\/]cjs[\\/](client|edge|testing|tickets)\.cjs|dist[\\/]seax_dialer(_core|_rest)?\.(d\.ts|wasm)|dist[\\/](web|node|workerd|edge_light|rest)\.js|dist[\\/]THIRD-PARTY-NOTICES\.txt|dist[\\/]hours_table\.js|dist[\\/]draft\.schema\.json|dist[\\/]testing[\\/]\w+\.(js|wasm)|dist[\\/]edge[\\/]\w+\.(js|wasm)|dist[\\/]launcher[\\/][\w-]+\.js(\.LEGAL\.txt)?)$/,
    );
  }
  for (const name of [
    "package.json",
    "README.md",
    "LICENSE",
    "index.d.ts",
    "launcher.d.ts",
    "launcher-react.d.ts",
    "launcher-vue.d.ts",
    "edge.d.ts",
    "tickets.d.ts",
    "tickets.js",
    "file_tickets.js",
    "bin/seax-dialer.js",
    "dist/edge/edge.js",
    "dist/THIRD-PARTY-NOTICES.txt",
    "testing.d.ts",
    "dist/testing/node.js",
  ])
    assert.ok(packed.includes(name), name);
});
