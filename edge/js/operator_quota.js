// How much one operator has launched: exactly, wherever and by however many tokens.

import { json } from "./reply.js";

const HOUR = 3_600_000;

/** @typedef {{ key: string, at: number }} Counted */

/** @param {(env: import("./platform.d.ts").EdgeEnv) => import("./setup.js").Setup} setupOf */
export function operatorQuota(setupOf) {
  return class OperatorQuota {
    #storage;
    #limit;

    /**
     * @param {import("./platform.d.ts").DurableObjectState} state
     * @param {import("./platform.d.ts").EdgeEnv} env
     */
    constructor(state, env) {
      this.#storage = state.storage;
      this.#limit = setupOf(env).limits.launchesPerHour;
    }

    /** `PUT` counts a ticket's key, `DELETE` takes it out. The same key counts once. @param {Request} request */
    async fetch(request) {
      const key = request.headers.get("seax-key") ?? "";
      const now = Date.now();
      const stored = /** @type {Counted[]} */ ((await this.#storage.get("launches")) ?? []);
      const others = stored.filter((each) => each.at > now - HOUR && each.key !== key);
      const before = stored.find((each) => each.key === key);
      if (request.method === "DELETE") {
        await this.#storage.put("launches", others);
        return json({}, 200);
      }
      if (before === undefined && others.length >= this.#limit) {
        const oldest = others[0]?.at ?? now;
        const refusal = {
          status: 429,
          code: "too_many_launches",
          message: `This operator has launched ${others.length} campaigns in the last hour, which is the limit.`,
          retryAfterMs: oldest + HOUR - now,
        };
        return json(refusal, 429);
      }
      await this.#storage.put("launches", [...others, before ?? { key, at: now }]);
      return json({}, 200);
    }
  };
}
