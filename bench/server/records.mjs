// The replies to everything but contacts.

import { readFileSync } from "node:fs";

const samples = new URL("../../tests/samples/", import.meta.url);
const read = (/** @type {string} */ name) => JSON.parse(readFileSync(new URL(name, samples), "utf8"));

const [phone] = read("phones.json").data;
/** A phone's users and keywords are the larger part of it. Without them it has 1 kB. */
const small = { ...phone, users: [], keywords: [], byoc_trunk: null, verified_caller: null };

/** A workspace's one phone. */
export const PHONES = Buffer.from(JSON.stringify({ data: [small], total: 1 }));

/** The campaign that a create makes. */
export const CAMPAIGN = Buffer.from(JSON.stringify(read("campaign.json")));
