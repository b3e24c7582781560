// The replies to all requests except for contacts.

import { readFileSync } from "node:fs";

const samples = new URL("../../tests/samples/", import.meta.url);
const read = (/** @type {string} */ name) => JSON.parse(readFileSync(new URL(name, samples), "utf8"));

const [phone] = read("phones.json").data;
/** A phone's users and keywords are most of its size. Without them it has 1 kB. */
const small = { ...phone, users: [], keywords: [], byoc_trunk: null, verified_caller: null };

/** The workspace's only phone. */
export const PHONES = Buffer.from(JSON.stringify({ data: [small], total: 1 }));

/** The reply to a create. */
export const CAMPAIGN = Buffer.from(JSON.stringify(read("campaign.json")));
