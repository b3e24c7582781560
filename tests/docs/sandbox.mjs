// The sandbox that the documents' code runs against.

import assert from "node:assert/strict";

export { startSandbox } from "../runtimes/servers/sandbox.mjs";

/**
 * Creates a workspace, and returns the environment variables that the documents' code reads.
 *
 * @param {string} origin of the sandbox
 * @param {{ speed?: number, contacts?: number }} options
 */
export async function workspace(origin, options) {
  const made = await control(origin, "workspaces", { method: "POST", body: JSON.stringify(options) });
  return {
    SEAX_BASE_URL: `${origin}/seax-api`,
    SEAX_WORKSPACE_ID: String(made.workspace_id),
    SEAX_API_KEY: String(made.api_key),
  };
}

/**
 * Returns the methods of all requests to a workspace.
 *
 * @param {string} origin
 * @param {string} workspaceId
 * @returns {Promise<string[]>}
 */
export async function methods(origin, workspaceId) {
  const { data } = await control(origin, `requests?workspace_id=${workspaceId}`, {});
  return /** @type {{ method: string }[]} */ (data).map(({ method }) => method);
}

/**
 * Returns how many campaigns were created in a workspace.
 *
 * @param {string} origin
 * @param {string} workspaceId
 */
export async function creates(origin, workspaceId) {
  const { data } = await control(origin, `requests?workspace_id=${workspaceId}`, {});
  const requests = /** @type {{ method: string, path: string, status: number | null }[]} */ (data);
  return requests.filter(
    ({ method, path, status }) =>
      method === "POST" && path.endsWith("/auto_dialer_campaigns") && status === 201,
  ).length;
}

/**
 * @param {string} origin
 * @param {string} path
 * @param {RequestInit} init
 * @returns {Promise<Record<string, unknown>>}
 */
async function control(origin, path, init) {
  const reply = await fetch(`${origin}/_sandbox/${path}`, init);
  const text = await reply.text();
  assert.ok(reply.ok, text);
  return JSON.parse(text);
}
