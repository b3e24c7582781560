// Tests the package's types with every TypeScript from 5.0 on, in the strictest mode: with and without the DOM library, and
// with the types of each platform.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Scratch } from "./scratch.mjs";

/** A separate project, because each version brings its own `tsc`. `cargo xtask test package` installs them. */
const COMPILERS = fileURLToPath(new URL("../compilers/node_modules/", import.meta.url));
const VERSIONS = ["5.0", "5.3", "6.0", "7.0"];

const PROGRAM = `
import { applyFixes, createClient, isSeaxError, SeaxError, type CampaignDraft, type SeaxErrorJson } from "seax-dialer";
import { createSandbox } from "seax-dialer/testing";
import { memoryTickets, webTickets } from "seax-dialer/tickets";
import { mintToken } from "seax-dialer/edge";
declare const env: { url?: string };
async function main(): Promise<void> {
  const sandbox = await createSandbox({ seed: 7 });
  await createClient({ ...sandbox.config });
  const seax = await createClient({ workspaceId: "", apiKey: "", baseUrl: env.url });
  const { draft, applied } = applyFixes({} as CampaignDraft, []);
  const name: string | undefined = (await seax.contacts.list()).data[0]?.name;
  for await (const { id } of seax.contacts.list()) void id.length;
  const receipt = await seax.campaigns.launch(draft, { idempotencyKey: "a", tickets: memoryTickets() });
  void [applied.length, name, receipt.campaign.id.length, webTickets, mintToken];
}
main().catch((error: unknown) => {
  if (error instanceof SeaxError) throw new Error(error.code);
  if (isSeaxError(error)) {
    const json: SeaxErrorJson = error;
    throw new Error(json.message + json.code);
  }
});
// @ts-expect-error it is a function
createClient.then;
// @ts-expect-error there is no such option
createClient({ workspaceId: "", apikey: "" });
`;

/** Code that needs the platform, and must match the platform's types. */
const WITH_PLATFORM = `
import { createClient } from "seax-dialer";
export async function main(): Promise<void> {
  const { signal } = new AbortController();
  const baseUrl = new URL("https://seax.seasalt.ai/seax-api");
  const seax = await createClient({ workspaceId: "", apiKey: "", baseUrl, fetch: (request) => fetch(request) });
  const file = await seax.campaigns.downloadLogs("", { signal });
  const size: number = file.size;
  await seax.contacts.import(new Blob([await file.arrayBuffer()]));
  void size;
}
// @ts-expect-error it is no signal
export const wrong = (seax: Awaited<ReturnType<typeof createClient>>) => seax.phones.list({}, { signal: 7 });
`;

/** @type {Record<string, { files: string[], since?: string, until?: string, options: object }>} */
const RESOLUTIONS = {
  "node16, modules": { files: ["main.mts"], options: { module: "node16" } },
  "node16, CommonJS": { files: ["main.cts"], since: "5.3", options: { module: "node16" } },
  bundler: { files: ["main.ts"], options: { module: "esnext", moduleResolution: "bundler" } },
  // TypeScript 6 requires an opt-in for it, and 7 has removed it.
  node10: { files: ["main.ts"], until: "5.3", options: { module: "esnext", moduleResolution: "node10" } },
};

/** @type {Record<string, { types: string[], lib?: string[], skipLibCheck?: boolean }>} */
const PLATFORMS = {
  "the DOM library": { types: [], lib: ["dom"] },
  "@types/node": { types: ["@types/node"] },
  "@cloudflare/workers-types": { types: ["@cloudflare/workers-types/2023-07-01"] },
  "bun-types": { types: ["bun-types"] },
  // Their types contradict each other, so they can only be used together without checking libraries.
  "all of them": {
    types: ["@types/node", "@cloudflare/workers-types/2023-07-01", "bun-types"],
    lib: ["dom"],
    skipLibCheck: true,
  },
};

const scratch = await Scratch.make(after);
for (const name of ["main.mts", "main.cts", "main.ts"]) await scratch.write(name, PROGRAM);
await scratch.write("platform.ts", WITH_PLATFORM);

for (const version of VERSIONS) {
  describe(`TypeScript ${version}`, { concurrency: 2 }, () => {
    for (const [name, { files, since = version, until = version, options }] of Object.entries(RESOLUTIONS)) {
      if (version < since || version > until) continue;
      test(`resolves as ${name}, without the DOM library`, async () => {
        assert.deepEqual(
          await complaints(version, `${version}-${name}`, { ...options, types: [] }, files),
          [],
        );
      });
    }
  });
}

describe("beside the types of a platform", { concurrency: 2 }, () => {
  for (const version of ["5.0", "7.0"]) {
    for (const [name, { types, lib = [], skipLibCheck = false }] of Object.entries(PLATFORMS)) {
      // The older compilers take half a minute for the others.
      if (version !== "7.0" && !["the DOM library", "@cloudflare/workers-types"].includes(name)) continue;
      test(`TypeScript ${version} with ${name}`, async () => {
        const paths = types.map((each) => join(COMPILERS, each));
        const options = { module: "esnext", moduleResolution: "bundler", types: paths, skipLibCheck };
        const more = { lib: ["es2022", ...lib] };
        const all = await complaints(version, `${version}-${name}`, { ...options, ...more }, ["platform.ts"]);
        // Ignores errors between the platforms' types, or between them and this compiler.
        assert.deepEqual(
          all.filter((line) => !line.includes("tests/compilers/") && !line.startsWith(" ")),
          [],
        );
      });
    }
  }
});

/**
 * Returns a compiler's errors about files of the project.
 *
 * @param {string} version
 * @param {string} name of the configuration
 * @param {object} options
 * @param {string[]} files
 * @returns {Promise<string[]>}
 */
async function complaints(version, name, options, files) {
  const compiler = join(COMPILERS, `typescript-${version}`, "bin");
  const tsc = [join(compiler, "tsc"), join(compiler, "tsc.js")].find((path) => existsSync(path));
  assert.ok(tsc, `TypeScript ${version} is missing: run \`npm ci\` in tests/compilers`);
  const checks = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
  const compilerOptions = { target: "es2022", lib: ["es2022"], noEmit: true, ...checks, ...options };
  const config = `tsconfig.${name.replaceAll(/\W+/g, "-")}.json`;
  await scratch.write(config, JSON.stringify({ compilerOptions, files }));
  return new Promise((resolve) => {
    const args = [tsc, "--pretty", "false", "-p", config];
    execFile(process.execPath, args, { cwd: scratch.folder, maxBuffer: 1e8 }, (_, stdout, stderr) => {
      resolve(`${stdout}${stderr}`.split("\n").filter((line) => line !== ""));
    });
  });
}
