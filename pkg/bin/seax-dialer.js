#!/usr/bin/env node
// `npx seax-dialer`: the package in a terminal. See docs/cli.md.

import { main } from "./main.js";
import { written } from "./output.js";

const code = await main(process.argv.slice(2));
// Only what was written is waited for: neither a kept connection nor a sandbox's timer keeps the program from ending.
await written();
process.exit(code);
