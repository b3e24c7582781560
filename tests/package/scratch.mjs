// A user's project in which only the packed package is installed.

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PACKAGE = fileURLToPath(new URL("../../pkg/", import.meta.url));
const NPM = process.platform === "win32" ? "npm.cmd" : "npm";

const execute = promisify(execFile);

/** A folder with the package in its node_modules. */
export class Scratch {
  /**
   * @param {string} folder
   * @param {string} tarball
   */
  constructor(folder, tarball) {
    this.folder = folder;
    /** The packed package. */
    this.tarball = tarball;
  }

  /**
   * Packs the package, and installs it from the tarball without a network.
   *
   * @param {(remove: () => Promise<void>) => void} after registers a function that removes it
   * @param {string} [parent] its parent folder; below this repository, the project finds this repository's tools
   */
  static async make(after, parent = tmpdir()) {
    await mkdir(parent, { recursive: true });
    const folder = await mkdtemp(join(parent, "seax-dialer-"));
    after(() => rm(folder, { recursive: true, force: true }));
    await execute(NPM, ["pack", "--pack-destination", folder], { cwd: PACKAGE });
    const packed = (await readdir(folder)).find((name) => name.endsWith(".tgz"));
    if (packed === undefined) throw new Error("npm has packed nothing");
    const scratch = new Scratch(folder, join(folder, packed));
    await scratch.write("package.json", '{ "private": true, "type": "module" }');
    const quiet = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
    await execute(NPM, ["install", ...quiet, scratch.tarball], { cwd: folder });
    return scratch;
  }

  /**
   * @param {string} name
   * @param {string} text
   * @returns {Promise<string>} the file's path
   */
  async write(name, text) {
    const path = join(this.folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return path;
  }

  /**
   * Runs Node in the project, and returns its output.
   *
   * @param {string[]} args
   * @param {Record<string, string>} [variables]
   */
  async node(args, variables = {}) {
    const { stdout } = await execute(process.execPath, args, {
      cwd: this.folder,
      env: { ...process.env, ...variables },
      timeout: 300_000,
    });
    return stdout.trim();
  }
}

/**
 * Returns the paths of all files below a folder, relative to it.
 *
 * @param {string} folder
 */
export async function files(folder) {
  const items = await readdir(folder, { recursive: true, withFileTypes: true });
  return items
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name).slice(folder.length + 1));
}
