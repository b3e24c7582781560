// Runs the cases in a browser page.

import { results } from "./inside.mjs";

console.log(`results ${JSON.stringify(await results())}`);
