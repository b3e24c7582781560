// Runs one launch at a time and handles its outcome; looks for the campaign of an unconfirmed launch.

import type { Campaign, CampaignId, LaunchReceipt, SeaxError } from "seax-dialer";
import { subjectOf } from "./draft.ts";
import { begin } from "./drafts.ts";
import { follow } from "./follow.ts";
import type { Announce } from "./host.ts";
import { keepTicket, knownOf, leave, type Pending, record, renewKey, withLock } from "./launches.ts";
import { clientOf } from "./read.ts";
import { readPast } from "./read_campaigns.ts";
import { recount } from "./read_checks.ts";
import { type Changed, codeOf, newDraftState, type Session, type State } from "./session.ts";

/** The outcome of a launch: its campaign, or that nothing was sent. */
export type End =
  | {
      campaign: Pick<Campaign, "id" | "name">;
      /** Whether this tab has launched it, rather than another one. */
      here: boolean;
      /** Not there if the campaign was launched but could not be looked at. */
      receipt?: LaunchReceipt;
    }
  | { campaign?: undefined; changed?: Changed };

/** Returns the outcome of a launch whose campaign another tab has launched. */
export function launchedByOther(id: CampaignId): End {
  return { campaign: { id, name: "" }, here: false };
}

/**
 * Returns the outcome of an unconfirmed launch that another tab has settled meanwhile: it has found the campaign, or it is certain
 * there that there is none.
 */
export function settledByOther(session: Session, { key }: Pending): End | undefined {
  const known = knownOf(key);
  if (known === undefined || "pending" in known) return undefined;
  if ("campaign" in known) return launchedByOther(known.campaign);
  session.set({ pending: undefined });
  return {};
}

/** Returns the outcome of a launch whose campaign was created or found here. */
export function launchedHere(receipt: LaunchReceipt): End {
  return { campaign: receipt.campaign, here: true, receipt };
}

/** Looks for the campaign of an unconfirmed launch. Sends no draft. */
export function lookAgain(session: Session, announce: Announce): void {
  const { pending } = session.state;
  if (!pending) return;
  void once(session, announce, pending, async () => {
    return settledByOther(session, pending) ?? look(session, newest(pending));
  });
}

/**
 * Returns the launch with the ticket stored last: a copy of the tab may have sent the draft again with a newer one. One that another
 * tab has left is recorded without its plan, which tells who belongs to it.
 */
export function newest(pending: Pending): Pending {
  const known = knownOf(pending.key);
  return known && "pending" in known ? { plan: pending.plan, ...known.pending } : pending;
}

export async function look(session: Session, pending: Pending): Promise<End> {
  keepTicket(session, pending);
  session.set({ launching: "looking" });
  const { draft, ticket, unrelated = [] } = pending;
  return launchedHere(await clientOf(session).campaigns.launch(draft, { ticket, unrelated }));
}

/** Identifies a launch's draft: its key, and the hash of its content. */
type Launched = Pick<Pending, "key" | "content">;

/**
 * Does the work of one launch, and handles its outcome. Only one runs at a time in a session, and for a key in all tabs.
 *
 * @param work is told whether it had to wait for another tab
 */
export async function once(
  session: Session,
  announce: Announce,
  launched: Launched,
  work: (waited: boolean) => Promise<End>,
): Promise<void> {
  if (session.state.underway) return;
  const { key } = launched;
  session.set({
    screen: "launching",
    launching: "checking",
    notice: undefined,
    question: undefined,
    underway: key,
  });
  const before = session.state.pending;
  let waited = false;
  const waiting = () => {
    waited = true;
    session.set({ launching: "otherTab" });
  };
  const fail = (error: unknown) => {
    failed(session, launched, error, before, announce);
    announce("seax-error", { error });
  };
  try {
    await withLock(key, waiting, async () => {
      try {
        finish(session, launched, await work(waited), announce);
      } catch (error) {
        fail(error);
      }
    });
  } catch (error) {
    // The browser allows no locks here, for example in a sandboxed frame. Nothing was sent.
    fail(error);
  } finally {
    session.set({ underway: undefined });
  }
}

