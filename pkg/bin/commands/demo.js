import { createClient } from "seax-dialer";
import { createSandbox } from "seax-dialer/testing";
import { chooseAgent, chooseLabel, choosePhone } from "../demo/choice.js";
import { call, look, prepare } from "../demo/run.js";
import { workspace } from "../demo/show.js";
import { EXIT } from "../exit.js";
import { worldOf } from "./sandbox.js";

/** How many times faster than the clock the campaign runs: it takes seconds instead of minutes. */
const SPEED = 60;

/**
 * Runs a campaign from start to end, in a sandbox in this process.
 *
 * @param {import("../main.js").Context} context
 * @returns {Promise<number>}
 */
export async function run({ options, output, signal }) {
  const to = output.person;
  const sandbox = await createSandbox({ speed: SPEED, ...worldOf(options), clock: "real" });
  const seax = await createClient({ ...sandbox.config });
  to.print(`${to.bold("seax-dialer")}  a SeaX in this process, nobody is called`);
  const found = await look(seax, signal);
  workspace(to, found);
  const [phone, agent, label] = [
    choosePhone(found.phones),
    chooseAgent(found.agents),
    chooseLabel(found.labels),
  ];
  if (!phone || !agent || !label) throw new Error("The sandbox lacks a phone, an agent or a label.");
  const draft = await prepare(to, seax, { phone, agent, label }, signal);
  const report = await call(to, seax, draft, {
    // The sandbox ends with this process, so the ticket need not be stored.
    onTicket() {},
    watch: { minIntervalMs: 250, maxIntervalMs: 1_000 },
    note: "Ctrl-C ends everything.",
    signal,
  });
  if (output.isJson) output.result.print(JSON.stringify(report));
  else to.print(to.dim("\n`npx --no-install seax-dialer sandbox` serves this SeaX to your own programs."));
  return report.campaign.status === "FINISHED" ? EXIT.done : EXIT.ended;
}
