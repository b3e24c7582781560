import * as z from "zod";
import { label } from "./contact.mjs";
import { page } from "./page.mjs";

const whole = z.int();
const times = { created_time: z.string(), updated_time: z.string() };

const recipient = z.nullish(
  z.looseObject({ id: z.string(), type: z.string(), receiver: z.nullish(z.string()) }),
);

const user = z.looseObject({
  account: z.string(),
  first_name: z.nullish(z.string()),
  last_name: z.string(),
  email: z.string(),
  phone: z.nullish(z.string()),
  language: z.string(),
  theme: z.string(),
  date_format: z.string(),
  time_format: z.string(),
  created_time: z.string(),
  email_notification_enabled: z.boolean(),
  is_new_user: z.boolean(),
  email_notification_only_offline: z.boolean(),
  sms_notification_enabled: z.boolean(),
  sms_notification_only_offline: z.boolean(),
  email_notification_human_agent_assignment: z.nullish(z.boolean()),
});

const keyword = z.looseObject({
  id: z.string(),
  phone_id: z.string(),
  name: z.string(),
  reply: z.string(),
  enabled_auto_reply: z.nullish(z.boolean()),
  enabled_contact_label: z.nullish(z.boolean()),
  keep_dnc_label_only: z.nullish(z.boolean()),
  priority: whole,
  contact_labels: z.array(label),
  ...times,
});

const capability = z.looseObject({
  voice: z.nullish(z.boolean()),
  sms: z.nullish(z.boolean()),
  mms: z.nullish(z.boolean()),
  fax: z.nullish(z.boolean()),
  whatsapp: z.nullish(z.boolean()),
  whatsapp_business_platform: z.nullish(z.boolean()),
  facebook_messenger: z.nullish(z.boolean()),
  line_official: z.nullish(z.boolean()),
  instagram: z.nullish(z.boolean()),
});

const caller = z.looseObject({
  id: z.string(),
  phone_number: z.string(),
  name: z.nullish(z.string()),
  validation_code: z.nullish(z.string()),
  status: z.string(),
  call_id: z.nullish(z.string()),
  ...times,
});

const trunk = z.looseObject({
  id: z.string(),
  sip_domain: z.string(),
  acl_ip_addresses: z.array(
    z.looseObject({ id: z.string(), ip_address: z.string(), port: z.nullish(whole) }),
  ),
  sip_auth_username: z.nullish(z.string()),
  sip_auth_password: z.nullish(z.string()),
  ...times,
});

export const phone = z.looseObject({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  phone: z.string(),
  country: z.nullish(z.string()),
  whatsapp_device_id: z.nullish(z.string()),
  whatsapp_status: z.nullish(z.string()),
  generic_reply_message: z.nullish(z.string()),
  dnc_reply_message: z.nullish(z.string()),
  enabled_generic_reply: z.boolean(),
  enabled_dnc_reply: z.boolean(),
  type: z.string(),
  source: z.string(),
  phone_capability: z.nullish(capability),
  is_default: z.nullish(z.boolean()),
  enabled_recipient: z.nullish(z.boolean()),
  whatsapp_business_account_phone_id: z.nullish(z.string()),
  dialpad_available: z.nullish(z.boolean()),
  is_auto_answer_incoming_calls: z.nullish(z.boolean()),
  imported_from_pre_existed: z.nullish(z.boolean()),
  call_recipient: recipient,
  sms_recipient: recipient,
  wabp_recipient: recipient,
  messenger_recipient: recipient,
  line_recipient: recipient,
  instagram_recipient: recipient,
  verified_caller: z.nullish(caller),
  byoc_trunk: z.nullish(trunk),
  users: z.nullish(z.array(user)),
  keywords: z.nullish(z.array(keyword)),
  unread_count: z.nullish(whole),
  line_bot_basic_id: z.nullish(z.string()),
  interface_language: z.nullish(z.string()),
  ...times,
});

export const phones = page(phone);
