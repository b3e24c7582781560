// The demo, from the phones that can call to a campaign that is over.

import { applyFixes } from "seax-dialer";
import { EXIT, Stop } from "../exit.js";
import * as show from "../show.js";
import { audienceOf, draftFor } from "./draft.js";
import * as demo from "./show.js";

/** @typedef {import("../terminal.js").Terminal} Terminal */
/** @typedef {import("seax-dialer").CampaignDraft} CampaignDraft */
/** @typedef {import("seax-dialer").SeaxClient} SeaxClient */

/**
 * Reads what a campaign can be made of: phones, labels and agents.
 *
 * @param {SeaxClient} seax
 * @param {AbortSignal} [signal]
 */
export async function look(seax, signal) {
  const [phones, labels, agents] = await Promise.all([
    seax.phones.list({ voice_available: true, limit: 0 }, { signal }),
    seax.labels.list({ phone_only: true, order_by: ["name:asc"], limit: 0 }, { signal }),
    seax.agents.list({ types: ["SEAX_CALL"], order_by: ["name:asc"], limit: 0 }, { signal }),
  ]);
  return { phones: phones.data, labels: labels.data, agents: agents.data };
}

/**
 * Shows the audience, creates a draft, and applies the fixes of its check.
 *
 * @param {Terminal} to
 * @param {SeaxClient} seax
 * @param {import("./draft.js").Choice} choice
 * @param {AbortSignal} [signal]
 * @returns {Promise<CampaignDraft>}
 * @throws {Stop} if errors are left
 */
export async function prepare(to, seax, choice, signal) {
  const { label } = choice;
  demo.audience(to, label, await seax.contacts.list(audienceOf(label), { signal }));
  const draft = draftFor(choice, new Date());
  const first = await seax.campaigns.check(draft, { signal });
  show.findings(to, "Check", first.findings);
  const { draft: fixed } = applyFixes(draft, first.findings, { warnings: true });
  const second = await seax.campaigns.check(fixed, { signal });
  if (first.findings.some(({ fix }) => fix)) show.findings(to, "Check after the fixes", second.findings);
  demo.draft(to, fixed, choice, second.audience);
  if (second.findings.some(({ severity }) => severity === "error")) {
    const details = { code: "preflight_failed", campaignState: "none", ...second };
    throw new Stop(EXIT.findings, "Not launched: the draft has errors. Nobody is called.", details);
  }
  return fixed;
}

/**
 * Launches the campaign, and shows its progress until it is over.
 *
 * @param {Terminal} to
 * @param {SeaxClient} seax
 * @param {CampaignDraft} draft
 * @param {object} how
 * @param {import("seax-dialer").LaunchOptions["onTicket"]} how.onTicket
 * @param {import("seax-dialer").WatchOptions} how.watch
 * @param {string} how.note what stopping the program does
 * @param {AbortSignal} [how.signal]
 */
export async function call(to, seax, draft, { onTicket, watch, note, signal }) {
  const receipt = await seax.campaigns.launch(draft, { ...(onTicket && { onTicket }), signal });
  show.launched(to, receipt);
  to.print(to.dim(`${note}\n`));
  const progress = show.progress(to);
  for await (const now of seax.campaigns.watch(receipt.campaign.id, { ...watch, signal }))
    progress.update(now);
  progress.end();
  const report = await seax.campaigns.report(receipt.campaign.id, { signal });
  show.report(to, report);
  return report;
}
