// The main job, through the package as its users see it: from the phones that can call to a campaign that is over.
//
//   cargo xtask demo                                      against a local SeaX, where nobody is called
//   cargo xtask demo --live                               your account: lists what is there, and makes nothing
//   cargo xtask demo --live --launch -- --label "VIP"     your account: calls the contacts with this label

import { applyFixes, createClient, SeaxError } from "seax-dialer";
import { chooseAgent, chooseLabel, choosePhone } from "./demo/choice.mjs";
import { audienceOf, draftFor } from "./demo/draft.mjs";
import { MisuseError, readSettings } from "./demo/settings.mjs";
import * as show from "./demo/show.mjs";
import { keep } from "./demo/tickets.mjs";

/** @typedef {import("seax-dialer").CampaignDraft} CampaignDraft */
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
  const phone = choosePhone(found.phones, settings);
  const agent = chooseAgent(found.agents, settings);
  if (!phone || !agent || !label) throw new MisuseError("A campaign needs a phone, an agent and a label.");

  const draft = await checked(seax, draftFor({ phone, agent, label }, new Date()), { phone, agent });
  if (draft === undefined) return 1;
  if (!settings.launches) {
    show.nothingMade();
    return 0;
  }
  return call(seax, draft, settings);
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
 * The draft with all that can be put right put right; undefined if errors are left.
 *
 * @param {SeaxClient} seax
 * @param {CampaignDraft} draft
 * @param {Pick<import("./demo/draft.mjs").Choice, "phone" | "agent">} choice
 */
async function checked(seax, draft, choice) {
  const first = await seax.campaigns.check(draft);
  show.findings("Check", first);
  const { draft: fixed } = applyFixes(draft, first.findings, { warnings: true });
  const second = await seax.campaigns.check(fixed);
  if (first.findings.some(({ fix }) => fix)) show.findings("Check after the fixes", second);
  show.draft(fixed, choice, second.audience);
  return second.findings.some(({ severity }) => severity === "error") ? undefined : fixed;
}

/**
 * Launches the campaign, and shows how it goes until it is over.
 *
 * @param {SeaxClient} seax
 * @param {CampaignDraft} draft
 * @param {Settings} settings
 * @returns {Promise<number>} the exit code
 */
async function call(seax, draft, settings) {
  const receipt = await seax.campaigns.launch(draft, { onTicket: (ticket) => keep(ticket, draft) });
  show.launched(receipt);
  const progress = show.progress();
  for await (const now of seax.campaigns.watch(receipt.campaign.id, settings.watch)) progress.update(now);
  progress.end();
  const report = await seax.campaigns.report(receipt.campaign.id);
  show.report(report);
  return report.campaign.status === "FINISHED" ? 0 : 1;
}
