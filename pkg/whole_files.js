// Files that are there as a whole or not at all, even after a crash. For Node, Deno and Bun.

import { link, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Distinguishes the temporary files of one process. */
let count = 0;

/**
 * Creates a file, and the folder that it is in.
 *
 * @param {string} path
 * @param {string} text
 * @returns {Promise<void>} rejects with `EEXIST` if there is such a file, even one of the same moment
 */
export function createFile(path, text) {
  return write(path, text, link);
}

/**
 * Creates a file, or replaces the one that is there.
 *
 * @param {string} path
 * @param {string} text
 * @returns {Promise<void>}
 */
export function replaceFile(path, text) {
  return write(path, text, rename);
}

/**
 * The code of an error of the file system, such as `ENOENT`.
 *
 * @param {unknown} error
 */
export function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error)?.code;
}

/**
 * Writes a file of another name first: what has the name `path` is complete.
 *
 * @param {string} path
 * @param {string} text
 * @param {(written: string, path: string) => Promise<void>} place
 */
async function write(path, text, place) {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const written = `${path}.${process.pid}-${Date.now()}-${count++}`;
  try {
    const file = await open(written, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await place(written, path);
  } finally {
    await rm(written, { force: true });
  }
  await syncFolder(folder);
}

/**
 * Makes a new name in a folder survive a power cut, on systems that can.
 *
 * @param {string} folder
 */
async function syncFolder(folder) {
  const opened = await open(folder).catch(() => undefined);
  await opened?.sync().catch(() => {});
  await opened?.close();
}
