import assert from "node:assert/strict";
import { test } from "node:test";
import { fields, variants, words } from "./declarations.mjs";
import { textOf } from "./programs.mjs";

const [packageReadme, campaigns, checks, client, errors, launching, listing, retries, watching] =
  await Promise.all(
    [
      "pkg/README.md",
      "docs/campaigns.md",
      "docs/checks.md",
      "docs/client.md",
      "docs/errors.md",
      "docs/launching.md",
      "docs/listing.md",
      "docs/retries.md",
      "docs/watching.md",
    ].map(textOf),
  );

test("the documents name every error code, and no other", () => {
  const codes = words("ErrorCode");
  sameNames(named(section(errors, "Codes")), codes);
  const list = section(packageReadme, "Errors").split(" is one\nof ")[1]?.split(".")[0];
  sameNames(
    [...(list ?? "").matchAll(/`(\w+)`/g)].map(([, code = ""]) => code),
    codes,
  );
});

test("the guide to errors has every field of an error", () => {
  sameNames(named(section(errors, "Fields")), [...fields("SeaxError"), "message", "stack", "cause"]);
});

test("the guide to campaigns has every field of a draft", () => {
  const shared = section(campaigns, "Every field of a draft").split("### Required")[1];
  const own = fields("AiAgentDraft").filter((field) => field !== "type");
  sameNames(named(`### Required${shared}`), ["type", ...fields("DraftFields")]);
  sameNames(named(section(campaigns, "By type")), own);
});

test("the guide to lists has every parameter of every list", () => {
  sameNames(named(section(listing, "Phones")), fields("PhoneQuery"));
  sameNames(named(section(listing, "Contacts")), fields("ContactQuery"));
  sameNames(named(section(listing, "Labels")), fields("LabelQuery"));
  sameNames(named(section(listing, "Agents")), fields("AgentQuery"));
  sameNames(named(section(listing, "Campaigns")), fields("CampaignQuery"));
});

test("the guide to the client has every option, and every event with its fields", () => {
  sameNames(named(section(client, "Options")), fields("ClientConfig"));
  const events = section(client, "Events");
  const declared = variants("ClientEvent");
  sameNames(named(events), Object.keys(declared));
  for (const [type, fields] of Object.entries(declared)) {
    const cell = events.match(new RegExp(`^\\| \`${type}\` \\|([^|]*)\\|`, "m"))?.[1] ?? "";
    // The text above the table names the field of all events.
    const own = [...cell.matchAll(/`(\w+)`/g)].map(([, field = ""]) => field);
    sameNames([...own, "operation"], fields);
  }
});

test("the guide to retries has every option of a call but the signal", () => {
  const options = section(retries, "When");
  sameNames([...named(options), "signal"], fields("CallOptions"));
});

test("the guides to checks, launches and watches have every option and every field", () => {
  sameNames(named(section(checks, "Checks").split("## Codes")[0] ?? ""), fields("Finding"));
  sameNames(named(section(launching, "Options")), fields("LaunchOptions"));
  sameNames(named(section(launching, "Receipt")), fields("LaunchReceipt"));
  sameNames(named(section(watching, "Watching").split("## Snapshots")[0] ?? ""), fields("WatchOptions"));
  sameNames(named(section(watching, "Snapshots")), fields("CampaignSnapshot"));
  sameNames(named(section(watching, "Reports")).slice(0, 8), fields("CampaignReport"));
  sameNames(named(section(watching, "Reports")).slice(8), fields("Rates"));
});

/**
 * Returns the text below a heading, up to the next one of the same or a higher level.
 *
 * @param {string | undefined} text
 * @param {string} heading
 */
function section(text = "", heading) {
  const found = text.match(new RegExp(`^(#+) ${heading}$`, "m"));
  assert.ok(found?.index !== undefined, `there is no heading "${heading}"`);
  const rest = text.slice(found.index + found[0].length);
  const next = rest.search(new RegExp(`^#{1,${found[1]?.length}} `, "m"));
  return next < 0 ? rest : rest.slice(0, next);
}

/**
 * Returns the names in the first column of the tables.
 *
 * @param {string} text
 */
function named(text) {
  const cells = [...text.matchAll(/^\|([^|]*)\|/gm)].map(([, cell = ""]) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name));
}

/**
 * @param {string[]} documented
 * @param {string[]} declared
 */
function sameNames(documented, declared) {
  assert.deepEqual(documented.toSorted(), declared.toSorted());
}
