// What the program is asked for, and what it does not take.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Program } from "./program.mjs";

const program = await Program.install(after);
const SECRET = "e91772ccb5e6ce5f932d6417eacd9a1e";

for (const [args, says] of /** @type {[string[], string][]} */ ([
  [[], "A command is missing"],
  [["lunch", "draft.json"], 'no command "lunch"'],
  [["__proto__"], "no command"],
  [["check"], "DRAFT is missing"],
  [["check", "a.json", "b.json"], '"b.json" is one argument too many'],
  [["demo", "now"], '"now" is one argument too many'],
  [["watch", "--csv", "x"], "--csv"],
  [["launch", "a.json", "--ticket"], "--ticket"],
  [["sandbox", "--port", "70000"], "--port must be a whole number from 0 to 65535"],
  [["sandbox", "--port", "http"], "--port"],
  [["sandbox", "--contacts", "1e12"], "--contacts"],
  [["sandbox", "--contacts", "-1"], "--contacts"],
  [["demo", "--speed", "0"], "--speed must be above 0"],
  [["demo", "--speed="], "--speed"],
])) {
  test(`wrong arguments are said: ${args.join(" ") || "none"}`, async () => {
    const { code, stdout, stderr } = await program.run(args);
    assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
    assert.ok(stderr.includes(says) && !stderr.includes("    at "), stderr);
  });
}

test("an API key is never an argument, and what was given is not repeated", async () => {
  for (const flag of ["--api-key", "--key", "--apikey", "--token"]) {
    const args = [`${flag}=${SECRET}`, flag];
    for (const arg of args) {
      const { code, stdout, stderr } = await program.run(["watch", "x", arg, SECRET]);
      assert.equal(code, 2);
      assert.ok(stderr.includes("environment only") && stderr.includes("SEAX_API_KEY"), stderr);
      assert.ok(!(stdout + stderr).includes(SECRET), stderr);
    }
  }
});

test("errors are JSON, too, where JSON is asked for", async () => {
  const { code, stdout } = await program.run(["watch", "x", "--json"]);
  assert.equal(code, 2);
  assert.match(JSON.parse(stdout).error.message, /SEAX_WORKSPACE_ID/);
});

test("help is the output that was asked for", async () => {
  for (const args of [["--help"], ["help"], ["-h"], ["launch", "--help"]]) {
    const { code, stdout, stderr } = await program.run(args);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    for (const command of ["sandbox", "demo", "check", "launch", "watch", "report"])
      assert.match(stdout, new RegExp(`seax-dialer ${command}`));
  }
});
