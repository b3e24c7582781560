// Prints the expected output of all checks if the tests pass.

import { execFileSync } from "node:child_process";

execFileSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", `--environment=${process.argv[2]}`],
  {
    stdio: ["ignore", "inherit", "inherit"],
  },
);
console.log("\nMain line");
