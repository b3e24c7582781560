// A launch by one ticket, exactly once. There is a desk for each ticket key of a workspace.
//
// The ticket is stored before the draft leaves. Whatever happens then, the next call with the key, or the alarm, goes on
// from what is stored, by the client's own protocol.

import { json, refuse, text } from "./reply.js";

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./platform.d.ts").EdgeEnv} EdgeEnv */
/** @typedef {import("./platform.d.ts").DurableObjectState} DurableObjectState */

/**
 * What is stored.
 *
 * @typedef {object} Launch
 * @property {"open" | "made" | "refused"} state
 * @property {string} key
 * @property {string} workspace
 * @property {string} operator who launched it
 * @property {string} at when, as an ISO time
 * @property {string} digest of the draft
 * @property {string} [ticket] JSON
 * @property {string} [outcome] how it is known that the campaign exists
 * @property {string} [campaign] JSON
 * @property {number} [looks] how often the alarm looked for it
 */

/** How long after a launch the alarm looks what became of it, in milliseconds; then twice as long, and so on. */
const FIRST_LOOK = 30_000;
const LOOKS = 8;

/** @param {(env: EdgeEnv) => Setup} setupOf */
export function launchDesk(setupOf) {
  return class LaunchDesk {
    #storage;
    #env;
    #setup;
    /** The launch under way: every call meanwhile has its outcome. @type {{ digest: string, outcome: Promise<Outcome> } | undefined} */
    #current;

    /**
     * @param {DurableObjectState} state
     * @param {EdgeEnv} env
     */
    constructor(state, env) {
      this.#storage = state.storage;
      this.#env = env;
      this.#setup = setupOf(env);
    }

    /** @param {Request} request */
    async fetch(request) {
      if (request.method === "GET") return show(await this.#stored());
      const body = new Uint8Array(await request.arrayBuffer());
      const read = this.#setup.gate.digest(body);
      if ("status" in read) return refuse(read);
      const header = (/** @type {string} */ name) => request.headers.get(name) ?? "";
      const launch = {
        key: header("seax-key"),
        workspace: header("seax-workspace"),
        operator: header("seax-operator"),
        at: new Date().toISOString(),
        digest: read.digest,
      };
      const outcome = await this.#once(launch.digest, () => this.#launch(launch, body));
      return "made" in outcome ? made(outcome.made) : refuse(outcome.refusal, outcome.refusal.retryAfterMs);
    }

    /** Nobody may have asked since the desk was lost: what became of the launch is found out all the same. */
    async alarm() {
      const launch = await this.#stored();
      if (launch?.state !== "open") return;
      await this.#once(launch.digest, () => this.#look());
      const [after, looks] = [await this.#stored(), (launch.looks ?? 0) + 1];
      if (after?.state !== "open" || looks > LOOKS) return;
      await this.#storage.put("launch", { ...after, looks });
      await this.#storage.setAlarm(Date.now() + FIRST_LOOK * 2 ** looks);
    }

    /** @returns {Promise<Launch | undefined>} */
    async #stored() {
      return /** @type {Launch | undefined} */ (await this.#storage.get("launch"));
    }

    /**
     * One launch at a time: what it finds stored, nobody else changes meanwhile.
     *
     * @param {string} digest
     * @param {() => Promise<Outcome>} work
     * @returns {Promise<Outcome>}
     */
    #once(digest, work) {
      if (this.#current === undefined) {
        const outcome = work().finally(() => {
          this.#current = undefined;
        });
        this.#current = { digest, outcome };
      }
      return this.#current.digest === digest ? this.#current.outcome : Promise.resolve(CONFLICT);
    }

    /**
     * @param {Omit<Launch, "state">} launch
     * @param {Uint8Array<ArrayBuffer>} body
     * @returns {Promise<Outcome>}
     */
    async #launch(launch, body) {
      const stored = await this.#stored();
      if (stored !== undefined && stored.digest !== launch.digest) return CONFLICT;
      if (stored?.state === "made") return { made: stored };
      if (stored?.state === "open") return this.#carryOut(stored, body, true);
      const refusal = await this.#operator(launch, "PUT");
      if (refusal !== undefined) return { refusal };
      /** @type {Launch} */
      const begun = { ...launch, state: "open" };
      await this.#storage.put("launch", begun);
      await this.#storage.put("draft", body);
      await this.#storage.setAlarm(Date.now() + FIRST_LOOK);
      return this.#carryOut(begun, body, true);
    }

    /** Looks what became of a launch, and sends nothing. @returns {Promise<Outcome>} */
    async #look() {
      const [launch, draft] = [await this.#stored(), await this.#storage.get("draft")];
      // Without a ticket, nothing was ever sent.
      const sent = launch?.state === "open" && launch.ticket !== undefined && draft instanceof Uint8Array;
      return sent ? this.#carryOut(launch, new Uint8Array(draft), false) : UNSENT;
    }

    /**
     * @param {Launch} launch
     * @param {Uint8Array<ArrayBuffer>} body
     * @param {boolean} allowResend
     * @returns {Promise<Outcome>}
     */
    async #carryOut(launch, body, allowResend) {
      const { gate, apiKey } = this.#setup;
      let held = launch;
      const desk = gate.desk(launch.workspace, apiKey(launch.workspace));
      try {
        const outcome = await desk.launch(body, launch.ticket, allowResend, async (ticket) => {
          held = { ...launch, ticket };
          await this.#storage.put("launch", held);
          await this.#storage.sync();
        });
        switch (outcome.state) {
          case "made": {
            const { campaign, outcome: how } = outcome;
            held = { ...held, state: "made", outcome: how, campaign };
            await this.#storage.put("launch", held);
            await this.#over();
            return { made: held };
          }
          case "refused": {
            await this.#storage.put("launch", { ...held, state: "refused", ticket: undefined });
            await this.#over();
            await this.#operator(launch, "DELETE");
            return { refusal: outcome };
          }
          case "unknown":
            return { refusal: outcome };
        }
      } finally {
        desk.free();
      }
    }

    async #over() {
      await this.#storage.delete("draft");
      await this.#storage.deleteAlarm();
    }

    /**
     * Counts the launch among its operator's, or takes it out again.
     *
     * @param {Omit<Launch, "state">} launch
     * @param {"PUT" | "DELETE"} method
     * @returns {Promise<import("./seax_edge.d.ts").Refusal | undefined>}
     */
    async #operator({ workspace, operator, key }, method) {
      const { OPERATOR_DESK } = this.#env;
      const desk = OPERATOR_DESK.get(OPERATOR_DESK.idFromName(`${workspace}/${operator}`));
      const answer = await desk.fetch("https://operator/", { method, headers: { "seax-key": key } });
      return answer.ok ? undefined : answer.json();
    }
  };
}

/** @typedef {{ made: Launch } | { refusal: import("./seax_edge.d.ts").Refusal }} Outcome */

/** @type {Outcome} */
const CONFLICT = {
  refusal: { status: 409, code: "conflict", message: "This ticket is another draft's. Nothing was sent." },
};

/** @type {Outcome} */
const UNSENT = { refusal: { status: 404, code: "not_found", message: "Nothing was sent with this ticket." } };

/** @param {Launch} launch */
function made(launch) {
  return text(launch.campaign ?? "", 201, { "seax-receipt": JSON.stringify(receipt(launch)) });
}

/** @param {Launch | undefined} launch */
function show(launch) {
  if (launch !== undefined) return json(receipt(launch), 200);
  return refuse({ status: 404, code: "not_found", message: "Nothing was launched with this ticket." });
}

/** Who launched what, and when. @param {Launch} launch */
function receipt({ state, key, operator, at, digest, outcome, campaign }) {
  const id = campaign === undefined ? undefined : JSON.parse(campaign).id;
  return {
    key,
    state,
    operator_id: operator,
    launched_at: at,
    draft_digest: digest,
    outcome,
    campaign_id: id,
  };
}
