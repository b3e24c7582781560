// The audience of the demo, and its campaign.

/** @typedef {import("seax-dialer").Agent} Agent */
/** @typedef {import("seax-dialer").Phone} Phone */
/** @typedef {import("seax-dialer").LabelWithCount} LabelWithCount */
/** @typedef {{ phone: Phone, agent: Agent, label: LabelWithCount }} Choice */

const HOUR = 3_600_000;

/** The system's labels of contacts who do not want to be called, or cannot be. */
export const NOT_TO_CALL = ["DNC", "invalid number", "unreachable"];

/**
 * Returns the query for the contacts of a label's campaign: the first five, and their total.
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
 * Returns a minimal campaign in which an agent calls the contacts with a label, within the next hour: the check finds what is
 * missing.
 *
 * @param {Choice} choice
 * @param {Date} now
 * @returns {import("seax-dialer").CampaignDraft}
 */
export function draftFor({ phone, agent, label }, now) {
  const greeting = greetingOf(agent);
  return {
    type: "AI_AGENT",
    name: `Demo: ${label.name}`,
    phone_ids: [phone.id],
    ai_agent_conversation_config_id: agent.conversation_config_id,
    // As text, since a draft that is stored with its ticket must be the same when it is read again.
    start_time: now.toISOString(),
    end_time: new Date(now.getTime() + HOUR).toISOString(),
    any_contact_label_ids: [label.id],
    max_dialers: 5,
    ...(greeting && { message: greeting }),
  };
}

/**
 * Returns what an agent says first when it calls.
 *
 * @param {Agent} agent
 */
export function greetingOf(agent) {
  return agent.integrations?.find(({ type }) => type === "SEAX_CALL")?.outbound_starting_message ?? undefined;
}
