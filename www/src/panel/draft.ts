// Converts a plan to what the API and the package take: the campaign draft, the test call, and the message with its values.

import type { CampaignDraft, TestCall, VoiceDropDraft } from "seax-dialer";
import { type Plan, windowOf, withoutLabels, withoutLeftOut } from "./plan.ts";

/** Converts a plan to the draft to check and launch. Times are strings, so that the draft survives storage as JSON. */
export function toDraft(plan: Plan, now = Date.now()): CampaignDraft {
  const { start, end } = windowOf(plan, now);
  const speaks = plan.type !== "VOICE_DROP" || plan.says === "text";
  const variables = filled(plan.variables);
  const shared = {
    name: plan.name.trim(),
    phone_ids: plan.phones ?? [],
    ...audience(plan),
    ...(plan.attached.length > 0 && { attach_contact_label_ids: plan.attached }),
    ...(speaks && plan.message.trim() !== "" && { message: plan.message }),
    ...(speaks && Object.keys(variables).length > 0 && { message_variables: variables }),
    ...(speaks && plan.language !== "" && { tts_language: plan.language }),
    ...(speaks && plan.voice !== "" && { tts_voice: plan.voice }),
    ...(plan.capturesKeys && { capture_keypress: true }),
    ...(plan.capturesSpeech && { capture_stt: true }),
    ...(plan.fields.length > 0 && { contact_field_ids: plan.fields }),
    start_time: iso(start),
    end_time: iso(end),
    is_schedule: plan.when === "later",
    ...(plan.namesZone && { timezone: plan.zone }),
    ...(plan.zoneAware && { is_timezone_aware: true }),
    ...(plan.relative && { relative_time_config: plan.relative }),
    max_attempts: plan.attempts,
    max_dialers: plan.dialers,
    ...(plan.overwrite && { overwrite_phone_recipient: plan.overwrite }),
  };
  switch (plan.type) {
    case "AI_AGENT":
      return { type: "AI_AGENT", ...shared, ai_agent_conversation_config_id: plan.agent ?? "" };
    case "PROGRESSIVE_DIALER":
      return { type: "PROGRESSIVE_DIALER", ...shared };
    case "VOICE_DROP":
      return { type: "VOICE_DROP", ...shared, ...(plan.says === "audio" && { audio_url: plan.audioUrl }) };
  }
}

/** Converts a plan to the draft for checks, fixes and splits, which work without a name. */
export function checkable(plan: Plan): CampaignDraft {
  return { ...toDraft(plan), name: plan.name.trim() || "–" };
}

/** The draft's fields that select recipients. A file or a webhook brings its own, so nobody is selected from the workspace. */
function audience(plan: Plan): Partial<VoiceDropDraft> {
  if (plan.source === "EXCEL") return { mode: "EXCEL", contact_file_url: plan.fileUrl };
  if (plan.source === "WEBHOOK") return { mode: "WEBHOOK" };
  const excluded = plan.leftOut.length > 0 && { exclude_contact_ids: plan.leftOut.map(({ id }) => id) };
  return { ...(withoutLabels(withoutLeftOut(plan)) as Partial<VoiceDropDraft>), ...excluded };
}

/** Converts a plan to a test call to one number, with the message as one recipient would hear it. */
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
  if (plan.type === "VOICE_DROP" && plan.says === "audio") {
    return { type: "VOICE_DROP", ...shared, audio_url: plan.audioUrl };
  }
  return {
    type: plan.type,
    ...shared,
    message,
    ...(plan.language !== "" && { tts_language: plan.language }),
    ...(plan.voice !== "" && { tts_voice: plan.voice }),
  };
}

/** Returns the message and its values, as the package's merge functions take them. */
export function templateOf(plan: Plan) {
  return { message: plan.message, message_variables: filled(plan.variables) };
}

function filled(variables: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
}

function iso(time: number): string {
  return Number.isFinite(time) ? new Date(time).toISOString() : "";
}

/**
 * Returns a text that identifies what a check of the plan depends on: everything except the name, and the start time of a
 * campaign that starts now.
 */
export function subjectOf(plan: Plan): string {
  const { name: _, start_time, ...draft } = toDraft(plan);
  return JSON.stringify({ ...draft, start: plan.when === "later" ? start_time : "now" });
}
