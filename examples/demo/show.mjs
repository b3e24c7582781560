// What the demo prints.

import { contactCount } from "./choice.mjs";
import { greetingOf, NOT_TO_CALL } from "./draft.mjs";
import * as terminal from "./terminal.mjs";

const { bold, clean, cyan, dim, green, printRows, red, shorten, yellow } = terminal;

/** @typedef {import("seax-dialer").Campaign} Campaign */
/** @typedef {import("seax-dialer").Page<import("seax-dialer").Contact>} Contacts */

/** @typedef {"human" | "machine" | "no_answer" | "unknown"} Bucket */

/**
 * Who answers, as answering machine detection tells.
 *
 * @type {[Bucket, (text: string) => string][]}
 */
const BUCKETS = [
  ["human", green],
  ["machine", cyan],
  ["no_answer", yellow],
  ["unknown", dim],
];

const BAR_WIDTH = 24;

/** @param {import("./settings.mjs").Settings} settings */
export function title({ client, live }) {
  const where = live ? "your account" : "a local SeaX, nobody is called";
  console.log(`${bold("seax-dialer")}  ${where}  ${dim(String(client.baseUrl ?? ""))}`);
}

/**
 * @param {object} found
 * @param {import("seax-dialer").Phone[]} found.phones
 * @param {import("seax-dialer").LabelWithCount[]} found.labels
 * @param {import("seax-dialer").Agent[]} found.agents
 */
export function workspace({ phones, labels, agents }) {
  heading("Phones that can call", phones.length);
  printRows(
    phones.map(({ name, phone, country, call_recipient: recipient }) => [
      clean(name),
      clean(phone),
      country ?? "",
      dim(recipient ? `calls go to ${recipient.type} ${clean(recipient.receiver)}` : ""),
    ]),
  );
  heading("Labels", labels.length);
  printRows(
    labels.map((label) => [
      clean(label.name),
      `${contactCount(label)} contacts`.padStart(14),
      dim(label.is_system ? "the system's" : ""),
    ]),
  );
  heading("Agents that can call", agents.length);
  printRows(agents.map((agent) => [clean(agent.name), dim(quoted(greetingOf(agent)))]));
}

/**
 * @param {import("seax-dialer").LabelWithCount} label
 * @param {Contacts} page the first contacts, by name
 */
export function audience(label, { data, total }) {
  heading(`Contacts with the label ${clean(label.name)}`, total ?? undefined);
  console.log(`  ${dim(`without ${NOT_TO_CALL.join(", ")}, and without those who have no number`)}`);
  printRows(data.map(({ name, phone }) => [shorten(clean(name), 32), clean(phone ?? "")]));
  const more = (total ?? 0) - data.length;
  if (more > 0) console.log(dim(`  … and ${more} more`));
}

export function nothingMade() {
  console.log(`\nNo campaign was made. ${bold("--launch")} makes one, and calls people.`);
}

/** How findings are marked, by how bad they are. */
const MARKS = { error: red("✗"), warning: yellow("!"), info: dim("i") };

/**
 * @param {string} title
 * @param {import("seax-dialer").CheckResult} preflight
 */
export function findings(title, { findings }) {
  heading(title, findings.length);
  if (findings.length === 0) console.log(`  ${green("✓")} nothing to find fault with`);
  for (const { severity, code, message, fix } of findings) {
    const mark = MARKS[/** @type {keyof typeof MARKS} */ (severity)] ?? dim("?");
    console.log(`  ${mark} ${clean(message)} ${dim(`${code}${fix ? ", can be fixed" : ""}`)}`);
  }
}

/**
 * @param {import("seax-dialer").CampaignDraft} draft
 * @param {Pick<import("./draft.mjs").Choice, "phone" | "agent">} choice
 * @param {import("seax-dialer").AudienceSummary | undefined} audience
 */
export function draft(
  { name, end_time: end, overwrite_phone_recipient: overwrite },
  { phone, agent },
  audience,
) {
  const recipient = overwrite ? "its calls go to the agent from here on" : "its recipient stays as it is";
  const [first] = audience?.sample ?? [];
  heading("Campaign");
  printRows([
    ["name", clean(name)],
    ["phone", `${clean(phone.name)} ${clean(phone.phone)}, ${recipient}`],
    ["agent", clean(agent.name)],
    ["calls", audience ? `${audience.callable} people` : "nobody knows how many people"],
    [`${shorten(clean(first?.name ?? "they"), 20)} hears`, quoted(first?.message)],
    ["until", `${new Date(end).toLocaleTimeString("en-GB")} at the latest`],
  ]);
}

