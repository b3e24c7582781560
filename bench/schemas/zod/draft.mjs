// A draft, as far as the create job needs it: every id is validated before anything is sent.

import * as z from "zod";

const id = z.string().regex(/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i);
const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/);

export const draft = z.strictObject({
  type: z.literal("AI_AGENT"),
  name: z.string().min(1),
  phone_ids: z.array(id).min(1),
  ai_agent_conversation_config_id: id,
  start_time: time,
  end_time: time,
  message: z.optional(z.string()),
  any_contact_label_ids: z.optional(z.array(id)),
  exclude_contact_ids: z.optional(z.array(id)),
});
