// Collects the facts that a finding's sentence in the operator's language needs.

import { estimateCallingMs, type Finding, type Fix } from "seax-dialer";
import type { FindingFacts } from "../lang/texts.ts";
import { agentOf } from "./heard.ts";
import { fieldsIn } from "./merge_fields.ts";
import { windowOf } from "./plan.ts";
import { dataOf, type State } from "./session.ts";
import type { View } from "./view.ts";

/** Returns the finding's sentence in the operator's language. */
export function sentenceOf(view: View, finding: Finding): string {
  return view.words.finding(finding, factsOf(view, finding));
}

function factsOf(view: View, finding: Finding): FindingFacts {
  const { state, formats } = view;
  const { plan } = state;
  const count = finding.contacts?.count ?? 0;
  const { start, end } = windowOf(plan);
  const audience = dataOf(state.preflight)?.audience;
  const pace = { max_attempts: plan.attempts, max_dialers: plan.dialers };
  return {
    count,
    shown: formats.number(count),
    everybody: count > 0 && audience?.complete === true && count === audience.callable,
    ...toldBy(finding),
    name: nameOf(state, finding),
    needed: formats.span(estimateCallingMs(pace, audience?.callable ?? 0)),
    window: windowIn(view, finding.fix),
    available: formats.span(Math.max(0, end - Math.max(start, Date.now()))),
  };
}

/** Formats the window that a fix sets. Empty if it sets none. */
export function windowIn({ state, formats }: View, fix: Fix | undefined): string {
  // Only fixes for calling hours set these. They set only what they move.
  const { start_time, end_time } = (fix?.set ?? {}) as { start_time?: string; end_time?: string };
  if (!start_time && !end_time) return "";
  const { start, end } = windowOf(state.plan);
  const from = start_time ? Date.parse(start_time) : start;
  const until = end_time ? Date.parse(end_time) : end;
  return `${formats.time(from, state.plan.zone, until)} – ${formats.time(until, state.plan.zone, from)}`;
}

/**
 * Returns what a finding has only in its message: the merge field that it is about; which time does not suffice, that of the window
 * or that within calling hours, or whether calls at once are outside them; and what is wrong with a number.
 */
export function toldBy({ code, message }: Finding) {
  return {
    // It is the last field, because the names and values of contacts come before it.
    placeholder: (code.startsWith("placeholder_") && fieldsIn(message).at(-1)?.text) || "",
    inHours: message.includes("calling hours"),
    inNewArea: message.includes("area code"),
  };
}

function nameOf(state: State, { code, field }: Finding): string {
  const { plan } = state;
  const phones = dataOf(state.phones) ?? [];
  const phone = (id: string | undefined) => phones.find((phone) => phone.id === id)?.name ?? "";
  const place = field.match(/\[(\d+)\]$/)?.[1];
  if (code.startsWith("phone_") && place !== undefined) return phone(plan.phones?.[Number(place)]);
  if (code === "recipient_needed") {
    const others = phones.filter(({ id, call_recipient: recipient }) => {
      return plan.phones?.includes(id) && recipient && recipient.receiver !== plan.agent;
    });
    return others[0]?.name ?? "";
  }
  if (code.startsWith("agent_")) return agentOf(state, plan.agent)?.name ?? "";
  return field.startsWith("message_variables.") ? field.slice("message_variables.".length) : field;
}
