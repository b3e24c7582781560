// Loads the parts of the package: the core, and on first use those that are added to the core's memory.

import { makeClient } from "./client.js";
import { fill, prepare, prepared, SeaxError, traced, use } from "./error.js";
import { core, useCore } from "./memory.js";
import { has } from "./options.js";

/** @typedef {import("../index.d.ts").ClientConfig} ClientConfig */
/** @typedef {import("../index.d.ts").WasmSource} WasmSource */
/** @typedef {typeof import("./rest.js") & Record<string, any>} Script */
/** @typedef {"rest" | "launch" | "watch" | "files" | "hours"} Part the rest, or what builds on it */
/** @typedef {"core" | Part} File */

/**
 * How a runtime gets the package's files.
 *
 * @typedef {object} Files
 * @property {(file: File, given: any) => WebAssembly.Module | Promise<WebAssembly.Module>} module
 * @property {() => Promise<Script>} script
 * @property {(load: Promise<any>) => Promise<any>} [inTime] fails if the load takes too long, where that can happen
 */

/** How this runtime gets the package's files. Its entry sets this before anything else runs. @type {Files} */
let files;

/** @param {Files} given */
export function loadFrom(given) {
  files = given;
}

/** Where the core was loaded from, which is the default for the other parts. @type {any} */
let sources;

/** The files that are loaded or being loaded, for all clients. @type {Partial<Record<File, Promise<any>>>} */
const loading = {};

/** The parts that have arrived and are being added to the core, or were. @type {Partial<Record<File, Promise<void>>>} */
const adding = {};

/** The script of the parts, as soon as the part `launch` is loaded. @type {Script | undefined} */
let launch;

/**
 * Loads a part, and what it builds on. A failed load is not kept, so that the next call retries it. Each caller gets its own
 * error.
 *
 * @param {File} file
 * @param {any} given where the files come from, if the caller says so
 * @param {SeaxError} error
 * @returns {Promise<Script>}
 */
async function load(file, given, error) {
  try {
    return await begun(file, given);
  } catch (cause) {
    throw fill(
      error,
      `A part of seax-dialer could not be loaded: ${/** @type {any} */ (cause)?.message ?? cause}. If your bundler omits the .wasm files, ` +
        "pass them as `wasm`. A Content-Security-Policy must allow 'wasm-unsafe-eval'.",
      { code: "not_loaded", attempts: 0, cause },
    );
  }
}

/** @param {File} file @param {any} given */
function begun(file, given) {
  const { inTime = (load) => load } = files;
  loading[file] ??= inTime(add(file, given)).catch((cause) => {
    delete loading[file];
    throw cause;
  });
  return loading[file];
}

/** @param {File} file @param {any} given */
async function add(file, given) {
  const source = (await given) ?? sources;
  if (file === "core") {
    const module = await files.module(file, source?.core ?? source);
    // Not `new WebAssembly.Instance`: before Chrome 114, a page may create only small ones.
    const { exports } = await WebAssembly.instantiate(module);
    // A load that was given up may still arrive, after another one: clients are using that one's core.
    if (core) return;
    useCore(/** @type {any} */ (exports));
    sources = source;
    return;
  }
  const [module, script] = await Promise.all([
    files.module(file, source?.[file] ?? beside(source?.rest, file)),
    // See xtask/src/split/parts.rs for which part builds on which.
    file === "rest" ? files.script() : begun(file === "hours" ? "launch" : "rest", source),
  ]);
  // Here, too, the first to arrive is in use. It is added once: its data is in the core's memory.
  adding[file] ??= script.add(file, module, { core, fill, prepared, SeaxError, load }).catch((cause) => {
    delete adding[file];
    throw cause;
  });
  await adding[file];
  if (file === "launch") launch = script;
  return script;
}

/**
 * Returns the URL of a part's file if only the rest's is given, by its URL: both are expected in one folder.
 *
 * @param {any} rest
 * @param {Part} part
 */
function beside(rest, part) {
  const halves = (rest?.href ?? rest)?.split?.("seax_dialer_rest.wasm");
  return halves?.[1] === undefined ? undefined : halves.join(`seax_dialer_${part}.wasm`);
}

/** @param {ClientConfig} config */
export async function createClient(config) {
  const error = prepare(createClient);
  const wasm = has(config, "wasm") ? config.wasm : undefined;
  await load("core", wasm, error);
  return makeClient(config, error, (part, error) => load(part, wasm, error));
}

/** @param {ClientConfig["wasm"]} [wasm] */
export async function preload(wasm) {
  const error = prepare(preload);
  await load("core", wasm, error);
  await Promise.all([load("launch", wasm, error), load("watch", wasm, error)]);
}

/** Returns a function that works after its part was loaded. @param {string} name */
const later = (name) =>
  traced((/** @type {any[]} */ ...given) => {
    if (launch) return launch[name](...given);
    throw fill(
      prepared(),
      `\`${name}\` is not loaded yet: await \`preload()\` first, or a check or a launch.`,
      { code: "not_loaded", attempts: 0 },
    );
  });

/** Returns a function that loads calling hours first. @param {string} name */
const withHours = (name) =>
  traced(async (/** @type {any[]} */ ...given) => {
    const error = prepared();
    await load("core", undefined, error);
    const script = await load("hours", undefined, error);
    use(error);
    return script[name](...given);
  });

export const applyFixes = later("applyFixes");
export const callingHours = withHours("callingHours");
export const correctNumber = withHours("correctNumber");
export const estimateCallingMs = later("estimateCallingMs");
export const missingMergeFields = later("missingMergeFields");
export const renderMessage = later("renderMessage");
