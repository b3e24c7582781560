// Runs a task in a Node process: `node --expose-gc bench/inside/node.mjs <task as JSON>` prints its result as
// JSON.

import { perform } from "./perform.mjs";

const result = await perform(JSON.parse(process.argv[2] ?? ""), (name) => import(`../clients/${name}.mjs`));
console.log(JSON.stringify(result));
// Exits without waiting for idle connections.
process.exit();
