// Ticket stores for Node, Deno and Bun.

import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, createFile, replaceFile, textOf } from "./whole_files.js";

export { durableTickets, memoryTickets, webTickets } from "./tickets.js";

/** @typedef {import("./index.d.ts").Ticket} Ticket */

/**
 * Stores tickets as files in a folder, one file for each key. All processes that share the folder share the tickets.
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
    const file = path(key);
    /** @type {Uint8Array} */
    let bytes;
    try {
      bytes = await readFile(file);
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    }
    const ticket = parsed(bytes);
    // Returning `null` or undefined would mean that nothing is stored, but a claim cannot replace the file. The client
    // validates the rest.
    if (typeof ticket !== "object" || ticket === null) {
      throw new Error(
        `${file} is not a ticket. Check in SeaX whether its campaign was created, then restore or delete the file.`,
      );
    }
    return ticket;
  };
  return {
    load,
    async claim(key, ticket) {
      for (;;) {
        const stored = await load(key);
        if (stored !== undefined) return stored;
        try {
          // Fails if the file exists, even if another process creates it at the same moment.
          await createFile(path(key), JSON.stringify(ticket));
          return undefined;
        } catch (error) {
          if (codeOf(error) !== "EEXIST") throw error;
        }
      }
    },
    async save(key, ticket) {
      const stored = await load(key);
      // A slow disk may carry this out after a later one.
      if (stored !== undefined && stored.sent_at > ticket.sent_at) return;
      await replaceFile(path(key), JSON.stringify(ticket));
    },
    async forget(key, ticket) {
      const stored = await load(key);
      if (stored?.sent_at === ticket.sent_at) await rm(path(key), { force: true });
    },
  };
}

/**
 * Parses the content of a file; undefined if it is not JSON.
 *
 * @param {Uint8Array} bytes
 */
function parsed(bytes) {
  try {
    return JSON.parse(textOf(bytes));
  } catch {
    return undefined;
  }
}
