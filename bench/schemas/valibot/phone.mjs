import { array, boolean, integer, looseObject, nullish, number, pipe, string } from "valibot";
import { label } from "./contact.mjs";
import { page } from "./page.mjs";

const whole = pipe(number(), integer());
const times = { created_time: string(), updated_time: string() };

const recipient = nullish(looseObject({ id: string(), type: string(), receiver: nullish(string()) }));

const user = looseObject({
  account: string(),
  first_name: nullish(string()),
  last_name: string(),
  email: string(),
  phone: nullish(string()),
  language: string(),
  theme: string(),
  date_format: string(),
  time_format: string(),
  created_time: string(),
  email_notification_enabled: boolean(),
  is_new_user: boolean(),
  email_notification_only_offline: boolean(),
  sms_notification_enabled: boolean(),
  sms_notification_only_offline: boolean(),
  email_notification_human_agent_assignment: nullish(boolean()),
});

const keyword = looseObject({
  id: string(),
  phone_id: string(),
  name: string(),
  reply: string(),
  enabled_auto_reply: nullish(boolean()),
  enabled_contact_label: nullish(boolean()),
  keep_dnc_label_only: nullish(boolean()),
  priority: whole,
  contact_labels: array(label),
  ...times,
});

const capability = looseObject({
  voice: nullish(boolean()),
  sms: nullish(boolean()),
  mms: nullish(boolean()),
  fax: nullish(boolean()),
  whatsapp: nullish(boolean()),
  whatsapp_business_platform: nullish(boolean()),
  facebook_messenger: nullish(boolean()),
  line_official: nullish(boolean()),
  instagram: nullish(boolean()),
});

const caller = looseObject({
  id: string(),
  phone_number: string(),
  name: nullish(string()),
  validation_code: nullish(string()),
  status: string(),
  call_id: nullish(string()),
  ...times,
});

const trunk = looseObject({
  id: string(),
  sip_domain: string(),
  acl_ip_addresses: array(looseObject({ id: string(), ip_address: string(), port: nullish(whole) })),
  sip_auth_username: nullish(string()),
  sip_auth_password: nullish(string()),
  ...times,
});

export const phone = looseObject({
  id: string(),
  name: string(),
  enabled: boolean(),
  phone: string(),
  country: nullish(string()),
  whatsapp_device_id: nullish(string()),
  whatsapp_status: nullish(string()),
  generic_reply_message: nullish(string()),
  dnc_reply_message: nullish(string()),
  enabled_generic_reply: boolean(),
  enabled_dnc_reply: boolean(),
  type: string(),
  source: string(),
  phone_capability: nullish(capability),
  is_default: nullish(boolean()),
  enabled_recipient: nullish(boolean()),
  whatsapp_business_account_phone_id: nullish(string()),
  dialpad_available: nullish(boolean()),
  is_auto_answer_incoming_calls: nullish(boolean()),
  imported_from_pre_existed: nullish(boolean()),
  call_recipient: recipient,
  sms_recipient: recipient,
  wabp_recipient: recipient,
  messenger_recipient: recipient,
  line_recipient: recipient,
  instagram_recipient: recipient,
  verified_caller: nullish(caller),
  byoc_trunk: nullish(trunk),
  users: nullish(array(user)),
  keywords: nullish(array(keyword)),
  unread_count: nullish(whole),
  line_bot_basic_id: nullish(string()),
  interface_language: nullish(string()),
  ...times,
});

export const phones = page(phone);
