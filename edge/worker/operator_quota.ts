// Counts the launches of one operator, exactly, across all locations and tokens.

import { DurableObject } from "cloudflare:workers";
import type { Refusal } from "../dist/seax_edge.js";
import type { EdgeEnv, Quota } from "./environment.ts";
import type { Setup } from "./setup.ts";

const HOUR = 3_600_000;

interface Counted {
  key: string;
  at: number;
}

export function operatorQuota(setupOf: (env: EdgeEnv) => Setup) {
  return class OperatorQuota extends DurableObject<EdgeEnv> implements Quota {
    /** Counts the launch with this ticket key, once even if called again. */
    async reserve(key: string): Promise<Refusal | undefined> {
      const now = Date.now();
      const counted = await this.#counted(now);
      if (counted.some((launch) => launch.key === key)) return undefined;
      const limit = setupOf(this.env).settings.limits.launchesPerHour;
      if (counted.length >= limit) {
        return {
          status: 429,
          code: "too_many_launches",
          message: `The limit of ${limit} launches an hour is reached for this operator.`,
          retryAfterMs: (counted[0]?.at ?? now) + HOUR - now,
        };
      }
      await this.ctx.storage.put("launches", [...counted, { key, at: now }]);
      await this.ctx.storage.setAlarm(now + HOUR);
      return undefined;
    }

    /** Removes that launch from the count. */
    async release(key: string): Promise<void> {
      const counted = await this.#counted(Date.now());
      await this.ctx.storage.put(
        "launches",
        counted.filter((launch) => launch.key !== key),
      );
    }

    /** Deletes everything an hour after the last launch. */
    override async alarm(): Promise<void> {
      await this.ctx.storage.deleteAll();
    }

    /** Returns the launches within the last hour, oldest first. */
    async #counted(now: number): Promise<Counted[]> {
      const stored = (await this.ctx.storage.get<Counted[]>("launches")) ?? [];
      return stored.filter(({ at }) => at > now - HOUR);
    }
  };
}
