// Builds the site into site/dist: static files, for any host. SITE_BASE is the path that it is served below, if not `/`.

import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vitepress";
import { pages, ROOT, textOf } from "./pages.mjs";
import { writeReference } from "./reference.mjs";

const SITE = fileURLToPath(new URL(".", import.meta.url));
const OUT = join(SITE, "dist");

/** What the documents show or link to, beside each other. */
const BESIDE = ["docs/images", "docs/bench.svg", "LICENSE"];

await rm(join(SITE, "api"), { recursive: true, force: true });
await writeReference();
await build(SITE);
await writeTwins();

/** Each page as plain Markdown, at its own address and where the repository has it; and llms.txt, which lists them. */
async function writeTwins() {
  const lines = [];
  for (const [source, page] of Object.entries(await pages())) {
    // The front page is made of components: as plain text, the README says the same.
    const text = await textOf(source === "site/index.md" ? "README.md" : source);
    for (const name of new Set([page, source.replace(/^site\//, "")])) await write(name, text);
    lines.push(`- [${text.match(/^# (.*)$/m)?.[1] ?? page}](${page})`);
  }
  for (const name of BESIDE) await cp(join(ROOT, name), join(OUT, name), { recursive: true });
  await cp(join(ROOT, "LICENSE"), join(OUT, "LICENSE.txt"));
  const intro =
    "> The typed client for SeaX auto-dialer voice campaigns: browsers, Cloudflare Workers, Node, Deno and Bun.";
  await write("llms.txt", `# seax-dialer\n\n${intro}\n\n## Pages\n\n${lines.join("\n")}\n`);
}

/** @param {string} name @param {string} text */
async function write(name, text) {
  const path = join(OUT, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
