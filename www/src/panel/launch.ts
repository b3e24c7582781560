// A launch, from the operator's word to a campaign, and what to do when its outcome is not known.

import type { LaunchReceipt, SeaxError } from "seax-dialer";
import { follow } from "./follow.ts";
import type { Announce } from "./host.ts";
import { toDraft } from "./plan.ts";
import { clientOf } from "./read.ts";
import { begun, codeOf, type Pending, type Session } from "./session.ts";

/** Sessions with a launch under way: however often a button is pressed, wherever, there is one. */
const under = new WeakSet<Session>();

/** Launches the plan. */
export function launch(session: Session, people: number, announce: Announce): void {
  const { plan, pending } = session.state;
  if (pending) return;
  const draft = toDraft(plan);
  void once(session, announce, async () => {
    session.set({ screen: "launching", launching: "checking", notice: undefined, question: undefined });
    return clientOf(session).campaigns.launch(draft, {
      onTicket: (ticket) => {
        session.keepTicket({ ticket, draft, people });
        session.set({ launching: "sending" });
      },
    });
  });
}

/** Looks for the campaign of a launch whose outcome is not known. Sends nothing. */
export function lookAgain(session: Session, announce: Announce): void {
  const { pending } = session.state;
  if (!pending) return;
  void once(session, announce, () => {
    session.set({ screen: "launching", launching: "looking", notice: undefined });
    return clientOf(session).campaigns.launch(pending.draft, { ticket: pending.ticket });
  });
}

/** Sends the launch again. The package does so only if it is certain that nothing came of it, and never will. */
export function sendAgain(session: Session, announce: Announce): void {
  const { pending } = session.state;
  if (!pending) return;
  void once(session, announce, () => {
    session.set({ screen: "launching", launching: "looking", notice: undefined });
    return clientOf(session).campaigns.launch(pending.draft, {
      ticket: pending.ticket,
      allowResend: true,
      onTicket: (ticket) => session.keepTicket({ ...pending, ticket }),
    });
  });
}

/** Lets go of a launch after the operator has looked for its campaign in SeaX. */
export function setAside(session: Session): void {
  session.set({ pending: undefined, candidates: [], resendAt: undefined, screen: "campaigns" });
}

async function once(session: Session, announce: Announce, work: () => Promise<LaunchReceipt>): Promise<void> {
  if (under.has(session)) return;
  under.add(session);
  const before = session.state.pending;
  try {
    settled(session, await work(), announce);
  } catch (error) {
    failed(session, error, before);
    announce("seax-error", { error });
  } finally {
    under.delete(session);
  }
}

function settled(session: Session, { campaign, outcome }: LaunchReceipt, announce: Announce): void {
  // The plan is done with: what is launched next is chosen anew.
  session.set({ ...begun(), launching: undefined, milestone: "launched" });
  announce("seax-launch", { campaign, outcome });
  follow(session, campaign.id, announce);
}

function failed(session: Session, error: unknown, before: Pending | undefined): void {
  const { ticket, candidates = [], retryAfterMs, findings } = (error ?? {}) as Partial<SeaxError>;
  session.set({ launching: undefined });
  switch (codeOf(error)) {
    case "launched_twice":
      session.set({ ...begun(), screen: "twice", candidates });
      break;
    case "launch_unconfirmed": {
      const pending = session.state.pending;
      const resendAt = retryAfterMs === undefined ? undefined : Date.now() + retryAfterMs;
      const kept = pending && ticket ? { ...pending, ticket } : pending;
      session.set({ screen: "unconfirmed", candidates, resendAt, pending: kept });
      break;
    }
    case "preflight_failed": {
      const value = { findings: findings ?? [] };
      session.set({
        pending: undefined,
        screen: "review",
        notice: error,
        preflight: { state: "there", value },
      });
      break;
    }
    default: {
      // A launch that failed in one of the package's own ways did nothing; looking that fails so, and a failure that the
      // package does not know, say nothing about the launch, so that its ticket stays.
      const pending = codeOf(error) === undefined ? session.state.pending : before;
      session.set({ pending, screen: pending ? "unconfirmed" : "review", notice: error });
    }
  }
}
