import { parse } from "valibot";
import { campaign } from "../schemas/valibot/campaign.mjs";
import { contacts, names } from "../schemas/valibot/contact.mjs";
import { draft } from "../schemas/valibot/draft.mjs";
import { phones } from "../schemas/valibot/phone.mjs";
import { checkedBy } from "./checked.mjs";

/** @type {import("./client.d.ts").Entry["make"]} */
export async function make(config) {
  return checkedBy(config, {
    phones: (reply) => parse(phones, reply),
    contacts: (reply) => parse(contacts, reply),
    names: (reply) => parse(names, reply),
    draft: (given) => parse(draft, given),
    campaign: (reply) => parse(campaign, reply),
  });
}
