// Tests what Node prints of an uncaught error.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Scratch } from "./scratch.mjs";

/** @type {Scratch} */
let scratch;

/** @type {(() => Promise<void>)[]} */
const removals = [];
before(async () => {
  scratch = await Scratch.make((remove) => removals.push(remove));
});
after(() => Promise.all(removals.map((remove) => remove())));

test("an uncaught error shows the caller's line, and none of the package's", async () => {
  const client = `const seax = await createClient({
    workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6", apiKey: "key", maxRetries: 0,
    fetch: async () => new Response(null, { status: 503 }),
  });`;
  for (const line of [
    "await seax.phones.list();",
    "for await (const row of seax.phones.list()) console.log(row);",
    'await seax.campaigns.get("448ea794-0368-4604-a56f-f2350229d9e5");',
    'await createClient({ workspaceId: "mine" });',
    "await preload(); renderMessage({ message: 7 }, {});",
  ]) {
    await scratch.write(
      "main.mjs",
      `import { createClient, preload, renderMessage } from "seax-dialer";\n${client}\n${line}\n`,
    );
    const { stderr } = await scratch.node(["main.mjs"]).then(
      () => assert.fail("it fails"),
      (error) => error,
    );
    assert.ok(stderr.includes(`\n${line}\n`), stderr);
    assert.ok(stderr.includes("SeaxError: "), stderr);
    assert.ok(!/wasm-function|dist.(node|rest)/.test(stderr) && stderr.length < 3_000, stderr);
  }
});
