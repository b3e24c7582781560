// Writes files atomically: they exist completely or not at all, even after a crash. Reads them as they were written. For Node, Deno
// and Bun.

import { randomUUID } from "node:crypto";
import { link, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Creates a file, and the folder that it is in.
 *
 * @param {string} path
 * @param {string} text
 * @returns {Promise<void>} rejects with `EEXIST` if the file exists, even if it was created at the same moment
 */
export function createFile(path, text) {
  return write(path, text, link);
}

/**
 * Creates a file, or replaces an existing one.
 *
 * @param {string} path
 * @param {string} text
 * @returns {Promise<void>}
 */
export function replaceFile(path, text) {
  return write(path, text, rename);
}

/**
 * Decodes UTF-8 text, with or without a byte order mark. Text in another encoding would otherwise be read with replacement
 * characters, as if it had been written like that.
 *
 * @param {Uint8Array} bytes
 * @returns {string}
 * @throws {TypeError} if it is not UTF-8
 */
export function textOf(bytes) {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

/**
 * Returns the code of a file system error, such as `ENOENT`.
 *
 * @param {unknown} error
 */
export function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error)?.code;
}

/**
 * Writes a temporary file first, so that the file at `path` is complete whenever it exists.
 *
 * @param {string} path
 * @param {string} text
 * @param {(written: string, path: string) => Promise<void>} place
 */
async function write(path, text, place) {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  // Not the process's number, which is 1 in every container.
  const written = `${path}.${randomUUID()}`;
  const file = await open(written, "wx", 0o600);
  // From here on, the file at `written` is this call's own.
  try {
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
 * Makes a new name in a folder survive a power cut, on systems that support it.
 *
 * @param {string} folder
 */
async function syncFolder(folder) {
  const opened = await open(folder).catch(() => undefined);
  await opened?.sync().catch(() => {});
  await opened?.close();
}
