// Launches the campaign of one ticket, once. There is one coordinator per ticket key of a workspace.
//
// It stores the ticket before it sends the draft. Whatever happens then, the next call with the key, or the alarm,
// resumes from the stored state by the client's own protocol, which looks for the campaign before it sends anything
// again.

import { DurableObject } from "cloudflare:workers";
import type { EdgeReceipt } from "../../pkg/edge.d.ts";
import type { LaunchOutcome, Refusal } from "../dist/seax_edge.js";
import { runAlarm } from "./alarm.ts";
import type { Coordinator, EdgeEnv } from "./environment.ts";
import type { LaunchReply, Order } from "./order.ts";
import { partsOf, storedText } from "./parts.ts";
import type { Setup } from "./setup.ts";

/** The stored state of a launch. */
interface Launch {
  state: EdgeReceipt["state"];
  workspace: string;
  operator: string;
  key: string;
  digest: string;
  /** When it was ordered, in milliseconds since the Unix epoch. */
  at: number;
  /** JSON. */
  ticket?: string;
  /** When a draft with this key was first sent, in milliseconds since the Unix epoch. */
  firstSentAt?: number;
  /** When one was last sent. */
  lastSentAt?: number;
  /** The digests of all drafts that were sent with this key. */
  sent?: string[];
  /** Ids of campaigns that are others, separated by commas. */
  unrelated?: string;
  outcome?: "created" | "found";
  /** JSON. Stored apart, in parts. */
  campaign?: string;
  /** How often the alarm has looked for the campaign since the draft was sent. */
  looks?: number;
}

/** The delay before the alarm first looks for the campaign, in milliseconds. It doubles each time. */
const FIRST_LOOK = 30_000;
const MAX_LOOKS = 8;
/** The delay after an alarm that failed, in milliseconds. */
const AFTER_FAILURE = 3_600_000;
/** The longest time until an alarm, in milliseconds. The time in a key can be later than any that the platform takes. */
const LONGEST_WAIT = 2_592_000_000;

