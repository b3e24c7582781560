// The same fields, types and optionality as in this package's own model.

import { array, boolean, looseObject, nullish, object, record, string, unknown } from "valibot";
import { page, rowsOnly } from "./page.mjs";

export const label = looseObject({
  id: string(),
  name: string(),
  color: string(),
  description: string(),
  is_system: boolean(),
  created_time: string(),
  updated_time: string(),
});

const contact = looseObject({
  id: string(),
  workspace_id: string(),
  name: string(),
  phone: nullish(string()),
  note: nullish(string()),
  whatsapp_phone: nullish(string()),
  messenger_psid: nullish(string()),
  instagram_psid: nullish(string()),
  line_user_id: nullish(string()),
  profile_picture_url: nullish(string()),
  profile_picture_last_synced_at: nullish(string()),
  profile_picture_source: nullish(string()),
  contact_field_data: nullish(record(string(), unknown())),
  contact_labels: array(label),
  created_time: string(),
  updated_time: string(),
});

export const contacts = page(contact);

export const names = rowsOnly(object({ id: string(), name: string(), phone: nullish(string()) }));
