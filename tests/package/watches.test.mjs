import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { Scratch } from "./scratch.mjs";

const scratch = await Scratch.make(after);
const campaign = await readFile(new URL("../samples/campaign.json", import.meta.url), "utf8");

/** A watch of a campaign that never ends, polled once an hour at most. */
const WATCH = `
  import { createClient } from "seax-dialer";
  const campaign = ${JSON.stringify(campaign.replace("FINISHED", "PROCESSING"))};
  const seax = await createClient({
    workspaceId: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    apiKey: "key",
    fetch: async () => new Response(campaign),
  });
  const hourly = { minIntervalMs: 3_600_000, maxIntervalMs: 3_600_000 };
  const id = "448ea794-0368-4604-a56f-f2350229d9e5";
`;

/** Ways to abandon a watch. After each, Node has to exit by itself. */
const ENDS = {
  "a break": `for await (const { campaign } of seax.campaigns.watch(id, hourly)) { console.log(campaign.status); break; }`,
  "letting go of it": `console.log((await seax.campaigns.watch(id, hourly).next()).value.campaign.status);`,
  "a return while it waits": `
    const watch = seax.campaigns.watch(id, hourly);
    console.log((await watch.next()).value.campaign.status);
    watch.next();
    setTimeout(() => watch.return(), 20);`,
  "an abort while it waits": `
    const controller = new AbortController();
    const watch = seax.campaigns.watch(id, { ...hourly, signal: controller.signal });
    console.log((await watch.next()).value.campaign.status);
    watch.next().catch(() => {});
    setTimeout(() => controller.abort(), 20);`,
};

for (const [end, program] of Object.entries(ENDS)) {
  test(`after ${end}, a watch leaves nothing that keeps Node from ending`, async () => {
    await scratch.write("main.mjs", `${WATCH}\n${program}`);
    assert.equal(await scratch.node(["main.mjs"]), "PROCESSING");
  });
}
