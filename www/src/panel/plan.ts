// What the operator has decided so far, as plain data that outlives a reload.

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

/** A contact, as far as it has to be shown again. */
export interface Person {
  id: ContactId;
  /** Empty until it is read: a check names contacts by their ids. */
  name: string;
  /** Whether a check left the contact out, and not the operator. */
  byCheck?: boolean;
}

export const STEPS = ["phones", "audience", "script", "schedule", "review"] as const;
export type Step = (typeof STEPS)[number];

/**
 * What a duplicate could not take over from its campaign. Launch is not possible until the operator has filled it in, or has
 * said that the draft is right without it.
 *
 * `audience`: who was called. `file`: where the file of its contacts is. `hidden`: the settings that SeaX does not tell.
 * `values`: the values of the message's fields. `window`: its times have passed. `recording`: it had a recording and a
 * text. `fields` and `relative`: its custom fields, and the dates that it was relative to.
 */
export type Gap = "audience" | "file" | "hidden" | "values" | "window" | "recording" | "fields" | "relative";

export interface Plan {
  /** The key of its launch: one draft is launched at most once, however many copies of it there are. */
  key: string;
  name: string;
  type: "AI_AGENT" | "VOICE_DROP" | "PROGRESSIVE_DIALER";
  /** Undefined until the operator, or the only sensible choice, has said. */
  phones?: PhoneId[];
  overwrite?: RecipientOverwrite;
  /** Where the contacts come from: the workspace, a file, or requests to the campaign's webhook. */
  source: "WEB" | "EXCEL" | "WEBHOOK";
  fileUrl: string;
  match: "any" | "all";
  labels: LabelId[];
  /** Labels that everybody has to have beside those. */
  requiredLabels: LabelId[];
  /** Undefined until the labels are known: then those of people who must not be called. */
  leftOutLabels?: LabelId[];
  /** Whoever has all of these labels is left out. */
  leftOutTogether: LabelId[];
  /** Only people whose name or number contains it. */
  keyword: string;
  whatsappOnly: boolean;
  everybody: boolean;
  added: Person[];
  leftOut: Person[];
  /** Labels that everybody in the campaign gets. */
  attached: LabelId[];
  agent?: ConversationConfigId;
  says: "text" | "audio";
  message: string;
  /** One value for everybody, by key of the merge field. */
  variables: Record<string, string>;
  audioUrl: string;
  language: string;
  voice: string;
  capturesKeys: boolean;
  capturesSpeech: boolean;
  fields: ContactFieldId[];
  when: "now" | "later";
  /** Times of day in `zone`, as `datetime-local` has them. */
  start: string;
  end: string;
  zone: string;
  /** Whether the draft names its zone: a campaign may have none. */
  namesZone: boolean;
  /** Whether the window is read in each contact's own zone. */
  zoneAware: boolean;
  relative?: RelativeTimeDraft;
  attempts: number;
  dialers: number;
  /** The steps that the operator has seen, and so agreed to what is preset there. */
  seen: Step[];
  gaps: Gap[];
  /** Campaigns like it that are known to be others: the one that it duplicates, and those that the operator has looked at. */
  unrelated: CampaignId[];
}

/** So many ids fit into a request's address with room to spare; more are left out by counting. */
export const MAX_IDS = 100;

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;

export function newPlan(now = Date.now()): Plan {
  const zone = localZone();
  const soon = Math.ceil(now / QUARTER) * QUARTER;
  return {
    key: newKey(now),
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

/** Whether the operator has decided anything, so that losing the plan would lose work. */
export function isBegun(plan: Plan): boolean {
  const { labels, requiredLabels, added, leftOut, everybody, gaps } = plan;
  const texts = [plan.keyword, plan.agent, plan.message, plan.name, plan.fileUrl, plan.audioUrl];
  const lists = [labels, requiredLabels, added, leftOut, gaps];
  return everybody || lists.some(({ length }) => length > 0) || texts.some(Boolean);
}

/** A start that is this near, in milliseconds, is still "now": a draft takes time to be checked and launched. */
export const SOON = 60_000;

/** When the plan begins and ends, in milliseconds since 1970; NaN where a time is missing. */
export function windowOf(plan: Pick<Plan, "when" | "start" | "end" | "zone">, now = Date.now()) {
  const start = plan.when === "now" ? now : inZone(plan.start, plan.zone);
  return { start, end: inZone(plan.end, plan.zone) };
}

/** Whether anybody has been chosen. A campaign without a choice calls everybody, so that is a choice of its own. */
export function choosesSomebody(plan: Plan): boolean {
  if (plan.source === "EXCEL") return plan.fileUrl !== "";
  if (plan.source === "WEBHOOK" || plan.everybody) return true;
  const { labels, requiredLabels, added, keyword } = plan;
  return labels.length > 0 || requiredLabels.length > 0 || added.length > 0 || keyword.trim() !== "";
}

/** Whether the workspace's contacts can be counted for it. */
export function isCountable(plan: Plan): boolean {
  return plan.source === "WEB" && choosesSomebody(plan);
}

/** Who was chosen, before anybody is left out. */
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

/** Without those who carry labels that are left out. */
export function withoutLabels(plan: Plan): ContactQuery {
  const { leftOutLabels = [], leftOutTogether } = plan;
  return {
    ...chosen(plan),
    ...(leftOutLabels.length > 0 && { exclude_any_contact_label_ids: leftOutLabels }),
    ...(leftOutTogether.length > 0 && { exclude_all_contact_label_ids: leftOutTogether }),
  };
}

/** Without anybody who is left out, as far as an address can say so. */
export function audienceOf(plan: Plan): ContactQuery {
  const ids = plan.leftOut.slice(0, MAX_IDS).map(({ id }) => id);
  return { ...withoutLabels(plan), ...(ids.length > 0 && { exclude_contact_ids: ids }) };
}

/** The message with its values, as the package's merge functions take it. */
export function templateOf(plan: Plan) {
  return { message: plan.message, message_variables: filled(plan.variables) };
}

export function filled(variables: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
}
