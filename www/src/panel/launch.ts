// A launch, from the operator's word to a campaign, and what to do when its outcome is not known.

import type { CampaignId, LaunchReceipt, SeaxError } from "seax-dialer";
import { subjectOf, toDraft } from "./draft.ts";
import { follow } from "./follow.ts";
import type { Announce } from "./host.ts";
import { newKey } from "./key.ts";
import { alone, knownOf, type Pending, record } from "./launches.ts";
import type { Plan } from "./plan.ts";
import { clientOf } from "./read.ts";
import { begun, codeOf, type Session } from "./session.ts";
import { callsNobody, isComplete } from "./steps.ts";

/** Sessions with a launch under way: however often a button is pressed, wherever, there is one. */
const under = new WeakSet<Session>();

/** Whether a launch of the session's is under way. */
export function isUnderWay(session: Session): boolean {
  return under.has(session);
}

/** A launch's end: a campaign that was made or found, one that another tab launched, or nothing where nothing was sent. */
type End = LaunchReceipt | { elsewhere: CampaignId } | undefined;

/** Launches the plan, unless a copy of it has been launched: then that campaign is shown. */
export function launch(session: Session, people: number | undefined, announce: Announce): void {
  const { plan, pending } = session.state;
  if (pending || !isComplete(plan) || callsNobody(plan, people)) return;
  const { key, everybody } = plan;
  void once(session, announce, key, async (waited) => {
    const known = knownOf(key);
    if (known && "campaign" in known) return { elsewhere: known.campaign };
    if (known && "pending" in known) return look(session, known.pending);
    // Another tab was at it, and nothing came of it. Whoever is here sees the draft again before it is launched.
    if (waited) return undefined;
    session.set({ screen: "launching", launching: "checking", notice: undefined, question: undefined });
    const draft = toDraft(plan);
    return clientOf(session).campaigns.launch(draft, {
      // Where the record is not, in another browser or profile, the key finds the campaign of a copy of the draft.
      idempotencyKey: known?.next ?? key,
      everybody,
      callingHours: session.callingHours,
      unrelated: plan.unrelated,
      onTicket: (ticket) => {
        session.keepTicket({ key, ticket, draft, people, everybody });
        session.set({ launching: "sending" });
      },
    });
  });
}

/** Looks for the campaign of a launch whose outcome is not known. Sends nothing. */
export function lookAgain(session: Session, announce: Announce): void {
  const { pending } = session.state;
  if (!pending) return;
  void once(session, announce, pending.key, async () => {
    const known = knownOf(pending.key);
    if (known && "campaign" in known) return { elsewhere: known.campaign };
    return look(session, newest(pending));
  });
}

/** Sends the launch again. The package does so only if it is certain that nothing came of it, and never will. */
export function sendAgain(session: Session, announce: Announce): void {
  const { pending } = session.state;
  if (!pending) return;
  void once(session, announce, pending.key, async () => {
    const known = knownOf(pending.key);
    if (known && "campaign" in known) return { elsewhere: known.campaign };
    session.set({ screen: "launching", launching: "looking", notice: undefined });
    const last = newest(pending);
    return clientOf(session).campaigns.launch(last.draft, {
      ticket: last.ticket,
      allowResend: true,
      everybody: last.everybody,
      callingHours: session.callingHours,
      onTicket: (ticket) => session.keepTicket({ ...last, ticket }),
    });
  });
}

/** Lets go of a launch after the operator has looked for its campaign in SeaX. The draft stays, as one that is new. */
export function setAside(session: Session): void {
  const plan = { ...knowing(session), key: newKey() };
  session.set({ plan, pending: undefined, candidates: [], resendAt: undefined, screen: "campaigns" });
}

/** Goes back to the draft once the operator has seen that the campaigns like it are others. */
export function tellApart(session: Session): void {
  session.set({ plan: knowing(session), candidates: [], screen: "review" });
}

/** The plan, with the candidates as campaigns that are not its own. */
function knowing(session: Session): Plan {
  const { plan, candidates } = session.state;
  return { ...plan, unrelated: [...new Set([...plan.unrelated, ...candidates])] };
}

