// Writes, downloads, and a campaign's calls: the requests that arrive at a server, and the results of its replies.

import { equal, ok } from "../assert.mjs";
import { iterate } from "../iterate.mjs";
import { refusal } from "../refusal.mjs";
import { served } from "../server.mjs";

const ID = "448ea794-0368-4604-a56f-f2350229d9e5";
const TIME = "2025-07-08T03:19:39";
const NOW = { created_time: TIME, updated_time: TIME };
const CONTACT = { id: ID, workspace_id: ID, name: "Ann", contact_labels: [], ...NOW };
const LABEL = { id: ID, name: "vip", color: "#19b9c3", description: "", is_system: false, ...NOW };
const CAMPAIGN = {
  id: ID,
  name: "July",
  type: "VOICE_DROP",
  mode: "WEB",
  stage: "INSTANCE",
  max_attempts: 1,
  max_dialers: 20,
  capture_keypress: false,
  capture_stt: false,
  is_timezone_aware: false,
  is_schedule: false,
  ...NOW,
};
const JOB = { id: ID, attempt: 1, sequence: 1, status: "FINISHED", ...NOW };
const nothing = () => new Response(null, { status: 204 });
const WINDOW = { start_time: "2026-07-08T03:00:00Z", end_time: "2026-07-08T04:00:00Z" };

/** @typedef {import("seax-dialer").SeaxClient} Client */

