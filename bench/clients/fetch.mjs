// `fetch` and `JSON.parse`, without validation.

import { checkedBy } from "./checked.mjs";

/** @param {unknown} reply */
const page = (reply) => /** @type {import("./checked.mjs").Page} */ (reply);

/** @type {import("./client.d.ts").Entry["make"]} */
export async function make(config) {
  return checkedBy(config, {
    phones: page,
    contacts: page,
    names: page,
    draft: (draft) => draft,
    campaign: (reply) => /** @type {{ id: string }} */ (reply),
  });
}