/** @param {import("seax-dialer").LaunchReceipt} receipt */
export function launched({ outcome, campaign: { id } }) {
  const how = outcome === "found" ? "Found again" : "Launched";
  console.log(`${how}: ${id}. ${dim("Ctrl-C ends this view, not the campaign.")}\n`);
}

/** A line that shows how a campaign goes. */
export function progress() {
  const line = new terminal.LiveLine();
  return {
    /** @param {import("seax-dialer").CampaignSnapshot} now */
    update({
      campaign: { status, statistics },
      progress: { done, of },
      callsPerMinute,
      forecast,
      lastErrorCode,
    }) {
      const facts = [
        `${done ?? "–"} of ${of ?? "–"}`,
        ...BUCKETS.map(([bucket]) => `${words(bucket)} ${statistics?.[bucket] ?? "–"}`),
        ...(callsPerMinute === undefined ? [] : [`${callsPerMinute.toFixed(0)} a minute`]),
        ...(forecast ? [`until ${new Date(forecast.endAtMs).toLocaleTimeString("en-GB")}`] : []),
        ...(lastErrorCode ? [`not read: ${lastErrorCode}`] : []),
      ].join(" · ");
      const state = (status ?? "–").padEnd(10);
      line.update(`${bold(state)}  ${bar(statistics)}  ${facts}`, `${state}  ${facts}`);
    },
    end: () => line.end(),
  };
}

/** @param {import("seax-dialer").CampaignReport} report */
export function report({ campaign: { status }, counts, results, rates, duration, callsPerMinute }) {
  heading("Report");
  printRows([
    ["status", (status === "FINISHED" ? green : red)(status ?? "–")],
    ["called", count(results)],
    ...BUCKETS.map(([bucket]) => [words(bucket), count(counts[bucket]), dim(share(rates[bucket]))]),
    ["humans, of all who answered", "", dim(share(rates.humanOfAnswered))],
    ...(duration ? [["duration", span(duration.seconds), dim("on the campaign's own clock")]] : []),
    ...(callsPerMinute === undefined
      ? []
      : [["calls a minute", count(Math.round(callsPerMinute)), dim("on the same clock")]]),
  ]);
  // The API does not say that its total is the sum of the others, and in its own sample it is not.
  if (counts.total !== results) {
    console.log(dim(`\n  Called are those with a result. The API's own total is ${counts.total ?? "–"}.`));
  }
}

/**
 * How many calls have a result.
 *
 * @param {Campaign["statistics"]} statistics
 */
function sum(statistics) {
  return BUCKETS.reduce((results, [bucket]) => results + (statistics?.[bucket] ?? 0), 0);
}

/** @param {Campaign["statistics"]} statistics */
function bar(statistics) {
  const scale = Math.max(sum(statistics), statistics?.total ?? 0, 1);
  let [results, filled] = [0, 0];
  const parts = BUCKETS.map(([bucket, colour]) => {
    results += statistics?.[bucket] ?? 0;
    const end = Math.round((results / scale) * BAR_WIDTH);
    const part = colour("█".repeat(end - filled));
    filled = end;
    return part;
  });
  return parts.join("") + dim("░".repeat(BAR_WIDTH - filled));
}

/**
 * @param {string} text
 * @param {number} [size]
 */
function heading(text, size) {
  console.log(`\n${bold(text)}${size === undefined ? "" : `  ${dim(size)}`}`);
}

/** @param {string | undefined} text */
function quoted(text) {
  return text ? `“${shorten(clean(text), 60)}”` : "";
}

/** @param {Bucket} bucket */
function words(bucket) {
  return bucket.replace("_", " ");
}

/** @param {number | null | undefined} value */
function count(value) {
  return String(value ?? "–").padStart(6);
}

/** @param {import("seax-dialer").Rate | undefined} rate */
function share(rate) {
  return rate ? `${Math.round(rate.share * 100)} %`.padStart(5) : "";
}

/** @param {number} seconds */
function span(seconds) {
  const minutes = Math.floor(seconds / 60);
  return `${minutes > 0 ? `${minutes} min ` : ""}${Math.round(seconds % 60)} s`.padStart(8);
}
