// The two modules of the package: the core, and the rest, which is loaded into the core's memory when it is first wanted.

import { makeClient } from "./client.js";
import { fill, prepare, prepared, SeaxError, traced, use } from "./error.js";
import { core, useCore } from "./memory.js";

/** @typedef {import("../index.d.ts").ClientConfig} ClientConfig */
/** @typedef {import("../index.d.ts").WasmSource} WasmSource */

/**
 * How a runtime gets at the package's files.
 *
 * @typedef {object} Files
 * @property {(given: WasmSource | undefined) => WebAssembly.Module | Promise<WebAssembly.Module>} core
 * @property {(given: WasmSource | undefined) => WebAssembly.Module | Promise<WebAssembly.Module>} rest
 * @property {() => Promise<typeof import("./rest.js")>} script the rest's
 */

/** @typedef {{ Rest: new (client: number, part: object) => Record<string, (...given: any[]) => any> } & Record<string, (...given: any[]) => any>} Exports of the rest */

/** @type {Exports | undefined} */
let rest;

/** Where the files come from, as the latest caller said that did. @type {any} */
let sources;

/**
 * Does something once for all clients. What has failed is not kept: the next one tries again.
 *
 * @template Given
 * @template Value
 * @param {(given: Given) => Promise<Value>} load
 */
function once(load) {
  /** @type {Promise<Value> | undefined} */
  let loading;
  return (/** @type {Given} */ given, /** @type {SeaxError} */ error) => {
    loading ??= load(given).catch((cause) => {
      loading = undefined;
      throw fill(
        error,
        `The WebAssembly of seax-dialer cannot be loaded: ${cause?.message ?? cause}. If your bundler leaves the ` +
          ".wasm files behind, give them as `wasm`; if a Content-Security-Policy is in force, it needs 'wasm-unsafe-eval'.",
        { code: "not_loaded", attempts: 0, cause },
      );
    });
    return loading;
  };
}

/** How this runtime gets at the package's files: its entry says so before anything else runs. @type {Files} */
let files;

/** @param {Files} given */
export function loadFrom(given) {
  files = given;
}

const loadCore = once(async (/** @type {any} */ given) => {
  const source = await given;
  sources = source;
  const module = await files.core(source?.core ?? source);
  useCore(/** @type {any} */ (new WebAssembly.Instance(module).exports));
});

const loadRest = once(async (/** @type {any} */ given) => {
  const source = (await given) ?? sources;
  const [script, module] = await Promise.all([files.script(), files.rest(source?.rest)]);
  script.load(module, /** @type {any} */ (core), { fill, prepared, SeaxError });
  rest = /** @type {any} */ (script);
  return rest;
});

/** @param {ClientConfig} config */
export async function createClient(config) {
  const error = prepare(createClient);
  const wasm = config?.wasm;
  await loadCore(wasm, error);
  const { client, load, wantsRest } = makeClient(config, error, async (number, part, error) => {
    const { Rest } = await loadRest(wasm, error);
    use(error);
    return new Rest(number, part);
  });
  if (wantsRest) await load(error);
  return client;
}

/** @param {ClientConfig["wasm"]} [wasm] */
export async function preload(wasm) {
  const error = prepare(preload);
  await loadCore(wasm, error);
  await loadRest(wasm, error);
}

/** A function of the rest's that works once that is there. @param {string} name */
const later = (name) =>
  traced((/** @type {any[]} */ ...given) => {
    if (rest?.[name]) return rest[name](...given);
    throw fill(
      prepared(),
      `\`${name}\` needs a part of seax-dialer that is not loaded yet: await \`preload()\` first, or a check or a launch.`,
      { code: "not_loaded", attempts: 0 },
    );
  });

/** A function of the rest's that loads it. @param {string} name */
const loading = (name) =>
  traced(async (/** @type {any[]} */ ...given) => {
    const error = prepared();
    await loadCore(undefined, error);
    const rest = await loadRest(undefined, error);
    use(error);
    return rest[name]?.(...given);
  });

export const applyFixes = later("applyFixes");
export const callingHours = loading("callingHours");
export const correctNumber = loading("correctNumber");
export const estimateCallingMs = later("estimateCallingMs");
export const missingMergeFields = later("missingMergeFields");
export const renderMessage = later("renderMessage");
