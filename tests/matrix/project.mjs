// A project that uses the package: installs, builds and starts it, and checks the output.

import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../runtimes/runners/port.mjs";
import { Commands } from "./commands.mjs";
import { served, shownAt, textAt } from "./look.mjs";
import { programs } from "./programs.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const PROJECTS = fileURLToPath(new URL("./projects", import.meta.url));
/** Below the repository, so that projects can use its packages. */
const MADE = join(ROOT, "target/matrix");

/**
 * @typedef {object} Variant
 * @property {string} name
 * @property {string} [build] a command
 * @property {string[]} [without] paths of the project that are removed first
 * @property {Record<string, string>} [copy] files that are copied after the build, and where to
 * @property {string} [site] a folder that is served
 * @property {string} [start] a command that starts a server; the port is appended after a final `--port`
 * @property {Record<string, string>} checks by name: a path of a page, `GET` and a path, or a command
 * @property {Record<string, string>} [fails] the checks that are known to fail, and why
 * @property {Record<string, string>} [env]
 *
 * @typedef {object} Manifest matrix.json
 * @property {string} [like] a project whose files and settings it inherits
 * @property {string} tool
 * @property {string} package whose version is shown
 * @property {string} [needs]
 * @property {string} [node] the version of Node that it needs, if not the current one
 * @property {boolean} [alone] whether it must not use packages from outside its folder
 * @property {Variant[]} variants
 *
 * @typedef {object} Around
 * @property {string} api
 * @property {import("../package/scratch.mjs").Scratch} scratch
 * @property {string} tarball
 * @property {import("playwright-core").Browser} browser
 */

export class Project {
  #around;
  /** @type {Manifest} */ #manifest;
  #folder;
  #source;
  /** The folders with its files; the last one is its own. @type {string[]} */ #sources;
  #isReady = false;

  /**
   * @param {string} name
   * @param {Around} around
   */
  constructor(name, around) {
    this.#around = around;
    this.#source = join(PROJECTS, name);
    this.#folder = join(MADE, name);
    const chain = chainOf(name);
    this.#sources = chain.map(({ folder }) => folder);
    this.#manifest = Object.assign({}, ...chain.map(({ manifest }) => manifest));
  }

  get variants() {
    return this.#manifest.variants;
  }

  /**
   * Builds a variant, and returns which of its checks work.
   *
   * @param {Variant} variant
   * @returns {Promise<import("./table.mjs").Row>}
   */
  async row(variant) {
    /** @type {[what: string, outcome: string][]} */
    let outcomes;
    try {
      await this.#ready();
      outcomes = await this.#outcomes(variant);
    } catch (error) {
      outcomes = Object.keys(variant.checks).map((what) => [what, brief(error)]);
    }
    const known = variant.fails ?? {};
    const works = outcomes.filter(([, outcome]) => outcome === "Main line").map(([what]) => what);
    const failed = outcomes.filter(([what]) => !works.includes(what));
    for (const [what, outcome] of failed) if (!(what in known)) console.log(`      ${what}: ${outcome}`);
    return {
      tool: this.#manifest.tool,
      version: this.#version(),
      variant: variant.name,
      works,
      fails: failed.map(([what, outcome]) => `${what}: ${known[what] ?? outcome}`),
      needs: this.#manifest.needs ?? "",
      asExpected: outcomes.every(([what]) => works.includes(what) !== what in known),
    };
  }

