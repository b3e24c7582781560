// The operator's choices for a campaign so far, as plain data that survives a reload.

import type {
  CampaignId,
  ContactFieldId,
  ContactId,
  ContactQuery,
  ConversationConfigId,
  LabelId,
  PhoneId,
  RecipientOverwrite,
  RelativeTimeDraft,
} from "seax-dialer";
import { newKey } from "./key.ts";
import { inZone, localZone, toLocal } from "./zone.ts";

/** The part of a contact that is needed to show it again. */
export interface Person {
  id: ContactId;
  /** Empty until it is loaded: a check returns only the ids of contacts. */
  name: string;
  /** Whether a check excluded the contact, rather than the operator. */
  byCheck?: boolean;
}

export const STEPS = ["phones", "audience", "script", "schedule", "review"] as const;
export type Step = (typeof STEPS)[number];

/**
 * Something that a duplicate could not copy from its campaign. The duplicate cannot be launched until the operator has filled
 * it in, or has confirmed that the draft is right without it.
 *
 * `audience`: who was called. `file`: the URL of the contact file. `hidden`: the settings that SeaX does not return. `values`:
 * the values of the message's fields. `window`: the times, which have passed. `recording`: it had both a recording and a
 * message. `fields`: its contact fields. `relative`: the contacts' dates that it was scheduled by. `type`: its type, which is a new
 * one.
 */
export type Gap =
  | "audience"
  | "file"
  | "hidden"
  | "values"
  | "window"
  | "recording"
  | "fields"
  | "relative"
  | "type";

export interface Plan {
  /** The idempotency key of its launch. All copies of a draft share it, so that only one of them is launched. */
  key: string;
  name: string;
  /** The name that was suggested last, and the names of the labels that it was made of. */
  suggested?: { name: string; whom: string };
  type: "AI_AGENT" | "VOICE_DROP" | "PROGRESSIVE_DIALER";
  /** Undefined until the operator has chosen, or a default has been found. */
  phones?: PhoneId[];
  overwrite?: RecipientOverwrite;
  /** Where the contacts come from: the workspace, a file, or requests to the campaign's webhook. */
  source: "WEB" | "EXCEL" | "WEBHOOK";
  /** The original's source, once the operator has chosen recipients from the workspace instead. It can be chosen again. */
  brought?: "EXCEL" | "WEBHOOK" | undefined;
  fileUrl: string;
  match: "any" | "all";
  labels: LabelId[];
  /** Labels that every recipient must have in addition to `labels`. */
  requiredLabels: LabelId[];
  /** Contacts with any of these are excluded. Undefined until the labels are read; then the labels of those not to call. */
  leftOutLabels?: LabelId[];
  /** Contacts that have all of these labels are excluded. */
  leftOutTogether: LabelId[];
  /** Selects only contacts whose name or number contains it. */
  keyword: string;
  whatsappOnly: boolean;
  everybody: boolean;
  added: Person[];
  leftOut: Person[];
  /** Labels that the campaign adds to every recipient. */
  attached: LabelId[];
  agent?: ConversationConfigId;
  says: "text" | "audio";
  message: string;
  /** Values that are the same for everybody, by the key of the merge field. */
  variables: Record<string, string>;
  audioUrl: string;
  language: string;
  voice: string;
  capturesKeys: boolean;
  capturesSpeech: boolean;
  fields: ContactFieldId[];
  when: "now" | "later";
  /** Local times in `zone`, in the format of `datetime-local` inputs. */
  start: string;
  end: string;
  /**
   * The moments, in milliseconds since 1970, that local times were converted from, by the local time followed by its zone. Clocks
   * can show a local time twice; without an entry here, the first is used.
   */
  meant?: Record<string, number>;
  zone: string;
  /** Whether the draft sends `zone` as its time zone, which is optional. */
  namesZone: boolean;
  /** Whether the window applies in each contact's own zone. */
  zoneAware: boolean;
  relative?: RelativeTimeDraft;
  attempts: number;
  dialers: number;
  /** The steps that the operator has seen: their defaults count as accepted. */
  seen: Step[];
  gaps: Gap[];
  /** Who belongs to it, if it is a part of a split. It must not call anybody else, because other parts may call them. */
  members?: ContactId[];
  /** Whether an earlier launch of it may have called people: the operator has said that it was not launched, or launches it anew. */
  maybe?: boolean;
  /** Similar campaigns known not to be its own: the one that it duplicates, and those that the operator has ruled out. */
  unrelated: CampaignId[];
}

