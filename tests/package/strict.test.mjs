// Tests programs that freeze built-ins, restrict Node's permissions, fake timers, or share one signal among many calls.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Scratch } from "./scratch.mjs";

const scratch = await Scratch.make(after);

/** A campaign from its draft to its end, with lists and a watch that are left early. */
const CAMPAIGN = `
  const sandbox = await createSandbox({ contacts: 40, speed: 100_000, clock: CLOCK });
  const seax = await createClient({ ...sandbox.config });
  const [[phone], [agent], labels] = await Promise.all([
    seax.phones.list({ voice_available: true }).then(({ data }) => data),
    seax.agents.list({ types: ["SEAX_CALL"] }).then(({ data }) => data),
    seax.labels.list({ limit: 0 }).then(({ data }) => data),
  ]);
  for await (const contact of seax.contacts.list({ limit: 10 })) if (contact) break;
  const { campaign } = await seax.campaigns.launch({
    type: "AI_AGENT", name: "Strict", phone_ids: [phone.id], message: "Hello.",
    ai_agent_conversation_config_id: agent.conversation_config_id,
    overwrite_phone_recipient: { type: "AI_AGENT", receiver: agent.conversation_config_id },
    start_time: new Date(), end_time: new Date(Date.now() + 3_600_000),
    any_contact_label_ids: [labels.find(({ name }) => name === "VIP").id],
  }, { onTicket() {} });
  for await (const now of seax.campaigns.watch(campaign.id)) if (now.campaign) break;
  await sandbox.advance("1 h");
  for await (const now of seax.campaigns.watch(campaign.id)) console.log(now.campaign.status);
`;
const IMPORTS = `
  import { createClient } from "seax-dialer";
  import { createSandbox } from "seax-dialer/testing";`;

/** @type {[name: string, flags: string[], before: string][]} */
const PROGRAMS = [
  ["with --frozen-intrinsics", ["--frozen-intrinsics", "--no-warnings"], ""],
  ["with SES's lockdown", [], `import "${import.meta.resolve("ses")}"; lockdown();`],
  ["with --permission", ["--experimental-permission", "--allow-fs-read=*", "--no-warnings"], ""],
  [
    "with Sinon's fake timers",
    [],
    `import { install } from "${import.meta.resolve("@sinonjs/fake-timers")}";
     // Node's own streams need these two.
     install({ toNotFake: ["nextTick", "queueMicrotask"], now: Date.now() });`,
  ],
  [
    "with the timers of node:test mocked",
    [],
    `import { mock } from "node:test";
     mock.timers.enable({ apis: ["setTimeout", "setInterval", "setImmediate", "Date"], now: Date.now() });`,
  ],
  [
    "with intrinsics that are frozen by hand",
    [],
    `for (const made of [Object, Array, Promise, Function, Error, RegExp, Map, Set, Uint8Array, ArrayBuffer, AbortController,
       Request, Response, (async function* () {}).constructor, (function* () {}).constructor]) {
       Object.freeze(made.prototype);
       // What generators inherit from.
       Object.freeze(made.prototype.prototype ?? {});
       Object.freeze(Object.getPrototypeOf(made.prototype ?? {}) ?? {});
     }`,
  ],
];

for (const [name, flags, before] of PROGRAMS) {
  test(`a campaign runs to its end ${name}`, async () => {
    // Imports are evaluated before the rest of a module, so the package is loaded first, as in tests.
    const text = `${IMPORTS}\n${before}\n${CAMPAIGN.replace("CLOCK", '"virtual"')}\nprocess.exit();`;
    await scratch.write("strict.mjs", text);
    assert.equal(await scratch.node([...flags, "strict.mjs"]), "FINISHED");
  });
}

test("one signal is shared by many calls without a warning, and no listener is left", async () => {
  await scratch.write(
    "shared.mjs",
    `${IMPORTS}
    import { getEventListeners } from "node:events";
    const warnings = [];
    process.on("warning", ({ message }) => warnings.push(message));
    const sandbox = await createSandbox();
    const served = await sandbox.serve();
    for (const config of [served.config, sandbox.config]) {
      const seax = await createClient({ ...config });
      const { signal } = new AbortController();
      const calls = Array.from({ length: 60 }, () => seax.phones.list({}, { signal }));
      const lists = Array.from({ length: 20 }, async () => {
        for await (const contact of seax.contacts.list({ limit: 50 }, { signal })) if (!contact) return;
      });
      await Promise.all([...calls, ...lists]);
      await new Promise((resolve) => setTimeout(resolve, 50));
      console.log(getEventListeners(signal, "abort").length);
    }
    console.log(JSON.stringify(warnings));
    await served.close();`,
  );
  assert.deepEqual((await scratch.node(["shared.mjs"])).split("\n"), ["0", "0", "[]"]);
});
