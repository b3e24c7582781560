// Runs the cases in Node, Deno and Bun.

import { results } from "./inside.mjs";

console.log(`results ${JSON.stringify(await results())}`);
process.exit(0);
