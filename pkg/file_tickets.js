// Ticket stores for Node, Deno and Bun.

import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";

export { durableTickets, memoryTickets, webTickets } from "./tickets.js";

/** @typedef {import("./index.d.ts").Ticket} Ticket */

/** Distinguishes the temporary files of one process. */
let count = 0;

/**
 * Tickets as files in a folder, a file for each key. All processes that share the folder share the tickets.
 * @param {string} folder
 * @returns {import("./tickets.d.ts").TicketStore}
 */
export function fileTickets(folder) {
  /** @param {string} key */
  const path = (key) => {
    if (!/^[\da-f-]{36}$/.test(key)) throw new TypeError("A ticket's key must be a UUID.");
    return join(folder, `${key}.json`);
  };
  /** @param {string} key @returns {Promise<Ticket | undefined>} */
  const load = async (key) => {
    try {
      return JSON.parse(await readFile(path(key), "utf8"));
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    }
  };
  // A ticket is written to a file of another name first: a file that has the key's name is complete, even after a crash.
  /**
   * @param {string} key
   * @param {Ticket} ticket
   * @param {(written: string, path: string) => Promise<void>} place
   */
  const write = async (key, ticket, place) => {
    const target = path(key);
    await mkdir(folder, { recursive: true });
    const written = `${target}.${process.pid}-${Date.now()}-${count++}`;
    try {
      const file = await open(written, "wx", 0o600);
      try {
        await file.writeFile(JSON.stringify(ticket));
        await file.sync();
      } finally {
        await file.close();
      }
      await place(written, target);
    } finally {
      await rm(written, { force: true });
    }
    await syncFolder(folder);
  };
  return {
    load,
    async claim(key, ticket) {
      for (;;) {
        const stored = await load(key);
        if (stored !== undefined) return stored;
        try {
          // Fails if there is such a file, even one of the same moment.
          await write(key, ticket, link);
          return undefined;
        } catch (error) {
          if (codeOf(error) !== "EEXIST") throw error;
        }
      }
    },
    save: (key, ticket) => write(key, ticket, rename),
    async forget(key) {
      await rm(path(key), { force: true });
    },
  };
}

/**
 * Makes a new name in a folder survive a power cut, on systems that can.
 * @param {string} folder
 */
async function syncFolder(folder) {
  const opened = await open(folder).catch(() => undefined);
  await opened?.sync().catch(() => {});
  await opened?.close();
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error)?.code;
}
