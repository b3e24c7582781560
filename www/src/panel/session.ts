// The state of a launcher: what it shows, and what survives a reload. Elements with the same workspace, id and endpoint share a
// session, so that they show and launch the same.

import type {
  Agent,
  Campaign,
  CampaignId,
  CampaignReport,
  CampaignSnapshot,
  CheckResult,
  Contact,
  ContactId,
  Finding,
  HoursSummary,
  LabelId,
  LabelWithCount,
  Phone,
  SeaxClient,
  SeaxError,
} from "seax-dialer";
import type { ErrorTexts } from "../lang/texts.ts";
import type { CallRow } from "./call_row.ts";
import type { Purpose } from "./client.ts";
import { leftBehind, type Pending } from "./launches.ts";
import { newPlan, type Plan, type Step } from "./plan.ts";
import type { Lack } from "./steps.ts";
import type { Hours } from "./warnings.ts";

export type Screen =
  | Step
  | "campaigns"
  | "launching"
  | "unconfirmed"
  | "alike"
  | "twice"
  | "live"
  | "refused";

/** A list that is read from the API. */
export type Loaded<T> =
  | { state: "loading" }
  | { state: "failed"; error: unknown }
  | { state: "there"; value: T };

/** Returns what was read, or `undefined` if it has not been. */
export function dataOf<T>(list: Loaded<T> | undefined): T | undefined {
  return list?.state === "there" ? list.value : undefined;
}

/** Whether a list has to be read: it was not yet, or could not be. */
export function isMissing(list: Loaded<unknown> | undefined): boolean {
  return list === undefined || list.state === "failed";
}

export interface Counts {
  matched: number;
  afterLeavingOut: number;
  withNumber: number;
}

/** An action that needs a confirmation. */
export type Question =
  /** What the operator has seen, at the time of the question: it must not change under a click. */
  | ({ kind: "launch" } & Seen)
  | { kind: "resend"; again: Again }
  | { kind: "discard"; plan: Plan; name: string }
  | { kind: "cancel" | "delete"; id: CampaignId; name: string }
  | { kind: "deleteLabel"; id: LabelId; name: string };

/** What a launch is confirmed with: the number of recipients, and the findings and the hours of the check. */
export interface Seen {
  people: number | undefined;
  findings: Finding[];
  hours: Hours | undefined;
}

/** What a launch is sent again with: the result of a new check. */
export type Again = CheckResult;

/**
 * Why a launch was not sent: the number of recipients is no longer the confirmed one, `asked`; or else there is a warning that was
 * not there; or else its start has passed, or calling hours have ended. If it was to be sent again, `again` is what it would be sent
 * with. It becomes the notice of the screen that offers the launch: a question that opens by itself could appear under a click that
 * is meant for something else.
 */
export interface Changed {
  asked?: number | undefined;
  again?: Again;
  /** Whether its start has passed. */
  passed?: boolean;
  /** Whether fewer recipients are known to be within calling hours. */
  ended?: boolean;
}

/**
 * What the current screen says about the last action: what a step lacks, why a launch was not sent or a campaign not resumed, or
 * what failed.
 */
export interface Notice {
  lack?: Lack | undefined;
  changed?: Changed;
  resume?: ResumeTold;
  error?: unknown;
}

/** Why a campaign is resumed only by a second press. */
export interface ResumeTold {
  id: CampaignId;
  /** When that was found out, in milliseconds since 1970. */
  at: number;
  /** Whether the campaign's end has passed. */
  isOver: boolean;
  /** How many contacts are outside calling hours, or `undefined` if that could not be checked. */
  outside: number | undefined;
}

/** An action on an existing campaign. */
export type Steering = "pause" | "resume" | "cancel" | "delete";

/** What the operator is told on every screen until they dismiss it, because they have left the screen that it belongs to. */
export type News = LaunchNews | Failure;

/** A launch that succeeded. `here` is whether this page has sent it: otherwise, another tab or browser had. */
export interface LaunchNews {
  launched: CampaignId;
  name: string;
  here: boolean;
}

/** What failed, what it was about, and why. */
export interface Failure {
  failed: "pause" | "resume" | "stop" | "delete" | "save" | "callsCsv";
  name: string;
  error: unknown;
}

/** A test call to the operator's own phone. */
export interface Rehearsal {
  to: string;
  /** The number that is or was called. `to` may have been edited since. */
  called?: string;
  /** The key of the draft that was or is heard. What became of the call is told only there. */
  key?: string;
  state: "none" | "calling" | "called" | "failed";
  error?: unknown;
}

/** A label that is being created or edited. */
export interface LabelEdit {
  id?: LabelId;
  name: string;
  color: string;
  /** Set while it is being saved: see `saving.ts`. */
  saving?: object | undefined;
  error?: unknown;
}

/** A contact whose number is being corrected. */
export interface ContactEdit {
  id: ContactId;
  name: string;
  phone: string;
  /** Set while it is being saved: see `saving.ts`. */
  saving?: object | undefined;
  error?: unknown;
}

