// Prints the expected output of all checks if the tests pass.

import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";

const [runner, ...args] = process.argv.slice(2);
const program = runner === "mocha" ? [createRequire(import.meta.url).resolve("mocha/bin/mocha.js")] : [];
execFileSync(process.execPath, [...program, ...args], { stdio: ["ignore", "inherit", "inherit"] });
console.log("\nMain line");
