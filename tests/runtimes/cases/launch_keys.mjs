// Launches with idempotency keys and ticket stores, also with misbehaving gateways and servers.

import * as stores from "seax-dialer/tickets";
import { equal, ok } from "../assert.mjs";
import { goodDraft } from "../draft.mjs";
import { isPage } from "../execute.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

/** @typedef {import("seax-dialer").Ticket} Ticket */
/** @typedef {import("seax-dialer").TicketStore} TicketStore */
/** @typedef {import("seax-dialer").ClientEvent} ClientEvent */

const CREATES = { method: "POST", path: "auto_dialer_campaigns" };
const KEY = "survey-2026-11-28";

/** @param {import("../execute.mjs").Context} t */
async function scene(t) {
  const here = await world(t);
  const seax = await here.client();
  return { here, seax, draft: await goodDraft(seax) };
}

/** The campaigns with this name. @param {import("../world.mjs").Client} seax @param {string} name */
async function named(seax, name) {
  const { data } = await seax.campaigns.list({ limit: 0 });
  return data.filter((campaign) => campaign.name === name).map(({ id }) => id);
}

/**
 * A `fetch` that sends every create twice, as a gateway may, and returns the second reply. With a `status`, the second
 * reply has that status instead, as if its request had created nothing.
 *
 * @param {number | undefined} status
 * @returns {(request: Request) => Promise<Response>}
 */
function doubling(status) {
  return async (request) => {
    if (request.method !== "POST") return fetch(request);
    const again = request.clone();
    const answer = await fetch(request);
    if (status === undefined) return fetch(again);
    await answer.body?.cancel();
    return Response.json({ detail: "No" }, { status, headers: { "Retry-After": "0" } });
  };
}

/** A stand-in for a page's storage, in runtimes without one. @returns {Storage} */
function storage() {
  /** @type {Map<string, string>} */
  const entries = new Map();
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, String(value)),
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
    key: (index) => [...entries.keys()][index] ?? null,
    get length() {
      return entries.size;
    },
  };
}

/** @type {Ticket} */
const TICKET = {
  key: "3bafaa49-9fb6-8f6f-bf0e-047eab5ab3b9",
  sent_at: 1_782_000_000_000,
  draft_digest: "19a35f952c115b7aed76ae00e623ff3a",
  name: "Survey",
};

/**
 * The contract of every store.
 *
 * @param {TicketStore} store
 * @param {TicketStore} other a second view of the same tickets, as in another process
 */
