// Launches the plan, and offers the operator's ways out of an unconfirmed launch.

import type { CampaignDraft, CheckResult, Finding } from "seax-dialer";
import { contentOf, launchedBefore } from "./copies.ts";
import { subjectOf, toDraft } from "./draft.ts";
import {
  type End,
  launchedByOther,
  launchedHere,
  look,
  newest,
  once,
  over,
  settledByOther,
} from "./ending.ts";
import type { Announce } from "./host.ts";
import { newKey } from "./key.ts";
import { keepTicket, knownOf, leave, renewKey } from "./launches.ts";
import { newPlan, type Plan } from "./plan.ts";
import { clientOf } from "./read.ts";
import { checkOf } from "./read_checks.ts";
import { isReady } from "./readiness.ts";
import { type Again, codeOf, type Seen, type Session } from "./session.ts";
import { haveEnded, hoursOf, newWarnings, warningsOf } from "./warnings.ts";

/**
 * Launches the plan, if it is still ready to be launched. If a copy of it has been launched already, shows that campaign instead.
 *
 * @param seen what the operator has confirmed
 */
export function launch(session: Session, seen: Seen, announce: Announce): void {
  if (!isReady(session.state)) {
    session.set({ question: undefined });
    return;
  }
  const { people } = seen;
  const { plan } = session.state;
  const { key, everybody } = plan;
  const content = contentOf(toDraft(plan));
  void once(session, announce, { key, content }, async (waited): Promise<End> => {
    const known = knownOf(key);
    if (known && !("next" in known)) {
      // A copy that was changed before its launch, or that was split, is not the same launch.
      const before = launchedBefore(known, content);
      if (before) throw before;
      if ("campaign" in known) return launchedByOther(known.campaign);
      if ("pending" in known) {
        const { pending } = known;
        const unrelated = [...new Set([...(pending.unrelated ?? []), ...plan.unrelated])];
        return look(session, { ...pending, plan, unrelated });
      }
    }
    // Another tab tried to launch the draft without success. The operator sees the draft again before it is launched.
    if (waited) return {};
    const draft = toDraft(plan);
    // Check here, not in `launch`: exactly what the operator confirmed is launched.
    const result = await checked(session, plan, draft);
    const now = result.audience?.callable;
    const other = people !== undefined && now !== undefined && now !== people;
    const warnings = warningsOf(seen.findings);
    const hours = hoursOf(result);
    const ended = haveEnded(seen.hours, hours);
    if (other || ended || newWarnings(warnings, result.findings).length > 0) {
      const preflight = { state: "there" as const, value: result };
      // The operator may have moved on to another draft, which this is not the check of.
      if (session.state.plan.key === key) session.set({ preflight, checked: subjectOf(plan) });
      return { changed: { asked: other ? people : undefined, ended } };
    }
    const { otherPending } = session;
    if (otherPending) {
      // Nothing else is launched until it is confirmed. The operator can look for its campaign here, too.
      session.set({ pending: otherPending });
      return {};
    }
    const receipt = await clientOf(session).campaigns.launch(draft, {
      // In another browser or profile there is no record: there, the key finds the campaign of a copy of the draft.
      idempotencyKey: (known && "next" in known && known.next) || key,
      everybody,
      skipCheck: true,
      unrelated: plan.unrelated,
      onTicket: (ticket) => {
        const { unrelated } = plan;
        keepTicket(session, {
          key,
          ticket,
          draft,
          plan,
          content,
          people,
          everybody,
          warnings,
          hours,
          unrelated,
        });
        session.set({ launching: "sending" });
      },
    });
    return launchedHere(receipt);
  });
}

/** Checks the draft once more before the launch. Throws `preflight_failed` if there are errors. */
async function checked(session: Session, plan: Plan, draft: CampaignDraft): Promise<CheckResult> {
  const result = await checkOf(session, plan, draft);
  const { findings } = result;
  if (!findings.some(({ severity }) => severity === "error")) return result;
  throw failedCheck(findings);
}

function failedCheck(findings: Finding[]): unknown {
  return Object.assign(new Error("The check found errors."), { code: "preflight_failed", findings });
}

/**
 * Sends the launch again. The package does so only if it is certain that the first request did not and will not create one.
 *
 * @param confirmed what the operator has confirmed since
 */
