// The client's scenario inside Node, against a sandbox in the same process. The task comes as an argument.

import { createSandbox } from "seax-dialer/testing";
import { execute } from "../runtimes/execute.mjs";
import { cases } from "../runtimes/scenario.mjs";

const sandbox = await createSandbox({ clock: "real" });
// Served, too: a proxy that a case puts before it has to reach it.
const { origin } = await sandbox.serve();
const overHttp = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  return url.startsWith(origin) ? sandbox.fetch(input, init) : overHttp(input, init);
};
const task = { ...JSON.parse(process.argv[2] ?? "null"), sandbox: origin };
await execute(cases, task, (result) => console.log(`result ${JSON.stringify(result)}`));
process.exit(0);