/** The ticket that was stored last: a copy of the tab may have sent the draft again with a newer one. */
function newest(pending: Pending): Pending {
  const known = knownOf(pending.key);
  return known && "pending" in known ? known.pending : pending;
}

function look(session: Session, pending: Pending): Promise<LaunchReceipt> {
  session.keepTicket(pending);
  session.set({ screen: "launching", launching: "looking", notice: undefined, question: undefined });
  return clientOf(session).campaigns.launch(pending.draft, { ticket: pending.ticket });
}

async function once(
  session: Session,
  announce: Announce,
  key: string,
  work: (waited: boolean) => Promise<End>,
): Promise<void> {
  if (under.has(session)) return;
  under.add(session);
  session.set({ question: undefined });
  const before = session.state.pending;
  let waited = false;
  const elsewhere = () => {
    waited = true;
    session.set({ screen: "launching", launching: "elsewhere", notice: undefined, question: undefined });
  };
  try {
    await alone(key, elsewhere, async () => {
      try {
        settled(session, key, await work(waited), announce);
      } catch (error) {
        failed(session, key, error, before);
        announce("seax-error", { error });
      }
    });
  } finally {
    under.delete(session);
  }
}

function settled(session: Session, key: string, end: End, announce: Announce): void {
  if (end === undefined) {
    session.set({ screen: "review", launching: undefined });
    return;
  }
  const here = "campaign" in end;
  const id = here ? end.campaign.id : end.elsewhere;
  note(key, id);
  // The plan is done with: what is launched next is chosen anew.
  session.set({ ...begun(), launching: undefined, milestone: "launched" });
  if (here) announce("seax-launch", { campaign: end.campaign, outcome: end.outcome });
  follow(session, id, announce, here);
  session.set({ adopted: !here });
}

/** Tells the copies of the draft what it became. Without it they have its ticket, and find the campaign by that. */
function note(key: string, campaign: CampaignId): void {
  try {
    record(key, { campaign });
  } catch {
    // The storage is full.
  }
}

function failed(session: Session, key: string, error: unknown, before: Pending | undefined): void {
  const { ticket, candidates = [], retryAfterMs, findings } = (error ?? {}) as Partial<SeaxError>;
  session.set({ launching: undefined });
  switch (codeOf(error)) {
    case "launched_twice":
      if (candidates[0]) note(key, candidates[0]);
      session.set({ ...begun(), screen: "twice", candidates });
      break;
    case "launch_unconfirmed": {
      const pending = session.state.pending;
      if (!pending) {
        // Nothing was sent: there are campaigns that may be an earlier launch of this draft.
        session.set({ screen: "alike", candidates });
        break;
      }
      const resendAt = retryAfterMs === undefined ? undefined : Date.now() + retryAfterMs;
      const kept = ticket ? { ...pending, ticket } : pending;
      session.set({ screen: "unconfirmed", candidates, resendAt, pending: kept });
      break;
    }
    case "preflight_failed": {
      if (session.state.pending) refused(key);
      session.set({
        pending: undefined,
        screen: "review",
        notice: error,
        preflight: { state: "there", value: { findings: findings ?? [] } },
        checked: subjectOf(session.state.plan),
      });
      break;
    }
    default: {
      // A launch that failed in one of the package's own ways did nothing; looking that fails so, and a failure that the
      // package does not know, say nothing about the launch, so that its ticket stays.
      const pending = codeOf(error) === undefined ? session.state.pending : before;
      // A conflict is a key that an edge knows with another draft: that one may have been launched.
      if (session.state.pending && !pending && codeOf(error) !== "conflict") refused(key);
      session.set({ pending, screen: pending ? "unconfirmed" : "review", notice: error });
    }
  }
}

/** A draft that was refused was not launched. It can be launched once it is right, with another key. */
function refused(key: string): void {
  try {
    record(key, { next: newKey() });
  } catch {
    // The ticket stays there instead, so that the next launch looks for a campaign first.
  }
}
