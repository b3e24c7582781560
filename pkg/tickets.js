// Ticket stores for `campaigns.launch`, except the one that needs a file system: see file_tickets.js. They are a separate
// subpath, because pages without them should not load them, and because browsers have no `node:fs`.

/** @typedef {import("./index.d.ts").Ticket} Ticket */
/** @typedef {import("./tickets.d.ts").TicketStore} TicketStore */

const PREFIX = "seax-dialer-ticket:";

/** How long a tab keeps the lock of a claim that it won, in milliseconds. */
const SPREADS_MS = 1_000;

// Fake timers of tests do not hold a lock for ever.
const { setTimeout } = globalThis;

/**
 * Whether a ticket replaces the one that is stored. A store that is slow may carry out a `save` after a later one, whose request may
 * have created a campaign.
 *
 * @param {Ticket} ticket
 * @param {Ticket | undefined} stored
 */
function replaces(ticket, stored) {
  return stored === undefined || ticket.sent_at >= stored.sent_at;
}

/**
 * Stores tickets in memory: for one process, and for tests.
 * @returns {TicketStore}
 */
export function memoryTickets() {
  /** @type {Map<string, Ticket>} */
  const tickets = new Map();
  return {
    async claim(key, ticket) {
      const stored = tickets.get(key);
      if (stored === undefined) tickets.set(key, ticket);
      return stored;
    },
    async load(key) {
      return tickets.get(key);
    },
    async save(key, ticket) {
      if (replaces(ticket, tickets.get(key))) tickets.set(key, ticket);
    },
    async forget(key, ticket) {
      if (tickets.get(key)?.sent_at === ticket.sent_at) tickets.delete(key);
    },
  };
}

/**
 * Stores tickets in a page's storage. The tabs of an origin share `localStorage`, so a claim takes a Web Lock. A browser may show a
 * write to the tabs of another process only later, so a claim that won keeps the lock for a while after it has resolved.
 * @param {Storage} [storage]
 * @returns {TicketStore}
 */
export function webTickets(storage = globalThis.localStorage) {
  /** @param {string} key @returns {Ticket | undefined} */
  const read = (key) => JSON.parse(storage.getItem(PREFIX + key) ?? "null") ?? undefined;
  /** @param {string} key @param {Ticket} ticket */
  const write = (key, ticket) => storage.setItem(PREFIX + key, JSON.stringify(ticket));
  /** @param {string} key @param {Ticket} ticket */
  const claim = (key, ticket) => {
    const stored = read(key);
    if (stored === undefined) write(key, ticket);
    return stored;
  };
  return {
    async claim(key, ticket) {
      // No other tab sees this storage, and no other code runs between the synchronous read and write.
      if (storage === globalThis.sessionStorage) return claim(key, ticket);
      const { locks } = globalThis.navigator ?? {};
      if (locks === undefined) {
        throw new Error(
          "Tickets in localStorage need Web Locks: serve the page with https, or use sessionStorage.",
        );
      }
      return new Promise((resolve, reject) => {
        const work = async () => {
          const stored = claim(key, ticket);
          resolve(stored);
          if (stored === undefined) await new Promise((after) => setTimeout(after, SPREADS_MS));
        };
        locks.request(PREFIX + key, work).catch(reject);
      });
    },
    async load(key) {
      return read(key);
    },
    async save(key, ticket) {
      if (replaces(ticket, read(key))) write(key, ticket);
    },
    async forget(key, ticket) {
      if (read(key)?.sent_at === ticket.sent_at) storage.removeItem(PREFIX + key);
    },
  };
}

/**
 * Stores tickets in the storage of a Durable Object. Every launch with one key has to go to one object.
 * @param {import("./tickets.d.ts").DurableStorage} storage
 * @returns {TicketStore}
 */
export function durableTickets(storage) {
  /** @param {string} key @returns {Promise<Ticket | undefined>} */
  const read = (key) => storage.get(PREFIX + key);
  return {
    claim: (key, ticket) =>
      storage.transaction(async (transaction) => {
        /** @type {Ticket | undefined} */
        const stored = await transaction.get(PREFIX + key);
        if (stored === undefined) await transaction.put(PREFIX + key, ticket);
        return stored;
      }),
    load: read,
    save: (key, ticket) =>
      storage.transaction(async (transaction) => {
        if (replaces(ticket, await transaction.get(PREFIX + key)))
          await transaction.put(PREFIX + key, ticket);
      }),
    forget: (key, ticket) =>
      storage.transaction(async (transaction) => {
        /** @type {Ticket | undefined} */
        const stored = await transaction.get(PREFIX + key);
        if (stored?.sent_at === ticket.sent_at) await transaction.delete(PREFIX + key);
      }),
  };
}
