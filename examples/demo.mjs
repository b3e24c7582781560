// The main job, through the package as its users see it: from the phones that can call to a campaign that is over.
//
//   cargo xtask demo                                      against a local SeaX, where nobody is called
//   cargo xtask demo --live                               your account: lists what is there, and makes nothing
//   cargo xtask demo --live --launch -- --label "VIP"     your account: calls the contacts with this label

import { createClient, SeaxError } from "seax-dialer";
import { chooseAgent, chooseLabel, choosePhone } from "./demo/choice.mjs";
import { audienceOf, draftFor } from "./demo/draft.mjs";
import { MisuseError, readSettings } from "./demo/settings.mjs";
import * as show from "./demo/show.mjs";
import { watch } from "./demo/watch.mjs";

/** @typedef {import("seax-dialer").SeaxClient} SeaxClient */
/** @typedef {import("./demo/settings.mjs").Settings} Settings */

try {
  const settings = readSettings(process.argv.slice(2), process.env);
  process.exitCode = await run(settings);
} catch (error) {
  if (!(error instanceof SeaxError || error instanceof MisuseError)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = error instanceof MisuseError ? 2 : 1;
}

/**
 * @param {Settings} settings
 * @returns {Promise<number>} the exit code
 */
async function run(settings) {
  const seax = await createClient(settings.client);
  show.title(settings);
  const found = await look(seax);
  show.workspace(found);

  const label = chooseLabel(found.labels, settings);
  if (label !== undefined) show.audience(label, await seax.contacts.list(audienceOf(label)));
  if (!settings.launches) {
    show.nothingMade();
    return 0;
  }
  const phone = choosePhone(found.phones, settings);
  const agent = chooseAgent(found.agents, settings);
  if (!phone || !agent || !label) throw new MisuseError("A campaign needs a phone, an agent and a label.");
  return call(seax, { phone, agent, label }, found.labels, settings);
}

/**
 * What a campaign can be made of.
 *
 * @param {SeaxClient} seax
 */
async function look(seax) {
  const [phones, labels, agents] = await Promise.all([
    seax.phones.list({ voice_available: true, limit: 0 }),
    seax.labels.list({ phone_only: true, order_by: ["name:asc"], limit: 0 }),
    seax.agents.list({ types: ["SEAX_CALL"], order_by: ["name:asc"], limit: 0 }),
  ]);
  return { phones: phones.data, labels: labels.data, agents: agents.data };
}

/**
 * Makes the campaign, and shows how it goes until it is over.
 *
 * @param {SeaxClient} seax
 * @param {import("./demo/draft.mjs").Choice} choice
 * @param {import("seax-dialer").LabelWithCount[]} labels all of the workspace
 * @param {Settings} settings
 * @returns {Promise<number>} the exit code
 */
async function call(seax, choice, labels, settings) {
  const draft = draftFor(choice, labels, new Date());
  show.draft(draft, choice);
  const started = Date.now();
  let campaign = await seax.campaigns.create(draft);
  show.created(campaign);

  const progress = show.progress();
  for await (campaign of watch(seax, campaign, settings.pollMs)) progress.update(campaign);
  progress.end();
  show.report(campaign, Date.now() - started);
  return campaign.status === "FINISHED" ? 0 : 1;
}
