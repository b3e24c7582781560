// Tests the types of the quick starts' code, with the strictest options.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { commandsOf, document, filesOf, ROOT } from "./project.mjs";

const TSC = join(ROOT, "node_modules/typescript/bin/tsc");
/** Resolves `seax-dialer` from the repository's node_modules, which has the same types as the packed one. */
const FOLDER = join(ROOT, "target/quickstart/types");
after(() => rm(FOLDER, { recursive: true, force: true }));

const OPTIONS = {
  target: "ES2023",
  module: "ESNext",
  moduleResolution: "bundler",
  jsx: "react-jsx",
  allowJs: true,
  checkJs: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  skipLibCheck: true,
};
/** The global types of scripts, and of other code whose document has no tsconfig.json. */
const GLOBALS = {
  script: { lib: ["ES2023"], types: ["node"] },
  app: { lib: ["ES2023", "DOM", "DOM.Iterable"], types: ["node"] },
};

const names = (await readdir(join(ROOT, "docs/quickstart"))).map((file) => file.replace(/\.md$/, ""));
for (const name of names) {
  test(`${name}.md: the code has the right types`, async () => {
    const files = filesOf(await document(name));
    // Only scripts are compiled, not pages or configuration.
    const checked = Object.keys(files).filter((file) => /\.(mjs|tsx?)$/.test(file));
    assert.ok(checked.length > 0);
    for (const file of checked) await write(join(name, file), files[file] ?? "");
    const shown = files["tsconfig.json"];
    for (const [kind, globals] of Object.entries(GLOBALS)) {
      const group = checked.filter((file) => file.endsWith(".mjs") === (kind === "script"));
      if (group.length === 0) continue;
      const its = kind === "app" && shown !== undefined ? JSON.parse(shown).compilerOptions : globals;
      const config = { compilerOptions: { ...OPTIONS, ...its }, files: group };
      await write(join(name, "tsconfig.json"), JSON.stringify(config));
      assert.equal(await complaints(join(FOLDER, name)), "");
    }
    if (shown === undefined) return;
    await write(join(name, "tsconfig.json"), shown);
    assert.equal(await complaints(join(FOLDER, name)), "", "with the document's own tsconfig.json");
  });

  test(`${name}.md: what the code imports is installed`, async () => {
    const text = await document(name);
    const installed = commandsOf(text).flatMap(
      (line) => line.match(/^npm install (.*)$/)?.[1]?.split(" ") ?? [],
    );
    const code = Object.values(filesOf(text)).join("\n");
    for (const [, from = ""] of code.matchAll(/^(?:import|\} from) .*"([^"]+)";$/gm)) {
      if (/^(node:|cloudflare:|[./])/.test(from)) continue;
      const needed = from.match(/^(@[^/]+\/)?[^/]+/)?.[0] ?? "";
      if (needed === "seax-dialer" && name === "sandbox") continue; // added to a project that has it
      const found = installed.some((each) => each === needed || each.startsWith(`./${needed}-`));
      assert.ok(found, `${needed} is imported, but not installed`);
    }
  });
}

/**
 * @param {string} file
 * @param {string} text
 */
async function write(file, text) {
  await mkdir(dirname(join(FOLDER, file)), { recursive: true });
  await writeFile(join(FOLDER, file), text);
}

/**
 * Returns TypeScript's errors about a project.
 *
 * @param {string} folder
 * @returns {Promise<string>}
 */
function complaints(folder) {
  return new Promise((resolve) => {
    execFile(process.execPath, [TSC, "--pretty", "false", "-p", folder], (error, stdout, stderr) =>
      resolve(error === null ? "" : stdout + stderr || String(error)),
    );
  });
}