  /** Installs the project's dependencies, if they have changed, and the package. */
  async #ready() {
    if (this.#isReady) return;
    const lock = (/** @type {string} */ folder) =>
      readFile(join(folder, "package-lock.json"), "utf8").catch(() => "");
    const [wanted, installed] = await Promise.all([lock(this.#source), lock(this.#folder)]);
    const npm = new Commands(this.#folder);
    await mkdir(this.#folder, { recursive: true });
    if (
      !this.#isInRoot() &&
      (wanted !== installed || !existsSync(join(this.#folder, "node_modules/.package-lock.json")))
    ) {
      await rm(this.#folder, { recursive: true, force: true });
      await this.#copy();
      await npm.npm(["install", "--no-save", "--no-audit", "--no-fund"]);
    }
    for (const name of await readdir(this.#folder)) {
      if (name !== "node_modules") await rm(join(this.#folder, name), { recursive: true });
    }
    await this.#copy();
    if (this.#manifest.node !== undefined) await installNode(this.#manifest.node);
    // Frameworks read the dependencies from there.
    const own = read(join(this.#folder, "package.json"));
    own.dependencies = { ...own.dependencies, "seax-dialer": "file:seax-dialer.tgz" };
    await writeFile(join(this.#folder, "package.json"), JSON.stringify(own));
    const { scratch, tarball, api } = this.#around;
    const place = join(this.#folder, "node_modules/seax-dialer");
    await rm(place, { recursive: true, force: true });
    // Removes what tools have cached of an earlier build of the package.
    for (const cache of [".vite", ".cache"]) {
      await rm(join(this.#folder, "node_modules", cache), { recursive: true, force: true });
    }
    await cp(join(scratch.folder, "node_modules/seax-dialer"), place, { recursive: true });
    await cp(tarball, join(this.#folder, "seax-dialer.tgz"));
    await mkdir(join(this.#folder, "seax"), { recursive: true });
    for (const [name, text] of Object.entries(programs(api))) {
      await writeFile(join(this.#folder, "seax", name), text);
    }
    this.#isReady = true;
  }

  async #copy() {
    for (const source of this.#sources) await cp(source, this.#folder, { recursive: true });
  }

  /**
   * Whether the repository itself has all dependencies in exactly these versions, so that they are found from a folder
   * below.
   */
  #isInRoot() {
    if (this.#manifest.alone) return false;
    const { dependencies = {}, devDependencies = {} } = read(join(this.#source, "package.json"));
    return Object.entries({ ...dependencies, ...devDependencies }).every(
      ([name, version]) => versionIn(join(ROOT, "node_modules"), name) === version,
    );
  }

  #version() {
    const { package: name, node } = this.#manifest;
    const places = [this.#folder, ROOT, join(MADE, `node-${node}`)];
    const versions = places.map((place) => versionIn(join(place, "node_modules"), name));
    return versions.find((version) => version !== undefined) ?? "";
  }

  /**
   * @param {Variant} variant
   * @returns {Promise<[what: string, outcome: string][]>}
   */
  async #outcomes({ without = [], build, copy = {}, site, start, checks, env = {} }) {
    const commands = new Commands(this.#folder, this.#manifest.node, env);
    for (const path of without) await rm(join(this.#folder, path), { recursive: true, force: true });
    if (build !== undefined) await commands.run(build);
    for (const [from, to] of Object.entries(copy)) {
      await cp(join(this.#folder, from), join(this.#folder, to), { recursive: true });
    }
    const port = await freePort();
    const server = start === undefined ? undefined : await commands.start(start, port);
    const folder = site === undefined ? undefined : await served(join(this.#folder, site));
    const origin = folder?.origin ?? `http://127.0.0.1:${port}`;
    try {
      /** @type {[what: string, outcome: string][]} */
      const outcomes = [];
      for (const [what, check] of Object.entries(checks)) {
        const [method, path = ""] = check.split(" ");
        const look = check.startsWith("/")
          ? shownAt(this.#around.browser, origin + check)
          : method === "GET"
            ? textAt(origin + path)
            : commands.run(check).then((text) => text.trim().split("\n").at(-1) ?? "");
        outcomes.push([what, await look.catch(brief)]);
      }
      return outcomes;
    } finally {
      folder?.stop();
      await server?.stop();
    }
  }
}

/**
 * Returns the manifests and folders of a project and of those that it inherits from; its own come last.
 *
 * @param {string} name
 * @returns {{ folder: string, manifest: Manifest }[]}
 */
function chainOf(name) {
  const folder = join(PROJECTS, name);
  const manifest = /** @type {Manifest} */ (read(join(folder, "matrix.json")));
  return [...(manifest.like === undefined ? [] : chainOf(manifest.like)), { folder, manifest }];
}

/**
 * Installs another version of Node.
 *
 * @param {string} version
 */
async function installNode(version) {
  const folder = join(MADE, `node-${version}`);
  if (existsSync(join(folder, "node_modules/.bin/node"))) return;
  await cp(join(PROJECTS, `../node/${version}`), folder, { recursive: true });
  await new Commands(folder).npm(["ci", "--no-audit", "--no-fund"]);
}

/** @param {unknown} error */
const brief = (error) =>
  String(error instanceof Error ? error.message : error)
    .replaceAll(/\s+/g, " ")
    .replaceAll("|", "/")
    .slice(0, 300);

/** @param {string} path */
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

/** @param {string} folder @param {string} name @returns {string | undefined} */
function versionIn(folder, name) {
  const path = join(folder, name, "package.json");
  return existsSync(path) ? read(path).version : undefined;
}
