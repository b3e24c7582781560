// The state of one launcher: what is shown, and what outlives a reload. Two elements of one workspace (and one id) share
// a session, so that they show, and launch, the same.

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
import { type Pending, record } from "./launches.ts";
import { isBegun, newPlan, type Plan, type Step } from "./plan.ts";
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

export interface Counts {
  matched: number;
  afterLeavingOut: number;
  withNumber: number;
}

/** What is asked once more before it is done. */
export type Question =
  /** `before` is how many people were confirmed, where the number is another one by now. */
  | { kind: "launch"; before?: number }
  | { kind: "discard"; key: string; name: string }
  | { kind: "cancel" | "delete"; id: CampaignId; name: string }
  | { kind: "deleteLabel"; id: LabelId; name: string };

/** What can be done to a campaign that there is. */
export type Steering = "pause" | "resume" | "cancel" | "delete";

/** A test call to the operator's own phone. */
export interface Rehearsal {
  to: string;
  state: "none" | "calling" | "called" | "failed";
  error?: unknown;
}

/** A label that is being made, or given another name. */
export interface LabelEdit {
  id?: LabelId;
  name: string;
  color: string;
  saving?: boolean;
  error?: unknown;
}

/** A contact whose number is being put right. */
export interface ContactEdit {
  id: ContactId;
  name: string;
  phone: string;
  saving?: boolean;
  error?: unknown;
}

/** A campaign that has not begun, being moved or changed. Times of day are those of `zone`. */
export interface ScheduleEdit extends Pick<Plan, "name" | "start" | "end" | "zone" | "attempts" | "dialers"> {
  saving?: boolean;
  error?: unknown;
}

/** What is shown of the calls. */
export interface CallFilter {
  /** An outcome, or nothing for all. */
  outcome: string;
  /** A part of a name or number. */
  text: string;
  /** How many rows. */
  shown: number;
}

export interface State {
  screen: Screen;
  plan: Plan;
  pending?: Pending | undefined;
  watched?: CampaignId | undefined;
  /** Drafts that gave way to another one, newest first. */
  drafts: Plan[];

  /** The rest is read anew after a reload. */
  phones?: Loaded<Phone[]> | undefined;
  agents?: Loaded<Agent[]>;
  labels?: Loaded<LabelWithCount[]> | undefined;
  counts?: Loaded<Counts> | undefined;
  /** What single contacts are looked for by. */
  keyword: string;
  found?: Loaded<Contact[]> | undefined;
  sample?: Loaded<Contact[]> | undefined;
  /** Which of the sample's contacts the preview is for. */
  sampled: number;
  preflight?: Loaded<CheckResult> | undefined;
  /** What the preflight is of: see `subjectOf`. */
  checked?: string | undefined;
  /** When the chosen people can be called, on the day of the campaign's start. */
  hours?: Loaded<HoursSummary> | undefined;
  /** What the hours are of: see `hoursSubject`. */
  hoursOf?: string | undefined;
  /** Into how many campaigns the draft was split of which this is the first. */
  parts?: number | undefined;
  /** Whether the draft is being split by time zone, or why it could not be. */
  splitting?: "busy" | "large" | "failed" | undefined;
  /** The last fixes, and the plan before and after them. */
  fixed?: { findings: Finding[]; before: Plan; after: Plan } | undefined;
  contactEdit?: ContactEdit | undefined;
  /** What the operator has to be told on the step itself: why it did not go on. */
  notice?: unknown;
  question?: Question | undefined;
  rehearsal: Rehearsal;
  labelEdit?: LabelEdit | undefined;
  /** What the operator typed to confirm that everybody is called. */
  confirmation: string;
  /** The key of the draft whose launch is being worked at. */
  underway?: string | undefined;
  launching?: "checking" | "sending" | "looking" | "elsewhere" | undefined;
  /** Whether the draft was found to be launched already, from another tab. */
  adopted?: boolean | undefined;
  /** When an unconfirmed launch can be sent again, in milliseconds since 1970. */
  resendAt?: number | undefined;
  candidates: CampaignId[];
  snapshot?: CampaignSnapshot | undefined;
  /** When the snapshot came, in milliseconds since 1970: it grows older on the screen. */
  snapshotAt: number;
  report?: CampaignReport | undefined;
  /** What is being done to a campaign at the moment. */
  steering?: Steering | undefined;
  scheduleEdit?: ScheduleEdit | undefined;
  /** The calls of the campaign that is followed, newest first. */
  calls?: Loaded<CallRow[]> | undefined;
  callFilter: CallFilter;
  /** The recording that is played, by its address. */
  playing?: string | undefined;
  watchError?: unknown;
  /** Calls per minute, oldest first. */
  pace: number[];
  past?: Loaded<{ rows: Campaign[]; more: boolean }>;
  /** What screen readers are told. */
  milestone: string;
}

