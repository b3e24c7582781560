import * as z from "zod";
import { phone } from "./phone.mjs";

const whole = z.int();
const count = z.int().nonnegative();

const labels = z.nullish(z.array(z.looseObject({ id: z.string(), name: z.string(), color: z.string() })));

const people = z.nullish(
  z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      phone: z.nullish(z.string()),
      whatsapp_phone: z.nullish(z.string()),
    }),
  ),
);

const metadata = z.looseObject({
  all_contact_labels: labels,
  any_contact_labels: labels,
  exclude_contacts: people,
  addition_contacts: people,
  exclude_any_contact_labels: labels,
  exclude_all_contact_labels: labels,
  whatsapp_phone_only: z.nullish(z.boolean()),
});

const audio = z.looseObject({
  id: z.nullish(z.string()),
  url: z.nullish(z.string()),
  size: z.nullish(count),
  duration: z.nullish(z.number()),
  type: z.nullish(z.string()),
  created_time: z.nullish(z.string()),
  updated_time: z.nullish(z.string()),
});

const statistics = z.looseObject({
  human: z.nullish(count),
  machine: z.nullish(count),
  unknown: z.nullish(count),
  no_answer: z.nullish(count),
  total: z.nullish(count),
});

const field = z.looseObject({
  id: z.nullish(z.string()),
  name: z.nullish(z.string()),
  type: z.nullish(z.string()),
});

const contactField = z.nullish(
  z.looseObject({
    ...field.shape,
    workspace_id: z.nullish(z.string()),
    created_time: z.nullish(z.string()),
    updated_time: z.nullish(z.string()),
  }),
);

const relativeTime = z.looseObject({
  id: z.nullish(z.string()),
  timezone: z.nullish(z.string()),
  delta_years: z.nullish(whole),
  delta_months: z.nullish(whole),
  delta_days: z.nullish(whole),
  delta_hours: z.nullish(whole),
  delta_minutes: z.nullish(whole),
  absolute_time: z.nullish(z.string()),
  date_contact_field: contactField,
  time_contact_field: contactField,
});

export const campaign = z.looseObject({
  id: z.string(),
  name: z.string(),
  draft_name: z.nullish(z.string()),
  type: z.string(),
  status: z.nullish(z.string()),
  mode: z.string(),
  stage: z.string(),
  start_time: z.nullish(z.string()),
  end_time: z.nullish(z.string()),
  message: z.nullish(z.string()),
  tts_language: z.nullish(z.string()),
  tts_voice: z.nullish(z.string()),
  ai_agent_id: z.nullish(z.string()),
  ai_agent_conversation_config_id: z.nullish(z.string()),
  max_attempts: count,
  max_dialers: count,
  capture_keypress: z.boolean(),
  capture_stt: z.boolean(),
  is_timezone_aware: z.boolean(),
  is_schedule: z.boolean(),
  contact_file_url: z.nullish(z.string()),
  timezone: z.nullish(z.string()),
  campaign_metadata: z.nullish(metadata),
  audio: z.nullish(audio),
  phones: z.nullish(z.array(phone)),
  statistics: z.nullish(statistics),
  contact_fields: z.nullish(z.array(field)),
  relative_time_config: z.nullish(relativeTime),
  created_time: z.string(),
  updated_time: z.string(),
});
