// The requests of the API's tutorial, from its curl lines, and the calls that send the same.

import { createClient } from "seax-dialer";
import { equal, ok } from "../assert.mjs";

const KEY = "e91772ccb5e6ce5f932d6417eacd9a1e031b957101cdb68be76d417defa7fd28";
const BASE = "https://seax.seasalt.ai/bulk-sms-api";
const WORKSPACE = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
const BOTH = ["11111111-2222-4444-3333-555555555555", "11111111-2222-4444-3333-666666666666"];
const COMMA = BOTH.join("%2C");
const AGENT = "221316ae-8a9f-4f39-b7f8-f2e756b80a63";
const CAMPAIGN = "448ea794-0368-4604-a56f-f2350229d9e5";

const DRAFT = /** @type {const} */ ({
  name: "Test",
  phone_ids: ["020086f5-fb0e-4a0c-920a-bbdd04f4381c"],
  attach_contact_label_ids: [],
  start_time: "2025-07-08T03:06:09+00:00",
  is_schedule: false,
  is_timezone_aware: false,
  mode: "WEB",
  stage: "INSTANCE",
  message: "您好,請問您現在方便講話嗎?",
  tts_language: "",
  audio_url: "",
  type: "AI_AGENT",
  capture_keypress: true,
  end_time: "2025-07-08T03:15:00+00:00",
  ai_agent_conversation_config_id: AGENT,
  overwrite_phone_recipient: { type: "AI_AGENT", receiver: AGENT },
  exclude_contact_ids: ["4667298e-8d5b-468e-8218-6a47925fe5f2", "aa145964-6d17-488d-a9be-09a43191f329"],
  any_contact_label_ids: ["dd20f7cd-03fb-4c79-9f3e-998372d1bec6"],
  tts_voice: "default",
  capture_stt: false,
});

/** @type {[line: string, call: (seax: import("seax-dialer").SeaxClient) => Promise<unknown>, body?: unknown][]} */
const LINES = [
  [
    "GET phones?offset=0&limit=10&is_owned=false&enabled=true&voice_available=true",
    (seax) =>
      seax.phones.list({ offset: 0, limit: 10, is_owned: false, enabled: true, voice_available: true }),
  ],
  [
    `GET contacts?offset=0&limit=10&keyword=%2B18111222333&whatsapp_phone=%2B18111222333&all_contact_label_ids=${COMMA}&any_contact_label_ids=${COMMA}&exclude_contact_ids=${COMMA}&exclude_any_contact_label_ids=${COMMA}&exclude_all_contact_label_ids=${COMMA}&addition_contact_ids=${COMMA}&order_by=phone%3Aasc%2Ccreated_time%3Adesc%2Cname%3Aasc&exclude_labels=DNC%2Cinvalid%20number%2Cunreachable&whatsapp_phone_only=false`,
    (seax) =>
      seax.contacts.list({
        offset: 0,
        limit: 10,
        keyword: "+18111222333",
        whatsapp_phone: "+18111222333",
        all_contact_label_ids: BOTH,
        any_contact_label_ids: BOTH,
        exclude_contact_ids: BOTH,
        exclude_any_contact_label_ids: BOTH,
        exclude_all_contact_label_ids: BOTH,
        addition_contact_ids: BOTH,
        order_by: ["phone:asc", "created_time:desc", "name:asc"],
        exclude_labels: ["DNC", "invalid number", "unreachable"],
        whatsapp_phone_only: false,
      }),
  ],
  [
    "GET ai_agents?limit=10&offset=0&order_by=created_time%3Adesc",
    (seax) => seax.agents.list({ limit: 10, offset: 0, order_by: "created_time:desc" }),
  ],
  ["POST auto_dialer_campaigns", (seax) => seax.campaigns.create(DRAFT), DRAFT],
  [
    "GET auto_dialer_campaigns?stage=INSTANCE&limit=10&offset=0&order_by=created_time%3Adesc",
    (seax) => seax.campaigns.list({ stage: "INSTANCE", limit: 10, offset: 0, order_by: "created_time:desc" }),
  ],
  [`GET auto_dialer_campaigns/${CAMPAIGN}`, (seax) => seax.campaigns.get(CAMPAIGN)],
];

/** @type {Record<string, import("../execute.mjs").Run>} */
export const tutorial = {
  "each curl line of the tutorial is a call that sends the same": async () => {
    for (const [line, call, body] of LINES) {
      /** @type {Request[]} */
      const sent = [];
      const seax = await createClient({
        workspaceId: WORKSPACE,
        apiKey: KEY,
        baseUrl: BASE,
        dangerouslyAllowBrowser: true,
        maxRetries: 0,
        fetch: async (request) => {
          sent.push(request);
          return new Response(null, { status: 500 });
        },
      });
      await call(seax).catch(() => {});
      const [request] = sent;
      ok(request && sent.length === 1, line);
      const [method, address = ""] = line.split(" ");
      const [wanted, url] = [`${BASE}/api/v1/workspace/${WORKSPACE}/${address}`, request.url].map(
        (each) => new URL(each),
      );
      equal(
        [request.method, url?.origin, url?.pathname],
        [method, wanted?.origin, wanted?.pathname],
        "address",
      );
      const query = (/** @type {URL | undefined} */ each) => Object.fromEntries(each?.searchParams ?? []);
      equal(query(url), query(wanted), line);
      equal(request.headers.get("x-api-key"), KEY, "the key");
      equal(request.headers.get("accept"), "application/json", "what is accepted");
      if (body === undefined) continue;
      equal(request.headers.get("content-type"), "application/json", "the body's type");
      equal(await request.json(), body, "the body");
    }
  },
};
