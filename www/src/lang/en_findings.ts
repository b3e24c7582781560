// Texts of findings, in English: one sentence for what is wrong, one for what to do.

import type { FindingFacts, FindingTexts } from "./texts.ts";

/** Labels of a draft's fields on the screen. A field that no step shows keeps its API name. */
const FIELDS: Record<string, string> = {
  name: "Campaign name",
  type: "Type",
  phone_ids: "Caller ID",
  ai_agent_conversation_config_id: "Agent",
  message: "Script",
  audio_url: "Recording URL",
  tts_language: "Language",
  tts_voice: "Voice",
  start_time: "Start",
  end_time: "End",
  timezone: "Time zone",
  max_attempts: "Attempts per recipient",
  max_dialers: "Calls at once",
};

/** The field of a finding about contacts who share the number of a contact with the label. */
const SHARED = "exclude_contact_ids";

const field = (name: string) => FIELDS[name] ?? name;

/** Formats a count as `1 recipient has` or `8 recipients have`. */
const recipients = ({ count, shown }: FindingFacts, one = "", many = one) =>
  count === 1 ? `1 recipient ${one}`.trim() : `${shown} recipients ${many}`.trim();

export const enFindings: FindingTexts = {
  missing_field: ({ name }) => `“${field(name)}” is missing. Fill it in.`,
  invalid_field: ({ name }) => `“${field(name)}” is not valid. Correct it.`,
  unknown_field: ({ name }) => `Campaigns have no field named “${name}”. Remove it.`,
  time_without_offset: ({ name }) => `“${field(name)}” is not a complete date and time. Enter it again.`,
  no_phone: () => "No number to call from is selected. Select at least one.",
  window_reversed: () => "The campaign ends before it starts. Set a later end.",
  window_over: () => "The end has passed, so nobody would be called. Set a later end.",
  start_not_scheduled: ({ inHours }) =>
    `The campaign starts later but is not marked as scheduled, so it may start calling immediately${inHours ? ", outside calling hours" : ""}. Mark it as scheduled.`,
  window_too_short: ({ needed, available, inHours }) =>
    inHours
      ? `There may not be enough time within calling hours: the calls can take ${needed}. Give the campaign more hours, allow more calls at once, or select fewer recipients.`
      : `The calls can take ${needed}, and only ${available} is available. Move the end, allow more calls at once, or select fewer recipients.`,
  nothing_to_say: () =>
    "Nothing would be said: recipients would hear silence. Write a text, or add a recording.",
  audio_and_message: () =>
    "The campaign has both a text and a recording, and only one of them can be played. Remove the other.",
  contact_file_missing: () => "The recipients come from a file, but no file is given. Add the file.",
  contact_file_ignored: () =>
    "A file of contacts is given, but the campaign does not use it. Remove the file.",
  chosen_and_excluded: () =>
    "The same label or contact is both selected and excluded. Remove it from one of the two.",
  only_a_draft: () => "The campaign is only saved as a draft, which calls nobody.",
  variable_reserved: ({ name }) => `The value for {${name}} is ignored: this name is reserved. Rename it.`,
  variable_unused: ({ name }) => `The script does not use {${name}}. Insert it, or remove its value.`,
  variable_empty: ({ name }) =>
    `The value for {${name}} is empty, so every recipient hears a gap. Enter a value.`,
  stray_brace: () =>
    "The script has a brace that belongs to no field and may be read out. Write fields as {name}, and remove other braces.",
  phone_not_found: ({ name }) =>
    `${name ? `The number “${name}”` : "A selected number"} is no longer in this workspace. Select another.`,
  phone_disabled: ({ name }) =>
    `${name ? `The number “${name}”` : "A selected number"} is turned off. Turn it on, or select another.`,
  phone_without_voice: ({ name }) =>
    `${name ? `The number “${name}”` : "A selected number"} cannot make calls. Select another.`,
  recipient_needed: ({ name }) =>
    `Callbacks to ${name ? `“${name}”` : "a selected number"} do not go to this campaign’s agent. Let the agent take them over, or select another number.`,
  recipient_conflict: () =>
    "The campaign routes callbacks away from its own agent. Route them to the agent that calls.",
  recipient_unneeded: () =>
    "The campaign takes over callbacks to its numbers, which it does not need. Remove this unless you want it.",
  agent_not_found: () => "The selected agent is no longer in this workspace. Select another.",
  agent_without_calls: ({ name }) =>
    `The agent${name ? ` “${name}”` : ""} is not set up for calls. Set it up in SeaX, or select another.`,
  agent_mismatch: () => "The campaign names two different agents. Use the one that talks.",
  label_not_found: () => "A selected label is no longer in this workspace. Select another.",
  opt_out_attached: () =>
    "The campaign gives its recipients a label that says not to call them again. Remove the label unless that is meant.",
  audience_elsewhere: () => "The recipients come from outside this workspace and could not be checked.",
  audience_everybody: () =>
    "No label or contact is selected, so everybody in this workspace would be called. Select recipients.",
  audience_empty: () => "There is nobody to call. Select other labels, or exclude fewer people.",
  outside_part: (facts) =>
    `${recipients(facts, "does not", "do not")} belong to this part: another part, or every part, may call them. Exclude them here, and call them with another campaign.`,
  contact_dnc: (facts) =>
    facts.name === SHARED
      ? `${recipients(facts, "has the number", "have the numbers")} of somebody who does not want to be called (label DNC). Exclude ${facts.count === 1 ? "this recipient" : "them"}.`
      : `${recipients(facts, "does not want", "do not want")} to be called (label DNC). Exclude this label.`,
  contact_invalid_number: (facts) =>
    facts.name === SHARED
      ? `${recipients(facts, "has a number that does not work", "have numbers that do not work")} (label “invalid number” of another contact). Exclude ${facts.count === 1 ? "this recipient" : "them"}.`
      : `${recipients(facts, "has a number that does not work", "have numbers that do not work")} (label “invalid number”). Exclude this label.`,
  contact_unreachable: (facts) =>
    `${recipients(facts)} could not be reached before (label “unreachable”). Exclude this label.`,
  contact_without_number: (facts) =>
    `${recipients(facts, "has no phone number and is", "have no phone number and are")} not called. Add the ${facts.count === 1 ? "number" : "numbers"}.`,
  number_not_e164: (facts) =>
    `${recipients(facts, "has a number that is", "have numbers that are")} not in the form +12025550123 and may not be reachable. Correct ${facts.count === 1 ? "it" : "them"}.`,
  number_improbable: (facts) =>
    facts.inNewArea
      ? `${recipients(facts, "has a number with an unknown area code", "have numbers with unknown area codes")}, which may be new or not exist. Check ${facts.count === 1 ? "the number" : "the numbers"}.`
      : `${recipients(facts, "has a number that probably does not exist", "have numbers that probably do not exist")}, with too few or too many digits or an unknown country code. Correct ${facts.count === 1 ? "it" : "them"}, or exclude ${facts.count === 1 ? "this recipient" : "these recipients"}.`,
  number_repeated: (facts) =>
    `${recipients(facts, "shares a number with another recipient", "share numbers with other recipients")}, so that number may be called more than once. Exclude ${facts.count === 1 ? "this recipient" : "them"}.`,
  looks_like_placeholder: () =>
    "The script has something that looks like a field but would be read out literally. Write fields as {name}.",
  placeholder_missing: (facts) =>
    facts.everybody
      ? `No recipient has a value for ${facts.placeholder}: everybody would hear it read out literally. Correct its spelling, or enter one value for everybody.`
      : `${recipients(facts, "has", "have")} no value for ${facts.placeholder} and would hear it read out literally. Fill it in, exclude ${facts.count === 1 ? "this recipient" : "them"}, or enter one value for everybody.`,
  placeholder_empty: (facts) =>
    `${recipients(facts, "has", "have")} an empty ${facts.placeholder} and would hear a gap. Fill it in, or enter one value for everybody.`,
  placeholder_in_value: (facts) =>
    facts.count === 0
      ? `The value for {${facts.name}} has something in it that would be read out literally, such as a field. Write fields into the script itself.`
      : `${recipients(facts, "has", "have")} a value for ${facts.placeholder} that would be read out literally, such as a field, “undefined” or “�”. Correct it, or exclude ${facts.count === 1 ? "this recipient" : "them"}.`,
  outside_calling_hours: (facts) =>
    `${recipients(facts)} may be called outside calling hours in their time zone. ${facts.window ? `Everybody whose hours are known can be called ${facts.window}. Move the schedule.` : "No time is known at which everybody can be called. Split the campaign by time zone."}`,
  calling_hours_unknown: (facts) =>
    facts.name === "mode"
      ? "The recipients come from outside this workspace, so calling hours could not be checked. Choose times that are within the hours of all of them."
      : facts.count === 0
        ? "Calling hours could not be loaded, so they are not checked. Check again, or check the local time yourself."
        : `Calling hours are not known for ${recipients(facts)}. Call between 9:00 and 21:00 in their time zone.`,
  attempts_over_daily_cap: (facts) =>
    `${recipients(facts)} may be called more often than the rules of their place allow. Set fewer attempts.`,
  hours_data_old: () =>
    "The rules for calling hours are more than six months old and may have changed. Ask whoever runs this page to update the launcher.",
  phones_unreadable: () => "The numbers could not be read, so they are not checked. Check again.",
  agents_unreadable: () => "The agents could not be read, so the agent is not checked. Check again.",
  labels_unreadable: () => "The labels could not be read, so they are not checked. Check again.",
  audience_unreadable: () =>
    "The recipients could not all be read, so not everybody is checked. Check again.",
};
