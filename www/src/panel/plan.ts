// What the operator has decided so far, and the campaign draft that it comes to.

import type {
  Campaign,
  CampaignDraft,
  ContactId,
  ContactQuery,
  ConversationConfigId,
  LabelId,
  PhoneId,
  RecipientOverwrite,
  TestCall,
} from "seax-dialer";
import { inZone, localZone, toLocal } from "./zone.ts";

/** A contact, as far as it has to be shown again. */
export interface Person {
  id: ContactId;
  name: string;
}

/** Plain data, so that it can be kept over a reload. */
export interface Plan {
  name: string;
  type: "AI_AGENT" | "VOICE_DROP";
  /** Undefined until the operator, or the only sensible choice, has said. */
  phones?: PhoneId[];
  overwrite?: RecipientOverwrite;
  match: "any" | "all";
  labels: LabelId[];
  /** Undefined until the labels are known: then those of people who must not be called. */
  leftOutLabels?: LabelId[];
  everybody: boolean;
  added: Person[];
  leftOut: Person[];
  agent?: ConversationConfigId;
  says: "text" | "audio";
  message: string;
  /** One value for everybody, by key of the merge field. */
  variables: Record<string, string>;
  audioUrl: string;
  language: string;
  voice: string;
  when: "now" | "later";
  /** Times of day in `zone`, as `datetime-local` has them. */
  start: string;
  end: string;
  zone: string;
  attempts: number;
  dialers: number;
}

/** So many ids fit into a request's address with room to spare; more are left out by counting. */
export const MAX_IDS = 100;

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;

export function newPlan(now = Date.now()): Plan {
  const zone = localZone();
  const soon = Math.ceil(now / QUARTER) * QUARTER;
  return {
    name: "",
    type: "AI_AGENT",
    match: "any",
    labels: [],
    everybody: false,
    added: [],
    leftOut: [],
    says: "text",
    message: "",
    variables: {},
    audioUrl: "",
    language: "",
    voice: "",
    when: "now",
    start: toLocal(soon + HOUR, zone),
    end: toLocal(soon + 4 * HOUR, zone),
    zone,
    attempts: 1,
    dialers: 10,
  };
}

/** When the plan begins and ends, in milliseconds since 1970; NaN where a time is missing. */
export function windowOf(plan: Plan, now = Date.now()) {
  const start = plan.when === "now" ? now : inZone(plan.start, plan.zone);
  return { start, end: inZone(plan.end, plan.zone) };
}

/** Whether anybody has been chosen. */
export function choosesSomebody(plan: Plan): boolean {
  return plan.everybody || plan.labels.length > 0 || plan.added.length > 0;
}

/** Everybody who was chosen, before anybody is left out. */
export function chosen(plan: Plan): ContactQuery {
  const labels = plan.everybody || plan.labels.length === 0 ? undefined : plan.labels;
  const added = plan.everybody || plan.added.length === 0 ? undefined : plan.added.map(({ id }) => id);
  return {
    ...(labels && { [`${plan.match}_contact_label_ids`]: labels }),
    ...(added && { addition_contact_ids: added }),
  };
}

