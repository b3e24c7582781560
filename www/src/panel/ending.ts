// How a launch ends, and how one whose outcome is not known is looked for.

import type { CampaignId, LaunchReceipt, SeaxError } from "seax-dialer";
import { subjectOf } from "./draft.ts";
import { follow } from "./follow.ts";
import type { Announce } from "./host.ts";
import { newKey } from "./key.ts";
import { alone, knownOf, type Pending, record } from "./launches.ts";
import { check, clientOf, count, readSample } from "./read.ts";
import { begun, codeOf, type Session, type State } from "./session.ts";

/**
 * A launch's end: a campaign that was made or found, one that another tab launched, or nothing where nothing was sent. `asked`
 * is how many people were confirmed where it would be another number.
 */
export type End = LaunchReceipt | { elsewhere: CampaignId } | { asked: number } | undefined;

/** Looks for the campaign of a launch whose outcome is not known. Sends nothing. */
export function lookAgain(session: Session, announce: Announce): void {
  const { pending } = session.state;
  if (!pending) return;
  void once(session, announce, pending, async () => {
    const known = knownOf(pending.key);
    if (known && "campaign" in known) return { elsewhere: known.campaign };
    return look(session, newest(pending));
  });
}

/** The ticket that was stored last: a copy of the tab may have sent the draft again with a newer one. */
export function newest(pending: Pending): Pending {
  const known = knownOf(pending.key);
  return known && "pending" in known ? known.pending : pending;
}

export function look(session: Session, pending: Pending): Promise<LaunchReceipt> {
  session.keepTicket(pending);
  session.set({ screen: "launching", launching: "looking", notice: undefined, question: undefined });
  return clientOf(session).campaigns.launch(pending.draft, { ticket: pending.ticket });
}

/** A launch's draft: by its key, and by what is in it. */
type Launched = Pick<Pending, "key" | "content">;

/**
 * Does the work of one launch. However often a button is pressed, wherever, there is one at a time.
 */
export async function once(
  session: Session,
  announce: Announce,
  launched: Launched,
  work: (waited: boolean) => Promise<End>,
): Promise<void> {
  if (session.state.underway) return;
  const { key } = launched;
  session.set({ question: undefined, underway: key });
  const before = session.state.pending;
  let waited = false;
  const elsewhere = () => {
    waited = true;
    session.set({ screen: "launching", launching: "elsewhere", notice: undefined, question: undefined });
  };
  try {
    await alone(key, elsewhere, async () => {
      try {
        settled(session, launched, await work(waited), announce);
      } catch (error) {
        failed(session, launched, error, before);
        announce("seax-error", { error });
      }
    });
  } finally {
    session.set({ underway: undefined });
  }
}

function settled(session: Session, launched: Launched, end: End, announce: Announce): void {
  const { key } = launched;
  session.set({ launching: undefined });
  if (end === undefined || "asked" in end) {
    comeBack(session, key);
    const question = end && { kind: "launch" as const, before: end.asked };
    session.set({ screen: "review", question, confirmation: "" });
    return;
  }
  const here = "campaign" in end;
  const id = here ? end.campaign.id : end.elsewhere;
  note(launched, id);
  const { plan, screen } = session.state;
  over(session, key, { milestone: "launched" });
  if (here) announce("seax-launch", { campaign: end.campaign, outcome: end.outcome });
  follow(session, id, announce, here);
  session.set({ adopted: !here });
  // Whoever is at another draft by now is not taken away from it: the campaign has a tab of its own.
  if (plan.key !== key && screen !== "launching") session.set({ screen });
}

/** The draft is done with: what is launched next is chosen anew. What was begun meanwhile stays. */
function over(session: Session, key: string, change: Partial<State>): void {
  const { plan, drafts } = session.state;
  session.set({
    ...(plan.key === key && begun()),
    drafts: drafts.filter((draft) => draft.key !== key),
    pending: undefined,
    resendAt: undefined,
    candidates: [],
    ...change,
  });
}

/** Brings the draft of a launch back, of which nothing came, if another one has been begun meanwhile. That is kept. */
function comeBack(session: Session, key: string): void {
  const { drafts, phones, labels } = session.state;
  const draft = drafts.find((each) => each.key === key);
  if (draft === undefined) return;
  session.begin(draft);
  session.set({ phones, labels });
  count(session);
  readSample(session);
  check(session);
}

/** Tells the copies of the draft what it became. Without it they have its ticket, and find the campaign by that. */
function note({ key, content }: Launched, campaign: CampaignId): void {
  try {
    record(key, { campaign, content });
  } catch {
    // The storage is full.
  }
}

function failed(session: Session, launched: Launched, error: unknown, before: Pending | undefined): void {
  const { ticket, candidates = [], retryAfterMs, findings } = (error ?? {}) as Partial<SeaxError>;
  const { key } = launched;
  session.set({ launching: undefined });
  switch (codeOf(error)) {
    case "launched_twice":
      if (candidates[0]) note(launched, candidates[0]);
      over(session, key, { screen: "twice", candidates });
      break;
    case "launch_unconfirmed": {
      const pending = session.state.pending;
      if (!pending) {
        // Nothing was sent: there are campaigns that may be an earlier launch of this draft.
        comeBack(session, key);
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
      session.set({ pending: undefined });
      comeBack(session, key);
      session.set({
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
      session.set({ pending });
      if (!pending) comeBack(session, key);
      session.set({ screen: pending ? "unconfirmed" : "review", notice: error });
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