/** The maximum number of ids in a URL, well below what fits. Further excluded contacts are subtracted from the counts. */
export const MAX_IDS = 100;

const HOUR = 3_600_000;
export const QUARTER = HOUR / 4;

export function newPlan(now = Date.now()): Plan {
  const zone = localZone();
  const soon = Math.ceil(now / QUARTER) * QUARTER;
  return {
    key: newKey(),
    name: "",
    type: "AI_AGENT",
    source: "WEB",
    fileUrl: "",
    match: "any",
    labels: [],
    requiredLabels: [],
    leftOutTogether: [],
    keyword: "",
    whatsappOnly: false,
    everybody: false,
    added: [],
    leftOut: [],
    attached: [],
    says: "text",
    message: "",
    variables: {},
    audioUrl: "",
    language: "",
    voice: "",
    capturesKeys: false,
    capturesSpeech: false,
    fields: [],
    when: "now",
    start: toLocal(soon + HOUR, zone),
    end: toLocal(soon + 4 * HOUR, zone),
    zone,
    namesZone: true,
    zoneAware: false,
    attempts: 1,
    dialers: 10,
    seen: [],
    gaps: [],
    unrelated: [],
  };
}

/** A start within this many milliseconds still counts as "now", because checking and launching a draft takes time. */
export const SOON = 60_000;

/** Returns the plan's start and end, in milliseconds since 1970. A missing time is NaN. */
export function windowOf(plan: Pick<Plan, "when" | "start" | "end" | "zone" | "meant">, now = Date.now()) {
  const { zone, meant } = plan;
  const at = (local: string) => meant?.[local + zone] ?? inZone(local, zone);
  return { start: plan.when === "now" ? now : at(plan.start), end: at(plan.end) };
}

/** Whether recipients are selected. A draft without a selection would call everybody, so that has to be chosen explicitly. */
export function choosesSomebody(plan: Plan): boolean {
  if (plan.source === "EXCEL") return plan.fileUrl !== "";
  if (plan.source === "WEBHOOK" || plan.everybody) return true;
  const { labels, requiredLabels, added, keyword } = plan;
  if (labels.length > 0 || requiredLabels.length > 0) return true;
  // Without labels, a keyword selects among the additions: without the last of them, it would select from the whole workspace.
  return added.length > 0 ? withoutLeftOut(plan).added.length > 0 : keyword.trim() !== "";
}

/**
 * Returns the plan without the additions that are excluded as well. Only the list of recipients has them, so that they can be
 * included again: an addition may be called even if it is excluded.
 */
export function withoutLeftOut(plan: Plan): Plan {
  const out = new Set(plan.leftOut.map(({ id }) => id));
  return { ...plan, added: plan.added.filter(({ id }) => !out.has(id)) };
}

/** Whether the plan's recipients come from the workspace and can be counted. */
export function isCountable(plan: Plan): boolean {
  return plan.source === "WEB" && choosesSomebody(plan);
}

/** Returns the query for the selected contacts, without exclusions. It has the additions that are excluded as well. */
export function chosen(plan: Plan): ContactQuery {
  const whatsapp = plan.whatsappOnly && { whatsapp_phone_only: true };
  if (plan.everybody) return { ...whatsapp };
  const any = plan.match === "any" ? plan.labels : [];
  const all = plan.match === "all" ? [...plan.labels, ...plan.requiredLabels] : plan.requiredLabels;
  const keyword = plan.keyword.trim();
  return {
    ...whatsapp,
    ...(any.length > 0 && { any_contact_label_ids: any }),
    ...(all.length > 0 && { all_contact_label_ids: all }),
    ...(plan.added.length > 0 && { addition_contact_ids: plan.added.map(({ id }) => id) }),
    ...(keyword !== "" && { keyword }),
  };
}

/** Returns the query for the selected contacts, without those excluded by label. */
export function withoutLabels(plan: Plan): ContactQuery {
  const { leftOutLabels = [], leftOutTogether } = plan;
  return {
    ...chosen(plan),
    ...(leftOutLabels.length > 0 && { exclude_any_contact_label_ids: leftOutLabels }),
    ...(leftOutTogether.length > 0 && { exclude_all_contact_label_ids: leftOutTogether }),
  };
}

/** Returns the query for the recipients. It excludes at most `MAX_IDS` individual contacts. */
export function audienceOf(plan: Plan): ContactQuery {
  const ids = plan.leftOut.slice(0, MAX_IDS).map(({ id }) => id);
  return { ...withoutLabels(withoutLeftOut(plan)), ...(ids.length > 0 && { exclude_contact_ids: ids }) };
}
