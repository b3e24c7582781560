// The modules that an example imports in a page: the package itself, connected to a sandbox in the page, and stand-ins for what
// only Node has.

import assert from "./assert.mjs";
import { NoPorts, Tests } from "./tests.mjs";

/** A day takes 2.4 seconds, so that campaigns of tomorrow are soon over. */
const SPEED = 36_000;

/**
 * @typedef {object} Surroundings
 * @property {(name: string) => Promise<Record<string, unknown>>} take returns a module
 * @property {{ env: Record<string, string> }} process
 * @property {() => Promise<void>} end does what is left to do after the program's last line
 */

/**
 * A workspace of its own, and modules that lead to it.
 *
 * @param {Record<string, string>} files that programs read
 * @param {(line: string) => void} print
 * @returns {Promise<Surroundings>}
 */
export async function surroundings(files, print) {
  const [client, testing, tickets] = await Promise.all([
    import("seax-dialer"),
    import("seax-dialer/testing"),
    import("seax-dialer/tickets"),
  ]);
  const sandbox = await testing.createSandbox({ clock: "real", speed: SPEED });
  const { config } = sandbox;
  const inPage = { fetch: config.fetch, dangerouslyAllowBrowser: true };
  const tests = new Tests();

  /** @type {Record<string, () => Record<string, unknown> | Promise<Record<string, unknown>>>} */
  const modules = {
    "seax-dialer": () => ({
      ...client,
      createClient: (/** @type {import("seax-dialer").ClientConfig} */ given) =>
        client.createClient({ ...inPage, ...given }),
    }),
    "seax-dialer/edge": () => import("seax-dialer/edge"),
    "seax-dialer/testing": () => ({
      createSandbox: async (/** @type {import("seax-dialer/testing").SandboxOptions} */ options) => {
        const made = await testing.createSandbox(options);
        made.serve = () => Promise.reject(new NoPorts());
        return made;
      },
    }),
    // A page has no folder to share with other processes.
    "seax-dialer/tickets": () => ({ ...tickets, fileTickets: () => tickets.memoryTickets() }),
    "node:assert/strict": () => ({ default: assert }),
    "node:fs": () => ({ openAsBlob: async (/** @type {string} */ name) => new Blob([read(files, name)]) }),
    "node:fs/promises": () => ({
      readFile: async (/** @type {string} */ name) => read(files, name),
      writeFile: async (/** @type {string} */ name, /** @type {BodyInit} */ data) => {
        const { byteLength } = await new Response(data).arrayBuffer();
        print(`(${name} would be written: ${byteLength} bytes)`);
      },
    }),
    "node:test": () => ({ test: tests.add, default: tests.add }),
    "node:timers/promises": () => ({
      setTimeout: (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    }),
  };
  return {
    async take(name) {
      const module = modules[name];
      if (module === undefined) throw new Error(`A page has no module ${name}.`);
      return module();
    },
    process: {
      env: {
        SEAX_WORKSPACE_ID: config.workspaceId,
        SEAX_API_KEY: config.apiKey,
        SEAX_BASE_URL: config.baseUrl,
        TOKEN_SECRETS: "k1:only-an-example-of-a-secret-0123456789",
      },
    },
    end: () => tests.run(print),
  };
}

/** @param {Record<string, string>} files @param {string} name */
function read(files, name) {
  const text = files[name];
  if (text === undefined) throw new Error(`There is no file ${name}.`);
  return text;
}
