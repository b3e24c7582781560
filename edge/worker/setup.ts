// Reads the options of an edge. The WebAssembly checks them; the secrets that the scripts use stay here.

import type { EdgeOptions } from "../../pkg/edge.d.ts";
import { EdgeCore, type KeyRedactor, type Settings } from "../dist/seax_edge.js";
import type { EdgeEnv } from "./environment.ts";
import { hmacKey, split } from "./hmac.ts";

/** An error in the options or the bindings. Its message never repeats a value. */
export class ConfigurationError extends Error {}

export interface Setup {
  core: EdgeCore;
  settings: Settings;
  portalSecret: string | undefined;
  /** The claims (JSON) of verified tokens. Verifying one again would be half the work of a small call. */
  verified: Map<string, string>;
  apiKey(workspace: string): string;
  redactor(workspace: string): KeyRedactor;
  /** Returns the key with this id, if there is one. */
  tokenKey(keyId: string): Promise<CryptoKey> | CryptoKey | undefined;
  /** Masks all secrets of the options in a text for the log. */
  withoutSecrets(text: string): string;
}

/** @throws {ConfigurationError} */
export function setUp(makeOptions: () => EdgeOptions): Setup {
  const options = made(makeOptions);
  const workspaces = Object.entries(options.workspaces ?? {}).map(([id, apiKey]) => ({ id, apiKey }));
  const core = checked({ ...options, workspaces });
  const settings = core.settings();
  parsed(options, settings);
  const keys = new Map(workspaces.map(({ id, apiKey }) => [id.toLowerCase(), apiKey]));
  const secrets = new Map(options.tokenSecrets.map(split));
  const redactors = new Map<string, KeyRedactor>();
  // A promise would belong to the request that created it.
  const ready = new Map<string, CryptoKey>();
  const imported = async (keyId: string, secret: string) => {
    const key = await hmacKey(secret);
    ready.set(keyId, key);
    return key;
  };
  const all = [
    ...keys.values(),
    ...secrets.values(),
    ...(options.portalSecret ? [options.portalSecret] : []),
  ];
  return {
    core,
    settings,
    portalSecret: options.portalSecret,
    verified: new Map(),
    apiKey: (workspace) => keys.get(workspace) ?? "",
    redactor(workspace) {
      const redactor = redactors.get(workspace) ?? core.redactor(workspace);
      redactors.set(workspace, redactor);
      return redactor;
    },
    tokenKey(keyId) {
      const secret = secrets.get(keyId);
      if (secret === undefined) return undefined;
      return ready.get(keyId) ?? imported(keyId, secret);
    },
    withoutSecrets: (text) => all.reduce((rest, secret) => rest.replaceAll(secret, "***"), text),
  };
}

const OBJECTS = ["CAMPAIGN_ROOM", "LAUNCH_COORDINATOR", "OPERATOR_QUOTA"] as const;

/**
 * Checks what the Worker's configuration has to provide. Without it, a launch would fail at a point where it seems unknown whether
 * the campaign was created.
 *
 * @throws {ConfigurationError}
 */
export function checkBindings(env: EdgeEnv) {
  for (const name of OBJECTS) {
    if (typeof env[name]?.idFromName !== "function") {
      throw new ConfigurationError(`the Durable Object binding \`${name}\` is missing`);
    }
  }
  const { LAUNCH_COORDINATOR } = env;
  // Before that date, stubs have no methods of their own.
  if (typeof LAUNCH_COORDINATOR.get(LAUNCH_COORDINATOR.newUniqueId()).launch !== "function") {
    throw new ConfigurationError("the compatibility date must be 2024-04-03 or later");
  }
}

/**
 * Checks by the platform's own parser what the core cannot parse: an origin or a path that no request has in this form, and a URL
 * that cannot be fetched.
 */
function parsed({ origins, upstream }: EdgeOptions, { basePath }: Settings) {
  const wrong = origins.findIndex((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (wrong >= 0) {
    throw new ConfigurationError(
      `\`origins[${wrong}]\` must be an origin as browsers send it, such as "https://portal.example.com"`,
    );
  }
  if (basePath !== "" && new URL(`https://edge${basePath}`).pathname !== basePath) {
    throw new ConfigurationError(
      '`basePath` must be a path such as "/seax-api", without `.` or `..` as a part',
    );
  }
  if (upstream !== undefined && !URL.canParse(upstream)) {
    throw new ConfigurationError("`upstream` must be a URL: its host or its port is invalid");
  }
}

function made(makeOptions: () => EdgeOptions): EdgeOptions {
  try {
    return makeOptions() ?? {};
  } catch (error) {
    // The message may contain a value.
    const kind = error instanceof Error ? error.constructor.name : typeof error;
    throw new ConfigurationError(`the function that was given to createEdge threw: ${kind}`);
  }
}

function checked(options: object): EdgeCore {
  let json: string;
  try {
    json = JSON.stringify(options);
  } catch {
    throw new ConfigurationError("the options must be plain data");
  }
  try {
    return new EdgeCore(json);
  } catch (error) {
    throw new ConfigurationError(error instanceof Error ? error.message : "the options could not be read");
  }
}
