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
      // A path from the root is a page of the site, whose own tests check it.
      if (URL.canParse(link) || link.startsWith("/")) continue;
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? document : join(dirname(document), path);
      assert.ok(existsSync(join(ROOT, target)), `${link}: there is no ${target}`);
      if (anchor !== undefined)
        assert.ok((await anchors(target)).includes(anchor), `${link}: no such heading`);
    }
  });
}

test("every link of the package's README leads out of the package, which has no other document", async () => {
  for (const [, link = ""] of (await textOf("pkg/README.md")).matchAll(/\]\(([^)\s]+)\)/g)) {
    assert.ok(URL.canParse(link) || link.startsWith("#"), link);
  }
});

test("every test that SECURITY.md names for a threat is there", async () => {
  const rows = (await textOf("SECURITY.md")).split("\n").filter((line) => line.startsWith("| "));
  const cells = rows.map((row) => row.split(" | ").at(-1) ?? "").filter((cell) => cell.includes("`"));
  assert.ok(cells.length > 15, `${cells.length} threats`);
  for (const cell of cells) {
    let folder = "";
    for (const [, name = ""] of cell.matchAll(/`([^`]+)`/g)) {
      // A name without a folder is in the folder of the one before it.
      const path = name.includes("/") ? name : join(folder, name);
      assert.ok(existsSync(join(ROOT, path)), `there is no ${path}`);
      folder = dirname(path);
    }
  }
});

/**
 * Returns the anchors of a document's headings, by GitHub's rule.
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
