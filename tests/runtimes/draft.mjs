// A draft without findings, of which cases change one thing.

import { ok } from "./assert.mjs";

const HOUR = 3_600_000;

/**
 * A campaign with the workspace's first agent and voice phone, for all contacts with the first label that is not a
 * system label.
 *
 * @param {import("./world.mjs").Client} seax
 */
export async function goodDraft(seax) {
  const [phones, agents, labels] = await Promise.all([
    seax.phones.list({ voice_available: true }),
    seax.agents.list({ types: ["SEAX_CALL"] }),
    seax.labels.list({ limit: 0 }),
  ]);
  const [phone, agent] = [phones.data[0], agents.data[0]];
  const label = labels.data.find((each) => each.is_system !== true);
  ok(phone && agent && label, "the sandbox has a phone, an agent and a label");
  return {
    name: "A scenario's campaign",
    type: /** @type {const} */ ("AI_AGENT"),
    phone_ids: [phone.id],
    start_time: new Date(Date.now() - HOUR).toISOString(),
    end_time: new Date(Date.now() + HOUR).toISOString(),
    ai_agent_conversation_config_id: agent.conversation_config_id,
    overwrite_phone_recipient: {
      type: /** @type {const} */ ("AI_AGENT"),
      receiver: agent.conversation_config_id,
    },
    any_contact_label_ids: [label.id],
    message: "Hello {name}, do you have a minute?",
  };
}
