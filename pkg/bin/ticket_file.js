import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { codeOf, createFile, replaceFile, textOf } from "../whole_files.js";
import { Misuse } from "./exit.js";

/** @typedef {import("seax-dialer").Ticket} Ticket */
/** @typedef {import("seax-dialer").TicketStore} TicketStore */

/** A launch that only looks for its campaign has found none, and would send its draft now. */
export class NothingFound extends Error {}

/**
 * The content of a ticket file.
 *
 * @typedef {object} Kept
 * @property {string} workspace_id the workspace in which the campaign is launched: in another one it would never be found
 * @property {string} idempotency_key
 * @property {Ticket} ticket
 */

/**
 * A store for the ticket of one launch, in a file that represents the launch. The file exists from before the draft is sent
 * until it is certain that no campaign was created.
 *
 * @implements {TicketStore}
 */
export class TicketFile {
  /**
   * @param {string} path
   * @param {string} workspaceId
   * @param {string} key
   * @param {Ticket | undefined} ticket
   */
  constructor(path, workspaceId, key, ticket) {
    this.path = path;
    this.workspaceId = workspaceId;
    /** The launch's idempotency key. */
    this.key = key;
    /** The ticket in the file, as far as this process knows. */
    this.ticket = ticket;
  }

  /**
   * Reads the file, if it exists. Otherwise, its launch is a new one.
   *
   * @param {string} path
   * @param {string} workspaceId
   * @param {string} [chosenKey] an idempotency key of the caller's choice
   */
  static async open(path, workspaceId, chosenKey) {
    const kept = await read(path);
    if (kept === undefined) return new TicketFile(path, workspaceId, chosenKey ?? randomUUID(), undefined);
    const { workspace_id: workspace, idempotency_key: key, ticket } = kept;
    if (workspace !== workspaceId) {
      throw new Misuse(
        `${path} belongs to a launch in the workspace ${workspace}, but SEAX_WORKSPACE_ID is ${workspaceId}. ` +
          "Use another file for another launch.",
      );
    }
    if (chosenKey !== undefined && chosenKey !== key) {
      throw new Misuse(`${path} belongs to a launch with another idempotency key. Use another file.`);
    }
    return new TicketFile(path, workspaceId, key, ticket);
  }

  /** Whether the launch has begun, in this process or another one. A file that cannot be read may be a ticket. */
  async isBegun() {
    if (this.ticket !== undefined) return true;
    return read(this.path).then(
      (kept) => kept !== undefined,
      () => true,
    );
  }

  /**
   * Returns a store with which a launch looks for its campaign but sends nothing: instead, it fails with `NothingFound` as the
   * error's `cause`. It stores only the ticket of a campaign that was found.
   *
   * @returns {TicketStore}
   */
  forLooking() {
    const refuse = async () => {
      throw new NothingFound();
    };
    /** @type {TicketStore["claim"]} */
    const claim = (key, ticket) => (ticket.campaign_id === undefined ? refuse() : this.claim(key, ticket));
    /** @type {TicketStore["save"]} */
    const save = async (key, ticket) => {
      if (ticket.campaign_id === undefined) return refuse();
      if (this.ticket === undefined) await this.claim(key, ticket);
      else await this.save(key, ticket);
    };
    return { load: () => this.load(), claim, save, forget: async () => {} };
  }

  /** Reads the file again: while a person was asked, another process may have continued this launch. */
  async load() {
    const kept = await this.#own();
    if (kept === undefined && this.ticket !== undefined) {
      // Without its ticket, this would be a new launch, which nobody has confirmed.
      throw new Error(`Another process has removed ${this.path}. Run this again.`);
    }
    this.ticket = kept?.ticket;
    return this.ticket;
  }

  /**
   * @param {string} _
   * @param {Ticket} ticket
   */
  async claim(_, ticket) {
    try {
      await createFile(this.path, this.#text(ticket));
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
      const kept = await this.#own();
      if (kept !== undefined) return kept.ticket;
      throw new Error(`Another process has removed ${this.path}. Run this again.`);
    }
    this.ticket = ticket;
    return undefined;
  }

  /**
   * @param {string} _
   * @param {Ticket} ticket
   */
  async save(_, ticket) {
    await replaceFile(this.path, this.#text(ticket));
    this.ticket = ticket;
  }

  /**
   * @param {string} _
   * @param {Ticket} ticket
   */
  async forget(_, ticket) {
    const kept = await read(this.path);
    if (kept?.ticket.sent_at === ticket.sent_at) await rm(this.path, { force: true });
    this.ticket = undefined;
  }

  /** Reads the file, if it exists. It has to belong to this launch. */
  async #own() {
    const kept = await read(this.path);
    if (kept && (kept.idempotency_key !== this.key || kept.workspace_id !== this.workspaceId)) {
      throw new Error(
        `${this.path} already exists: another process has started this launch. Run this again.`,
      );
    }
    return kept;
  }

  /** @param {Ticket} ticket */
  #text(ticket) {
    /** @type {Kept} */
    const kept = { workspace_id: this.workspaceId, idempotency_key: this.key, ticket };
    return `${JSON.stringify(kept, null, 2)}\n`;
  }
}

/**
 * @param {string} path
 * @returns {Promise<Kept | undefined>}
 */
async function read(path) {
  let bytes;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw new Misuse(`The ticket file cannot be read: ${/** @type {Error} */ (error).message}.`);
  }
  const kept = parsed(bytes);
  if (
    typeof kept?.idempotency_key !== "string" ||
    typeof kept.workspace_id !== "string" ||
    !isTicket(kept.ticket)
  ) {
    throw new Misuse(
      `${path} is not a ticket file, or is damaged, and was not changed. If it was used for a launch, look in SeaX for its ` +
        "campaign. For another launch, use a file that does not exist yet.",
    );
  }
  return kept;
}

/**
 * Whether a value has the form of a ticket. The client validates the rest.
 *
 * @param {Partial<Ticket> | null | undefined} value
 */
function isTicket(value) {
  const { key, sent_at: sentAt, draft_digest: digest } = value ?? {};
  return (
    /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(key ?? "") &&
    Number.isFinite(sentAt) &&
    typeof digest === "string"
  );
}

/**
 * @param {Uint8Array} bytes
 * @returns {Partial<Kept> & Kept | undefined}
 */
function parsed(bytes) {
  try {
    return JSON.parse(textOf(bytes));
  } catch {
    return undefined;
  }
}