/** Without those who carry a label that is left out. */
export function withoutLabels(plan: Plan): ContactQuery {
  const labels = plan.leftOutLabels ?? [];
  return { ...chosen(plan), ...(labels.length > 0 && { exclude_any_contact_label_ids: labels }) };
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

function filled(variables: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
}

/** The draft to check and to launch. Times are text, so that it reads back from storage as it was. */
export function toDraft(plan: Plan, now = Date.now()): CampaignDraft {
  const { start, end } = windowOf(plan, now);
  const { exclude_any_contact_label_ids: _, ...audience } = withoutLabels(plan);
  const speaks = plan.type === "AI_AGENT" || plan.says === "text";
  const variables = filled(plan.variables);
  const shared = {
    name: plan.name.trim(),
    phone_ids: plan.phones ?? [],
    ...(audience as Pick<CampaignDraft, "any_contact_label_ids" | "all_contact_label_ids">),
    ...(plan.leftOut.length > 0 && { exclude_contact_ids: plan.leftOut.map(({ id }) => id) }),
    ...(plan.leftOutLabels?.length && { exclude_any_contact_label_ids: plan.leftOutLabels }),
    ...(speaks && plan.message.trim() !== "" && { message: plan.message }),
    ...(speaks && Object.keys(variables).length > 0 && { message_variables: variables }),
    start_time: iso(start),
    end_time: iso(end),
    is_schedule: plan.when === "later",
    timezone: plan.zone,
    max_attempts: plan.attempts,
    max_dialers: plan.dialers,
    ...(plan.overwrite && { overwrite_phone_recipient: plan.overwrite }),
  };
  if (plan.type === "AI_AGENT") {
    return { type: "AI_AGENT", ...shared, ai_agent_conversation_config_id: plan.agent ?? "" };
  }
  return {
    type: "VOICE_DROP",
    ...shared,
    ...(plan.says === "audio" && { audio_url: plan.audioUrl }),
    ...(speaks && plan.language !== "" && { tts_language: plan.language }),
    ...(speaks && plan.voice !== "" && { tts_voice: plan.voice }),
  };
}

/** The same, as a call to one number, with its message as one person would hear it. */
export function toRehearsal(plan: Plan, message: string, to: string): TestCall {
  const shared = { dial_to: to, phone_ids: plan.phones ?? [] };
  if (plan.type === "AI_AGENT") {
    return {
      type: "AI_AGENT",
      ...shared,
      ai_agent_conversation_config_id: plan.agent ?? "",
      ...(message.trim() !== "" && { ai_agent_starting_message: message }),
    };
  }
  if (plan.says === "audio") return { type: "VOICE_DROP", ...shared, audio_url: plan.audioUrl };
  return {
    type: "VOICE_DROP",
    ...shared,
    message,
    ...(plan.language !== "" && { tts_language: plan.language }),
    ...(plan.voice !== "" && { tts_voice: plan.voice }),
  };
}

function iso(time: number): string {
  return Number.isFinite(time) ? new Date(time).toISOString() : "";
}

/** The plan after the package has put its draft right. */
export function withFixes(plan: Plan, fixed: CampaignDraft): Plan {
  const known = new Map(plan.leftOut.map((person) => [person.id, person]));
  const leftOut = (fixed.exclude_contact_ids ?? []).map((id) => known.get(id) ?? { id, name: "" });
  return {
    ...plan,
    phones: [...fixed.phone_ids],
    leftOut,
    leftOutLabels: [...(fixed.exclude_any_contact_label_ids ?? [])],
    message: fixed.message ?? plan.message,
    when: fixed.is_schedule ? "later" : plan.when,
    ...(fixed.overwrite_phone_recipient && { overwrite: fixed.overwrite_phone_recipient }),
  };
}

/** A new plan like a campaign that was. Its window is a new one: the old one is over, or under way. */
export function likeCampaign(campaign: Campaign, name: string): Plan {
  const { campaign_metadata: chosen } = campaign;
  const all = chosen?.all_contact_labels ?? [];
  const any = chosen?.any_contact_labels ?? [];
  const labels = all.length > 0 ? all : any;
  const people = (list?: { id: ContactId; name: string }[] | null) =>
    (list ?? []).map(({ id, name }) => ({ id, name }));
  const agent = campaign.ai_agent_conversation_config_id;
  return {
    ...newPlan(),
    name,
    type: campaign.type === "AI_AGENT" ? "AI_AGENT" : "VOICE_DROP",
    phones: (campaign.phones ?? []).map(({ id }) => id),
    match: all.length > 0 ? "all" : "any",
    labels: labels.map(({ id }) => id),
    leftOutLabels: (chosen?.exclude_any_contact_labels ?? []).map(({ id }) => id),
    added: people(chosen?.addition_contacts),
    leftOut: people(chosen?.exclude_contacts),
    ...(agent && { agent }),
    says: campaign.audio?.url ? "audio" : "text",
    message: campaign.message ?? "",
    audioUrl: campaign.audio?.url ?? "",
    language: campaign.tts_language ?? "",
    voice: campaign.tts_voice ?? "",
    attempts: campaign.max_attempts,
    dialers: campaign.max_dialers,
  };
}
