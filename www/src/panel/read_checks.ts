// Checks the plan, and reads the calling hours of its recipients.

import type { CampaignDraft, CheckResult } from "seax-dialer";
import { isComplete } from "./completeness.ts";
import { count } from "./count.ts";
import { axisOf, DAY, hoursSubject } from "./day_hours.ts";
import { checkable, subjectOf } from "./draft.ts";
import { isCountable, type Plan } from "./plan.ts";
import { clientOf, PAUSE, readInto } from "./read.ts";
import { outsidersOf, readSample } from "./read_contacts.ts";
import type { Session } from "./session.ts";
import { startLack } from "./steps.ts";

/** The age from which a check is made again, in milliseconds, because contacts and numbers change. */
const STALE = 600_000;

/** How many contacts a finding names. */
const SAMPLE = 5;

const checkedAt = new WeakMap<Session, number>();

function checking({ callingHours }: Session, { everybody }: Plan, signal?: AbortSignal) {
  return { signal, callingHours, everybody };
}

/** Checks a plan's draft. It is an error if a part of a split would call somebody whom other parts may call as well. */
export async function checkOf(
  session: Session,
  plan: Plan,
  draft: CampaignDraft,
  signal?: AbortSignal,
): Promise<CheckResult> {
  const [result, outsiders] = await Promise.all([
    clientOf(session).campaigns.check(draft, checking(session, plan, signal)),
    outsidersOf(session, plan, signal),
  ]);
  if (outsiders.length === 0) return result;
  const finding = {
    severity: "error",
    code: "outside_part",
    field: "exclude_contact_ids",
    message: "These contacts do not belong to this part of the split.",
    contacts: { count: outsiders.length, sample: outsiders.slice(0, SAMPLE) },
    fix: { add: { exclude_contact_ids: outsiders.map(({ id }) => id) } },
  } as const;
  return { ...result, findings: [finding, ...result.findings] };
}

/** Checks the plan if every step is complete. A plan that was checked already is not checked again, unless `again` is set. */
export function check(session: Session, again = false): void {
  const { plan, preflight, checked } = session.state;
  // Nobody who is excluded by a label is checked. Exclusions do not apply to the contacts of a file or a webhook.
  if (!isComplete(plan) || (isCountable(plan) && !plan.leftOutLabels)) {
    session.set({ preflight: undefined, checked: undefined });
    return;
  }
  const subject = subjectOf(plan);
  const fresh = Date.now() - (checkedAt.get(session) ?? 0) < STALE;
  const known = preflight?.state === "loading" || (preflight?.state === "there" && fresh);
  if (known && checked === subject && !again) return;
  session.set({ checked: subject });
  checkedAt.set(session, Date.now());
  void readInto(session, "preflight", (signal) => checkOf(session, plan, checkable(plan), signal));
}

/** Reads when the recipients can be called on the campaign's first day, unless that is known already. */
export function readHours(session: Session): void {
  const { plan, hours, hoursOf } = session.state;
  const subject = startLack(plan) === "far" ? undefined : hoursSubject(plan);
  if (subject === hoursOf && hours !== undefined && hours.state !== "failed") return;
  session.set({ hoursOf: subject, hours: undefined, splitting: undefined });
  if (subject === undefined) return;
  const from = axisOf(plan);
  const day = { start_time: new Date(from).toISOString(), end_time: new Date(from + DAY).toISOString() };
  const draft = { ...checkable(plan), ...day };
  const read = async (signal: AbortSignal) => {
    const { campaigns } = clientOf(session);
    const { audience, findings } = await campaigns.check(draft, checking(session, plan, signal));
    if (!audience?.complete) {
      throw new Error(findings.find(({ code }) => code === "audience_unreadable")?.message);
    }
    if (audience.hours === undefined) throw new Error("The data of the calling hours is not there.");
    return audience.hours;
  };
  void readInto(session, "hours", read, { pause: PAUSE });
}

/** Reads again what the current screen shows of the audience. */
export function reread(session: Session): void {
  const { screen } = session.state;
  if (screen === "schedule") readHours(session);
  if (screen === "script" || screen === "review") readSample(session);
  if (screen === "review") check(session);
}

/** Counts the audience after a change, and reads what else the current screen shows of it. */
export function recount(session: Session): void {
  count(session);
  reread(session);
}
