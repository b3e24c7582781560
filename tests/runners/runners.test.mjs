// Tests the package in Jest, Vitest, Mocha and Node's own test runner, installed from its tarball, without special
// configuration.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Scratch } from "../package/scratch.mjs";
import { COUNT, suites } from "./suite.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const JEST = join(ROOT, "node_modules/jest/bin/jest.js");
const VITEST = join(ROOT, "node_modules/vitest/vitest.mjs");
const MOCHA = join(ROOT, "node_modules/mocha/bin/mocha.js");
/** Jest's own way to load modules, from its guide. */
const MODULES = "--experimental-vm-modules";

const scratch = await Scratch.make(after, join(ROOT, "target/runners"));
await Promise.all([
  scratch.write("jest/package.json", '{ "private": true }'),
  scratch.write("jest/commonjs.test.js", suites.jestCommonJs),
  scratch.write("jest/modules.test.mjs", suites.jestModules),
  scratch.write("jest/jest.config.json", '{ "testMatch": ["**/*.test.*js"], "testTimeout": 60000 }'),
  scratch.write("vitest/package.json", '{ "private": true, "type": "module" }'),
  scratch.write("vitest/seax.test.js", suites.vitest),
  scratch.write("vitest/vitest.config.js", "export default { test: { testTimeout: 60_000 } };"),
  scratch.write("mocha/seax.test.mjs", suites.mocha),
  scratch.write("node/seax.test.mjs", suites.nodeTest),
  scratch.write("workers/seax.test.js", suites.vitest),
  scratch.write("wrangler.jsonc", '{ "name": "tests", "compatibility_date": "2026-04-01" }'),
  // This project has the package in its own node_modules.
  scratch.write(
    "vitest.config.js",
    `import { cloudflareTest } from "@cloudflare/vitest-pool-workers";
     export default {
       plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.jsonc" } })],
       test: { testTimeout: 60_000, include: ["workers/*.test.js"] },
     };`,
  ),
]);

/** @type {[name: string, folder: string, args: string[]][]} */
const RUNNERS = [
  ["Jest, CommonJS", "jest", [JEST, "commonjs"]],
  ["Jest, CommonJS with jsdom", "jest", [JEST, "commonjs", "--env=jest-fixed-jsdom"]],
  ["Jest, modules", "jest", [MODULES, JEST, "modules"]],
  ["Jest, modules with jsdom", "jest", [MODULES, JEST, "modules", "--env=jest-fixed-jsdom"]],
  ["Vitest", "vitest", [VITEST, "run"]],
  ["Vitest with jsdom", "vitest", [VITEST, "run", "--environment=jsdom"]],
  ["Vitest with happy-dom", "vitest", [VITEST, "run", "--environment=happy-dom"]],
  ["Vitest in workerd", "", [VITEST, "run"]],
  ["Mocha with Sinon's timers", "mocha", [MOCHA, "--ui=tdd", "--timeout=60000", "seax.test.mjs"]],
  ["Node's test runner", "node", ["--test", "--test-reporter=tap", "seax.test.mjs"]],
];

describe("the same tests pass in", { concurrency: 2 }, () => {
  for (const [name, folder, args] of RUNNERS) {
    test(name, async () => {
      const output = await printed(args, join(scratch.folder, folder));
      assert.match(
        output,
        new RegExp(`Tests:? +${COUNT} passed|${COUNT} passing|^# pass ${COUNT}$`, "m"),
        output,
      );
    });
  }
});

/**
 * Returns a runner's output, whether its tests pass or fail.
 *
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<string>}
 */
function printed(args, cwd) {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const options = { cwd, env: { ...env, NO_COLOR: "1", CI: "1" }, timeout: 600_000 };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (_, stdout, stderr) => resolve(stdout + stderr));
  });
}
