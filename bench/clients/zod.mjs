import { campaign } from "../schemas/zod/campaign.mjs";
import { contacts, names } from "../schemas/zod/contact.mjs";
import { draft } from "../schemas/zod/draft.mjs";
import { phones } from "../schemas/zod/phone.mjs";
import { checkedBy } from "./checked.mjs";

/** @type {import("./client.d.ts").Entry["make"]} */
export async function make(config) {
  return checkedBy(config, {
    phones: (reply) => phones.parse(reply),
    contacts: (reply) => contacts.parse(reply),
    names: (reply) => names.parse(reply),
    draft: (given) => draft.parse(given),
    campaign: (reply) => campaign.parse(reply),
  });
}
