// A draft, as far as the create job needs it: every id is validated before anything is sent.

import { array, literal, minLength, optional, pipe, regex, strictObject, string } from "valibot";

const id = pipe(string(), regex(/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i));
const time = pipe(string(), regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/));

export const draft = strictObject({
  type: literal("AI_AGENT"),
  name: pipe(string(), minLength(1)),
  phone_ids: pipe(array(id), minLength(1)),
  ai_agent_conversation_config_id: id,
  start_time: time,
  end_time: time,
  message: optional(string()),
  any_contact_label_ids: optional(array(id)),
  exclude_contact_ids: optional(array(id)),
});
