// What each step of the wizard still lacks. A campaign can be launched only if no step lacks anything.

import { choosesSomebody, type Plan, type Step, windowOf } from "./plan.ts";

export type Lack =
  | "phones"
  | "audience"
  | "agent"
  | "message"
  | "audio"
  | "start"
  | "startPast"
  | "far"
  | "end"
  | "endPast"
  | "window"
  | "unseen"
  | "name";

/** How long ago a start may be before it counts as past, in milliseconds: filling in a form takes time. */
const SLACK = 60_000;

/** Times further ahead than this, in milliseconds, are taken for a typo in the year. */
const FAR = 10 * 365.25 * 86_400_000;

/** Returns what a step still lacks, or `undefined` if it is complete. */
export function lackOf(plan: Plan, step: Step, now = Date.now()): Lack | undefined {
  switch (step) {
    case "phones":
      return plan.phones?.length ? undefined : "phones";
    case "audience":
      return choosesSomebody(plan) ? undefined : "audience";
    case "script":
      return scriptLack(plan);
    case "schedule":
      return (
        startLack(plan, now) ?? endLack(plan, now) ?? (plan.seen.includes("schedule") ? undefined : "unseen")
      );
    case "review":
      return plan.name.trim() === "" ? "name" : undefined;
  }
}

function scriptLack(plan: Plan): Lack | undefined {
  if (plan.type === "AI_AGENT") return plan.agent ? undefined : "agent";
  if (plan.type === "PROGRESSIVE_DIALER") return undefined;
  if (plan.says === "audio") return URL.canParse(plan.audioUrl) ? undefined : "audio";
  return plan.message.trim() ? undefined : "message";
}

type Window = Parameters<typeof windowOf>[0];

/** Returns what is wrong with the start. */
export function startLack(plan: Window, now = Date.now()): Lack | undefined {
  if (plan.when === "now") return undefined;
  const { start } = windowOf(plan, now);
  if (Number.isNaN(start)) return "start";
  if (start > now + FAR) return "far";
  return start < now - SLACK ? "startPast" : undefined;
}

/** Whether the calls start later. A start that has just passed means that they start immediately. */
export function startsLater(plan: Window, now = Date.now()): boolean {
  return plan.when === "later" && windowOf(plan, now).start > now;
}

/** Returns what is wrong with the end. */
export function endLack(plan: Window, now = Date.now()): Lack | undefined {
  const { start, end } = windowOf(plan, now);
  if (Number.isNaN(end)) return "end";
  if (end > now + FAR) return "far";
  if (end <= now) return "endPast";
  return end <= start ? "window" : undefined;
}
