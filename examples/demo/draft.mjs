// Whom to call, and the campaign that does it.

/** @typedef {import("seax-dialer").Agent} Agent */
/** @typedef {import("seax-dialer").Phone} Phone */
/** @typedef {import("seax-dialer").LabelWithCount} LabelWithCount */
/** @typedef {{ phone: Phone, agent: Agent, label: LabelWithCount }} Choice */

const HOUR = 3_600_000;

/** The system's labels of people who do not want to be called, or cannot be. */
export const NOT_TO_CALL = ["DNC", "invalid number", "unreachable"];

/**
 * The contacts that a label's campaign is for: the first five, and how many there are.
 *
 * @param {LabelWithCount} label
 * @returns {import("seax-dialer").ContactQuery}
 */
export function audienceOf(label) {
  return {
    any_contact_label_ids: [label.id],
    exclude_labels: NOT_TO_CALL,
    phone_only: true,
    order_by: ["name:asc"],
    limit: 5,
  };
}

/**
 * A campaign in which an agent calls the contacts with a label, within the next hour.
 *
 * @param {Choice} choice
 * @param {LabelWithCount[]} labels all of the workspace
 * @param {Date} now
 * @returns {import("seax-dialer").CampaignDraft}
 */
export function draftFor({ phone, agent, label }, labels, now) {
  const id = agent.conversation_config_id;
  const greeting = greetingOf(agent);
  return {
    type: "AI_AGENT",
    name: `Demo: ${label.name}`,
    phone_ids: [phone.id],
    ai_agent_conversation_config_id: id,
    start_time: now,
    end_time: new Date(now.getTime() + HOUR),
    any_contact_label_ids: [label.id],
    exclude_any_contact_label_ids: labels
      .filter(({ name }) => NOT_TO_CALL.includes(name))
      .map(({ id }) => id),
    max_dialers: 5,
    ...(greeting && { message: greeting }),
    // It changes who picks up on this phone, so it is said only where the campaign cannot do without.
    ...(callsGoElsewhere(phone, id) && { overwrite_phone_recipient: { type: "AI_AGENT", receiver: id } }),
  };
}

/**
 * Whether a phone's calls go to somebody else than this agent.
 *
 * @param {Phone} phone
 * @param {string} conversationConfigId
 */
export function callsGoElsewhere({ call_recipient: recipient }, conversationConfigId) {
  if (!recipient) return false;
  return recipient.type !== "AI_AGENT" || recipient.receiver !== conversationConfigId;
}

/**
 * What an agent says first when it calls.
 *
 * @param {Agent} agent
 */
export function greetingOf(agent) {
  return agent.integrations?.find(({ type }) => type === "SEAX_CALL")?.outbound_starting_message;
}
