// What the demo shows besides what every launch shows.

import { firstMessage, moment, people, quoted } from "../show.js";
import { clean, shorten } from "../terminal.js";
import { contactCount } from "./choice.js";
import { greetingOf, NOT_TO_CALL } from "./draft.js";

/** @typedef {import("../terminal.js").Terminal} Terminal */

/**
 * @param {Terminal} to
 * @param {object} found
 * @param {import("seax-dialer").Phone[]} found.phones
 * @param {import("seax-dialer").LabelWithCount[]} found.labels
 * @param {import("seax-dialer").Agent[]} found.agents
 */
export function workspace(to, { phones, labels, agents }) {
  to.heading("Phones that can call", phones.length);
  to.rows(
    phones.map(({ name, phone, country, call_recipient: recipient }) => [
      clean(name),
      clean(phone),
      clean(country ?? ""),
      to.dim(recipient ? `calls go to ${recipient.type} ${clean(recipient.receiver ?? "")}` : ""),
    ]),
  );
  to.heading("Labels", labels.length);
  to.rows(
    labels.map((label) => [
      clean(label.name),
      `${contactCount(label)} contacts`.padStart(14),
      to.dim(label.is_system ? "system label" : ""),
    ]),
  );
  to.heading("Agents that can call", agents.length);
  to.rows(agents.map((agent) => [clean(agent.name), to.dim(quoted(greetingOf(agent)))]));
}

/**
 * @param {Terminal} to
 * @param {import("seax-dialer").LabelWithCount} label
 * @param {import("seax-dialer").Page<import("seax-dialer").Contact>} page the first contacts, by name
 */
export function audience(to, label, { data, total }) {
  to.heading(`Contacts with the label ${clean(label.name)}`, total ?? undefined);
  to.print(`  ${to.dim(`without ${NOT_TO_CALL.join(", ")}, and without those that have no number`)}`);
  to.rows(data.map(({ name, phone }) => [shorten(clean(name), 32), clean(phone ?? "")]));
  const more = (total ?? 0) - data.length;
  if (more > 0) to.print(to.dim(`  … and ${more} more`));
}

/**
 * @param {Terminal} to
 * @param {import("seax-dialer").CampaignDraft} draft
 * @param {Pick<import("./draft.js").Choice, "phone" | "agent">} choice
 * @param {import("seax-dialer").AudienceSummary | undefined} audience
 */
export function draft(
  to,
  { name, end_time: end, overwrite_phone_recipient: overwrite },
  { phone, agent },
  audience,
) {
  const recipient = overwrite ? "its calls go to the agent from now on" : "its recipient stays as it is";
  to.heading("Campaign");
  to.rows([
    ["name", clean(name)],
    ["phone", `${clean(phone.name)} ${clean(phone.phone)}, ${recipient}`],
    ["agent", clean(agent.name)],
    ["calls", people(audience)],
    firstMessage(audience) ?? ["they hear", ""],
    ["until", `${moment(new Date(end).getTime())} at the latest`],
  ]);
}
