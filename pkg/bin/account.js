import { createClient } from "seax-dialer";
import { Misuse } from "./exit.js";

/**
 * The account in the environment.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function accountIn(env) {
  const [workspaceId, apiKey] = [variable(env, "SEAX_WORKSPACE_ID"), variable(env, "SEAX_API_KEY")];
  return { workspaceId, apiKey, baseUrl: env.SEAX_BASE_URL || undefined };
}

/**
 * Its client.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export async function clientFrom(env) {
  return createClient(accountIn(env));
}

/**
 * The same, once it is known that the account can be reached: a wrong key or a broken network is an error of its own then, and
 * not a finding about each thing that could not be read.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} signal
 */
export async function reachedFrom(env, signal) {
  const seax = await clientFrom(env);
  await seax.phones.list({ limit: 1 }, { signal });
  return seax;
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
      "`npx seax-dialer sandbox` prints one of a local SeaX, where nobody is called.",
  );
}
