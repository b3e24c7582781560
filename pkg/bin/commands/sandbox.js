import { createSandbox } from "seax-dialer/testing";
import { numberOf } from "../arguments.js";
import { EXIT, Misuse } from "../exit.js";

/** More contacts need more memory than a small machine has. */
const MOST_CONTACTS = 1_000_000;
const MOST_SPEED = 1_000_000;

/**
 * Serves a sandbox until the program is stopped.
 *
 * @param {import("../main.js").Context} context
 * @returns {Promise<number>}
 */
export async function run({ options, output, signal }) {
  const port = numberOf(options, "port", { most: 65_535 }) ?? 0;
  const sandbox = await createSandbox({ ...worldOf(options), clock: "real" });
  if (signal.aborted) return EXIT.done;
  const served = await sandbox.serve({ port }).catch((/** @type {NodeJS.ErrnoException} */ error) => {
    throw new Misuse(`Port ${port} cannot be used: ${error.message}. Choose another one with --port.`);
  });
  // A signal that came earlier has no event any more.
  if (!signal.aborted) {
    announce(served, output);
    await new Promise((stopped) => signal.addEventListener("abort", stopped, { once: true }));
  }
  await served.close();
  return EXIT.done;
}

/**
 * Prints the address and the account.
 *
 * @param {import("seax-dialer/testing").ServedSandbox} served
 * @param {import("../main.js").Context["output"]} output
 */
function announce({ origin, config }, output) {
  output.print({ origin, ...config }, (to) => {
    to.print(`${to.bold("SeaX sandbox")}  ${origin}  ${to.dim("nobody is called; Ctrl-C ends it")}\n`);
    const { workspaceId, apiKey, baseUrl } = config;
    for (const [name, value] of [
      ["SEAX_BASE_URL", baseUrl],
      ["SEAX_WORKSPACE_ID", workspaceId],
      ["SEAX_API_KEY", apiKey],
    ])
      to.print(process.platform === "win32" ? `$env:${name}="${value}"` : `export ${name}=${value}`);
  });
}

/**
 * Reads the options of the simulation: seed, contacts and speed.
 *
 * @param {import("../arguments.js").Request["options"]} options
 */
export function worldOf(options) {
  const speed = numberOf(options, "speed", { most: MOST_SPEED, isWhole: false });
  if (speed === 0) throw new Misuse("--speed must be above 0.");
  return {
    ...defined("seed", numberOf(options, "seed", { most: Number.MAX_SAFE_INTEGER })),
    ...defined("contacts", numberOf(options, "contacts", { most: MOST_CONTACTS })),
    ...defined("speed", speed),
  };
}

/**
 * @param {string} name
 * @param {number | undefined} value
 */
function defined(name, value) {
  return value === undefined ? {} : { [name]: value };
}
