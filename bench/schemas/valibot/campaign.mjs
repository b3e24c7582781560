import { array, boolean, integer, looseObject, minValue, nullish, number, pipe, string } from "valibot";
import { phone } from "./phone.mjs";

const whole = pipe(number(), integer());
const count = pipe(number(), integer(), minValue(0));

const labels = nullish(array(looseObject({ id: string(), name: string(), color: string() })));

const people = nullish(
  array(
    looseObject({
      id: string(),
      name: string(),
      phone: nullish(string()),
      whatsapp_phone: nullish(string()),
    }),
  ),
);

const metadata = looseObject({
  all_contact_labels: labels,
  any_contact_labels: labels,
  exclude_contacts: people,
  addition_contacts: people,
  exclude_any_contact_labels: labels,
  exclude_all_contact_labels: labels,
  whatsapp_phone_only: nullish(boolean()),
});

const audio = looseObject({
  id: nullish(string()),
  url: nullish(string()),
  size: nullish(count),
  duration: nullish(number()),
  type: nullish(string()),
  created_time: nullish(string()),
  updated_time: nullish(string()),
});

const statistics = looseObject({
  human: nullish(count),
  machine: nullish(count),
  unknown: nullish(count),
  no_answer: nullish(count),
  total: nullish(count),
});

const field = looseObject({ id: nullish(string()), name: nullish(string()), type: nullish(string()) });

const contactField = nullish(
  looseObject({
    ...field.entries,
    workspace_id: nullish(string()),
    created_time: nullish(string()),
    updated_time: nullish(string()),
  }),
);

const relativeTime = looseObject({
  id: nullish(string()),
  timezone: nullish(string()),
  delta_years: nullish(whole),
  delta_months: nullish(whole),
  delta_days: nullish(whole),
  delta_hours: nullish(whole),
  delta_minutes: nullish(whole),
  absolute_time: nullish(string()),
  date_contact_field: contactField,
  time_contact_field: contactField,
});

export const campaign = looseObject({
  id: string(),
  name: string(),
  draft_name: nullish(string()),
  type: string(),
  status: nullish(string()),
  mode: string(),
  stage: string(),
  start_time: nullish(string()),
  end_time: nullish(string()),
  message: nullish(string()),
  tts_language: nullish(string()),
  tts_voice: nullish(string()),
  ai_agent_id: nullish(string()),
  ai_agent_conversation_config_id: nullish(string()),
  max_attempts: count,
  max_dialers: count,
  capture_keypress: boolean(),
  capture_stt: boolean(),
  is_timezone_aware: boolean(),
  is_schedule: boolean(),
  contact_file_url: nullish(string()),
  timezone: nullish(string()),
  campaign_metadata: nullish(metadata),
  audio: nullish(audio),
  phones: nullish(array(phone)),
  statistics: nullish(statistics),
  contact_fields: nullish(array(field)),
  relative_time_config: nullish(relativeTime),
  created_time: string(),
  updated_time: string(),
});
