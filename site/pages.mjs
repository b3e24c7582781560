// The site's pages: the repository's own documents at their own paths, so that a link leads to the same place in both.

import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path/posix";
import { documents, ROOT } from "../tests/docs/programs.mjs";

export { ROOT };

/** Documents of the repository that are about working on it, or that a page shows already. */
const ELSEWHERE = new Set(["pkg/README.md", "RELEASING.md"]);

/** Pages that are not documents, by their source below the repository. */
const OWN = { "site/index.md": "index.md" };

/** The entries of the package, by their types' names: each is a page of the reference. */
export const ENTRIES = {
  index: "seax-dialer",
  launcher: "seax-dialer/launcher",
  testing: "seax-dialer/testing",
  tickets: "seax-dialer/tickets",
  edge: "seax-dialer/edge",
};

/**
 * Where each source is a page, below the site's root.
 *
 * @returns {Promise<Record<string, string>>}
 */
export async function pages() {
  const shown = (await documents()).filter((document) => !ELSEWHERE.has(document) && !(document in OWN));
  return {
    ...OWN,
    ...Object.fromEntries(shown.map((document) => [document, place(document)])),
    ...reference(),
  };
}

/** The reference's pages: an index, and one for each entry. */
function reference() {
  const entries = Object.values(ENTRIES).map((name) => [`site/api/${name}.md`, `api/${name}.md`]);
  return { "site/api/README.md": "api/index.md", ...Object.fromEntries(entries) };
}

/** A folder's README is its index; that of the repository is not, since the front page is there. @param {string} document */
function place(document) {
  return document === "README.md" ? "overview.md" : document.replace(/\bREADME\.md$/, "index.md");
}

/**
 * A link of a document, as a link of the site.
 *
 * @param {string} link
 * @param {string} source the document, below the repository
 * @param {Record<string, string>} pages
 */
export function linkOf(link, source, pages) {
  const [path = "", anchor] = link.split("#");
  if (path === "" || URL.canParse(link) || path.startsWith("/")) return link;
  const target = join(dirname(source), path);
  if (target === "LICENSE") return "/LICENSE.txt"; // hosts know files without an ending as downloads
  const page = pages[target];
  if (page === undefined) return link;
  return `/${page.replace(/\.md$/, "").replace(/(^|\/)index$/, "$1")}${anchor === undefined ? "" : `#${anchor}`}`;
}

/** A heading's anchor, by GitHub's rule: that is what the documents' links go by. @param {string} heading */
export function anchorOf(heading) {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");
}

/** @param {string} path an absolute one */
export function sourceOf(path) {
  return relative(ROOT, path);
}

/** @param {string} source */
export function textOf(source) {
  return readFile(join(ROOT, source), "utf8");
}
