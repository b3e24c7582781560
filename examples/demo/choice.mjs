// Which phone, agent and label a campaign is made of: those that were named, or obvious ones.

import { MisuseError } from "./settings.mjs";

/** @typedef {import("./settings.mjs").Settings} Settings */

/**
 * @param {import("seax-dialer").Phone[]} phones
 * @param {Settings} settings
 */
export function choosePhone(phones, settings) {
  const named = (/** @type {string} */ text) =>
    phones.find(({ name, phone }) => name === text || phone === text);
  const usual = phones.find(({ is_default }) => is_default) ?? phones[0];
  return choose("phone", phones, settings, named, usual);
}

/**
 * @param {import("seax-dialer").Agent[]} agents
 * @param {Settings} settings
 */
export function chooseAgent(agents, settings) {
  const named = (/** @type {string} */ text) => agents.find(({ name }) => name === text);
  return choose("agent", agents, settings, named, agents[0]);
}

/**
 * The label with the most contacts, among those that people gave.
 *
 * @param {import("seax-dialer").LabelWithCount[]} labels
 * @param {Settings} settings
 */
export function chooseLabel(labels, settings) {
  const named = (/** @type {string} */ text) => labels.find(({ name }) => name === text);
  const given = labels.filter(({ is_system }) => !is_system);
  const [usual] = given.toSorted((left, right) => contactCount(right) - contactCount(left));
  return choose("label", given, settings, named, usual);
}

/**
 * How many contacts carry a label: the API has two names for it.
 *
 * @param {import("seax-dialer").LabelWithCount} label
 */
export function contactCount(label) {
  return label.total_count ?? label.contact_count ?? 0;
}

/**
 * @template Row
 * @param {"phone" | "agent" | "label"} kind
 * @param {Row[]} rows
 * @param {Settings} settings
 * @param {(name: string) => Row | undefined} named
 * @param {Row | undefined} usual
 * @returns {Row | undefined} undefined if there is none
 */
function choose(kind, rows, settings, named, usual) {
  const name = settings[kind];
  if (name !== undefined) {
    const row = named(name);
    if (row === undefined) throw new MisuseError(`There is no ${kind} "${name}".`);
    return row;
  }
  // Real people are called only as somebody has said.
  if (settings.live && settings.launches && rows.length > 1) {
    throw new MisuseError(`There are ${rows.length} ${kind}s: say which one with --${kind} NAME.`);
  }
  return usual;
}
