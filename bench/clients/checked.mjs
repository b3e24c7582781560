// A client that uses `fetch` and validates each kind of reply with a given function. Without validation, it is
// `fetch` and `JSON.parse`.

import { requester, walkPages } from "./request.mjs";

/** @typedef {import("./client.d.ts").Named} Named */
/** @typedef {{ data: Named[] }} Page */

/**
 * @typedef {object} Checks
 * @property {(reply: unknown) => Page} phones
 * @property {(reply: unknown) => Page} contacts
 * @property {(reply: unknown) => Page} names checks and keeps id, name and phone only
 * @property {(draft: unknown) => unknown} draft
 * @property {(reply: unknown) => { id: string }} campaign
 */

/**
 * @param {import("./client.d.ts").Config} config
 * @param {Checks} check
 * @returns {import("./client.d.ts").Client}
 */
export function checkedBy(config, check) {
  const ask = requester(config);
  return {
    async phones() {
      return check.phones(await ask("phones?limit=1")).data;
    },
    async contacts(limit) {
      return check.contacts(await ask(`contacts?limit=${limit}`)).data;
    },
    async names(limit) {
      return check.names(await ask(`contacts?limit=${limit}`)).data;
    },
    async create(draft) {
      return check.campaign(await ask("auto_dialer_campaigns", check.draft(draft)));
    },
    async walk(visit) {
      await walkPages(async (offset, limit) => {
        return check.contacts(await ask(`contacts?offset=${offset}&limit=${limit}`)).data;
      }, visit);
    },
  };
}
