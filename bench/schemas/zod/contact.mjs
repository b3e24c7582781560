// The same fields, types and optionality as in this package's own model.

import * as z from "zod";
import { page, rowsOnly } from "./page.mjs";

export const label = z.looseObject({
  id: z.string(),
  name: z.string(),
  color: z.string(),
  description: z.string(),
  is_system: z.boolean(),
  created_time: z.string(),
  updated_time: z.string(),
});

const contact = z.looseObject({
  id: z.string(),
  workspace_id: z.string(),
  name: z.string(),
  phone: z.nullish(z.string()),
  note: z.nullish(z.string()),
  whatsapp_phone: z.nullish(z.string()),
  messenger_psid: z.nullish(z.string()),
  instagram_psid: z.nullish(z.string()),
  line_user_id: z.nullish(z.string()),
  profile_picture_url: z.nullish(z.string()),
  profile_picture_last_synced_at: z.nullish(z.string()),
  profile_picture_source: z.nullish(z.string()),
  contact_field_data: z.nullish(z.record(z.string(), z.unknown())),
  contact_labels: z.array(label),
  created_time: z.string(),
  updated_time: z.string(),
});

export const contacts = page(contact);

export const names = rowsOnly(z.object({ id: z.string(), name: z.string(), phone: z.nullish(z.string()) }));