/** What is kept in the tab's storage. */
type Kept = Pick<State, "screen" | "plan" | "pending" | "watched" | "drafts">;

export class Session {
  state: State;
  client?: SeaxClient | undefined;
  /** What the page's calls are for. It goes with each check, as a client with calling hours loads all of the package at once. */
  callingHours: { purpose: Purpose } = { purpose: "sales" };
  /** The client that follows campaigns. */
  follower?: SeaxClient | undefined;
  readonly #key: string;
  readonly #watchers = new Set<() => void>();

  constructor(key: string) {
    this.#key = key;
    this.state = { ...fresh(), ...read(key) };
    if (this.state.pending) this.state.screen = "unconfirmed";
    else if (["launching", "alike"].includes(this.state.screen)) this.state.screen = "review";
  }

  /** Changes the state, keeps what is to be kept, and tells everybody who shows it. */
  set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    try {
      this.keep();
    } catch {
      // Without storage the draft lives as long as the page. A ticket is another matter: see `keepTicket`.
    }
    for (const watcher of this.#watchers) watcher();
  }

  plan(change: Partial<Plan>): void {
    this.set({ plan: { ...this.state.plan, ...change } });
  }

  /** Keeps a launch before it is sent. Where it cannot be kept, this throws, and nothing is sent. */
  keepTicket(pending: Pending): void {
    this.state = { ...this.state, pending };
    try {
      this.keep();
      record(pending.key, { pending });
    } catch (error) {
      this.state = { ...this.state, pending: undefined };
      throw error;
    }
  }

  /** Begins with another plan. The one that was under way is kept, and so is a launch whose outcome is not known. */
  begin(plan: Plan): void {
    const { plan: before, drafts, pending, candidates } = this.state;
    const others = drafts.filter(({ key }) => key !== plan.key && key !== before.key);
    const kept = isBegun(before) && before.key !== plan.key ? [before, ...others] : others;
    this.set({ ...begun(), plan, drafts: kept, candidates: pending ? candidates : [] });
  }

  keep(): void {
    const { screen, plan, pending, watched, drafts } = this.state;
    const kept: Kept = { screen, plan, drafts, ...(pending && { pending }), ...(watched && { watched }) };
    sessionStorage.setItem(this.#key, JSON.stringify(kept));
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** Whether anybody shows this session. */
  get shown(): boolean {
    return this.#watchers.size > 0;
  }
}

export const ALL_CALLS: CallFilter = { outcome: "", text: "", shown: 20 };

function fresh(): State {
  return {
    ...begun(),
    screen: "phones",
    drafts: [],
    candidates: [],
    sampled: 0,
    rehearsal: { to: "", state: "none" },
    snapshotAt: 0,
    pace: [],
    milestone: "",
    callFilter: ALL_CALLS,
  };
}

function read(key: string): Partial<Kept> {
  try {
    const { plan, ...kept } = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    return plan ? { ...kept, plan: { ...newPlan(), ...plan } } : {};
  } catch {
    return {};
  }
}

/** For a new campaign: what the last one was made of is read, and chosen, anew. */
export function begun() {
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

export function sessionOf(key: string): Session {
  let session = sessions.get(key);
  if (session === undefined) {
    session = new Session(key);
    sessions.set(key, session);
  }
  return session;
}

/** An error of the package's, by its code; nothing for anything else. */
export function codeOf(error: unknown): keyof ErrorTexts | undefined {
  return (error as Partial<SeaxError> | undefined)?.code;
}
