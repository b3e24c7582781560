// The API reference: pages made from the package's own types, a page for each of its entries.

import { fileURLToPath } from "node:url";
import { Application } from "typedoc";
import { ENTRIES } from "./pages.mjs";

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

/** Writes the pages into site/api. */
export async function writeReference() {
  const typedoc = await Application.bootstrapWithPlugins({
    plugin: ["typedoc-plugin-markdown"],
    entryPoints: Object.keys(ENTRIES).map((name) => path(`../pkg/${name}.d.ts`)),
    tsconfig: path("tsconfig.json"),
    outputs: [{ name: "markdown", path: path("api") }],
    name: "API reference",
    readme: "none",
    disableSources: true,
    excludeExternals: true,
    excludePrivate: true,
    logLevel: "Error",
    ...{
      outputFileStrategy: "modules",
      entryFileName: "README",
      hidePageHeader: true,
      hideBreadcrumbs: true,
      parametersFormat: "table",
      interfacePropertiesFormat: "table",
      typeDeclarationFormat: "table",
      enumMembersFormat: "table",
    },
  });
  const project = await typedoc.convert();
  if (project === undefined) throw new Error("typedoc cannot read the package's types");
  for (const module of project.children ?? []) {
    module.name = ENTRIES[/** @type {keyof typeof ENTRIES} */ (module.name)] ?? module.name;
  }
  await typedoc.generateOutputs(project);
  if (typedoc.logger.hasErrors()) throw new Error("typedoc has found errors in the package's types");
}