async function keeps(store, other = store) {
  const { key } = TICKET;
  const later = { ...TICKET, sent_at: TICKET.sent_at + 1 };
  ok((await store.load(key)) === undefined, "nothing is stored yet");
  const claims = await Promise.all(
    Array.from({ length: 20 }, (_, place) => (place % 2 ? store : other).claim(key, { ...TICKET })),
  );
  equal(claims.filter((claim) => claim === undefined).length, 1, "claims that won");
  equal(
    claims.filter((claim) => claim !== undefined),
    Array(19).fill(TICKET),
    "what the others were given",
  );
  equal(await other.load(key), TICKET, "what is stored");
  await store.save(key, later);
  equal(await other.load(key), later, "what is stored in its place");
  await store.save(key, TICKET);
  equal(await other.load(key), later, "what a late save of an earlier ticket leaves");
  equal(await other.claim(key, TICKET), later, "a claim of what is there");
  await other.forget(key, TICKET);
  equal(await store.load(key), later, "what another process has stored since");
  await other.forget(key, later);
  equal(await store.claim(key, TICKET), undefined, "a claim of what was forgotten");
  await store.forget(key, TICKET);
  await store.forget(key, TICKET);
}

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const launchKeys = {
  "a store or `onTicket` that never settles ends a launch at its deadline, and nothing is sent": async (
    t,
  ) => {
    const { here, seax, draft } = await scene(t);
    const never = () => new Promise(() => {});
    const store = stores.memoryTickets();
    for (const [options, campaignState] of /** @type {const} */ ([
      [{ onTicket: never }, "none"],
      [{ idempotencyKey: "load", tickets: { ...store, load: never } }, "unknown"],
      [{ idempotencyKey: "claim", tickets: { ...store, claim: never } }, "unknown"],
    ])) {
      const launch = seax.campaigns.launch(draft, {
        .../** @type {any} */ (options),
        skipCheck: true,
        deadlineMs: 2_000,
      });
      const error = await refusal(launch, "ticket_not_stored");
      equal(error.campaignState, campaignState, Object.keys(options).join());
    }
    equal((await here.requests("POST")).length, 0, "creates");
  },

  "a claim that a slow store carries out after the deadline is forgotten, and the key can be used": async (
    t,
  ) => {
    const { here, seax, draft } = await scene(t);
    const store = stores.memoryTickets();
    const late = async (/** @type {string} */ key, /** @type {any} */ ticket) => {
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      return store.claim(key, ticket);
    };
    const options = { idempotencyKey: "late", skipCheck: true };
    const slow = { ...options, tickets: { ...store, claim: late }, deadlineMs: 2_000 };
    await refusal(seax.campaigns.launch(draft, slow), "ticket_not_stored");
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const { outcome } = await seax.campaigns.launch(draft, { ...options, tickets: store });
    equal([outcome, (await here.requests("POST")).length], ["created", 1], "outcome and creates");
  },

  "null and undefined are no way to leave a key or a store out": async (t) => {
    const { here, seax, draft } = await scene(t);
    const kept = { idempotencyKey: KEY, tickets: stores.memoryTickets(), onTicket() {} };
    for (const name of Object.keys(kept)) {
      for (const missing of name === "idempotencyKey" ? [null, undefined] : [null]) {
        const options = /** @type {any} */ ({ ...kept, [name]: missing });
        const error = await refusal(seax.campaigns.launch(draft, options), "invalid_argument");
        equal(error.path, name, "what is wrong");
        ok(error.message.includes("null"), error.message);
      }
    }
    equal((await here.requests("POST")).length, 0, "creates");
    const { outcome } = await seax.campaigns.launch(draft, { ticket: null, onTicket() {} });
    equal(outcome, "created", "a storage without a ticket gives null: a first launch");
  },

  "a key makes one campaign, in another process and with nothing stored": async (t) => {
    const { here, seax, draft } = await scene(t);
    const first = await seax.campaigns.launch(draft, { idempotencyKey: KEY });
    const another = await here.client();
    const second = await another.campaigns.launch({ ...draft }, { idempotencyKey: KEY });
    equal([first.outcome, second.outcome], ["created", "found"], "outcomes");
    equal(second.campaign.id, first.campaign.id, "campaign");
    equal(first.ticket?.key, second.ticket?.key, "key");
    ok(/^[\da-f]{8}-[\da-f]{4}-8/.test(first.ticket?.key ?? ""), "a derived key is a UUID of version 8");
    equal((await here.requests("POST")).length, 1, "creates");

    const other = another.campaigns.launch({ ...draft, name: "Another" }, { idempotencyKey: KEY });
    const error = await refusal(other, "conflict");
    equal([error.campaignState, error.candidates], ["exists", [first.campaign.id]], "state and campaign");
    const third = await another.campaigns.launch(draft, { idempotencyKey: `${KEY}-again` });
    equal(third.outcome, "created", "another key is another launch");
  },

  "calls with one key at one time, as by a double click, are one launch": async (t) => {
    const { here, seax, draft } = await scene(t);
    const launch = () => seax.campaigns.launch(draft, { idempotencyKey: KEY });
    const receipts = await Promise.all([launch(), launch(), launch()]);
    equal(new Set(receipts.map(({ campaign }) => campaign.id)).size, 1, "campaigns in the receipts");
    equal((await here.requests("POST")).length, 1, "creates");
  },

  "a call with a store of its own stores what a call at the same time has sent": async (t) => {
    const { here, seax, draft } = await scene(t);
    const tickets = stores.memoryTickets();
    /** @type {Ticket[]} */
    const told = [];
    const receipts = await Promise.all([
      seax.campaigns.launch(draft, { idempotencyKey: KEY }),
      seax.campaigns.launch(draft, { idempotencyKey: KEY }),
      seax.campaigns.launch(draft, { idempotencyKey: KEY, tickets }),
      seax.campaigns.launch(draft, { idempotencyKey: KEY, tickets }),
      seax.campaigns.launch(draft, { idempotencyKey: KEY, onTicket: (ticket) => void told.push(ticket) }),
    ]);
    const [{ ticket }] = receipts;
    equal(
      receipts.map(({ outcome }) => outcome),
      ["created", "created", "found", "found", "found"],
      "outcomes",
    );
    equal(await tickets.load(ticket?.key ?? ""), ticket, "what is stored");
    equal(told, [ticket], "what was told");
    equal((await here.requests("POST")).length, 1, "creates");
  },

  "two processes with one store launch once, however close they are": async (t) => {
    const { here, draft } = await scene(t);
    const tickets = stores.memoryTickets();
    const clients = await Promise.all(Array.from({ length: 6 }, () => here.client()));
    const receipts = await Promise.all(
      clients.map((seax) => seax.campaigns.launch(draft, { idempotencyKey: KEY, tickets })),
    );
    equal(receipts.filter(({ outcome }) => outcome === "created").length, 1, "launches that made one");
    equal(new Set(receipts.map(({ campaign }) => campaign.id)).size, 1, "campaigns in the receipts");
    equal((await here.requests("POST")).length, 1, "creates");

    const error = await refusal(
      clients[0]?.campaigns.launch({ ...draft, max_dialers: 7 }, { idempotencyKey: KEY, tickets }) ??
        Promise.reject(),
      "conflict",
    );
    ok(error.message.includes(draft.name), `it says what the ticket is for: ${error.message}`);
  },

  "a launch that was refused is forgotten by its store, and one that is not known is kept": async (t) => {
    const { here, seax, draft } = await scene(t);
    const tickets = stores.memoryTickets();
    const options = { idempotencyKey: KEY, tickets, skipCheck: true, lookupTimeoutMs: 1 };
    await here.fault({ kind: "status", status: 422, body: { detail: [] }, ...CREATES });
    const refused = await refusal(seax.campaigns.launch(draft, options), "unprocessable");
    equal(refused.campaignState, "none", "state");
    ok((await tickets.load(refused.ticket?.key ?? "")) === undefined, "it is forgotten");
    await here.fault({ kind: "status", status: 500, ...CREATES });
    const unknown = await refusal(seax.campaigns.launch(draft, options), "launch_unconfirmed");
    equal(unknown.campaignState, "unknown", "state");
    equal(await tickets.load(unknown.ticket?.key ?? ""), unknown.ticket, "it is kept");
    await refusal(seax.campaigns.launch(draft, options), "launch_unconfirmed");
    equal((await here.requests("POST")).length, 2, "creates");
  },

  "an option that does not exist leaves open what an earlier launch did": async (t) => {
    const { here, seax, draft } = await scene(t);
    /** @type {any} */
    const wrong = { retries: 3 };
    const first = await refusal(seax.campaigns.launch(draft, wrong), "invalid_argument");
    const keyed = seax.campaigns.launch(draft, { ...wrong, idempotencyKey: KEY });
    const later = await refusal(keyed, "invalid_argument");
    equal([first.campaignState, later.campaignState], ["none", "unknown"], "states");
    equal((await here.requests("POST")).length, 0, "creates");
  },

  "a store that fails sends nothing, and is told of": async (t) => {
    const { here, seax, draft } = await scene(t);
    const memory = stores.memoryTickets();
    const full = new Error("The storage is full");
    /** @type {[Partial<TicketStore>, string][]} */
    const broken = [
      [{ claim: () => Promise.reject(full) }, "claim"],
      [
        {
          load: () => {
            throw full;
          },
        },
        "load",
      ],
      [{ claim: /** @type {any} */ (() => true) }, "claim"],
      [{ load: /** @type {any} */ (() => ({ key: "x" })) }, "load"],
    ];
    for (const [members, name] of broken) {
      const tickets = { ...memory, ...members };
      const call = seax.campaigns.launch(draft, { idempotencyKey: KEY, tickets });
      const error = await refusal(call, "ticket_not_stored");
      ok(error.message.includes(name), error.message);
    }
    equal((await here.requests("POST")).length, 0, "creates");
  },

  "a ticket that its function cannot keep is not kept by its store": async (t) => {
    const { here, seax, draft } = await scene(t);
    const tickets = stores.memoryTickets();
    const full = new Error("The storage is full");
    /** @type {string[]} */
    const claimed = [];
    const onTicket = async (/** @type {Ticket} */ { key }) => {
      claimed.push(key);
      equal((await tickets.load(key))?.key, key, "the claimed ticket");
      if (claimed.length === 1) throw full;
    };
    const options = { idempotencyKey: KEY, tickets, onTicket };
    const error = await refusal(seax.campaigns.launch(draft, options), "ticket_not_stored");
    ok(error.cause === full, "cause");
    ok((await tickets.load(claimed[0] ?? "")) === undefined, "it is forgotten");
    equal((await here.requests("POST")).length, 0, "creates");
    const { outcome } = await seax.campaigns.launch(draft, options);
    equal([outcome, claimed.length], ["created", 3], "the next launch, whose campaign is told, too");
  },

  "a ticket that was replaced while its function failed is kept by its store": async (t) => {
    const { seax, draft } = await scene(t);
    const tickets = stores.memoryTickets();
    /** @type {Ticket | undefined} */
    let newer;
    const onTicket = async (/** @type {Ticket} */ ticket) => {
      newer = { ...ticket, sent_at: ticket.sent_at + 1 };
      await tickets.save(ticket.key, newer);
      throw new Error("too late");
    };
    const call = seax.campaigns.launch(draft, { idempotencyKey: KEY, tickets, onTicket });
    await refusal(call, "ticket_not_stored");
    equal(await tickets.load(newer?.key ?? ""), newer, "what is stored");
  },

  "a campaign that was deleted is not launched again with its key": async (t) => {
    const { here, seax, draft } = await scene(t);
    const tickets = stores.memoryTickets();
    const options = { idempotencyKey: KEY, tickets, allowResend: true, lookupTimeoutMs: 1 };
    const { campaign, ticket } = await seax.campaigns.launch(draft, options);
    equal(await tickets.load(ticket?.key ?? ""), ticket, "what is stored");
    equal(ticket?.campaign_id, campaign.id, "the campaign in the ticket");
    await seax.campaigns.delete(campaign.id);
    const another = await here.client();
    const error = await refusal(another.campaigns.launch(draft, options), "conflict");
    equal([error.campaignState, error.candidates], ["exists", [campaign.id]], "state and campaign");
    ok(error.message.includes("deleted"), error.message);
    const later = { ticket, onTicket() {}, allowResend: true, lookupTimeoutMs: 1 };
    await refusal(another.campaigns.launch(draft, later), "conflict");
    equal((await here.requests("POST")).length, 1, "creates");
  },

  "a claim in a page's storage that won keeps its lock for a while": async () => {
    /** @type {Promise<unknown>[]} */
    const held = [];
    const locks = {
      /** @param {string} _ @param {() => Promise<unknown>} work */
      request(_, work) {
        const done = Promise.resolve().then(work);
        held.push(done.catch(() => {}));
        return done;
      },
    };
    const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
    Object.defineProperty(globalThis, "navigator", { configurable: true, value: { locks } });
    try {
      const shared = storage();
      const store = stores.webTickets(shared);
      equal(await store.claim(TICKET.key, TICKET), undefined, "the claim that won");
      equal(await Promise.race([held[0], "held"]), "held", "its lock");
      equal(await store.claim(TICKET.key, TICKET), TICKET, "the claim that lost");
      await held[1];
      equal(await Promise.race([held[0], "held"]), "held", "the lock of the one that won");
      shared.setItem = () => {
        throw new Error("full");
      };
      await store.forget(TICKET.key, TICKET);
      const failed = Promise.resolve(store.claim(TICKET.key, TICKET)).catch(({ message }) => message);
      equal(await failed, "full", "a failure to store");
      await Promise.all(held);
    } finally {
      if (before) Object.defineProperty(globalThis, "navigator", before);
      else Reflect.deleteProperty(globalThis, "navigator");
    }
  },

  "memory, storages and files keep tickets": async (t) => {
    await keeps(stores.memoryTickets());
    // Two objects on one storage, as in two tabs or two Durable Objects.
    const shared = isPage(t) ? globalThis.localStorage : storage();
    if (globalThis.navigator?.locks === undefined) {
      const session = storage();
      ok(
        await Promise.resolve(stores.webTickets(session).claim(TICKET.key, TICKET)).then(
          () => false,
          () => true,
        ),
        "no locks",
      );
    } else {
      await keeps(stores.webTickets(shared), stores.webTickets(shared));
    }
    if (isPage(t)) await keeps(stores.webTickets(globalThis.sessionStorage));
    if (!isPage(t) && t.runtime !== "workerd") {
      const { mkdir, readdir, rm, writeFile } = await import("node:fs/promises");
      const { fileURLToPath } = await import("node:url");
      const cache = fileURLToPath(new URL("../../../node_modules/.cache", import.meta.url));
      const folder = `${cache}/tickets-${crypto.randomUUID()}`;
      await mkdir(folder, { recursive: true });
      await keeps(stores.fileTickets(`${folder}/below`), stores.fileTickets(`${folder}/below`));
      equal(await readdir(`${folder}/below`), [], "files left behind");
      // An invalid ticket does not prove that nothing was sent.
      const encoded = new TextEncoder().encode(JSON.stringify({ ...TICKET, name: "März" }));
      for (const text of ["null", "", "0", "x", encoded.filter((byte) => byte !== 0xc3)]) {
        await writeFile(`${folder}/below/${TICKET.key}.json`, text);
        const { claim, load } = stores.fileTickets(`${folder}/below`);
        for (const call of [() => load(TICKET.key), () => claim(TICKET.key, TICKET)]) {
          const error = await Promise.resolve(call()).then(
            (given) => new Error(`it gave ${given}`),
            (reason) => reason,
          );
          ok(error.message.includes("is not a ticket"), `${text}: ${error.message}`);
        }
      }
      await rm(folder, { recursive: true });
    } else {
      ok(!("fileTickets" in stores), "there are no files");
    }
  },

  "a campaign whose second request was refused is found": async (t) => {
    for (const status of [400, 401, 403, 404, 405, 413, 415, 421, 422, 429]) {
      const { here, draft } = await scene(t);
      const seax = await here.client({ fetch: doubling(status) });
      const receipt = await seax.campaigns.launch(draft, { skipCheck: true });
      equal([receipt.outcome, receipt.attempts], ["found", 1], `${status}`);
      equal(await named(seax, draft.name), [receipt.campaign.id], "campaigns");
    }
  },

  "a launch without a check sends nothing through an edge whose key is rejected": async (t) => {
    const { here, draft } = await scene(t);
    for (const [code, sends] of [
      ["upstream_refused", false],
      ["operation_not_allowed", true],
    ]) {
      const seax = await here.client({
        /** @param {Request} request */
        fetch: async (request) =>
          request.method === "GET" ? Response.json({ code, message: "No" }, { status: 403 }) : fetch(request),
      });
      const before = (await here.requests("POST")).length;
      const options = { skipCheck: true, lookupTimeoutMs: 1 };
      const error = await seax.campaigns.launch({ ...draft, name: String(code) }, options).catch((e) => e);
      equal((await here.requests("POST")).length - before, sends ? 1 : 0, String(code));
      if (!sends) equal([error.code, error.campaignState], ["forbidden", "none"], "error");
    }
  },

  "a campaign that was made twice is told of, unless nobody looks": async (t) => {
    const { here, draft } = await scene(t);
    const seax = await here.client({ fetch: doubling(undefined) });
    const error = await refusal(seax.campaigns.launch(draft, { skipCheck: true }), "launched_twice");
    equal(error.campaignState, "exists", "state");
    equal(error.candidates?.toSorted(), (await named(seax, draft.name)).toSorted(), "campaigns");
    const before = (await here.requests("GET")).length;
    const receipt = await seax.campaigns.launch(draft, { skipCheck: true, verify: false });
    equal([receipt.outcome, receipt.verified, receipt.lookups], ["created", false, 0], "not verified");
    equal((await here.requests("GET")).length, before, "requests");
  },

  "a server that changes what it keeps of a key never leads to a second campaign": async (t) => {
    /** @type {((key: string) => string | null)[]} */
    const changes = [
      () => null,
      (key) => key.replaceAll("-", ""),
      (key) => key.toUpperCase(),
      (key) => ` ${key}`,
      (key) => `x-${key}`,
      (key) => key.slice(0, 12),
      (key) => key.slice(0, 32),
    ];
    for (const change of changes) {
      const { here, draft } = await scene(t);
      /** @param {Request} request */
      const rewriting = async (request) => {
        const answer = await fetch(request);
        if (request.method === "POST") {
          await answer.body?.cancel();
          throw new TypeError("the answer was lost");
        }
        const text = await answer.text();
        const changed = text.replaceAll(
          /"draft_name":"([^"]+)"/g,
          (_, key) => `"draft_name":${JSON.stringify(change(key))}`,
        );
        return new Response(changed, answer);
      };
      const seax = await here.client({ fetch: rewriting });
      const options = { skipCheck: true, lookupTimeoutMs: 1 };
      const call = seax.campaigns.launch(draft, options);
      const known = await call.then(
        ({ campaign }) => [campaign.id],
        (/** @type {import("seax-dialer").SeaxError} */ error) => error.candidates ?? [],
      );
      equal(known, await named(seax, draft.name), String(change));
    }
  },

  "a launch that nothing keeps track of gives one warning": async (t) => {
    const { here, draft } = await scene(t);
    /** @type {ClientEvent[]} */
    const events = [];
    const seax = await here.client({ onEvent: (event) => events.push(event) });
    const warnings = () => events.splice(0).filter(({ type }) => type === "warning");
    await seax.campaigns.launch(draft);
    const [warning, ...more] = warnings();
    equal(more, [], "one is enough");
    ok(warning?.type === "warning" && warning.code === "launch_without_ticket", "its code");
    ok(warning.message.includes("idempotencyKey"), warning.message);
    const { ticket } = await seax.campaigns.launch({ ...draft, name: "B" }, { onTicket: () => {} });
    await seax.campaigns.launch({ ...draft, name: "B" }, { ticket });
    await seax.campaigns.launch({ ...draft, name: "C" }, { idempotencyKey: KEY });
    equal(warnings(), [], "whoever keeps track is not warned");
  },

  "everybody is called only if the launch says so": async (t) => {
    const { here, seax, draft } = await scene(t);
    const { any_contact_label_ids: _, ...everybody } = draft;
    const error = await refusal(seax.campaigns.launch(everybody), "preflight_failed");
    ok(
      error.findings?.some(({ code }) => code === "audience_everybody"),
      "the finding",
    );
    equal((await here.requests("POST")).length, 0, "creates");
    const { findings } = await seax.campaigns.check(everybody, { everybody: true });
    ok(!findings.some(({ code }) => code === "audience_everybody"), "no finding");
  },
};
