// Makes a new plan from an existing campaign. Settings that the API does not return, or that cannot be reused, become named
// gaps that the operator has to resolve: nothing is dropped silently.

import type { Campaign, ContactId, LabelId, RelativeTimeConfig, RelativeTimeDraft } from "seax-dialer";
import { meantBy } from "./meant.ts";
import { variablesIn } from "./merge_fields.ts";
import { timeOf } from "./phase.ts";
import { type Gap, newPlan, type Plan } from "./plan.ts";
import { inZone, isZone, toLocal, zoneOf } from "./zone.ts";

/** A campaign with its message's values. The sandbox returns them; the API's document has no such field. */
type WithVariables = Campaign & { message_variables?: unknown };

/** Returns the plan of a duplicate. */
export function likeCampaign(campaign: Campaign, name: string, now = Date.now()): Plan {
  const fresh = newPlan(now);
  const parts = [people(campaign), script(campaign), schedule(campaign, now)];
  const gaps = parts.flatMap((part) => part.gaps ?? []);
  // The operator has to review the schedule if it is a new one, or if it applies in a zone that the browser's replaces. The other
  // steps are as in the original.
  const { timezone, is_timezone_aware: zoneAware } = campaign;
  const seen: Plan["seen"] =
    gaps.includes("window") || (zoneAware && timezone && !isZone(timezone))
      ? ["phones", "audience", "script"]
      : ["phones", "audience", "script", "schedule"];
  return {
    ...Object.assign(fresh, ...parts),
    name,
    phones: (campaign.phones ?? []).map(({ id }) => id),
    attempts: campaign.max_attempts,
    dialers: campaign.max_dialers,
    seen,
    // The API does not return the keyword, the labels to attach and the callbacks' recipient.
    gaps: [...gaps, "hidden"],
    unrelated: [campaign.id],
  };
}

function people({ campaign_metadata: chosen, mode, contact_file_url }: Campaign): Partial<Plan> {
  const ids = (list?: { id: LabelId }[] | null) => (list ?? []).map(({ id }) => id);
  const persons = (list?: { id: ContactId; name: string }[] | null) =>
    (list ?? []).map(({ id, name }) => ({ id, name }));
  if (mode === "EXCEL" && contact_file_url) return { source: "EXCEL", fileUrl: contact_file_url };
  if (mode === "EXCEL") return { gaps: ["file"] };
  if (mode === "WEBHOOK") return { source: "WEBHOOK" };
  // In a mode that is not known here, it may have called anybody.
  if (mode !== "WEB") return { gaps: ["audience"] };
  const [any, all] = [ids(chosen?.any_contact_labels), ids(chosen?.all_contact_labels)];
  const added = persons(chosen?.addition_contacts);
  // Without labels or contacts, the campaign called everybody, or the contacts that a search found: the API does not say which.
  const unknown = any.length + all.length + added.length === 0;
  return {
    match: any.length > 0 ? "any" : "all",
    labels: any.length > 0 ? any : all,
    requiredLabels: any.length > 0 ? all : [],
    leftOutLabels: ids(chosen?.exclude_any_contact_labels),
    leftOutTogether: ids(chosen?.exclude_all_contact_labels),
    whatsappOnly: chosen?.whatsapp_phone_only ?? false,
    added,
    leftOut: persons(chosen?.exclude_contacts),
    gaps: unknown ? ["audience"] : [],
  };
}

const TYPES = ["AI_AGENT", "VOICE_DROP", "PROGRESSIVE_DIALER"] as const;

function script(campaign: WithVariables): Partial<Plan> {
  const { type, message, audio, contact_fields, message_variables } = campaign;
  const recording = audio?.url ?? "";
  const variables = texts(message_variables);
  const fields = (contact_fields ?? []).flatMap(({ id }) => id ?? []);
  const known = TYPES.find((each) => each === type);
  const gaps: Gap[] = known ? [] : ["type"];
  if (variables === undefined && variablesIn(message ?? "").length > 0) gaps.push("values");
  if (recording !== "" && (message || type !== "VOICE_DROP")) gaps.push("recording");
  if (fields.length < (contact_fields?.length ?? 0)) gaps.push("fields");
  const agent = campaign.ai_agent_conversation_config_id;
  return {
    type: known ?? "AI_AGENT",
    ...(agent && { agent }),
    says: recording !== "" && type === "VOICE_DROP" ? "audio" : "text",
    message: message ?? "",
    variables: variables ?? {},
    audioUrl: recording,
    language: campaign.tts_language ?? "",
    voice: campaign.tts_voice ?? "",
    capturesKeys: campaign.capture_keypress,
    capturesSpeech: campaign.capture_stt,
    fields,
    gaps,
  };
}

/** Returns the message's values, or `undefined` if the API did not return them. */
function texts(value: unknown): Record<string, string> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(entries);
}

function schedule(campaign: Campaign, now: number): Partial<Plan> {
  const zone = zoneOf(campaign.timezone);
  const [start, end] = [timeOf(campaign.start_time), timeOf(campaign.end_time)];
  const config = campaign.relative_time_config;
  const relative = config ? relativeOf(config) : undefined;
  const gaps: Gap[] = config && !relative ? ["relative"] : [];
  const shared = {
    zone,
    // Without its zone, which this browser does not know, it still calls at the same time, unless that is by the contacts' clocks.
    namesZone: isZone(campaign.timezone) || (campaign.is_timezone_aware && Boolean(campaign.timezone)),
    zoneAware: campaign.is_timezone_aware,
    ...(relative && { relative }),
  };
  // A window that has started or ended cannot be reused.
  if (!(campaign.is_schedule && start > now && end > start)) {
    return { ...shared, ...inOther(newPlan(now), zone), gaps: [...gaps, "window"] };
  }
  const meant = meantBy(zone, start, end);
  return { ...shared, when: "later", start: toLocal(start, zone), end: toLocal(end, zone), meant, gaps };
}

/** Converts a new plan's start and end to another zone. */
function inOther({ start, end, zone: from }: Plan, zone: string): Pick<Plan, "start" | "end"> {
  const moved = (local: string) => toLocal(inZone(local, from), zone);
  return { start: moved(start), end: moved(end) };
}

function relativeOf(config: RelativeTimeConfig): RelativeTimeDraft | undefined {
  const { timezone, date_contact_field: date, time_contact_field: time } = config;
  if (!timezone || !date?.id || (time && !time.id)) return undefined;
  const { absolute_time, delta_years, delta_months, delta_days, delta_hours, delta_minutes } = config;
  const deltas = { delta_years, delta_months, delta_days, delta_hours, delta_minutes, absolute_time };
  const given = Object.entries(deltas).filter(([, value]) => value != null);
  return {
    timezone,
    date_contact_field_id: date.id,
    ...(time?.id && { time_contact_field_id: time.id }),
    ...Object.fromEntries(given),
  };
}
