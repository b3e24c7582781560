// Stores the demo's launch tickets in files, which survive if the demo is killed.

import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FOLDER = join(tmpdir(), "seax-dialer-demo");

/**
 * Stores a ticket with its draft. With both, a launch whose reply was lost can be found again.
 *
 * @param {import("seax-dialer").Ticket} ticket
 * @param {import("seax-dialer").CampaignDraft} draft
 */
export async function keep(ticket, draft) {
  await mkdir(FOLDER, { recursive: true, mode: 0o700 });
  const file = join(FOLDER, `${ticket.key}.json`);
  await writeFile(file, JSON.stringify({ ticket, draft }), { mode: 0o600 });
  // It is stored again when its campaign is known.
  if (!ticket.campaign_id) console.log(`\nThe launch's ticket is in ${file}: nothing has been sent yet`);
}
