// A user's project in which only the packed package is installed.

import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PACKAGE = fileURLToPath(new URL("../../pkg/", import.meta.url));
export const NPM = process.platform === "win32" ? "npm.cmd" : "npm";

const execute = promisify(execFile);

/**
 * Returns the packed package: the file that the variable `SEAX_TARBALL` names, or one that is packed into the folder.
 *
 * @param {string} folder
 */
export async function pack(folder) {
  if (process.env.SEAX_TARBALL) return process.env.SEAX_TARBALL;
  const { stdout } = await execute(NPM, ["pack", "--pack-destination", folder], { cwd: PACKAGE });
  return join(folder, stdout.trim().split("\n").at(-1) ?? "");
}

/**
 * Installs the packed package as npm does, which would take seconds: the package has no dependencies.
 *
 * @param {string} folder
 * @returns {Promise<string>} the packed package
 */
export async function install(folder) {
  const [installed, linked] = [join(folder, "node_modules/seax-dialer"), join(folder, "node_modules/.bin")];
  for (const path of [installed, linked]) await mkdir(path, { recursive: true });
  const tarball = await pack(folder);
  await execute("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
  const { bin } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  for (const [name, program] of /** @type {[string, string][]} */ (Object.entries(bin))) {
    await chmod(join(installed, program), 0o755);
    await symlink(join("..", "seax-dialer", program), join(linked, name));
  }
  return tarball;
}

/** A folder with the package in its node_modules. */
export class Scratch {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
  }

  /**
   * Makes a folder, and installs the package in it.
   *
   * @param {(remove: () => Promise<void>) => void} after registers a function that removes it
   * @param {string} [parent] its parent folder; below this repository, the project finds this repository's tools
   */
  static async make(after, parent = tmpdir()) {
    await mkdir(parent, { recursive: true });
    const scratch = new Scratch(await mkdtemp(join(parent, "seax-dialer-")));
    after(() => rm(scratch.folder, { recursive: true, force: true }));
    await scratch.write("package.json", '{ "private": true, "type": "module" }');
    await install(scratch.folder);
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
