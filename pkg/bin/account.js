import { createClient } from "seax-dialer";
import { Misuse } from "./exit.js";

/**
 * Reads the account from the environment.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function accountIn(env) {
  const [workspaceId, apiKey] = [variable(env, "SEAX_WORKSPACE_ID"), variable(env, "SEAX_API_KEY")];
  return { workspaceId, apiKey, baseUrl: env.SEAX_BASE_URL || undefined };
}

/**
 * Creates the client of the account in the environment.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {import("seax-dialer").ClientConfig["onEvent"]} [onEvent]
 */
export async function clientFrom(env, onEvent) {
  return createClient({ ...accountIn(env), onEvent });
}

/**
 * Checks that the account can be reached. A wrong key or a broken network is then one error, instead of a finding about each
 * thing that could not be read.
 *
 * @param {import("seax-dialer").SeaxClient} seax
 * @param {AbortSignal} signal
 */
export async function reach(seax, signal) {
  await seax.phones.list({ limit: 1 }, { signal });
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 */
function variable(env, name) {
  const value = env[name];
  if (value) return value;
  throw new Misuse(
    `The environment variable ${name} is missing. Your SeaX workspace's settings have it; ` +
      "`npx --no-install seax-dialer sandbox` prints one of a local SeaX, where nobody is called.",
  );
}
