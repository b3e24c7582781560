// Detects the engine features that a script, a style or a WebAssembly module needs, by their names in @mdn/browser-compat-data.

import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { devNull } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parse } from "acorn";

/** @typedef {import("@mdn/browser-compat-data").BrowserName} Engine */
/** @typedef {import("@mdn/browser-compat-data").Identifier} Entry */

const bcd = /** @type {import("@mdn/browser-compat-data").CompatData} */ (
  createRequire(import.meta.url)("@mdn/browser-compat-data")
);
const run = promisify(execFile);
const WASM_OPT = fileURLToPath(new URL("../../node_modules/.bin/wasm-opt", import.meta.url));

/** Syntax tree nodes that are newer than the first modules. @type {Record<string, string>} */
const SYNTAX = {
  AwaitExpression: "javascript.operators.await",
  ChainExpression: "javascript.operators.optional_chaining",
  ImportExpression: "javascript.operators.import",
  PrivateIdentifier: "javascript.classes.private_class_fields",
  PropertyDefinition: "javascript.classes.public_class_fields",
  StaticBlock: "javascript.classes.static_initialization_blocks",
};
/** @type {Record<string, string>} */
const OPERATORS = {
  "**": "javascript.operators.exponentiation",
  "??": "javascript.operators.nullish_coalescing",
  "??=": "javascript.operators.nullish_coalescing_assignment",
  "||=": "javascript.operators.logical_or_assignment",
  "&&=": "javascript.operators.logical_and_assignment",
};
/** @type {Record<string, string>} */
const FLAGS = {
  d: "javascript.builtins.RegExp.hasIndices",
  s: "javascript.builtins.RegExp.dotAll",
  u: "javascript.builtins.RegExp.unicode",
  v: "javascript.builtins.RegExp.unicodeSets",
};
/** Newer members of the DOM, with names that nothing else has. @type {Record<string, string>} */
const DOM = {
  adoptedStyleSheets: "api.Document.adoptedStyleSheets",
  ariaExpanded: "api.Element.ariaExpanded",
  ariaHasPopup: "api.Element.ariaHasPopup",
  ariaLabel: "api.Element.ariaLabel",
  arrayBuffer: "api.Response.arrayBuffer",
  attachInternals: "api.HTMLElement.attachInternals",
  checkVisibility: "api.Element.checkVisibility",
  getReader: "api.ReadableStream.getReader",
  hidePopover: "api.HTMLElement.hidePopover",
  pipeThrough: "api.ReadableStream.pipeThrough",
  randomUUID: "api.Crypto.randomUUID",
  replaceChildren: "api.Element.replaceChildren",
  replaceSync: "api.CSSStyleSheet.replaceSync",
  requestClose: "api.HTMLDialogElement.requestClose",
  requestSubmit: "api.HTMLFormElement.requestSubmit",
  showModal: "api.HTMLDialogElement.showModal",
  showPicker: "api.HTMLInputElement.showPicker",
  showPopover: "api.HTMLElement.showPopover",
  startViewTransition: "api.Document.startViewTransition",
  throwIfAborted: "api.AbortSignal.throwIfAborted",
  toggleAttribute: "api.Element.toggleAttribute",
};

