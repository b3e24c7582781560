import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { fileName, folder, PLACES, programs, ROOT } from "./programs.mjs";

const TSC = join(ROOT, "node_modules/typescript/bin/tsc");

/** The global types of each environment. */
const GLOBALS = {
  node: { lib: ["ES2023", "DOM"], types: ["node"] },
  browser: { lib: ["ES2023", "DOM", "DOM.Iterable"], types: [] },
  worker: { lib: ["ES2023", "WebWorker"], types: [] },
};

for (const place of PLACES) {
  test(`the documents' code for ${place} has the right types`, async () => {
    const chosen = (await programs()).filter((program) => program.place === place);
    assert.ok(chosen.length > 0, `no document has code for ${place}`);
    assert.deepEqual(await complaints(place, chosen), []);
  });
}

/**
 * Returns TypeScript's errors about programs, located in their documents.
 *
 * @param {typeof PLACES[number]} place
 * @param {import("./programs.mjs").Program[]} chosen
 */
async function complaints(place, chosen) {
  const files = new Map(chosen.map((program) => [`${fileName(program)}.mts`, program]));
  const sources = [...files].map(([file, { code }]) => [file, code]);
  const options = {
    target: "ES2023",
    module: "NodeNext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
  };
  const config = JSON.stringify({ compilerOptions: { ...options, ...GLOBALS[place] }, include: ["*.mts"] });
  const path = await folder(`types-${place}`, { ...Object.fromEntries(sources), "tsconfig.json": config });
  return (await tsc(path)).map((complaint) => {
    const [, file = "", line = "", rest] = complaint.match(/([\w-]+\.mts)\((\d+),\d+\): (.*)/) ?? [];
    const program = files.get(file);
    return program === undefined
      ? complaint
      : `${program.document}:${program.line + Number(line) - 1}: ${rest}`;
  });
}

/**
 * @param {string} path the folder of a tsconfig.json
 * @returns {Promise<string[]>} its lines
 */
function tsc(path) {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [TSC, "--pretty", "false", "-p", path],
      { cwd: path },
      (error, stdout, stderr) => {
        const lines = stdout.split("\n").filter((line) => line !== "");
        if (error !== null && lines.length === 0) reject(new Error(stderr, { cause: error }));
        else resolve(lines);
      },
    );
  });
}
