// Runs a campaign with the package's public API: from selecting a phone to the final report.
//
//   cargo xtask demo                                      against a local SeaX, where nobody is called
//   cargo xtask demo --live                               your account: lists what it has, and creates nothing
//   cargo xtask demo --live --launch -- --label "VIP"     your account: calls the contacts with this label
//
// `npx seax-dialer demo` is the first of these for users who have only the package. Both run pkg/bin/demo/run.js.

import { createClient, SeaxError } from "seax-dialer";
import { chooseAgent, chooseLabel, choosePhone } from "../pkg/bin/demo/choice.js";
import { call, look, prepare } from "../pkg/bin/demo/run.js";
import { workspace } from "../pkg/bin/demo/show.js";
import { Misuse, Stop } from "../pkg/bin/exit.js";
import { Terminal } from "../pkg/bin/terminal.js";
import { readSettings } from "./demo/settings.mjs";
import { keep } from "./demo/tickets.mjs";

const to = new Terminal(process.stdout);

try {
  const settings = readSettings(process.argv.slice(2), process.env);
  process.exitCode = await run(settings);
} catch (error) {
  if (!(error instanceof SeaxError || error instanceof Stop)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = error instanceof Misuse ? 2 : 1;
}

/**
 * @param {import("./demo/settings.mjs").Settings} settings
 * @returns {Promise<number>} the exit code
 */
async function run(settings) {
  const { client, live, launches, watch } = settings;
  const seax = await createClient(client);
  const where = live ? "your account" : "a local SeaX, nobody is called";
  to.print(`${to.bold("seax-dialer")}  ${where}  ${to.dim(String(client.baseUrl ?? ""))}`);
  const found = await look(seax);
  workspace(to, found);

  const wishes = { ...settings, calls: live && launches };
  const label = chooseLabel(found.labels, wishes);
  const phone = choosePhone(found.phones, wishes);
  const agent = chooseAgent(found.agents, wishes);
  if (!phone || !agent || !label) throw new Misuse("A campaign needs a phone, an agent and a label.");

  const draft = await prepare(to, seax, { phone, agent, label });
  if (!launches) {
    to.print(`\nNo campaign was made. ${to.bold("--launch")} makes one, and calls people.`);
    return 0;
  }
  const report = await call(to, seax, draft, {
    onTicket: (ticket) => keep(ticket, draft),
    watch,
    note: "Ctrl-C ends this view, not the campaign.",
  });
  return report.campaign.status === "FINISHED" ? 0 : 1;
}
