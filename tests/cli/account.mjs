// An account for the tests of the program: a served sandbox.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "seax-dialer";
import { createSandbox } from "seax-dialer/testing";
import { goodDraft } from "../runtimes/draft.mjs";

/**
 * @param {(stop: () => Promise<void>) => void} after registers a function that ends it
 * @param {import("seax-dialer/testing").SandboxOptions} [options]
 */
export async function account(after, options = {}) {
  const sandbox = await createSandbox({ contacts: 40, clock: "real", ...options });
  const served = await sandbox.serve();
  after(() => served.close());
  const { workspaceId, apiKey, baseUrl } = served.config;
  const seax = await createClient({ ...sandbox.config });
  return {
    sandbox,
    seax,
    env: { SEAX_WORKSPACE_ID: workspaceId, SEAX_API_KEY: apiKey, SEAX_BASE_URL: baseUrl },
    /** Returns how many creates of campaigns were sent. */
    creates: () =>
      sandbox.requests.filter(({ method, path }) => method === "POST" && isCampaigns(path)).length,
  };
}

/** @param {string} path */
function isCampaigns(path) {
  return path.endsWith("/auto_dialer_campaigns");
}

/**
 * Writes a draft without findings, with changes.
 *
 * @param {string} folder
 * @param {string} name
 * @param {import("seax-dialer").SeaxClient} seax
 * @param {object} [changes]
 */
export async function writeDraft(folder, name, seax, changes = {}) {
  const draft = { ...(await goodDraft(/** @type {never} */ (seax))), ...changes };
  await writeFile(join(folder, name), JSON.stringify(draft));
  return draft;
}