/** Newer features of styles. @type {[RegExp, string][]} */
const STYLES = [
  [/:has\(/, "css.selectors.has"],
  [/:is\(/, "css.selectors.is"],
  [/:where\(/, "css.selectors.where"],
  [/:focus-visible/, "css.selectors.focus-visible"],
  [/:user-invalid/, "css.selectors.user-invalid"],
  [/::backdrop/, "css.selectors.backdrop"],
  [/@container/, "css.at-rules.container"],
  [/@layer/, "css.at-rules.layer"],
  [/@starting-style/, "css.at-rules.starting-style"],
  [/@supports/, "css.at-rules.supports"],
  [/forced-colors/, "css.at-rules.media.forced-colors"],
  [/prefers-reduced-motion/, "css.at-rules.media.prefers-reduced-motion"],
  [/\(width\s*[<>]/, "css.at-rules.media.range_syntax"],
  [/color-mix\(/, "css.types.color.color-mix"],
  [/light-dark\(/, "css.types.color.light-dark"],
  [/\d[dsl]v[hw]\b/, "css.types.length.viewport_percentage_units_dynamic"],
  [/subgrid/, "css.properties.grid-template-columns.subgrid"],
  [/text-wrap:/, "css.properties.text-wrap"],
  [/field-sizing:/, "css.properties.field-sizing"],
  [/accent-color:/, "css.properties.accent-color"],
  [/aspect-ratio:/, "css.properties.aspect-ratio"],
  [/inset(-\w+)*:/, "css.properties.inset"],
  [/\bgap:/, "css.properties.gap"],
  [/scrollbar-gutter:/, "css.properties.scrollbar-gutter"],
  [/content-visibility:/, "css.properties.content-visibility"],
  [/[{};]\s*&/, "css.selectors.nesting"],
];

/** The names of features in wasm-opt, and in browser-compat-data. */
const WASM = {
  simd: "fixed-width-SIMD",
  "bulk-memory": "bulk-memory-operations",
  "nontrapping-float-to-int": "non-trapping-float-to-int-conversions",
  "sign-ext": "sign-extension-operations",
  "reference-types": "reference-types",
  multivalue: "multi-value",
  "exception-handling": "exception-handling",
  "tail-call": "tail-calls",
  "extended-const": "extended-constant-expressions",
  threads: "threads-and-atomics",
  gc: "garbage-collection",
  "relaxed-simd": "relaxed-SIMD",
  memory64: "memory64",
};

/** @param {string} key @returns {Entry | undefined} */
function entry(key) {
  return /** @type {Entry | undefined} */ (
    key.split(".").reduce((at, part) => /** @type {any} */ (at)?.[part], /** @type {unknown} */ (bcd))
  );
}

/**
 * Returns the first version of an engine with a feature, with the minor version as hundredths; 0 if unknown, infinity if it
 * does not have the feature.
 *
 * @param {string} key
 * @param {Engine} engine
 */
export function since(key, engine) {
  const support = entry(key)?.__compat?.support[engine];
  if (support === undefined) return 0;
  const whole = [support].flat().find(({ flags, partial_implementation, prefix, alternative_name }) => {
    return !flags && !partial_implementation && !prefix && !alternative_name;
  });
  const version = whole?.version_removed ? undefined : whole?.version_added;
  if (typeof version !== "string" || version === "preview") return Number.POSITIVE_INFINITY;
  const [major = 0, minor = 0] = version.replace("≤", "").split(".").map(Number);
  return major + minor / 100;
}

/** The methods of built-in objects, by name. @type {Map<string, string[]>} */
const methods = new Map();
for (const [kind, object] of Object.entries(bcd.javascript.builtins ?? {})) {
  for (const name of Object.keys(object)) {
    const key = `javascript.builtins.${kind}.${name}`;
    if (name !== "__compat") methods.set(name, [...(methods.get(name) ?? []), key]);
  }
}

/**
 * Returns the features that a script uses. A method is known by name only, and counts as the oldest with that name.
 *
 * @param {string} source
 * @returns {Set<string>}
 */
export function scriptFeatures(source) {
  /** @type {Set<string>} */
  const found = new Set();
  const add = (/** @type {string | undefined} */ key) => {
    if (key !== undefined && entry(key)?.__compat) found.add(key);
  };
  const global = (/** @type {string} */ name) => {
    add(`javascript.builtins.${name}`);
    add(`api.${name}`);
  };
  const tree = parse(source, { ecmaVersion: "latest", sourceType: "module" });
  const own = new Set(ownNames(tree));
  const visit = (/** @type {any} */ node) => {
    add(SYNTAX[node.type]);
    add(OPERATORS[node.operator]);
    if (node.type === "ForOfStatement" && node.await) add("javascript.statements.for_await_of");
    if (node.type === "MetaProperty" && node.meta.name === "import") add("javascript.operators.import_meta");
    if (node.regex) for (const flag of node.regex.flags) add(FLAGS[flag]);
    if (node.type === "Literal" && node.bigint) add("javascript.builtins.BigInt");
    // Minified variables have shorter names.
    if (node.type === "Identifier" && node.name.length > 2) global(node.name);
    if (node.type === "MemberExpression" && node.property.type === "Identifier" && !node.computed) {
      const { name } = node.property;
      const object = node.object.type === "Identifier" ? node.object.name : undefined;
      const api = object === "WebAssembly" ? "webassembly.api" : `api.${object}`;
      const statics = [`javascript.builtins.${object}.${name}`, `${api}.${name}_static`];
      const known = statics.find((key) => entry(key)?.__compat);
      if (object === "globalThis") global(name);
      else if (known) add(known);
      else if (!own.has(name)) {
        add(methods.get(name)?.toSorted((one, other) => since(one, "safari") - since(other, "safari"))[0]);
        add(Object.hasOwn(DOM, name) ? DOM[name] : undefined);
      }
    }
    for (const [key, value] of Object.entries(node)) {
      // A member's name is not a variable.
      if ((key === "property" || key === "key") && !node.computed && value.type === "Identifier") continue;
      for (const child of [value].flat()) if (typeof child?.type === "string") visit(child);
    }
  };
  visit(tree);
  return found;
}

/**
 * Returns the names of members that the script itself defines.
 *
 * @param {any} node
 * @returns {string[]}
 */
function ownNames(node) {
  const named = ["MethodDefinition", "Property", "PropertyDefinition"].includes(node.type);
  const inner = Object.values(node).flatMap((value) =>
    [value].flat().flatMap((child) => (typeof child?.type === "string" ? ownNames(child) : [])),
  );
  return named && node.key.type === "Identifier" ? [node.key.name, ...inner] : inner;
}

/**
 * Returns the features that the styles in a script use.
 *
 * @param {string} source
 */
export function styleFeatures(source) {
  const found = STYLES.filter(([pattern]) => pattern.test(source)).map(([, key]) => key);
  const unknown = STYLES.find(([, key]) => !entry(key)?.__compat);
  if (unknown) throw new Error(`browser-compat-data does not know ${unknown[1]}`);
  return new Set(found);
}

/**
 * Returns the features that modules use: those without which one of them is not valid.
 *
 * @param {string[]} files
 */
export async function wasmFeatures(files) {
  const flags = new Map(Object.entries(WASM));
  /** @type {Set<string>} */
  const found = new Set();
  for (const file of files) {
    const valid = (/** @type {Iterable<string>} */ without) =>
      run(WASM_OPT, [
        "--all-features",
        ...[...without].map((flag) => `--disable-${flag}`),
        file,
        "-o",
        devNull,
      ]).then(
        () => true,
        () => false,
      );
    // Most modules need nothing that those before did not need.
    if (await valid(flags.keys())) continue;
    if (!(await valid([]))) throw new Error(`wasm-opt cannot read ${file}`);
    for (const [flag, name] of flags) {
      if (!entry(`webassembly.${name}`)?.__compat)
        throw new Error(`browser-compat-data does not know ${name}`);
      if (await valid([flag])) continue;
      found.add(`webassembly.${name}`);
      flags.delete(flag);
    }
  }
  return found;
}
