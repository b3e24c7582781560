import { dirname, join } from "node:path/posix";
import { defineConfig } from "vitepress";
import { examplesPlugin } from "../examples.mjs";
import { documentsIn } from "../markdown.mjs";
import { anchorOf, ENTRIES, linkOf, pages, textOf } from "../pages.mjs";

const shown = await pages();

/** The address below which the site is served, such as `/seax-dialer/`. */
const base = process.env.SITE_BASE ?? "/";

/** The sections of the documents' own index. */
async function sidebar() {
  const source = "docs/README.md";
  const [, ...sections] = (await textOf(source)).split(/^## /m);
  const groups = sections.map((section) => {
    const [text = ""] = section.split("\n");
    /** @type {Map<string, string>} */
    const links = new Map();
    for (const { 1: name = "", 2: link = "" } of section.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)) {
      const [path = "", anchor] = link.split("#");
      if (anchor === undefined && join(dirname(source), path) in shown)
        links.set(linkOf(link, source, shown), name);
    }
    return {
      text,
      items: [...links].map(([link, name]) => ({ text: name[0]?.toUpperCase() + name.slice(1), link })),
    };
  });
  const api = { text: "API reference", link: "/api/" };
  return groups.map((group) =>
    group.text === "Reference" ? { ...group, items: [api, ...group.items] } : group,
  );
}

/** The reference's own sidebar: each entry of the package, and in it everything by its kind. */
async function reference() {
  const entries = Object.values(ENTRIES).map(async (name) => {
    const [, ...kinds] = (await textOf(`site/api/${name}.md`)).split(/^## /m);
    const link = (/** @type {string} */ heading) => ({
      text: plain(heading),
      link: `/api/${name}#${anchorOf(plain(heading))}`,
    });
    const items = kinds.map((kind) => ({
      // Without a link, the theme makes a button of it that has another one inside.
      ...link(kind.split("\n", 1)[0] ?? ""),
      collapsed: true,
      items: [...kind.matchAll(/^### (.+)$/gm)].map(([, heading = ""]) => link(heading)),
    }));
    return { text: name, link: `/api/${name}`, collapsed: name !== ENTRIES.index, items };
  });
  return [{ text: "API reference", link: "/api/" }, ...(await Promise.all(entries))];
}

/** A heading without the marks of Markdown. @param {string} heading */
function plain(heading) {
  return heading.replaceAll(/\\(.)/g, "$1");
}

export default defineConfig({
  base,
  title: "seax-dialer",
  description: "The typed client for SeaX auto-dialer voice campaigns",
  lang: "en",
  srcDir: "..",
  outDir: "dist",
  srcExclude: ["**/dist/**", "**/target/**", ".github/**", "pkg/**", "RELEASING.md"],
  rewrites: shown,
  lastUpdated: false,
  head: [["link", { rel: "icon", href: "data:," }]],
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    anchor: { slugify: anchorOf },
    toc: { slugify: anchorOf },
    config: (md) => documentsIn(md, shown),
  },
  themeConfig: {
    nav: [
      { text: "Documentation", link: "/docs/" },
      { text: "API", link: "/api/" },
      { text: "Changelog", link: "/CHANGELOG" },
    ],
    sidebar: { "/api/": await reference(), "/": await sidebar() },
    outline: [2, 3],
    search: { provider: "local" },
  },
  /** The page as Markdown, for programs that read it. */
  transformHead: ({ pageData }) => [
    ["link", { rel: "alternate", type: "text/markdown", href: base + pageData.relativePath }],
  ],
  vite: {
    plugins: [examplesPlugin()],
    // The package finds its .wasm files by their place: it is not to be moved.
    optimizeDeps: { exclude: ["seax-dialer"] },
    server: { fs: { allow: [".."] } },
    build: { target: "es2022", chunkSizeWarningLimit: 1_000 },
  },
});
