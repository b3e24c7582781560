// zod with its compiler, which generates JavaScript from a schema at run time: faster, where `new Function` is allowed.

import { compile } from "zod";
import { campaign } from "../schemas/zod/campaign.mjs";
import { contacts, names } from "../schemas/zod/contact.mjs";
import { draft } from "../schemas/zod/draft.mjs";
import { phones } from "../schemas/zod/phone.mjs";
import { checkedBy } from "./checked.mjs";

const compiled = {
  phones: compile(phones, { strict: true }),
  contacts: compile(contacts, { strict: true }),
  names: compile(names, { strict: true }),
  draft: compile(draft, { strict: true }),
  campaign: compile(campaign, { strict: true }),
};

/** @type {import("./client.d.ts").Entry["make"]} */
export async function make(config) {
  return checkedBy(config, {
    phones: (reply) => compiled.phones.parse(reply),
    contacts: (reply) => compiled.contacts.parse(reply),
    names: (reply) => compiled.names.parse(reply),
    draft: (given) => compiled.draft.parse(given),
    campaign: (reply) => compiled.campaign.parse(reply),
  });
}
