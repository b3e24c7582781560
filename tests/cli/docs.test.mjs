// Tests that every command of docs/cli.md runs unchanged, and that its tables match the program.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { COMMANDS } from "../../pkg/bin/arguments.js";
import { EXIT } from "../../pkg/bin/exit.js";
import { account } from "./account.mjs";
import { Program } from "./program.mjs";

const DAY = 86_400_000;

const text = await readFile(new URL("../../docs/cli.md", import.meta.url), "utf8");
const program = await Program.install(after);
const { env, sandbox } = await account(after, { speed: 3_600 });

/** @param {string} marks */
const blocks = (marks) =>
  [...text.matchAll(new RegExp(`^\`\`\`${marks}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(([, code = ""]) => code);

test("every command of the guide runs", async () => {
  const [draft = ""] = blocks("json draft\\.json");
  const day = (/** @type {number} */ time) => new Date(time).toISOString().slice(0, 10);
  const [today, tomorrow] = [day(Date.now()), day(Date.now() + DAY)];
  const opened = draft.replace("2026-12-01T10", `${today}T00`).replace("2026-12-01T18", `${tomorrow}T23`);
  await writeFile(join(program.folder, "draft.json"), opened);
  const [first = "", ...rest] = blocks("sh");
  assert.equal(`${first}${rest}`.match(/npx --no-install seax-dialer/g)?.length, 8);
  // npx itself takes longer than the program, so it is run only once.
  const lines = `set -ex\n${first}\nnpx() { shift; "$@"; }\n${rest.join("")}`;
  const { code, stdout, stderr } = await program.shell(lines, env);
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /Found: launched earlier/);
  assert.equal(sandbox.campaigns.length, 1);
  assert.match(await readFile(join(program.folder, "calls.csv"), "utf8"), /^.*,.*\n.*,/);
});

test("every server of the guide serves", async () => {
  const lines = blocks("sh serves");
  assert.equal(lines.length, 1);
  for (const line of lines) {
    const args = line.trim().replace("npx --no-install seax-dialer ", "").split(" ");
    const run = program.start(args, {});
    await run.printed(/SEAX_API_KEY=\w+/);
    run.child.kill("SIGINT");
    assert.equal((await run.ended).code, 0);
  }
});

test("the guide has every command with its options", () => {
  for (const [name, { operand, options }] of Object.entries(COMMANDS)) {
    const row = text.match(new RegExp(`^\\| \`${name}${operand ? ` ${operand}` : ""}\` .*$`, "m"))?.[0];
    assert.ok(row, name);
    const listed = [...(row.split("|").at(-2) ?? "").matchAll(/`--([\w-]+)`/g)].map(([, option]) => option);
    assert.deepEqual(listed, Object.keys(options), name);
  }
});

test("the guide has every exit code", () => {
  const rows = [...text.matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, codes = ""]) =>
    codes.split(", ").map(Number),
  );
  assert.deepEqual(rows.sort(), [...Object.values(EXIT), 130, 143, 129].sort());
});
