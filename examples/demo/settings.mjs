// The demo's settings: its flags, and the account from the environment.

import { parseArgs } from "node:util";
import { Misuse } from "../../pkg/bin/exit.js";

/**
 * @typedef {object} Settings
 * @property {import("seax-dialer").ClientConfig} client what `createClient` gets
 * @property {boolean} live whether this is a real account
 * @property {boolean} launches whether to create a campaign
 * @property {import("seax-dialer").WatchOptions} watch how often to poll the campaign
 * @property {string | undefined} phone the name or number to call from
 * @property {string | undefined} agent the name of the agent that talks to recipients
 * @property {string | undefined} label the name of the label whose contacts are called
 */

const FLAGS = /** @type {const} */ ({
  live: { type: "boolean" },
  launch: { type: "boolean" },
  phone: { type: "string" },
  agent: { type: "string" },
  label: { type: "string" },
});

/** Names of this machine. Only there does the demo create a campaign without `--launch`. */
const LOCAL = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @returns {Settings}
 */
export function readSettings(args, env) {
  const { live = false, launch = false, phone, agent, label } = readFlags(args);
  const [workspaceId, apiKey] = [variable("SEAX_WORKSPACE_ID", env), variable("SEAX_API_KEY", env)];
  const baseUrl = env.SEAX_BASE_URL;
  if (!live && !isLocal(baseUrl)) {
    throw new Misuse(
      "Without --live, SEAX_BASE_URL must be a sandbox on this machine. `cargo xtask demo` starts one.",
    );
  }
  return {
    client: { workspaceId, apiKey, ...(baseUrl && { baseUrl }) },
    live,
    launches: launch || !live,
    // A sandbox may run its campaigns faster than real time.
    watch: live ? {} : { minIntervalMs: 250, maxIntervalMs: 1_000 },
    phone,
    agent,
    label,
  };
}

/** @param {string[]} args */
function readFlags(args) {
  try {
    return parseArgs({ args, options: FLAGS }).values;
  } catch (error) {
    const flags = Object.entries(FLAGS).map(([name, { type }]) =>
      type === "string" ? `--${name} NAME` : `--${name}`,
    );
    throw new Misuse(`${error instanceof Error ? error.message : error}\nFlags: ${flags.join(", ")}`);
  }
}

/**
 * @param {string} name
 * @param {Record<string, string | undefined>} env
 */
function variable(name, env) {
  const value = env[name];
  if (!value) throw new Misuse(`The variable ${name} is missing: your SeaX workspace's settings have it.`);
  return value;
}

/** @param {string | undefined} url */
function isLocal(url) {
  return url !== undefined && URL.canParse(url) && LOCAL.has(new URL(url).hostname);
}
