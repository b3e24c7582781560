import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createClient } from "seax-dialer";
import { Project } from "./project.mjs";

test("the Node quick start launches one campaign and follows it to its end", async () => {
  // Both runs launch for the same day, also around midnight.
  const project = await Project.make(after, "node", { "Date.now()": Date.now() });
  const env = await project.sandbox();
  const first = await project.run("node --env-file=.env launch.mjs");
  assert.match(first, /^created [\da-f-]{36}$/m);
  assert.match(first, /^FINISHED \d+ of \d+$/m);
  const id = first.match(/^created (.*)$/m)?.[1];

  // A contact opts out meanwhile, which must not make the second run another launch.
  const { SEAX_WORKSPACE_ID: workspaceId, SEAX_API_KEY: apiKey, SEAX_BASE_URL: baseUrl } = env;
  const seax = await createClient({ workspaceId, apiKey, baseUrl });
  const labels = (await seax.labels.list({ limit: 0 })).data;
  const [news = "", dnc = ""] = ["Newsletter", "DNC"].map(
    (name) => labels.find((label) => label.name === name)?.id,
  );
  const called = await seax.contacts.list({
    any_contact_label_ids: [news],
    exclude_any_contact_label_ids: [dnc],
    limit: 1,
  });
  assert.equal(called.data.length, 1);
  await seax.contacts.update(called.data[0]?.id ?? "", { contact_label_ids: [news, dnc] });
  assert.match(await project.run("node --env-file=.env launch.mjs"), new RegExp(`^found ${id}$`, "m"));
});
