// Tests that a project's compiler finds the package's types, from modules and from CommonJS.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Scratch } from "./scratch.mjs";

const TSC = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
const execute = promisify(execFile);

/** @type {Scratch} */
let scratch;

/** @type {(() => Promise<void>)[]} */
const removals = [];
before(async () => {
  scratch = await Scratch.make((remove) => removals.push(remove));
});
after(() => Promise.all(removals.map((remove) => remove())));

const PROGRAM = `
declare const env: { url?: string };
async function main(): Promise<void> {
  const seax = await createClient({ workspaceId: "", apiKey: "", baseUrl: env.url });
  const { draft, applied } = applyFixes({} as CampaignDraft, []);
  const name: string | undefined = (await seax.contacts.list()).data[0]?.name;
  void [draft.name, applied.length, name];
}
main().catch((error: unknown) => {
  if (error instanceof SeaxError) throw new Error(error.code);
});
// @ts-expect-error it is a function
createClient.then;
`;
const NAMES = "applyFixes, createClient, SeaxError, type CampaignDraft";

for (const module of ["node16", "nodenext"]) {
  test(`${module}: modules and CommonJS find the types, with every check on`, async () => {
    await scratch.write("main.mts", `import { ${NAMES} } from "seax-dialer";${PROGRAM}`);
    await scratch.write("main.cts", `import { ${NAMES} } from "seax-dialer";${PROGRAM}`);
    const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022"];
    const args = [TSC, ...options, "--module", module, "--lib", "es2022,dom", "main.mts", "main.cts"];
    const { stdout } = await execute(process.execPath, args, { cwd: scratch.folder }).catch((error) => error);
    assert.equal(stdout, "");
  });
}

for (const entry of ["index", "edge", "testing", "tickets"]) {
  test(`${entry}: modules and CommonJS have the types of all that there is`, async () => {
    const path = entry === "index" ? "seax-dialer" : `seax-dialer/${entry}`;
    await scratch.write("names.mjs", `console.log(Object.keys(await import("${path}")).sort().join());`);
    const exported = await scratch.node(["names.mjs"]);
    for (const types of [`${entry}.d.ts`, `${entry}.d.cts`]) {
      const text = await readFile(join(scratch.folder, "node_modules/seax-dialer", types), "utf8");
      const names = text.matchAll(/^export (?:declare )?(?:async )?(?:function|const|class) (\w+)/gm);
      assert.equal([...new Set([...names].map(([, name]) => name))].sort().join(), exported, types);
    }
  });
}