/** A scheduled campaign that is being edited. */
export interface ScheduleEdit {
  /** The campaign's name when the form was opened. */
  name: string;
  /** The zone of the form's local times. */
  zone: string;
  /** The fields that the operator has changed. The form follows the campaign in the others. */
  changes: Partial<Pick<Plan, "name" | "start" | "end" | "attempts" | "dialers">>;
  /** What the last check says about changed times, which the next press saves. */
  told?: ScheduleTold | undefined;
  /** Set while it is being saved: see `saving.ts`. */
  saving?: object | undefined;
  error?: unknown;
}

/** What a check says about the changed times of a scheduled campaign. */
export interface ScheduleTold {
  /** Identifies the times. */
  of: string;
  /** The campaign with them. */
  plan: Plan;
  /** Undefined if they could not be checked. */
  result: CheckResult | undefined;
  findings: Finding[];
}

/** The filter of the table of calls. */
export interface CallFilter {
  /** An outcome, or empty for all. */
  outcome: string;
  /** A part of a name or number. */
  text: string;
  /** The number of rows shown. */
  shown: number;
}

export interface State {
  screen: Screen;
  plan: Plan;
  pending?: Pending | undefined;
  watched?: CampaignId | undefined;
  /** The launch of the campaign that is watched, if it was launched or found here: the campaign may not be readable yet. */
  launched?: LaunchNews | undefined;
  /** Drafts that were replaced by another one, newest first. */
  drafts: Plan[];
  /** The campaigns of each launch that was sent more than once, until all but one are stopped, or the operator dismisses them. */
  twins?: CampaignId[][] | undefined;

  /** This and everything below is read again after a reload. */
  phones?: Loaded<Phone[]> | undefined;
  agents?: Loaded<Agent[]>;
  labels?: Loaded<LabelWithCount[]> | undefined;
  counts?: Loaded<Counts> | undefined;
  /** The search text for individual contacts. */
  keyword: string;
  found?: Loaded<Contact[]> | undefined;
  sample?: Loaded<Contact[]> | undefined;
  /** The index of the sample's contact that the preview is for. */
  sampled: number;
  preflight?: Loaded<CheckResult> | undefined;
  /** Identifies what `preflight` is the check of: see `subjectOf`. */
  checked?: string | undefined;
  /** When the recipients can be called on the campaign's first day. */
  hours?: Loaded<HoursSummary> | undefined;
  /** Identifies what `hours` are of: see `hoursSubject`. */
  hoursOf?: string | undefined;
  /** The number of parts, if this draft is the first part of a split. */
  parts?: number | undefined;
  /** Whether the draft is being split by time zone, was given one window for everybody instead, or why splitting failed. */
  splitting?: "busy" | "one" | "closed" | "large" | "repeated" | "failed" | undefined;
  /** The last fixes, and the plan before and after them. */
  fixed?: { findings: Finding[]; before: Plan; after: Plan } | undefined;
  contactEdit?: ContactEdit | undefined;
  /** What belongs to a screen that the operator has left is news. */
  notice?: Notice | undefined;
  question?: Question | undefined;
  /** Oldest first. */
  news: News[];
  rehearsal: Rehearsal;
  labelEdit?: LabelEdit | undefined;
  /** What the operator typed to confirm that everybody is called. */
  confirmation: string;
  /** The key of the draft whose launch is in progress. */
  underway?: string | undefined;
  launching?: "checking" | "sending" | "looking" | "otherTab" | undefined;
  /** When an unconfirmed launch can be sent again, in milliseconds since 1970. */
  resendAt?: number | undefined;
  candidates: CampaignId[];
  snapshot?: CampaignSnapshot | undefined;
  /** When the snapshot arrived, in milliseconds since 1970, to show its age. */
  snapshotAt: number;
  report?: CampaignReport | undefined;
  /** The action on a campaign that is in progress. */
  steering?: Steering | undefined;
  scheduleEdit?: ScheduleEdit | undefined;
  /** The calls of the campaign that is followed, newest first. */
  calls?: Loaded<CallRow[]> | undefined;
  callFilter: CallFilter;
  /** The URL of the recording that is played. */
  playing?: string | undefined;
  watchError?: unknown;
  /** Calls per minute, oldest first. */
  pace: number[];
  past?: Loaded<{ rows: Campaign[]; more: boolean }>;
  /** The milestone that is announced to screen readers. */
  milestone: string;
}

/** The part of the state that is kept in sessionStorage. */
type Kept = Pick<State, "screen" | "plan" | "pending" | "watched" | "launched" | "drafts" | "twins">;

/** What is read for one plan or campaign, and must not arrive in the next one. The other lists are the same for all of them. */
const PASSING = ["counts", "found", "sample", "preflight", "hours", "calls"] as const;