export function launchCoordinator(setupOf: (env: EdgeEnv) => Setup) {
  return class LaunchCoordinator extends DurableObject<EdgeEnv> implements Coordinator {
    /** The launch in progress, whose reply concurrent calls share. */
    #current: { digest: string; reply: Promise<LaunchReply> } | undefined;

    launch(order: Order): Promise<LaunchReply> {
      return this.#once(order.digest, () => this.#launch(order));
    }

    async receipt(): Promise<EdgeReceipt | Refusal> {
      const launch = await this.#stored();
      return launch === undefined ? UNKNOWN_TICKET : receiptOf(launch);
    }

    /** Resolves a launch that no caller asks for any more, and deletes receipts when they expire. */
    override alarm(): Promise<void> {
      return runAlarm(this.ctx.storage, AFTER_FAILURE, async () => {
        const launch = await this.#stored();
        if (launch === undefined) return;
        // A launch that is under way may send again.
        if (this.#current !== undefined) await this.#current.reply;
        else if (Date.now() >= this.#end(launch)) return this.ctx.storage.deleteAll();
        else if (isLooking(launch)) await this.#once(launch.digest, () => this.#look());
        const after = await this.#stored();
        if (after !== undefined) await this.#schedule(after);
      });
    }

    async #stored(): Promise<Launch | undefined> {
      const launch = await this.ctx.storage.get<Launch>("launch");
      const campaign = await storedText(this.ctx.storage, "campaign");
      return launch && campaign !== "" ? { ...launch, campaign } : launch;
    }

    async #store({ campaign, ...launch }: Launch): Promise<void> {
      const entries = { launch, ...partsOf("campaign", campaign ?? "") };
      // Not one after the other, so that both are written or neither.
      await Promise.all([this.ctx.storage.put(entries), this.#schedule(launch)]);
    }

    /**
     * Returns when to delete everything about a launch. What was sent last may take effect until then, and the key's time can
     * come from a clock that is ahead.
     */
    #end({ at, lastSentAt = 0, key }: Launch): number {
      const { core, settings } = setupOf(this.env);
      return Math.max(at, lastSentAt, core.keyTime(key) ?? 0) + settings.limits.receiptMs;
    }

    /** Whether the receipt for this key may have been deleted, so that nothing would prevent a second campaign. */
    #isExpired(key: string): boolean {
      const { core, settings } = setupOf(this.env);
      return Date.now() >= (core.keyTime(key) ?? Number.POSITIVE_INFINITY) + settings.limits.receiptMs;
    }

    async #schedule(launch: Launch): Promise<void> {
      const wait = isLooking(launch) ? FIRST_LOOK * 2 ** (launch.looks ?? 0) : LONGEST_WAIT;
      await this.ctx.storage.setAlarm(Math.min(Date.now() + wait, this.#end(launch)));
    }

    /** Runs one launch at a time, so that nothing else changes the stored state meanwhile. */
    #once(digest: string, work: () => Promise<LaunchReply>): Promise<LaunchReply> {
      if (this.#current === undefined) {
        const reply = work().finally(() => {
          this.#current = undefined;
        });
        this.#current = { digest, reply };
      }
      return this.#current.digest === digest ? this.#current.reply : Promise.resolve(CONFLICT);
    }

    async #launch({ body, unrelated, ...order }: Order): Promise<LaunchReply> {
      const stored = await this.#stored();
      const isSame = stored?.digest === order.digest;
      if (stored !== undefined && !isSame && isTaken(stored)) return CONFLICT;
      if (stored?.state === "made") return replyOf(stored);
      // One that has sent nothing is the next caller's, who is asked and counted.
      if (stored?.state === "open" && isTaken(stored)) return this.#carryOut(stored, body, true, unrelated);
      if (stored === undefined && this.#isExpired(order.key)) return EXPIRED_TICKET;
      const quota = this.#quota(order);
      const refusal = await quota.reserve(order.key);
      if (refusal !== undefined) return refusal;
      const { firstSentAt, sent } = stored ?? {};
      const launch: Launch = {
        ...order,
        state: "open",
        at: Date.now(),
        ...(firstSentAt !== undefined && { firstSentAt }),
        ...(sent !== undefined && { sent }),
        ...(unrelated && { unrelated }),
      };
      await Promise.all([this.ctx.storage.put({ launch, draft: body }), this.#schedule(launch)]);
      return this.#carryOut(launch, body, true, unrelated);
    }

    /** Looks for the campaign of an open launch, without sending anything. */
    async #look(): Promise<LaunchReply> {
      const stored = await this.#stored();
      if (stored === undefined || !isLooking(stored)) return UNKNOWN_TICKET;
      // Counts before looking, so that looks that fail come to an end, too.
      const launch = { ...stored, looks: (stored.looks ?? 0) + 1 };
      await this.#store(launch);
      const draft = await this.ctx.storage.get<Uint8Array<ArrayBuffer>>("draft");
      if (draft === undefined) return UNKNOWN_TICKET;
      return this.#carryOut(launch, draft, false, launch.unrelated ?? "");
    }

    async #carryOut(
      launch: Launch,
      body: Uint8Array<ArrayBuffer>,
      allowResend: boolean,
      unrelated: string,
    ): Promise<LaunchReply> {
      let held = launch;
      const onTicket = async (ticket: string) => {
        const now = Date.now();
        const { firstSentAt = now, sent = [], digest } = held;
        held = {
          ...held,
          ticket,
          firstSentAt,
          lastSentAt: now,
          sent: [...new Set([...sent, digest])],
          looks: 0,
        };
        await this.#store(held);
        await this.ctx.storage.sync();
      };
      const launcher = setupOf(this.env).core.launcher(launch.workspace);
      let outcome: LaunchOutcome;
      try {
        const { ticket, firstSentAt } = launch;
        outcome = await launcher.launch(body, ticket, allowResend, firstSentAt, unrelated, onTicket);
      } finally {
        launcher.free();
      }
      // Only other drafts were sent with this key, so the campaign is from one of them.
      const isOther = held.sent?.includes(held.digest) === false;
      if (isOther && outcome.state === "made") outcome = { state: "refused", ...CONFLICT };
      if (outcome.state === "made") {
        const { campaign, outcome: how } = outcome;
        held = { ...held, state: "made", outcome: how, campaign };
        await this.#finish(held);
        return replyOf(held);
      }
      const { state, ticket, ...refusal } = outcome;
      // The new ticket may name candidates, and as long as it does, nothing is sent again.
      if (ticket !== undefined && held.ticket !== undefined) held = { ...held, ticket };
      if (state === "unknown") {
        await this.#store(held);
        if (!isTaken(held)) await this.#quota(launch).release(launch.key);
        return refusal;
      }
      // Keeps `firstSentAt`, so that another call looks first: an intermediary may have sent the draft twice.
      const { ticket: _, ...rest } = held;
      await this.#finish({ ...rest, state: "refused" });
      await this.#quota(launch).release(launch.key);
      return refusal;
    }

    async #finish(launch: Launch): Promise<void> {
      await this.#store(launch);
      await this.ctx.storage.delete("draft");
    }

    #quota({ workspace, operator }: { workspace: string; operator: string }) {
      const { OPERATOR_QUOTA } = this.env;
      return OPERATOR_QUOTA.get(OPERATOR_QUOTA.idFromName(`${workspace}/${operator}`));
    }
  };
}

/**
 * Returns whether a launch keeps its key from other drafts. One that was refused, or that has sent nothing, does not: its
 * draft may have been corrected.
 */
function isTaken({ state, ticket }: Launch): boolean {
  return state === "made" || ticket !== undefined;
}

/** Returns whether the alarm looks for the campaign of this launch. One without a ticket has sent nothing. */
function isLooking({ state, ticket, looks = 0 }: Launch): boolean {
  return state === "open" && ticket !== undefined && looks < MAX_LOOKS;
}

function replyOf(launch: Launch): LaunchReply {
  return { campaign: launch.campaign ?? "", receipt: receiptOf(launch) };
}

function receiptOf({ state, key, operator, at, digest, outcome, campaign }: Launch): EdgeReceipt {
  return {
    key,
    state,
    operator_id: operator,
    launched_at: new Date(at).toISOString(),
    draft_digest: digest,
    ...(outcome !== undefined && { outcome }),
    ...(campaign !== undefined && { campaign_id: JSON.parse(campaign).id }),
  };
}

const CONFLICT: Refusal = {
  status: 409,
  code: "conflict",
  message: "This ticket belongs to another draft. Nothing was sent.",
};

const EXPIRED_TICKET: Refusal = {
  status: 422,
  code: "ticket_expired",
  message:
    "The ticket is too old: its receipt may be deleted. Look for its campaign, or launch with a new ticket.",
};

const UNKNOWN_TICKET: Refusal = {
  status: 404,
  code: "not_found",
  message: "Nothing was launched with this ticket.",
};
