// Tests errors outside of the program that made them: as JSON, in another thread, and from another copy of the package.

import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { Scratch } from "./scratch.mjs";

const scratch = await Scratch.make(after);

const REFUSED = `
  const sandbox = await createSandbox();
  const seax = await createClient({ ...sandbox.config });
  sandbox.fault({ operation: "campaigns.create", kind: "status", status: 422,
    body: { detail: [{ loc: ["body", "name"], msg: "too long", type: "value_error" }] } });
  const [phone] = (await seax.phones.list({ voice_available: true })).data;
  const label = (await seax.labels.list({ limit: 0 })).data.find(({ name }) => name === "VIP");
  const error = await seax.campaigns.launch(
    { type: "VOICE_DROP", name: "A", phone_ids: [phone.id], any_contact_label_ids: [label.id], message: "Hello.",
      start_time: new Date(), end_time: new Date(Date.now() + 3_600_000) },
    { onTicket() {}, skipCheck: true },
  ).catch((error) => error);
`;
const IMPORTS = `
  import { createClient, isSeaxError, SeaxError } from "seax-dialer";
  import { createSandbox } from "seax-dialer/testing";
`;

test("JSON has everything of an error but its stack and its cause", async () => {
  await scratch.write(
    "json.mjs",
    `${IMPORTS}${REFUSED}
    console.log(JSON.stringify({ error, keys: Object.keys(error), known: isSeaxError(JSON.parse(JSON.stringify(error))) }));`,
  );
  const { error, keys, known } = JSON.parse(await scratch.node(["json.mjs"]));
  assert.deepEqual(
    [error.name, error.code, error.status, error.campaignState],
    ["SeaxError", "unprocessable", 422, "none"],
  );
  assert.equal(error.issues[0].msg, "too long");
  assert.match(error.ticket.key, /^[\da-f-]{36}$/);
  assert.match(error.message, /too long/);
  assert.deepEqual(Object.keys(error).sort(), ["name", "message", ...keys].sort());
  assert.ok(!("stack" in error) && !("cause" in error) && known);
});

test("another thread gets what toJSON gives; a clone of the error itself is a plain Error", async () => {
  await scratch.write(
    "thread.mjs",
    `${IMPORTS}
    import { isMainThread, parentPort, Worker } from "node:worker_threads";
    if (isMainThread) {
      ${REFUSED}
      const worker = new Worker(new URL(import.meta.url));
      worker.on("message", (line) => { console.log(line); worker.terminate(); });
      worker.postMessage([error.toJSON(), structuredClone(error)]);
      parentPort?.close();
    } else {
      parentPort.once("message", ([json, clone]) => parentPort.postMessage(
        JSON.stringify([isSeaxError(json), json.code, clone.message === json.message, isSeaxError(clone), clone.code ?? null]),
      ));
    }`,
  );
  assert.deepEqual(JSON.parse(await scratch.node(["thread.mjs"])), [
    true,
    "unprocessable",
    true,
    false,
    null,
  ]);
});

test("isSeaxError and instanceof know the errors of every copy of the package", async () => {
  const packed = join(scratch.folder, "node_modules/seax-dialer");
  await cp(packed, join(scratch.folder, "node_modules/other/node_modules/seax-dialer"), { recursive: true });
  await scratch.write("node_modules/other/package.json", '{ "type": "module", "exports": "./index.mjs" }');
  await scratch.write("node_modules/other/index.mjs", 'export * from "seax-dialer";');
  await scratch.write(
    "copies.mjs",
    `${IMPORTS} import * as other from "other"; import { createRequire } from "node:module";
    ${REFUSED}
    const cjs = createRequire(import.meta.url)("./node_modules/seax-dialer/dist/cjs/client.cjs");
    console.log(JSON.stringify([error instanceof SeaxError, error instanceof other.SeaxError,
      isSeaxError(error), other.isSeaxError(error), cjs.isSeaxError(error)]));
    console.log([undefined, null, 7, "SeaxError", {}, new Error("a"), { name: "SeaxError" }].filter(isSeaxError).length);`,
  );
  const [copies, none] = (await scratch.node(["copies.mjs"])).split("\n");
  assert.deepEqual(JSON.parse(copies ?? ""), [true, true, true, true, true]);
  assert.equal(none, "0");
});
