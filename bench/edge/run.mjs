// `cargo xtask bench edge`: measures the cost of the edge, and checks its guarantees, in one run.

import { Sandbox } from "../../tests/edge/stage.mjs";
import { crowd, kills } from "./launches.mjs";
import { proxied } from "./proxied.mjs";
import { bundle, startUp } from "./startup.mjs";
import { watchers } from "./watchers.mjs";

const quick = process.argv.includes("--quick");
/** @type {(() => void)[]} */
const stops = [];
const sandbox = await Sandbox.start((stop) => stops.push(stop));

/** @typedef {{ name: string, figure: string, bound: string, holds: boolean }} Figure */

/** @type {(() => Promise<Figure[]>)[]} */
const jobs = [
  () => proxied(sandbox, quick ? 200 : 2_000),
  () => crowd(sandbox),
  () => kills(sandbox, quick ? 20 : 200),
  () => watchers(sandbox, quick ? 100 : 1_000, quick ? 3 : 15),
  bundle,
  () => startUp(quick ? 3 : 15),
];
let all = true;
for (const job of jobs) {
  for (const { name, figure, bound, holds } of await job()) {
    all &&= holds;
    console.log(`${holds ? "ok  " : "MISS"}  ${name.padEnd(52)}${figure.padStart(22)}   ${bound}`);
  }
}
for (const stop of stops) stop();
// The exit code depends on the guarantees, not on the speed of the machine.
process.exit(all || quick ? 0 : 1);
