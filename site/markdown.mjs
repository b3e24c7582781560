// What the site adds to the documents when it shows them: its own addresses, and a button below each example.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { blocksIn, programsIn } from "../tests/docs/programs.mjs";
import { obstacle } from "./examples.mjs";
import { linkOf, ROOT, sourceOf } from "./pages.mjs";

/**
 * @param {import("markdown-it").default} md
 * @param {Record<string, string>} pages
 */
export function documentsIn(md, pages) {
  memoize(md);
  md.core.ruler.push("seax-documents", (state) => {
    const path = state.env.realPath ?? state.env.path;
    if (path === undefined) return; // a title alone
    const source = sourceOf(path);
    for (const { children } of state.tokens) {
      for (const token of children ?? []) {
        if (token.type === "link_open")
          token.attrSet("href", linkOf(token.attrGet("href") ?? "", source, pages));
      }
    }
    if (!/^(docs\/quickstart|site\/api)\//.test(source)) state.tokens = withButtons(state, source);
  });
}

/** Each page is rendered once for people and once for the search: highlighting is most of the work. @param {import("markdown-it").default} md */
function memoize(md) {
  const { highlight } = md.options;
  if (!highlight) return;
  /** @type {Map<string, string>} */
  const known = new Map();
  md.options.highlight = (code, language, attributes) => {
    const key = JSON.stringify([code, language, attributes]);
    const html = known.get(key) ?? highlight(code, language, attributes);
    known.set(key, html);
    return html;
  };
}

/**
 * @param {import("markdown-it").StateCore} state
 * @param {string} source
 */
function withButtons(state, source) {
  // The text and not `state.src`: that has lost its front matter, and programs are named by their lines.
  const text = readFileSync(join(ROOT, source), "utf8");
  const programs = programsIn(source, text);
  const tokens = [...state.tokens];
  /** @type {{ program: typeof programs[number], after: number }[]} */
  const places = [];
  for (const { marks, code } of blocksIn(text)) {
    if (marks.includes("excerpt")) continue;
    const from = (places.at(-1)?.after ?? -1) + 1;
    const after = tokens.findIndex(
      (token, at) => at >= from && token.type === "fence" && token.content === code,
    );
    if (after < 0) throw new Error(`${source}: a block of code is not shown: ${code.slice(0, 60)}`);
    const last = places.at(-1);
    if (marks.includes("continued") && last) last.after = after;
    else places.push({ program: /** @type {typeof programs[number]} */ (programs[places.length]), after });
  }
  for (const { program, after } of places.reverse()) {
    const token = new state.Token("html_block", "", 0);
    const reason = obstacle(program);
    token.content = reason ? `<p class="no-run">${reason}</p>\n` : `<RunExample name="${program.name}" />\n`;
    tokens.splice(after + 1, 0, token);
  }
  return tokens;
}
