import type { TicketStore } from "./index.js";

export type { Ticket, TicketStore } from "./index.js";

/** What `durableTickets` needs of a Durable Object's storage (`ctx.storage`). */
export interface DurableStorage {
  get<T = unknown>(key: string): Promise<T | undefined>;
  put<T>(key: string, value: T): Promise<void>;
  delete(key: string): Promise<boolean>;
  transaction<T>(
    closure: (transaction: {
      get<T = unknown>(key: string): Promise<T | undefined>;
      put<T>(key: string, value: T): Promise<void>;
      delete(key: string): Promise<boolean>;
    }) => Promise<T>,
  ): Promise<T>;
}

/**
 * Stores tickets as files in a folder, which is created if needed. All processes that share the folder share the tickets: a
 * claim creates its file exclusively, and stored tickets survive a power cut. In Node, Deno and Bun only.
 */
export function fileTickets(folder: string): TicketStore;

/** What `webTickets` needs of `localStorage` or `sessionStorage`. */
export interface WebStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/**
 * Stores tickets in a page's `localStorage`, or in the given `Storage`. The tabs of an origin share `localStorage`: a claim
 * takes a Web Lock, for which the page has to be served with https. `sessionStorage` survives a reload, and each tab has its
 * own.
 */
export function webTickets(storage?: WebStorage): TicketStore;

/** Stores tickets in a Durable Object's storage. Route all launches with one key to one object. */
export function durableTickets(storage: DurableStorage): TicketStore;

/** Stores tickets in memory, for as long as the process lives. */
export function memoryTickets(): TicketStore;
