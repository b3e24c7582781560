import { clientFrom } from "../account.js";
import { EXIT } from "../exit.js";
import * as show from "../show.js";

/**
 * @param {import("../main.js").Context} context
 * @returns {Promise<number>}
 */
export async function run({ operand, output, signal, env }) {
  return follow(await clientFrom(env), operand, { output, signal });
}

/**
 * Shows a campaign until it is over. Stopping the program does not stop the campaign.
 *
 * @param {import("seax-dialer").SeaxClient} seax
 * @param {string} id
 * @param {Pick<import("../main.js").Context, "output" | "signal"> & import("seax-dialer").WatchOptions} options
 */
export async function follow(seax, id, { output, ...options }) {
  const progress = output.isJson ? undefined : show.progress(output.result);
  /** @type {string | null | undefined} */
  let status;
  try {
    for await (const now of seax.campaigns.watch(id, options)) {
      status = now.campaign.status;
      if (progress === undefined) output.result.print(JSON.stringify(now));
      else progress.update(now);
    }
  } finally {
    progress?.end();
  }
  return status === "FINISHED" ? EXIT.done : EXIT.ended;
}
