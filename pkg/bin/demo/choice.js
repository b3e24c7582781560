// Chooses the phone, agent and label of a campaign: those that were named, or obvious ones.

import { Misuse } from "../exit.js";

/**
 * The names that were given, and whether real people are called.
 *
 * @typedef {object} Choices
 * @property {boolean} [calls]
 * @property {string | undefined} [phone] a name or number
 * @property {string | undefined} [agent] a name
 * @property {string | undefined} [label] a name
 */

/**
 * @param {import("seax-dialer").Phone[]} phones
 * @param {Choices} [choices]
 */
export function choosePhone(phones, choices = {}) {
  const named = (/** @type {string} */ text) =>
    phones.find(({ name, phone }) => name === text || phone === text);
  const usual = phones.find(({ is_default }) => is_default) ?? phones[0];
  return choose("phone", phones, choices, named, usual);
}

/**
 * @param {import("seax-dialer").Agent[]} agents
 * @param {Choices} [choices]
 */
export function chooseAgent(agents, choices = {}) {
  const named = (/** @type {string} */ text) => agents.find(({ name }) => name === text);
  return choose("agent", agents, choices, named, agents[0]);
}

/**
 * Chooses the label that was named, or else the one with the most contacts that is not the system's.
 *
 * @param {import("seax-dialer").LabelWithCount[]} labels
 * @param {Choices} [choices]
 */
export function chooseLabel(labels, choices = {}) {
  const named = (/** @type {string} */ text) => labels.find(({ name }) => name === text);
  const given = labels.filter(({ is_system }) => !is_system);
  const [usual] = given.toSorted((left, right) => contactCount(right) - contactCount(left));
  return choose("label", given, choices, named, usual);
}

/**
 * Returns how many contacts have a label. The API has two names for this.
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
 * @param {Choices} choices
 * @param {(name: string) => Row | undefined} named
 * @param {Row | undefined} usual
 * @returns {Row | undefined} undefined if there is none
 */
function choose(kind, rows, choices, named, usual) {
  const name = choices[kind];
  if (name !== undefined) {
    const row = named(name);
    if (row === undefined) throw new Misuse(`There is no ${kind} "${name}".`);
    return row;
  }
  // Real people are called only by explicit choice.
  if (choices.calls && rows.length > 1) {
    throw new Misuse(`There are ${rows.length} ${kind}s: choose one with --${kind} NAME.`);
  }
  return usual;
}
