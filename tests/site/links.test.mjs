// Tests the built pages: that their links work, and that each has a Markdown version.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { obstacle } from "../../site/examples.mjs";
import { programs } from "../docs/programs.mjs";
import { DIST, fileOf } from "./server.mjs";

const files = (await readdir(DIST, { recursive: true })).map((name) => name.replaceAll("\\", "/"));
const names = files.filter((name) => name.endsWith(".html") && name !== "404.html");

/** The elements of each page, by its path. */
const pages = new Map(
  await Promise.all(
    names.map(async (name) => {
      const elements = elementsIn(await readFile(join(DIST, name), "utf8"));
      return /** @type {[path: string, typeof elements]} */ ([`/${name}`, elements]);
    }),
  ),
);

test("every link and every picture of every page is there, and every anchor", () => {
  assert.ok(pages.size > 30, `${pages.size} pages`);
  const ids = new Map([...pages].map(([path, elements]) => [path, new Set(elements.map((each) => each.id))]));
  const broken = [];
  for (const [path, elements] of pages) {
    for (const { href, src } of elements) {
      const link = href ?? src;
      if (link === undefined) continue;
      const { origin, pathname, hash } = new URL(link, `http://site${path}`);
      if (origin !== "http://site") continue;
      const file = fileOf(pathname);
      if (!existsSync(join(DIST, file))) broken.push(`${path}: ${link}`);
      else if (hash && !ids.get(file)?.has(decodeURIComponent(hash.slice(1))))
        broken.push(`${path}: ${link}`);
    }
  }
  assert.deepEqual(broken, []);
});

test("every page has a twin in Markdown, and llms.txt lists it", async () => {
  const llms = await readFile(join(DIST, "llms.txt"), "utf8");
  for (const name of names) {
    const twin = name.replace(/html$/, "md");
    const text = await readFile(join(DIST, twin), "utf8");
    assert.match(text, /^# \S/m, twin);
    assert.ok(llms.includes(`](${twin})`), `llms.txt does not list ${twin}`);
  }
});

test("every link of a twin leads to a file", async () => {
  const broken = [];
  for (const twin of files.filter((name) => name.endsWith(".md"))) {
    const text = (await readFile(join(DIST, twin), "utf8")).replaceAll(/^```[\s\S]*?^```|`[^`\n]*`/gm, "");
    for (const [, link = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      const { origin, pathname } = new URL(link, `http://site/${twin}`);
      // A link beyond the root folder would leave the site, which URL parsing hides.
      const climbs = link.split("/").filter((part) => part === "..").length > twin.split("/").length - 1;
      if (origin !== "http://site" || (!climbs && existsSync(join(DIST, fileOf(pathname))))) continue;
      broken.push(`${twin}: ${link}`);
    }
    if (/<[A-Z]\w* ?\/>|\{\{/.test(text)) broken.push(`${twin}: a component`);
  }
  assert.deepEqual(broken, []);
});

test("the reference has what the package exports", async () => {
  const expected = {
    "seax-dialer": ["createClient", "SeaxError", "CampaignDraft", "applyFixes"],
    "seax-dialer/testing": ["createSandbox", "Sandbox"],
    "seax-dialer/tickets": ["webTickets", "TicketStore"],
    "seax-dialer/edge": ["createEdge", "mintToken"],
    "seax-dialer/launcher": ["SeaxLauncher"],
  };
  for (const [name, exports] of Object.entries(expected)) {
    const text = await readFile(join(DIST, "api", `${name}.md`), "utf8");
    for (const each of exports)
      assert.match(text, new RegExp(`^### ${each}(\\(\\))?$`, "m"), `${name}: ${each}`);
  }
});

test("every example that tests run has a button", () => {
  const buttons = [...pages.values()].flat().map((each) => each["data-example"]);
  // pkg/README.md is shown on npm, and is not a page of the site.
  return programs().then((all) => {
    const runnable = all.filter(({ runs, document }) => runs && document !== "pkg/README.md");
    assert.ok(runnable.length > 15);
    const [stopped, others] = [runnable.filter(obstacle), runnable.filter((program) => !obstacle(program))];
    for (const { name } of others) assert.ok(buttons.includes(name), `${name} has no button`);
    // MSW's server intercepts Node's own modules.
    assert.deepEqual(
      stopped.map(({ document, code }) => [document, code.includes('"msw/node"')]),
      [["docs/testing.md", true]],
    );
  });
});

/**
 * Returns the attributes of all elements. The site's builder writes regular HTML: quoted values, with `<` and `>` escaped.
 *
 * @param {string} html
 * @returns {Record<string, string | undefined>[]}
 */
function elementsIn(html) {
  const tags = html
    .replaceAll(/<script\b[\s\S]*?<\/script>/g, "")
    .matchAll(/<[a-z][\w-]*((?:\s[^<>"]*(?:"[^"]*")?)*)\s*\/?>/g);
  return [...tags].map(([, attributes = ""]) =>
    Object.fromEntries(
      [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value = ""]) => [
        name,
        value.replaceAll("&amp;", "&"),
      ]),
    ),
  );
}