export function sendAgain(session: Session, announce: Announce, confirmed?: Again): void {
  const { pending } = session.state;
  if (!pending) return;
  void once(session, announce, pending, async () => {
    const settled = settledByOther(session, pending);
    if (settled) return settled;
    session.set({ launching: "checking" });
    const last = newest(pending);
    const { callingHours } = session;
    const { draft, plan, ticket, everybody, unrelated = [] } = last;
    const { campaigns } = clientOf(session);
    const people = confirmed?.audience?.callable ?? last.people;
    const warnings = confirmed ? warningsOf(confirmed.findings) : (last.warnings ?? []);
    // Whether the draft has other errors matters once it is certain that there is no campaign: the package checks it then.
    const again = await checkOf(session, { ...(plan ?? newPlan()), everybody }, draft);
    const { audience, findings } = again;
    const hours = hoursOf(again);
    let refusal: unknown;
    if (findings.some(({ code }) => code === "outside_part")) refusal = failedCheck(findings);
    else if (audience?.complete === false) {
      throw Object.assign(new Error("Nothing was sent again."), { code: "not_counted" });
    } else {
      // Of recipients from elsewhere, there is no number.
      const other = people !== undefined && people !== (audience?.callable ?? people);
      // What was confirmed as calls at a later time would be calls at once.
      const passed = !confirmed && isAhead(draft, ticket.sent_at) && !isAhead(draft);
      // After an error such as the window's end, nothing is sent: the package looks, and then says so.
      const sends = !findings.some(({ severity }) => severity === "error");
      const ended = sends && haveEnded(confirmed ? hoursOf(confirmed) : last.hours, hours);
      if (other || passed || ended || newWarnings(warnings, findings).length > 0) {
        return { changed: { asked: other ? people : undefined, again, passed, ended } };
      }
    }
    session.set({ launching: "looking" });
    const receipt = campaigns.launch(draft, {
      ticket,
      allowResend: true,
      skipCheck: refusal !== undefined,
      unrelated,
      everybody,
      callingHours,
      onTicket: (ticket) => {
        // There may be a campaign until the new ticket is to be stored. If that fails, nothing is sent.
        if (refusal) throw refusal;
        keepTicket(session, { ...last, ticket, people, warnings, hours });
      },
    });
    return receipt.then(launchedHere, (error) => {
      throw refusal && codeOf(error) === "ticket_not_stored" ? refusal : error;
    });
  });
}

/** Whether a draft is scheduled for a time after `now`, in milliseconds since 1970. */
export function isAhead({ is_schedule, start_time }: CampaignDraft, now = Date.now()): boolean {
  return is_schedule === true && Date.parse(String(start_time)) > now;
}

/**
 * Gives up an unconfirmed launch that the operator has not found in SeaX. The draft stays. While the request may still create a
 * campaign, launching the draft only looks for it.
 */
export function setAside(session: Session): void {
  const { pending, candidates, resendAt, plan, drafts } = session.state;
  if (!pending) return;
  // Another tab may know more.
  const last = newest(pending);
  const isLatest = last.ticket.sent_at === pending.ticket.sent_at;
  if (isOpen(pending.key)) {
    if (isLatest && resendAt !== undefined && resendAt <= Date.now()) renewKey(pending.key);
    else leave(last);
  }
  const given = (draft: Plan) =>
    draft.key === pending.key ? { ...knowing(draft, candidates), maybe: true } : draft;
  session.set({
    plan: given(plan),
    drafts: drafts.map(given),
    pending: undefined,
    candidates: [],
    resendAt: undefined,
  });
}

/** Whether no tab knows yet what became of a launch. */
function isOpen(key: string): boolean {
  const known = knownOf(key);
  return known === undefined || "pending" in known;
}

/** Ends the draft of an unconfirmed launch whose campaign the operator has found in SeaX. */
export function setDone(session: Session): void {
  const { pending } = session.state;
  if (!pending) return;
  if (isOpen(pending.key)) leave(newest(pending));
  over(session, pending.key);
}

/** Returns the plan with a new key, for a launch of its own. */
export function anew(plan: Plan): Plan {
  return { ...plan, key: newKey(), maybe: true };
}

/** Whether a launch of the plan may have called people: here, or from a copy of it. */
export function mayHaveCalled({ key, maybe }: Plan): boolean {
  const known = knownOf(key);
  return maybe === true || (known !== undefined && !("next" in known));
}

/** Returns to the draft after the operator has said that the candidates are other campaigns. */
export function tellApart(session: Session): void {
  const { plan, candidates } = session.state;
  session.set({ plan: knowing(plan, candidates), candidates: [], screen: "review" });
}

/** Returns the plan with the candidates marked as unrelated to it. */
function knowing(plan: Plan, candidates: Plan["unrelated"]): Plan {
  return { ...plan, unrelated: [...new Set([...plan.unrelated, ...candidates])] };
}
