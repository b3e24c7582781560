import { type CampaignDraft, createClient } from "seax-dialer";

const seax = await createClient({ workspaceId: "x", apiKey: "y" });
const d: CampaignDraft = {
  type: "VOICE_DROP",
  name: "x",
  phone_ids: [],
  start_time: new Date(),
  end_time: "x",
  max_attempts: "3",
  message_variables: { a: "b" },
  ai_agent_conversation_config_id: "x",
};
const [p] = (await seax.phones.list()).data;
const n: null extends NonNullable<typeof p>["call_recipient"] ? 1 : 2 = 1;
