// Renders the message as one of the recipients would hear it.

import { type Agent, type Contact, renderMessage } from "seax-dialer";
import { templateOf } from "./draft.ts";
import { dataOf, type State } from "./session.ts";

/** Returns an agent's setup for calls, if it has one. */
export function callOf({ integrations }: Agent) {
  return integrations?.find(({ type }) => type === "SEAX_CALL");
}

/** Returns the agent with a configuration, if it is known. */
export function agentOf({ agents }: State, id: string | undefined): Agent | undefined {
  return dataOf(agents)?.find(({ conversation_config_id }) => conversation_config_id === id);
}

/** Returns what an agent says first if the campaign has no message. Empty if that is not known. */
export function greetingOf(state: State, id: string | undefined): string {
  const agent = agentOf(state, id);
  return (agent && callOf(agent)?.outbound_starting_message) ?? "";
}

/** Returns what is said first, as `templateOf` does: the message, or the greeting of an agent without one. */
export function spokenBy(state: State) {
  const { plan } = state;
  const greets = plan.type === "AI_AGENT" && plan.message.trim() === "";
  return templateOf(greets ? { ...plan, message: greetingOf(state, plan.agent) } : plan);
}

export interface Heard {
  text: string;
  /** The recipient who would hear it. Undefined if everybody hears the same. */
  contact?: Contact;
}

/** Renders the message. Returns `undefined` as long as no contact is loaded that could fill its merge fields. */
export function heardBy(state: State): Heard | undefined {
  const { sample, sampled } = state;
  const template = spokenBy(state);
  const contacts = dataOf(sample) ?? [];
  const contact = contacts[Math.min(sampled, contacts.length - 1)];
  if (contact !== undefined) return { text: renderMessage(template, contact).text, contact };
  return template.message.includes("{") ? undefined : { text: template.message };
}

/** Whether the campaign plays a recording instead of a message. */
export function playsRecording({ plan }: State): boolean {
  return plan.type === "VOICE_DROP" && plan.says === "audio";
}