export class Session {
  state: State;
  client?: SeaxClient | undefined;
  /** The purpose of the page's calls. It is passed to each check: given to the client, it would load that code at creation. */
  callingHours: { purpose: Purpose } = { purpose: "sales" };
  /** The client that follows campaigns. */
  follower?: SeaxClient | undefined;
  /** The last read of each list in the state: see `readInto`. It is aborted when it ends. */
  readonly reads: Partial<Record<string, AbortController>> = {};
  /** Where this session is stored. It names the workspace, the endpoint and the element. */
  readonly place: string;
  readonly #mark: string;
  /** The keys of the tickets that have been pending here. */
  readonly #launched = new Set<string>();
  readonly #watchers = new Set<() => void>();

  /**
   * @param place where in the storage it is kept
   * @param mark what the stored text has if a launch is unconfirmed: `pending` as an object
   */
  constructor(place: string, mark: string) {
    this.place = place;
    this.#mark = mark;
    this.state = { ...fresh(), ...read(place) };
    const { plan, drafts } = this.state;
    const { pending = leftBehind(place) } = this.state;
    if (pending) {
      this.state.pending = pending;
      // The draft was in the tab that was closed.
      const own = pending.plan;
      if (own && ![plan, ...drafts].some(({ key }) => key === pending.key))
        this.state.drafts = [own, ...drafts];
      this.#launched.add(pending.ticket.key);
      this.state.screen = "unconfirmed";
    } else if (["launching", "alike", "unconfirmed"].includes(this.state.screen))
      this.state.screen = "review";
  }

  /** Changes the state, stores its kept part, and calls the watchers. Clearing what is read for one plan aborts the read. */
  set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const name of PASSING) if (name in change && change[name] === undefined) this.reads[name]?.abort();
    try {
      this.keep();
    } catch {
      // Without storage, the draft lasts only as long as the page. A ticket must be stored: see `keepTicket`.
    }
    for (const watcher of this.#watchers) watcher();
  }

  tell(news: News): void {
    this.set({ news: [...this.state.news, news] });
  }

  plan(change: Partial<Plan>): void {
    this.set({ plan: { ...this.state.plan, ...change } });
  }

  /**
   * Stores what survives a reload. An unconfirmed launch that is no longer in the storage is not stored again, except `sending`:
   * another frame has confirmed it, and can have launched another draft since, whose launch is the one to keep.
   */
  keep(sending = false): void {
    const { screen, plan, pending, watched, launched, drafts, twins } = this.state;
    if (pending) this.#launched.add(pending.ticket.key);
    const over = !sending && sessionStorage.getItem(this.place)?.includes(this.#mark) === false;
    // JSON leaves out what is undefined.
    const kept: Kept = {
      screen,
      plan,
      drafts,
      pending: this.otherPending ?? (over ? undefined : pending),
      watched,
      launched,
      twins,
    };
    sessionStorage.setItem(this.place, JSON.stringify(kept));
  }

  /**
   * The unconfirmed launch of another frame of the tab, if there is one. Frames share the storage, but each has its own session:
   * only the other one knows when the launch is confirmed, and removes it.
   */
  get otherPending(): Pending | undefined {
    const { pending } = read(this.place, this.#mark);
    return pending && !this.#launched.has(pending.ticket.key) ? pending : undefined;
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** Whether a panel is attached to this session. */
  get shown(): boolean {
    return this.#watchers.size > 0;
  }
}

export const ALL_CALLS: CallFilter = { outcome: "", text: "", shown: 20 };

function fresh(): State {
  return {
    ...newDraftState(),
    screen: "phones",
    drafts: [],
    candidates: [],
    news: [],
    sampled: 0,
    rehearsal: { to: "", state: "none" },
    snapshotAt: 0,
    pace: [],
    milestone: "",
    callFilter: ALL_CALLS,
  };
}

/** Reads what is kept. What does not have this part is not parsed: a draft can be long, and this is read at each change. */
function read(key: string, part = ""): Partial<Kept> {
  try {
    const text = sessionStorage.getItem(key) ?? "{}";
    return text.includes(part) ? JSON.parse(text) : {};
  } catch {
    return {};
  }
}

/** The state of a new campaign: a new plan, and nothing read yet. */
export function newDraftState() {
  return {
    plan: newPlan(),
    keyword: "",
    phones: undefined,
    labels: undefined,
    counts: undefined,
    found: undefined,
    sample: undefined,
    preflight: undefined,
    checked: undefined,
    hours: undefined,
    hoursOf: undefined,
    splitting: undefined,
    parts: undefined,
    fixed: undefined,
    contactEdit: undefined,
    confirmation: "",
  };
}

const sessions = new Map<string, Session>();

export function sessionOf(key: string, mark: string): Session {
  let session = sessions.get(key);
  if (session === undefined) {
    session = new Session(key, mark);
    sessions.set(key, session);
  }
  return session;
}

/** Returns the `code` of an error of the package, or `undefined` for anything else. */
export function codeOf(error: unknown): keyof ErrorTexts | undefined {
  return (error as Partial<SeaxError> | undefined)?.code;
}
