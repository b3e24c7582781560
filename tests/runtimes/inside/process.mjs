// Inside Node, Deno and Bun: the task comes as an argument, results leave as lines.

import { execute } from "../execute.mjs";
import { cases } from "../scenario.mjs";

const task = JSON.parse(process.argv[2] ?? "null");
await execute(cases, task, (result) => console.log(`result ${JSON.stringify(result)}`));