function finish(session: Session, launched: Launched, end: End, announce: Announce): void {
  const { key } = launched;
  session.set({ launching: undefined });
  if (end.campaign === undefined) {
    const { changed } = end;
    if (!changed?.again) comeBack(session, key);
    else session.set({ screen: "unconfirmed" });
    session.set({ notice: changed && { changed } });
    return;
  }
  const { here, receipt } = end;
  const { id, name } = end.campaign;
  note(launched, id);
  const news = { launched: id, name, here };
  const { screen, notice, watched, scheduleEdit } = session.state;
  over(session, key);
  if (receipt) announce("seax-launch", { campaign: receipt.campaign, outcome: receipt.outcome });
  const left = screen !== "launching";
  // A campaign that is open keeps its place: a click may be on its way to its buttons, and its changes may not be saved.
  if (left && watched !== id && (screen === "live" || scheduleEdit)) {
    session.tell(news);
    return;
  }
  follow(session, id, announce, here);
  // An operator who has moved on stays there: the campaign has its own tab.
  session.set({ launched: news, ...(left && { screen, notice }) });
  if (screen === "campaigns") readPast(session);
}

/** Ends the draft of a launch, so that the next one starts from scratch. Another draft begun meanwhile is kept. */
export function over(session: Session, key: string, change?: Partial<State>): void {
  const { plan, drafts } = session.state;
  session.set({
    ...(plan.key === key && newDraftState()),
    drafts: drafts.filter((draft) => draft.key !== key),
    pending: undefined,
    resendAt: undefined,
    candidates: [],
    ...change,
  });
}

/** Returns to the draft of a launch that created no campaign. If another draft was begun meanwhile, that one is kept. */
function comeBack(session: Session, key: string): void {
  const { drafts, phones, labels } = session.state;
  const draft = drafts.find((each) => each.key === key);
  if (draft) {
    begin(session, draft);
    session.set({ phones, labels });
  }
  session.set({ screen: "review" });
  recount(session);
}

/** Records the campaign for copies of the draft. Without the record, they find the campaign by the ticket. */
function note({ key, content }: Launched, campaign: CampaignId): void {
  try {
    record(key, { campaign, content });
  } catch {
    // The storage is full or not available.
  }
}

function failed(
  session: Session,
  launched: Launched,
  error: unknown,
  before: Pending | undefined,
  announce: Announce,
): void {
  const { pending } = session.state;
  const {
    ticket = pending?.ticket,
    candidates = [],
    retryAfterMs,
    findings,
    campaignState,
  } = (error ?? {}) as Partial<SeaxError>;
  const { key } = launched;
  const made = ticket?.campaign_id;
  if (pending && made && codeOf(error) !== "launched_twice") {
    // It was created, though it could not be looked at. It may have been deleted since.
    finish(session, launched, { campaign: { id: made, name: pending.draft.name }, here: true }, announce);
    return;
  }
  session.set({ launching: undefined });
  switch (codeOf(error)) {
    case "launched_twice":
      if (candidates[0]) note(launched, candidates[0]);
      over(session, key, { screen: "twice", twins: [...(session.state.twins ?? []), candidates] });
      break;
    case "launch_unconfirmed": {
      if (!pending) {
        // Nothing was sent, because existing campaigns may be an earlier launch of this draft.
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
      if (pending) renewKey(key);
      session.set({ pending: undefined });
      comeBack(session, key);
      session.set({
        notice: { error },
        preflight: { state: "there", value: { findings: findings ?? [] } },
        checked: subjectOf(session.state.plan),
      });
      break;
    }
    default: {
      // On a conflict, the edge knows the key with another draft, which may have been launched.
      const none = campaignState === "none" && codeOf(error) !== "conflict";
      // The ticket is dropped only if it is certain what became of the launch. Otherwise it may have created a campaign, or an
      // earlier launch with this ticket may have. "none" is about both: a draft is sent again only once the first is certain.
      const known = campaignState === "none" || campaignState === "exists";
      const kept = none ? undefined : known ? before : pending;
      if (pending && none) renewKey(key);
      // What became of it is known, though this cannot tell which campaign it is. No tab has to look for it again.
      else if (pending && !kept) leave(pending);
      session.set({ pending: kept });
      if (kept) session.set({ screen: "unconfirmed" });
      else comeBack(session, key);
      session.set({ notice: { error } });
    }
  }
}
