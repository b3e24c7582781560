// Runs inside Node, Deno and Bun. The task is an argument; results are written as lines.

import { execute } from "../execute.mjs";
import { cases } from "../scenario.mjs";

const task = JSON.parse(process.argv[2] ?? "null");
await execute(cases, task, (result) => console.log(`result ${JSON.stringify(result)}`));
