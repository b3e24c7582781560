import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { documents, ROOT, textOf } from "./programs.mjs";

for (const document of await documents()) {
  test(`every link of ${document} within the repository leads somewhere`, async () => {
    const prose = (await textOf(document)).replaceAll(/^```[\s\S]*?^```$/gm, "");
    for (const [, link = ""] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
      // A path from the root is a page of the site, whose own tests follow it.
      if (URL.canParse(link) || link.startsWith("/")) continue;
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? document : join(dirname(document), path);
      assert.ok(existsSync(join(ROOT, target)), `${link}: there is no ${target}`);
      if (anchor !== undefined)
        assert.ok((await anchors(target)).includes(anchor), `${link}: no such heading`);
    }
  });
}

/**
 * The anchors of a document's headings, by GitHub's rule.
 *
 * @param {string} document
 */
async function anchors(document) {
  const text = await readFile(join(ROOT, document), "utf8");
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(/\s/g, "-"),
  );
}
