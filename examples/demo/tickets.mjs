// Where the demo keeps its launch tickets: in files, which stay when the demo is killed.

import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FOLDER = join(tmpdir(), "seax-dialer-demo");

/**
 * Keeps a ticket with its draft: with both, a launch whose answer was lost is found again.
 *
 * @param {import("seax-dialer").Ticket} ticket
 * @param {import("seax-dialer").CampaignDraft} draft
 */
export async function keep(ticket, draft) {
  await mkdir(FOLDER, { recursive: true, mode: 0o700 });
  const file = join(FOLDER, `${ticket.key}.json`);
  await writeFile(file, JSON.stringify({ ticket, draft }), { mode: 0o600 });
  console.log(`\nThe launch's ticket is in ${file}: nothing has been sent yet`);
}
