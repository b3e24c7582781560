// Tests the program's arguments, and which it rejects.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { hiding } from "../../pkg/bin/hidden.js";
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

/** The arguments of a command with a key in a place where none belongs. @param {string} key */
const misplaced = (key) => [
  [key],
  ["check", key],
  ["check", `--${key}`],
  ["check", `--${key}=1`],
  ["check", "draft.json", key],
  ["demo", key],
  ["demo", "--speed", key],
  ["demo", `--speed=${key}`],
  ["launch", "none.json", "--ticket", key],
  ["check", "draft.json", `--everybody=${key}`],
];

test("a key in any other place is not repeated either", async () => {
  for (const [place, args] of misplaced(SECRET).entries()) {
    const more = place % 2 === 0 ? [] : ["--json"];
    const { code, stdout, stderr } = await program.run([...args, ...more]);
    assert.equal(code, 2, stderr);
    assert.ok(!(stdout + stderr).includes(SECRET), stdout + stderr);
  }
  const { stderr } = await program.run(["check", SECRET]);
  assert.match(stderr, /\*\*\* cannot be read: ENOENT.*because it may be a key/);
});

test("every form of a key is hidden, wherever it is", () => {
  for (const key of [
    SECRET,
    "sk_live_Zq9Zq9Zq9Zq9",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "aB3/xY+9zQ==",
  ]) {
    for (const args of misplaced(key)) {
      // What a message may have of them: arguments as they are, and the name or the value of an option.
      const words = args.flatMap((arg) => [arg, arg.replace(/=.*$/s, ""), arg.replace(/^[^=]*=/, "")]);
      const hidden = hiding(args, {})(words.join(" "));
      assert.ok(hidden.includes("***") && !hidden.includes(key), hidden);
    }
  }
});

test("the account's key is not repeated, wherever it was put", async () => {
  const SEAX_API_KEY = "my-own-key";
  for (const args of [[SEAX_API_KEY], ["check", `${SEAX_API_KEY}.json`], ["check", `--${SEAX_API_KEY}`]]) {
    const { stdout, stderr } = await program.run([...args, "--json"], { SEAX_API_KEY });
    assert.ok(stderr.includes("***") && !(stdout + stderr).includes(SEAX_API_KEY), stdout + stderr);
  }
});

test("what is no key is repeated, so that people see what was wrong", async () => {
  for (const args of [
    ["check", "drafts/november-2026.json"],
    ["check", "november-campaign"],
    ["check", "--idempotency-kye"],
  ]) {
    const { stderr } = await program.run(args);
    assert.ok(stderr.includes(String(args[1])) && !stderr.includes("***"), stderr);
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

test("with --json, the version and the help are objects, too", async () => {
  const [version, help] = await Promise.all([
    program.run(["--version", "--json"]),
    program.run(["--help", "--json"]),
  ]);
  assert.equal(`${JSON.parse(version.stdout).version}\n`, (await program.run(["--version"])).stdout);
  assert.equal(`${JSON.parse(help.stdout).help}\n`, (await program.run(["--help"])).stdout);
});

test("the version is the package's", async () => {
  const { version } = JSON.parse(await readFile(new URL("../../pkg/package.json", import.meta.url), "utf8"));
  assert.deepEqual(await program.run(["--version"]), {
    code: 0,
    signal: null,
    stdout: `${version}\n`,
    stderr: "",
  });
});

test("output that cannot be written is no success", { skip: !existsSync("/dev/full") }, async () => {
  const { code, stderr } = await program.shell("seax-dialer --help >/dev/full; echo code $? >&2", {});
  assert.equal(code, 0);
  assert.match(stderr, /cannot be written[\s\S]*code 1/);
});
