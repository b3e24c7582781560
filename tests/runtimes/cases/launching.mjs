// Launches: at most one campaign per ticket, whatever happens to the reply.

import { createClient } from "seax-dialer";
import { memoryTickets } from "seax-dialer/tickets";
import { equal, ok, rejection, until } from "../assert.mjs";
import { goodDraft } from "../draft.mjs";
import { resends } from "../execute.mjs";
import { refusal } from "../refusal.mjs";
import { world } from "../world.mjs";

/** @typedef {import("seax-dialer").Ticket} Ticket */
/** @typedef {import("../world.mjs").Client} Client */

const CREATES = { method: "POST", path: "auto_dialer_campaigns" };

/** @param {number} ms */
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A fault that loses the reply to a create after the server has committed it. In browsers that resend a create by themselves
 * when its connection breaks, the reply is that of a gateway, which does not say what happened: on a busy machine, a browser
 * can see the end of a connection before the beginning of a reply.
 *
 * @param {import("../execute.mjs").Context} t
 */
function lostReply(t) {
  return resends(t) ? { kind: "status_after_commit", status: 502 } : { kind: "drop_reply" };
}

/**
 * The campaigns with this ticket's key.
 *
 * @param {Client} seax
 * @param {Ticket | undefined} ticket
 */
async function madeBy(seax, ticket) {
  const { data } = await seax.campaigns.list({ limit: 0 });
  return data.filter(({ draft_name }) => draft_name === ticket?.key).map(({ id }) => id);
}

/**
 * The ticket as if it had been used `ms` milliseconds earlier. Its key contains the time, too.
 *
 * @param {Ticket} ticket
 * @param {number} ms
 * @returns {Ticket}
 */
function aged(ticket, ms) {
  const time = (ticket.sent_at - ms).toString(16).padStart(12, "0");
  const key = `${time.slice(0, 8)}-${time.slice(8)}${ticket.key.slice(13)}`;
  return { ...ticket, key, sent_at: ticket.sent_at - ms };
}

/**
 * A workspace, a client, a draft, and the tickets that launches store.
 *
 * @param {import("../execute.mjs").Context} t
 * */
async function scene(t) {
  const here = await world(t);
  const seax = await here.client();
  /** @type {Ticket[]} */
  const tickets = [];
  const onTicket = async (/** @type {Ticket} */ ticket) => {
    await wait(5);
    tickets.push(ticket);
  };
  return { here, seax, tickets, onTicket, draft: await goodDraft(seax) };
}

/**
 * Runs a hundred launches. Each lookup reads all campaigns, so thousands of launches are left to the simulations in Rust.
 *
 * @param {import("../execute.mjs").Context} t
 */
