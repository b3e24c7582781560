// Renders the message as one of the recipients would hear it.

import { type Contact, renderMessage } from "seax-dialer";
import { templateOf } from "./draft.ts";
import type { State } from "./session.ts";

export interface Heard {
  text: string;
  /** The recipient who would hear it. Undefined if everybody hears the same. */
  contact?: Contact;
}

/** Renders the message. Returns `undefined` as long as no contact is loaded that could fill its merge fields. */
export function heardBy({ plan, sample, sampled }: State): Heard | undefined {
  const template = templateOf(plan);
  const contacts = sample?.state === "there" ? sample.value : [];
  const contact = contacts[Math.min(sampled, contacts.length - 1)];
  if (contact !== undefined) return { text: renderMessage(template, contact).text, contact };
  return plan.message.includes("{") ? undefined : { text: plan.message };
}

/** Whether the campaign plays a recording instead of a message. */
export function playsRecording({ plan }: State): boolean {
  return plan.type === "VOICE_DROP" && plan.says === "audio";
}
