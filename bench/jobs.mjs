// The jobs that are measured in rounds. This file runs in every runtime.

import { CHECKERS } from "./clients/names.mjs";

/** @typedef {import("./clients/client.d.ts").Client} Client */

/**
 * @typedef {object} Job
 * @property {string} title
 * @property {number} rows rows that one call returns
 * @property {number} calls successive calls per measurement
 * @property {number} rounds number of measurements
 * @property {boolean} [large] left out of a quick run, and so long that an engine warms up within a call
 * @property {string[]} [clients] the clients that take part; all by default
 * @property {boolean} [offline] answers requests from memory, to measure only the way from bytes to objects
 * @property {(client: Client, rows: number) => Promise<{ id: string }[]>} run
 */

/** @type {Job["run"]} */
const list = (client, rows) => client.contacts(rows);
/** @type {Job["run"]} */
const select = (client, rows) => client.names(rows);

/** @type {Record<string, Job>} */
export const JOBS = {
  small: {
    title: "a small call (1 kB)",
    rows: 1,
    calls: 40,
    rounds: 24,
    run: (client) => client.phones(),
  },
  "list-10": { title: "list of 10", rows: 10, calls: 40, rounds: 24, run: list },
  "list-1000": { title: "list of 1,000", rows: 1_000, calls: 4, rounds: 16, run: list },
  "list-10000": { title: "list of 10,000", rows: 10_000, calls: 1, rounds: 16, run: list },
  "list-100000": { title: "list of 100,000", rows: 100_000, calls: 1, rounds: 3, large: true, run: list },
  "list-10000-cpu": {
    title: "list of 10,000, from bytes in memory",
    rows: 10_000,
    calls: 1,
    rounds: 24,
    offline: true,
    run: list,
  },
  "select-10000": { title: "3 fields of 10,000", rows: 10_000, calls: 1, rounds: 16, run: select },
  "select-10000-cpu": {
    title: "3 fields of 10,000, from bytes in memory",
    rows: 10_000,
    calls: 1,
    rounds: 24,
    offline: true,
    run: select,
  },
  "create-10000": {
    title: "create with 10,000 excluded ids",
    rows: 1,
    calls: 4,
    rounds: 16,
    run: async (client) => [await client.create(draft)],
  },
  "check-100000": {
    title: "check of a campaign with 100,000 contacts, from bytes in memory",
    rows: 100_000,
    calls: 1,
    rounds: 8,
    clients: CHECKERS,
    large: true,
    offline: true,
    run: async (client, rows) => {
      const count = await client.check?.({ ...draft, exclude_contact_ids: [] });
      if (count !== rows) throw new Error(`the check has seen ${count} contacts`);
      return new Array(rows);
    },
  },
};

/** Jobs that are measured differently, each in fresh processes and pages. */
export const OTHER_JOBS = ["stream", "cold", "bytes"];

const AGENT = "221316ae-8a9f-4f39-b7f8-f2e756b80a63";

/** @type {import("./clients/client.d.ts").Draft} */
export const draft = {
  type: "AI_AGENT",
  name: "Survey",
  phone_ids: ["020086f5-fb0e-4a0c-920a-bbdd04f4381c"],
  ai_agent_conversation_config_id: AGENT,
  start_time: "2026-07-08T03:15:00+00:00",
  end_time: "2026-07-08T11:15:00+00:00",
  message: "您好 {name}, may we ask you three questions?",
  any_contact_label_ids: ["dd20f7cd-03fb-4c79-9f3e-998372d1bec6"],
  exclude_contact_ids: Array.from(
    { length: 10_000 },
    (_, number) => AGENT.slice(0, 24) + String(number).padStart(12, "0"),
  ),
};
