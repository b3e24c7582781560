// Runs the client's scenario in Node, against a sandbox in the same process. The task is an argument.

import { createSandbox } from "seax-dialer/testing";
import { execute } from "../runtimes/execute.mjs";
import { cases } from "../runtimes/scenario.mjs";

const sandbox = await createSandbox({ clock: "real" });
// Also served over HTTP, for a case that puts a proxy in front of it.
const { origin } = await sandbox.serve();
const overHttp = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  return url.startsWith(origin) ? sandbox.fetch(input, init) : overHttp(input, init);
};
const task = { ...JSON.parse(process.argv[2] ?? "null"), sandbox: origin };
await execute(cases, task, (result) => console.log(`result ${JSON.stringify(result)}`));
process.exit(0);
