import assert from "node:assert/strict";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { everyPart, listing, startApi } from "./api.mjs";
import { files, Scratch } from "./scratch.mjs";

const scratch = await Scratch.make(after);
const api = await startApi(after);

test("Node loads the package with import", async () => {
  await scratch.write("main.mjs", `import { createClient } from "seax-dialer"; ${listing(api)}`);
  assert.equal(await scratch.node(["main.mjs"]), "Main line");
});

test("Node loads the package with require()", async () => {
  const main = `const { createClient } = require("seax-dialer"); (async () => { ${everyPart(api)} })();`;
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
     const token = await mintToken("k1:0123456789abcdef0123456789abcdef", { workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", operatorId: "ann" });
     console.log(JSON.parse(Buffer.from(token.split(".")[1], "base64url")).sub);
     try { createEdge({}); } catch (error) { console.log(error.message.includes("Cloudflare Workers")); }`,
  );
  assert.equal(await scratch.node(["main.mjs"]), "ann\ntrue");
});

test("without a part all else works, and what needs it says what is missing until it is there", async () => {
  const dist = join(scratch.folder, "node_modules/seax-dialer/dist");
  const main = (/** @type {string} */ file, /** @type {string} */ works, /** @type {string} */ fails) => `
    import { renameSync } from "node:fs";
    import { createClient, callingHours, preload } from "seax-dialer";
    const file = ${JSON.stringify(join(dist, file))};
    const seax = await createClient({ workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key", baseUrl: ${JSON.stringify(api)} });
    const id = "020086f5-fb0e-4a0c-920a-bbdd04f4381c";
    const draft = { name: "Survey", type: "AI_AGENT" };
    const said = (work) => work.then(() => "works", ({ code, message, campaignState }) => [code, campaignState ?? "", message.includes(${JSON.stringify(file)})].join());
    renameSync(file, file + ".away");
    console.log(await said(${works}));
    console.log(await said(${fails}), await said(${fails}));
    renameSync(file + ".away", file);
    console.log(await said(${fails}));`;
  const iterate = "(async () => { for await (const phone of seax.phones.list()) return phone; })()";
  const missing = "not_loaded,,true";
  for (const [file, works, fails, first = missing, then = "works"] of [
    ["seax_dialer_rest.wasm", "seax.phones.list()", iterate],
    ["rest.js", "seax.phones.list()", iterate],
    ["seax_dialer_launch.wasm", iterate, "seax.campaigns.check(draft)"],
    ["seax_dialer_launch.wasm", iterate, "preload()"],
    [
      "seax_dialer_launch.wasm",
      iterate,
      "seax.campaigns.launch({})",
      "not_loaded,none,true",
      "invalid_argument,none,false",
    ],
    [
      "seax_dialer_launch.wasm",
      iterate,
      'seax.campaigns.launch({}, { idempotencyKey: "k" })',
      "not_loaded,unknown,true",
      "invalid_argument,unknown,false",
    ],
    [
      "seax_dialer_watch.wasm",
      "seax.campaigns.check(draft)",
      "seax.campaigns.report(id)",
      missing,
      "malformed_reply,,false",
    ],
    ["seax_dialer_files.wasm", iterate, 'seax.contacts.checkImport("name,phone\\n")'],
    ["seax_dialer_hours.wasm", "seax.campaigns.check(draft)", 'callingHours("+12125550123")'],
    ["hours_table.js", "seax.campaigns.check(draft)", 'callingHours("+12125550123")'],
  ]) {
    await scratch.write("main.mjs", main(file ?? "", works ?? "", fails ?? ""));
    const lines = (await scratch.node(["main.mjs"])).split("\n");
    assert.deepEqual(lines, ["works", `${first} ${first}`, then], `${file}: ${fails}`);
  }
});

test("a launch that looks at calling hours calls nobody while they cannot be loaded", async () => {
  const file = join(scratch.folder, "node_modules/seax-dialer/dist/seax_dialer_hours.wasm");
  await scratch.write(
    "main.mjs",
    `import { renameSync } from "node:fs";
     import { createClient } from "seax-dialer";
     const file = ${JSON.stringify(file)};
     const sent = [];
     const seax = await createClient({
       workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key", baseUrl: ${JSON.stringify(api)}, callingHours: {},
       fetch: (request) => { sent.push(request.method); return fetch(request); },
     });
     const id = "020086f5-fb0e-4a0c-920a-bbdd04f4381c";
     const draft = {
       type: "VOICE_DROP", name: "Survey", phone_ids: [id], any_contact_label_ids: [id], message: "Hello",
       start_time: "2031-01-14T12:00:00Z", end_time: "2031-01-14T13:00:00Z",
     };
     renameSync(file, file + ".away");
     const failure = await seax.campaigns.launch(draft, { idempotencyKey: "k" }).catch((error) => error);
     console.log(failure.code, failure.campaignState, failure.message.includes("seax_dialer_hours.wasm"), sent.length);
     const missing = ({ findings }) => findings.some(({ message }) => message.includes("could not be loaded"));
     console.log(missing(await seax.campaigns.check(draft)));
     renameSync(file + ".away", file);
     console.log(missing(await seax.campaigns.check(draft)));`,
  );
  assert.equal(await scratch.node(["main.mjs"]), "not_loaded unknown true 0\ntrue\nfalse");
});

test("parts of two builds do not run together", async () => {
  const dist = join(scratch.folder, "node_modules/seax-dialer/dist");
  const core = await readFile(join(dist, "seax_dialer_core.wasm"));
  const [shared = ""] = WebAssembly.Module.exports(new WebAssembly.Module(core))
    .map(({ name }) => name)
    .filter((name) => /^m[0-9a-f]{4}$/.test(name));
  const other = Buffer.from(core.toString("latin1").replace(shared, "m0000x".slice(0, 5)), "latin1");
  assert.notDeepEqual(other, core);
  await scratch.write("other.wasm", "");
  await writeFile(join(scratch.folder, "other.wasm"), other);
  await scratch.write(
    "main.mjs",
    `import { readFileSync } from "node:fs";
     import { createClient } from "seax-dialer";
     const wasm = { core: readFileSync("other.wasm") };
     const seax = await createClient({ workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key", baseUrl: ${JSON.stringify(api)}, wasm });
     console.log((await seax.phones.list()).total);
     console.log((await seax.campaigns.check({}).catch((error) => error)).code);`,
  );
  assert.equal(await scratch.node(["main.mjs"]), "1\nnot_loaded");
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

test("a core that cannot be loaded is not remembered", async () => {
  await scratch.write(
    "main.mjs",
    `import { createClient } from "seax-dialer";
     const config = { workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key", wasm: new Uint8Array([1, 2, 3]) };
     console.log((await createClient(config).catch((error) => error)).code);
     ${listing(api)}`,
  );
  assert.equal(await scratch.node(["main.mjs"]), "not_loaded\nMain line");
});

/** Loads the package's script for browsers, and prepares the rest of a script that has `file`, the URL of a wasm file. */
const IN_NODE = `
  const { createClient } = await import("./node_modules/seax-dialer/dist/web.js");
  const file = (part) => new URL("node_modules/seax-dialer/dist/seax_dialer_" + part + ".wasm", import.meta.url).href;`;

test("a wasm file is loaded whatever media type its server gives it", async () => {
  await scratch.write(
    "main.mjs",
    `import { readFileSync } from "node:fs";
     ${IN_NODE}
     const { fetch } = globalThis;
     globalThis.fetch = async (url, init) => String(url).startsWith("https://files.example/")
       ? new Response(readFileSync(new URL(file("core"))), { headers: { "content-type": "application/wasm; charset=utf-8" } })
       : fetch(url, init);
     ${listing(api, 'wasm: "https://files.example/core.wasm",')}`,
  );
  assert.equal(await scratch.node(["main.mjs"]), "Main line");
});

test("an abort and the end of a loop do not wait for a part that does not load", async () => {
  const make = (/** @type {string} */ wasm) => `
    globalThis.fetch = () => new Promise(() => {});
    const seax = await createClient({
      workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key", baseUrl: "https://api.example", wasm: ${wasm},
      fetch: async () => new Response("{}"),
    });
    const id = "020086f5-fb0e-4a0c-920a-bbdd04f4381c";
    const draft = {
      type: "VOICE_DROP", name: "Survey", phone_ids: [id], any_contact_label_ids: [id], message: "Hello",
      start_time: "2031-01-14T12:00:00Z", end_time: "2031-01-14T13:00:00Z",
    };
    const stopped = async (work) => {
      const stopping = new AbortController();
      const call = work({ signal: stopping.signal });
      setTimeout(() => stopping.abort("enough"), 20);
      const early = work({ signal: AbortSignal.abort("too late") });
      return Promise.all([call, early].map((each) => each.then(() => "settled", (reason) => reason)));
    };`;
  // The rest is not loaded yet.
  await scratch.write(
    "main.mjs",
    `${IN_NODE} ${make('{ core: file("core"), rest: "https://files.example/seax_dialer_rest.wasm" }')}
     for (const work of [
       (options) => seax.campaigns.check(draft, options),
       (options) => seax.campaigns.launch(draft, options),
       (options) => seax.campaigns.report(id, options),
       (options) => seax.campaigns.watch(id, options).next(),
       (options) => seax.contacts.list({}, options)[Symbol.asyncIterator]().next(),
     ]) console.log(...(await stopped(work)));
     for (const loop of [seax.campaigns.watch(id), seax.contacts.list()[Symbol.asyncIterator]()]) {
       const next = loop.next();
       console.log((await loop.return()).done, (await next).done);
     }
     process.exit();`,
  );
  const lines = (await scratch.node(["main.mjs"])).split("\n");
  assert.deepEqual(lines, [...Array(5).fill("enough too late"), ...Array(2).fill("true true")]);
  // Only the data of calling hours is not.
  const files = ["core", "rest", "launch"].map((part) => `${part}: file("${part}")`).join();
  await scratch.write(
    "main.mjs",
    `${IN_NODE} ${make(`{ ${files}, hours: "https://files.example/hours.wasm" }`)}
     for (const word of ["check", "launch", "splitByZone"]) {
       console.log(...(await stopped((options) => seax.campaigns[word](draft, { ...options, callingHours: {} }))));
     }
     process.exit();`,
  );
  assert.deepEqual((await scratch.node(["main.mjs"])).split("\n"), Array(3).fill("enough too late"));
});

test("a part that does not arrive fails after two minutes, and is asked for again by the next call", async () => {
  await scratch.write(
    "main.mjs",
    `const { setTimeout } = globalThis;
     let hurry = false;
     globalThis.setTimeout = (due, span) => setTimeout(due, hurry && span === 120_000 ? 20 : span);
     ${IN_NODE}
     let asked = 0;
     globalThis.fetch = () => { asked += 1; return new Promise(() => {}); };
     const seax = await createClient({
       workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key", baseUrl: "https://api.example",
       wasm: { core: file("core"), rest: "https://files.example/seax_dialer_rest.wasm" },
     });
     hurry = true;
     for (let call = 0; call < 2; call += 1) {
       const before = asked;
       const { code, message } = await seax.campaigns.check({}).catch((error) => error);
       console.log(code, message.includes("two minutes"), asked > before);
     }`,
  );
  assert.equal(await scratch.node(["main.mjs"]), "not_loaded true true\nnot_loaded true true");
});

test("a core that arrives after its load was given up takes nothing from the clients that were created since", async () => {
  await scratch.write(
    "main.mjs",
    `import { readFileSync } from "node:fs";
     const { fetch, setTimeout } = globalThis;
     let span = 20;
     globalThis.setTimeout = (due, wait) => setTimeout(due, wait === 120_000 ? span : wait);
     ${IN_NODE}
     const held = [];
     const arrive = () => new Response(readFileSync(new URL(file("core"))), { headers: { "content-type": "application/wasm" } });
     globalThis.fetch = (url, init) =>
       String(url).startsWith("https://files.example/") ? new Promise((resolve) => held.push(resolve)) : fetch(url, init);
     const create = () => createClient({
       workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key", baseUrl: "${api}",
       wasm: "https://files.example/core.wasm",
     });
     const { code } = await create().catch((error) => error);
     span = 120_000;
     const second = create();
     while (held.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
     held[1](arrive());
     const seax = await second;
     const { instantiate } = WebAssembly;
     const late = new Promise((resolve) => {
       WebAssembly.instantiate = async (...given) => {
         const instance = await instantiate(...given);
         setTimeout(resolve, 1);
         return instance;
       };
     });
     held[0](arrive());
     await late;
     console.log(code, (await seax.phones.list()).data[0].name, (await (await create()).phones.list()).total);`,
  );
  assert.equal(await scratch.node(["main.mjs"]), "not_loaded Main line 1");
});

test("a core with more than 2 GiB of memory gets texts, and masks keys", async () => {
  await scratch.write(
    "main.mjs",
    `import { createClient } from "seax-dialer";
     const { instantiate } = WebAssembly;
     let memory;
     WebAssembly.instantiate = async (...given) => {
       const instance = await instantiate(...given);
       memory ??= instance.exports.memory;
       return instance;
     };
     let fail;
     const seax = await createClient({
       workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key-e91772ccb5e6", baseUrl: "${api}", maxRetries: 0,
       fetch: () => new Promise((_, reject) => { fail = reject; }),
     });
     const call = seax.phones.list().catch((error) => error);
     while (!fail) await new Promise((resolve) => setTimeout(resolve, 1));
     memory.grow(((2 ** 31 + 2 ** 28 - memory.buffer.byteLength) / 65_536) | 0);
     fail(new TypeError("bad header x-api-key: key-e91772ccb5e6"));
     const { code, cause } = await call;
     const next = seax.phones.list().catch((error) => error);
     fail(new TypeError("no"));
     console.log(code, JSON.stringify(cause?.message ?? cause).includes("e91772ccb5e6"), (await next).code);`,
  );
  assert.equal(await scratch.node(["main.mjs"]), "network false network");
});

test("clients that are created at once reject with an error of their own", async () => {
  const make = (/** @type {string} */ hours) => `createClient({
     workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key", baseUrl: "${api}", callingHours: ${hours} })`;
  await scratch.write(
    "main.mjs",
    `import { createClient } from "seax-dialer";
     const outcomes = await Promise.allSettled([${make("{ purposee: 1 }")}, ${make("{ zoneFieldd: 1 }")}]);
     console.log(outcomes.map(({ reason }) => /purposee|zoneFieldd/.exec(reason.message)?.[0]).join());`,
  );
  assert.equal(await scratch.node(["main.mjs"]), "purposee,zoneFieldd");
});

test("only what users need is packed", async () => {
  const packed = await files(join(scratch.folder, "node_modules/seax-dialer"));
  for (const name of packed) {
    assert.match(
      name,
      /^(package\.json|README\.md|LICENSE|bin[\\/](\w+[\\/])?[\w-]+\.js|(index|launcher(-react|-vue)?|edge|testing|tickets|wasm|platform)\.d\.ts|(index|edge|testing|tickets)\.d\.cts|(file_tickets|tickets|whole_files|launcher)\.js|dist[\\/]cjs[\\/](client|edge|testing|tickets)\.cjs|dist[\\/]seax_dialer(\.d\.ts|_(core|rest|launch|watch|files|hours)\.wasm)|dist[\\/](web|node|workerd|edge_light|rest)\.js|dist[\\/]THIRD-PARTY-NOTICES\.txt|dist[\\/]hours_table\.js|dist[\\/]draft\.schema\.json|dist[\\/]testing[\\/]\w+\.(js|wasm)|dist[\\/]edge[\\/]\w+\.(js|wasm)|dist[\\/]launcher[\\/][\w-]+\.js(\.LEGAL\.txt)?)$/,
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