/** @type {[name: string, call: (seax: Client) => Promise<unknown>, sent: string, body: unknown, answer: () => Response][]} */
const CALLS = [
  [
    "contacts.create",
    (seax) => seax.contacts.create({ name: "Ann", phone: "+12345678900" }),
    "POST contacts",
    { name: "Ann", phone: "+12345678900" },
    () => Response.json(CONTACT),
  ],
  [
    "contacts.update",
    (seax) => seax.contacts.update(ID, { contact_label_ids: [], replace_all_labels: true }),
    `PATCH contacts/${ID}`,
    { contact_label_ids: [], replace_all_labels: true },
    () => Response.json(CONTACT),
  ],
  ["contacts.delete", (seax) => seax.contacts.delete(ID), `DELETE contacts/${ID}`, undefined, nothing],
  [
    "labels.create",
    (seax) => seax.labels.create({ name: "vip" }),
    "POST contact_labels",
    { name: "vip" },
    () => Response.json(LABEL),
  ],
  [
    "labels.update",
    (seax) => seax.labels.update(ID, { color: "#123456" }),
    `PATCH contact_labels/${ID}`,
    { color: "#123456" },
    () => Response.json(LABEL),
  ],
  ["labels.delete", (seax) => seax.labels.delete(ID), `DELETE contact_labels/${ID}`, undefined, nothing],
  [
    "campaigns.update",
    (seax) => seax.campaigns.update(ID, { name: "July", end_time: new Date(0) }),
    `PATCH auto_dialer_campaigns/${ID}`,
    { name: "July", end_time: "1970-01-01T00:00:00.000Z" },
    () => Response.json(CAMPAIGN),
  ],
  [
    "campaigns.pause",
    (seax) => seax.campaigns.pause(ID),
    `PATCH auto_dialer_campaigns/${ID}`,
    { status: "PAUSED" },
    () => Response.json(CAMPAIGN),
  ],
  [
    "campaigns.resume",
    (seax) => seax.campaigns.resume(ID),
    `PATCH auto_dialer_campaigns/${ID}`,
    { status: "STARTED" },
    () => Response.json(CAMPAIGN),
  ],
  [
    "campaigns.cancel",
    (seax) => seax.campaigns.cancel(ID),
    `PATCH auto_dialer_campaigns/${ID}`,
    { status: "CANCELED" },
    () => Response.json(CAMPAIGN),
  ],
  [
    "campaigns.delete",
    (seax) => seax.campaigns.delete(ID),
    `DELETE auto_dialer_campaigns/${ID}`,
    undefined,
    nothing,
  ],
  [
    "campaigns.testCall",
    (seax) =>
      seax.campaigns.testCall({
        type: "VOICE_DROP",
        message: "Hi",
        dial_to: "+12345678900",
        phone_ids: [ID],
      }),
    "POST auto_dialer_campaigns/dry_run",
    {
      type: "VOICE_DROP",
      message: "Hi",
      dial_to: "+12345678900",
      phone_ids: [ID],
      capture_keypress: false,
      capture_stt: false,
    },
    nothing,
  ],
  [
    "campaigns.addContacts",
    (seax) => seax.campaigns.addContacts(ID, { contacts: [{ name: "Ann", phone: "+12345678900" }] }),
    `POST auto_dialer_campaigns/${ID}/webhooks`,
    { contacts: [{ name: "Ann", phone: "+12345678900" }] },
    () => new Response("null", { status: 202 }),
  ],
  [
    "campaigns.estimatePlayTime",
    (seax) => seax.campaigns.estimatePlayTime(ID, { option: "PLAY_TIME_DURATION", ...WINDOW }),
    `POST auto_dialer_campaigns/${ID}/validate`,
    { option: "PLAY_TIME_DURATION", ...WINDOW },
    () => Response.json({ ...WINDOW, estimated_duration: 90.5 }),
  ],
  [
    "campaigns.validateContactFile",
    (seax) => seax.campaigns.validateContactFile(ID, { url: "https://example.com/a.csv" }),
    `POST auto_dialer_campaigns/${ID}/validate_contact_file`,
    { url: "https://example.com/a.csv" },
    () => Response.json({ data: [{ name: "Ann" }], total: 1 }),
  ],
  [
    "campaigns.logs",
    (seax) => seax.campaigns.logs(ID, { statuses: ["FINISHED", "FAILED"], limit: 0 }),
    `GET auto_dialer_campaigns/${ID}/logs?statuses=FINISHED%2CFAILED&limit=0`,
    undefined,
    () => Response.json({ data: [{ ...JOB, campaign: CAMPAIGN }] }),
  ],
  [
    "campaigns.results",
    (seax) => seax.campaigns.results(ID, { limit: 0 }),
    `GET auto_dialer_campaigns/${ID}/results?limit=0`,
    undefined,
    () => Response.json({ campaign_id: ID, campaign_results: [{ key_press: ["1"], call_extraction: null }] }),
  ],
  [
    "campaigns.attempts",
    (seax) => seax.campaigns.attempts(ID, { include_detail: true }),
    `GET auto_dialer_campaigns/${ID}/jobs?include_detail=true`,
    undefined,
    () => Response.json({ data: [{ ...JOB, contact: { id: ID, name: "Ann" } }], total: 1 }),
  ],
];

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const changes = {
  "every operation sends what the API wants, and gives what it answers": async () => {
    for (const [name, call, sent, body, answer] of CALLS) {
      /** @type {unknown} */
      let got;
      const { seax, arrived } = await served(async ({ request }) => {
        const text = await request.text();
        got = text === "" ? undefined : JSON.parse(text);
        return answer();
      });
      const given = await call(seax);
      const [one] = arrived;
      equal(`${one?.method} ${one?.path}${one?.query ? "?" : ""}${one?.query}`, sent, name);
      equal(got, body, `${name}: the body`);
      const text = await answer().text();
      equal(given, text === "" || text === "null" ? undefined : JSON.parse(text), `${name}: the answer`);
    }
  },

  "an id that leads elsewhere is refused before anything leaves": async () => {
    const { seax, arrived } = await served(nothing);
    for (const wrong of ["", "..", `${ID}/logs`, `${ID}?x=`, "%2e%2e"]) {
      for (const call of [
        () => seax.contacts.delete(wrong),
        () => seax.labels.update(wrong, {}),
        () => seax.campaigns.logs(wrong),
        () => seax.campaigns.downloadLogs(wrong),
        () => iterate(seax.campaigns.results(wrong)).next(),
        () => seax.jobs.wait(wrong),
      ]) {
        equal((await refusal(call(), "invalid_argument")).path, "id", wrong);
      }
    }
    equal(arrived.length, 0, "requests");
  },

  "what is gone by the second attempt is removed": async () => {
    const { seax, arrived } = await served(
      (_, count) => new Response(null, { status: count === 1 ? 503 : 404 }),
    );
    equal(await seax.contacts.delete(ID), undefined, "nothing is given");
    equal(arrived.length, 2, "requests");
    const gone = await served(() => new Response(null, { status: 404 }));
    await refusal(gone.seax.labels.delete(ID), "not_found");
  },

  "a download is a file with its name": async () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0, 255, 13, 10]);
    const disposition = "attachment; filename=\"plain.csv\"; filename*=UTF-8''..%2F%E6%97%A5%E8%AA%8C.csv";
    const headers = { "content-disposition": disposition, "content-type": "text/csv" };
    const { seax, arrived } = await served(() => new Response(bytes, { headers }));
    const file = await seax.campaigns.downloadLogs(ID);
    ok(file instanceof File, "it is a File");
    equal([file.name, file.type, file.size], ["日誌.csv", "text/csv", 7], "the file");
    equal([...new Uint8Array(await file.arrayBuffer())], [...bytes], "its bytes");
    equal(arrived[0]?.request.headers.get("accept"), "*/*", "what is accepted");
    const bare = await served(() => new Response(bytes, { headers: { "content-type": "text/csv" } }));
    equal(
      (await bare.seax.campaigns.downloadContactTemplate(ID)).name,
      "contact_template.csv",
      "a name all the same",
    );
    await refusal(
      (await served(() => new Response(null, { status: 404 }))).seax.campaigns.downloadLogs(ID),
      "not_found",
    );
  },

  "a download keeps to its time and ends with its signal": async () => {
    const slow = () =>
      new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(9)) }));
    const { seax } = await served(slow);
    await refusal(seax.campaigns.downloadLogs(ID, { timeoutMs: 30, maxRetries: 0 }), "timeout");
    const controller = new AbortController();
    setTimeout(() => controller.abort("enough"), 20);
    const thrown = seax.campaigns.downloadLogs(ID, { signal: controller.signal }).catch((thrown) => thrown);
    equal(await thrown, "enough", "the signal's reason");
  },

  "results are selected from and walked, though they have no ids": async () => {
    const all = Array.from({ length: 1_200 }, (_, place) => ({ contact_name: `${place}`, key_press: ["1"] }));
    const cap = 500;
    const { seax, arrived } = await served(({ query }) => {
      const offset = Number(new URLSearchParams(query).get("offset"));
      return Response.json({
        campaign_id: ID,
        campaign_name: "July",
        campaign_results: all.slice(offset, offset + cap),
      });
    });
    const page = await seax.campaigns.results(ID, {}, { select: ["contact_name"] });
    equal([page.campaign_name, page.campaign_results[1]], ["July", { contact_name: "1" }], "a page");
    arrived.length = 0;
    const names = [];
    for await (const { contact_name } of seax.campaigns.results(ID)) names.push(contact_name);
    equal(
      names,
      all.map(({ contact_name }) => contact_name),
      "every row once",
    );
    equal(arrived.length, 4, "requests, the last of them for nothing more");
  },

  "logs and jobs are walked and selected from": async () => {
    const rows = [1, 2, 3].map((place) => ({ ...JOB, id: ID.replace("4", `${place}`), sequence: place }));
    const { seax } = await served(() => Response.json({ data: rows, total: 3 }));
    const places = [];
    for await (const { sequence } of seax.campaigns.attempts(ID, {}, { select: ["sequence"] }))
      places.push(sequence);
    for await (const batch of seax.campaigns.logs(ID, {}).batches()) places.push(batch.length);
    equal(places, [1, 2, 3, 3], "rows");
  },
};