async function hundred(t) {
  const { here, seax, draft } = await scene(t);
  const count = 100;
  await here.fault({ ...lostReply(t), ...CREATES, times: 0 });
  const [keys, ids] = [new Set(), new Set()];
  const numbers = Array.from({ length: count }, (_, number) => number).values();
  const lane = async () => {
    for (const number of numbers) {
      const receipt = await seax.campaigns.launch(
        { ...draft, name: `Launch ${number}` },
        { skipCheck: true },
      );
      equal([receipt.outcome, receipt.campaign.name], ["found", `Launch ${number}`], "outcome and name");
      keys.add(receipt.ticket?.key);
      ids.add(receipt.campaign.id);
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  equal([keys.size, ids.size], [count, count], "tickets, and campaigns in the receipts");
  const { data } = await seax.campaigns.list({ limit: 0 });
  equal(data.filter(({ name }) => name.startsWith("Launch ")).length, count, "campaigns in the workspace");
  equal((await here.requests("POST")).length, count, "creates");
}

/** @type {Record<string, import("../execute.mjs").Case["run"]>} */
export const launching = {
  "a launch checks, has its ticket stored, and makes one campaign": async (t) => {
    const { here, seax, draft } = await scene(t);
    /** @type {[Ticket, number][]} */
    const stored = [];
    const receipt = await seax.campaigns.launch(draft, {
      onTicket: async (ticket) => {
        await wait(20);
        stored.push([ticket, (await here.requests("POST")).length]);
      },
    });
    equal(receipt.outcome, "created", "outcome");
    equal(
      Object.keys(receipt).toSorted(),
      ["attempts", "campaign", "lookups", "outcome", "ticket", "verified"],
      "members",
    );
    // The launch looks for a second campaign, since an intermediary may have sent the draft twice.
    equal([receipt.attempts, receipt.lookups, receipt.verified], [1, 1, true], "attempts and lookups");
    const { campaign_id: named, ...sent } = receipt.ticket ?? {};
    const told = [
      [sent, 0],
      [receipt.ticket, 1],
    ];
    equal(stored, told, "tickets, and the creates that had left by then");
    equal(named, receipt.campaign.id, "the campaign in the receipt's ticket");
    equal(receipt.campaign.draft_name, receipt.ticket?.key, "the campaign's mark");
    ok(/^[\da-f]{8}-[\da-f]{4}-7/.test(receipt.ticket?.key ?? ""), "the key is a UUID of version 7");
    equal(await madeBy(seax, receipt.ticket), [receipt.campaign.id], "campaigns");
    equal(JSON.parse(JSON.stringify(receipt.ticket)), receipt.ticket, "a ticket is plain JSON");
  },

  "a launch succeeds although its function cannot store the campaign": async (t) => {
    const { here, seax, draft } = await scene(t);
    for (const fault of [undefined, { kind: "status_after_commit", status: 504, ...CREATES }]) {
      if (fault) await here.fault(fault);
      /** @type {unknown[]} */
      const told = [];
      const receipt = await seax.campaigns.launch(draft, {
        onTicket: (ticket) => {
          told.push(ticket.campaign_id);
          if (ticket.campaign_id) throw new Error("The storage is full");
        },
      });
      equal(told, [undefined, receipt.campaign.id], "the campaigns of the tickets");
      equal(receipt.ticket?.campaign_id, receipt.campaign.id, "the campaign of the receipt's ticket");
    }
  },

  "a launch whose answer is lost finds its campaign": async (t) => {
    for (const trouble of [
      lostReply(t),
      { kind: "status_after_commit", status: 504 },
      { kind: "cut_json", bytes: 40 },
    ]) {
      const { here, seax, draft, onTicket, tickets } = await scene(t);
      await here.fault({ ...trouble, ...CREATES });
      const receipt = await seax.campaigns.launch(draft, { onTicket });
      equal(receipt.outcome, "found", JSON.stringify(trouble));
      equal(receipt.attempts, 1, "attempts");
      ok(receipt.lookups >= 1, "it looked");
      equal(tickets.at(-1), receipt.ticket, "the ticket that was told last");
      equal(await madeBy(seax, receipt.ticket), [receipt.campaign.id], "campaigns");
      equal((await here.requests("POST")).length, 1, "creates");
    }
  },

  "a launch that the browser itself sends twice is told of": async (t) => {
    const { here, seax, draft, onTicket } = await scene(t);
    await here.fault({ kind: "drop_reply", ...CREATES });
    const call = seax.campaigns.launch(draft, { onTicket });
    const settled = await call.then(
      ({ outcome }) => ({ outcome }),
      (/** @type {import("seax-dialer").SeaxError} */ error) => ({ error }),
    );
    const creates = (await here.requests("POST")).length;
    if (creates === 1) {
      // Most runtimes do not resend, and none does on a new connection.
      equal(settled, { outcome: "found" }, "one create");
      return;
    }
    equal([resends(t), creates], [true, 2], "creates");
    const error = await refusal(call, "launched_twice");
    equal(error.candidates?.toSorted(), (await madeBy(seax, error.ticket)).toSorted(), "the campaigns");
  },

  "a campaign that comes late is found by its ticket, after a reload": async (t) => {
    const { here, seax, draft, onTicket, tickets } = await scene(t);
    /** @type {(() => Promise<unknown>)[]} */
    const late = [];
    const slow = await here.client({
      fetch: async (/** @type {Request} */ request) => {
        if (request.method !== "POST") return fetch(request);
        const { url, method, headers } = request;
        const body = await request.text();
        late.push(() => fetch(url, { method, headers, body }));
        throw new TypeError("the connection is lost");
      },
    });
    const options = { onTicket, lookupTimeoutMs: 100, skipCheck: true };
    const error = await refusal(slow.campaigns.launch(draft, options), "launch_unconfirmed");
    equal(error.ticket, tickets[0], "the error's ticket");
    ok((error.retryAfterMs ?? 0) > 600_000, `it may be sent again in ${error.retryAfterMs} ms`);
    equal(tickets.length, 1, "tickets");

    const [draftKept, ticket] = JSON.parse(JSON.stringify([draft, tickets[0]]));
    const reloaded = await here.client();
    equal([late.length, await madeBy(seax, ticket)], [1, []], "creates on their way, and campaigns");
    await late[0]?.();
    const receipt = await reloaded.campaigns.launch(draftKept, { onTicket, ticket, allowResend: true });
    equal([receipt.outcome, receipt.attempts], ["found", 0], "outcome and attempts");
    equal(await madeBy(seax, ticket), [receipt.campaign.id], "campaigns");
    equal((await here.requests("POST")).length, 1, "creates");
  },

  "a launch of which nothing came is sent again only once nothing can come any more": async (t) => {
    const { here, seax, draft, onTicket, tickets } = await scene(t);
    await here.fault({ kind: "status", status: 500, ...CREATES });
    const first = seax.campaigns.launch(draft, { onTicket, lookupTimeoutMs: 1 });
    const { ticket } = await refusal(first, "launch_unconfirmed");
    ok(ticket, "the error has the ticket");
    const early = seax.campaigns.launch(draft, { onTicket, ticket, allowResend: true, lookupTimeoutMs: 1 });
    ok((await refusal(early, "launch_unconfirmed")).message.includes("min"), "it says when");
    equal((await here.requests("POST")).length, 1, "creates");

    // A ticket of the maximum age at which a request may still take effect, plus the time that sending may take.
    const old = aged(ticket, 1_021_000);
    const looked = seax.campaigns.launch(draft, { onTicket, ticket: old, lookupTimeoutMs: 1 });
    equal((await refusal(looked, "launch_unconfirmed")).retryAfterMs, 0, "from now on");
    equal((await here.requests("POST")).length, 1, "creates");
    const receipt = await seax.campaigns.launch(draft, { onTicket, ticket: old, allowResend: true });
    equal([receipt.outcome, receipt.ticket?.key], ["created", old.key], "outcome and key");
    equal(tickets.slice(2), [receipt.ticket], "the ticket was stored again, and then with its campaign");
    ok((tickets[1]?.sent_at ?? 0) > old.sent_at, "with the time of the new request");
    equal(await madeBy(seax, old), [receipt.campaign.id], "campaigns");
  },

  "calls with one ticket at one time are one launch": async (t) => {
    const { here, seax, draft, onTicket, tickets } = await scene(t);
    await here.fault({ kind: "status", status: 500, ...CREATES });
    await rejection(seax.campaigns.launch(draft, { onTicket, lookupTimeoutMs: 1 }));
    const [first] = tickets;
    ok(first, "a ticket");
    const ticket = aged(first, 1_021_000);
    const calls = Array.from({ length: 20 }, () =>
      seax.campaigns.launch(draft, { onTicket, ticket, allowResend: true }),
    );
    const ids = new Set((await Promise.all(calls)).map(({ campaign }) => campaign.id));
    equal(ids.size, 1, "campaigns in the receipts");
    equal((await here.requests("POST")).length, 2, "creates");
    equal(tickets.length, 3, "tickets");
  },

  "a hundred launches whose answers are lost make a hundred campaigns": hundred,

  "an abort while the draft is on its way says that nobody knows": async (t) => {
    const { here, seax, draft, onTicket, tickets } = await scene(t);
    await here.fault({ kind: "hang", ...CREATES });
    const controller = new AbortController();
    // It is still on its way when it is aborted, however slow the machine is.
    const limits = { timeoutMs: 3_600_000, deadlineMs: 3_600_000 };
    const call = seax.campaigns.launch(draft, { onTicket, signal: controller.signal, ...limits });
    const outcome = refusal(call, "launch_unconfirmed");
    await until(async () => (await madeBy(seax, tickets[0])).length > 0, "the server has the campaign");
    controller.abort("the page is closed");
    const error = await outcome;
    equal(error.cause, "the page is closed", "cause");
    equal(error.ticket, tickets[0], "ticket");
    equal(error.attempts, 1, "attempts");
    ok(error.message.includes("ticket"), error.message);
    const receipt = await seax.campaigns.launch(draft, { ticket: error.ticket });
    equal(receipt.outcome, "found", "outcome");
  },

  "an abort after the server has confirmed the campaign says that it exists": async (t) => {
    const { here, draft, onTicket, tickets } = await scene(t);
    const controller = new AbortController();
    let sent = false;
    const seax = await here.client({
      fetch: async (/** @type {Request} */ request) => {
        if (sent) {
          controller.abort("the page is closed");
          return new Promise(() => {});
        }
        sent = request.method === "POST";
        return fetch(request);
      },
    });
    const call = seax.campaigns.launch(draft, { onTicket, signal: controller.signal });
    const error = await refusal(call, "launch_unconfirmed");
    equal([error.cause, error.campaignState], ["the page is closed", "exists"], "cause and state");
    const made = await madeBy(await here.client(), error.ticket);
    equal([error.candidates, error.attempts], [made, 1], "the campaign and attempts");
    equal(error.ticket, { ...tickets[0], campaign_id: made[0] }, "the ticket names the campaign");
  },

  "an abort before anything has left is the signal's own reason": async (t) => {
    const { here, seax, draft } = await scene(t);
    equal(await rejection(seax.campaigns.launch(draft, { signal: AbortSignal.abort("no") })), "no", "reason");
    const controller = new AbortController();
    const onTicket = () => {
      controller.abort("not now");
      return new Promise(() => {});
    };
    const call = seax.campaigns.launch(draft, { onTicket, signal: controller.signal });
    equal(await rejection(call), "not now", "reason");
    equal((await here.requests("POST")).length, 0, "creates");
  },

  "a campaign with errors is not launched, and the error has the findings": async (t) => {
    const { here, seax, draft, onTicket, tickets } = await scene(t);
    const faulty = { ...draft, message: "Hello {name}, see you at {no_such_field}" };
    const error = await refusal(seax.campaigns.launch(faulty, { onTicket }), "preflight_failed");
    ok(
      error.findings?.some(({ code }) => code === "placeholder_missing"),
      "the finding",
    );
    equal([error.attempts, tickets.length, error.ticket], [0, 0, undefined], "nothing was begun");
    equal((await here.requests("POST")).length, 0, "creates");
    const receipt = await seax.campaigns.launch(faulty, { onTicket, skipCheck: true });
    equal(receipt.outcome, "created", "unchecked");
  },

  "nothing leaves if the ticket cannot be stored": async (t) => {
    const { here, seax, draft } = await scene(t);
    const full = new Error("The storage is full");
    /** @type {((ticket: Ticket) => unknown)[]} */
    const stores = [
      () => {
        throw full;
      },
      () => Promise.reject(full),
    ];
    for (const onTicket of stores) {
      const error = await refusal(seax.campaigns.launch(draft, { onTicket }), "ticket_not_stored");
      ok(error.cause === full, "cause");
      ok(error.ticket, "ticket");
    }
    equal((await here.requests("POST")).length, 0, "creates");
  },

  "a refusal is final, and its ticket has no campaign": async (t) => {
    const { here, seax, draft, onTicket, tickets } = await scene(t);
    await here.fault({ kind: "status", status: 422, body: { detail: [] }, ...CREATES });
    const error = await refusal(seax.campaigns.launch(draft, { onTicket }), "unprocessable");
    equal([error.ticket, error.campaignState], [tickets[0], "none"], "ticket and state");
    equal(await madeBy(seax, error.ticket), [], "campaigns");
  },

  "a wrong key is refused before anything is sent, without a check too": async (t) => {
    const { here, draft, onTicket, tickets } = await scene(t);
    const seax = await here.client({ apiKey: "a-key-that-the-server-does-not-know" });
    const call = seax.campaigns.launch(draft, { onTicket, skipCheck: true });
    const error = await refusal(call, "unauthorized");
    equal([error.campaignState, error.status, tickets.length], ["none", 401, 0], "nothing was sent");
    equal((await here.requests("POST")).length, 0, "creates");
  },

  "a 429 is waited for, and the draft sent again": async (t) => {
    const { here, seax, draft } = await scene(t);
    await here.fault({ kind: "status", status: 429, headers: { "Retry-After": "0" }, ...CREATES });
    const receipt = await seax.campaigns.launch(draft);
    equal([receipt.outcome, receipt.attempts], ["created", 2], "outcome and attempts");
    equal(await madeBy(seax, receipt.ticket), [receipt.campaign.id], "campaigns");
  },

  "a ticket is good for its own draft only": async (t) => {
    const { here, seax, draft, onTicket } = await scene(t);
    const { ticket } = await seax.campaigns.launch(draft, { onTicket });
    ok(ticket, "a ticket");
    const other = { ...draft, max_dialers: 7 };
    const error = await refusal(seax.campaigns.launch(other, { ticket }), "conflict");
    equal([error.attempts, error.campaignState, error.ticket], [0, "unknown", ticket], "nothing was done");
    equal(error.candidates, [ticket.campaign_id], "the campaign of the ticket");
    ok(error.message.includes(draft.name), `it says what the ticket is for: ${error.message}`);
    equal((await here.requests("POST")).length, 1, "creates");
    /** @type {[object, string][]} */
    const wrong = [
      [{ ticket: {} }, "key"],
      [{ ticket: { ...ticket, key: "x" } }, "key"],
      [{ ticket: "x" }, "Ticket"],
      [{ allowResend: true }, "allowResend"],
      // The new ticket would be lost, and the old one sent again.
      [{ ticket, allowResend: true }, "allowResend"],
      [{ onTicket: "store" }, "onTicket"],
      [{ ticket: { ...ticket, sent_at: 0 } }, "ticket.sent_at"],
      [{ ticket: { ...ticket, sent_at: Math.round(ticket.sent_at / 1_000) } }, "ticket.sent_at"],
      [{ ticket: { ...ticket, sent_at: ticket.sent_at - 600_000 } }, "ticket.sent_at"],
      [{ ticket: { ...ticket, sent_at: ticket.sent_at + 600_000 } }, "ticket.sent_at"],
      [{ idempotencyKey: "" }, "idempotencyKey"],
      [{ idempotencyKey: "k".repeat(256) }, "idempotencyKey"],
      [{ idempotencyKey: "k", ticket }, "ticket"],
      [{ tickets: memoryTickets() }, "tickets"],
      [{ idempotencyKey: "k", tickets: {} }, "tickets"],
      [{ verify: "no" }, "verify"],
      [{ lookupTimeoutMs: -1 }, "lookupTimeoutMs"],
      [{ onticket: onTicket }, "options"],
    ];
    for (const [options, path] of wrong) {
      const error = await refusal(seax.campaigns.launch(draft, options), "invalid_argument");
      equal(error.path, path, JSON.stringify(options));
    }
    equal((await here.requests("POST")).length, 1, "creates");
  },

  "a draft that is to stay one is sent plainly": async (t) => {
    const { here, seax, draft } = await scene(t);
    const onTicket = () => {
      throw new Error("a draft needs no ticket");
    };
    const kept = { ...draft, stage: /** @type {const} */ ("DRAFT"), draft_name: "My draft" };
    const receipt = await seax.campaigns.launch(kept, { onTicket });
    equal([receipt.outcome, receipt.ticket], ["draft", undefined], "outcome and ticket");
    equal([receipt.campaign.stage, receipt.campaign.draft_name], ["DRAFT", "My draft"], "campaign");
    equal((await here.requests("POST")).length, 1, "creates");
  },

  "a launch through a client without a network ends, too": async (t) => {
    const { here, draft, onTicket, tickets } = await scene(t);
    const dead = await createClient({
      workspaceId: here.workspaceId,
      auth: () => ({ header: "Authorization", value: "none" }),
      baseUrl: here.baseUrl,
      fetch: () => Promise.reject(new TypeError("no network")),
      maxRetries: 0,
    });
    const refused = await refusal(dead.campaigns.launch(draft, { onTicket }), "network");
    equal(refused.campaignState, "none", "what it says of the campaign");
    ok(
      refused.findings?.some(({ code }) => code === "phones_unreadable"),
      "what could not be read is found",
    );
    // Without the check, the launch reads one campaign before it sends anything.
    const error = await refusal(dead.campaigns.launch(draft, { onTicket, skipCheck: true }), "network");
    equal([error.campaignState, tickets.length], ["none", 0], "nothing was sent");
    const options = { onTicket, skipCheck: true, verify: false, lookupTimeoutMs: 50 };
    const blind = dead.campaigns.launch(draft, options);
    equal((await refusal(blind, "launch_unconfirmed")).ticket, tickets[0], "ticket");
  },
};
