#!/usr/bin/env node
// `npx seax-dialer`: the package in a terminal. See docs/cli.md.

import { main } from "./main.js";
import { written } from "./output.js";

const code = await main(process.argv.slice(2));
// Waits only for the output: open connections and a sandbox's timers must not keep the program running.
await written();
process.exit(code);
