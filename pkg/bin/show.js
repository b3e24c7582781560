// How checks, launches, watches and reports are shown to a person.

import { clean, shorten } from "./terminal.js";

/** @typedef {import("./terminal.js").Terminal} Terminal */
/** @typedef {import("./terminal.js").Style} Style */
/** @typedef {import("seax-dialer").Campaign} Campaign */

/** @typedef {"human" | "machine" | "no_answer" | "unknown"} Bucket */

/**
 * Who answered, according to answering machine detection.
 *
 * @type {[Bucket, Style][]}
 */
const BUCKETS = [
  ["human", "green"],
  ["machine", "cyan"],
  ["no_answer", "yellow"],
  ["unknown", "dim"],
];

const BAR_WIDTH = 24;

/** The marks of findings, by severity. @type {Record<string, [Style, string]>} */
const MARKS = { error: ["red", "✗"], warning: ["yellow", "!"], info: ["dim", "i"] };

/**
 * @param {Terminal} to
 * @param {string} title
 * @param {readonly import("seax-dialer").Finding[]} findings
 */
export function findings(to, title, findings) {
  to.heading(title, findings.length);
  if (findings.length === 0) to.print(`  ${to.style("green", "✓")} no problems found`);
  for (const { severity, code, message, fix } of findings) {
    const [style, mark] = MARKS[severity] ?? ["dim", "?"];
    const note = to.dim(`${code}${fix ? ", can be fixed" : ""}`);
    to.print(`  ${to.style(style, mark)} ${clean(message)} ${note}`);
  }
}

/**
 * Returns how many people a draft would call, in words.
 *
 * @param {import("seax-dialer").AudienceSummary | undefined} audience
 */
export function people(audience) {
  if (audience === undefined) return "an unknown number of people";
  const { callable, complete } = audience;
  return `${complete ? "" : "at least "}${callable} ${callable === 1 ? "person" : "people"}`;
}

/** @param {import("seax-dialer").AudienceSummary | undefined} audience */
export function firstMessage(audience) {
  const first = audience?.sample.find(({ message }) => message);
  return first && [`${shorten(clean(first.name), 20)} hears`, quoted(first.message)];
}

/**
 * @param {Terminal} to
 * @param {import("seax-dialer").LaunchReceipt} receipt
 */
export function launched(to, { outcome, campaign: { id }, verified }) {
  const how = { created: "Launched", found: "Found: launched earlier", draft: "Saved as a draft" }[outcome];
  to.print(`${how}: ${id}`);
  if (!verified && outcome !== "draft")
    to.print(to.dim("The list could not be read to the end, so a second campaign cannot be ruled out."));
}

/**
 * Creates a line that shows the progress of a campaign.
 *
 * @param {Terminal} to
 */
export function progress(to) {
  const line = to.live();
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
        ...(forecast ? [`until ${moment(forecast.endAtMs)}`] : []),
        ...(lastErrorCode ? [`last read failed: ${lastErrorCode}`] : []),
      ].join(" · ");
      const state = clean(status ?? "–").padEnd(10);
      line.update(`${to.bold(state)}  ${bar(to, statistics)}  ${facts}`, `${state}  ${facts}`);
    },
    end: () => line.end(),
  };
}

/**
 * @param {Terminal} to
 * @param {import("seax-dialer").CampaignReport} report
 */
export function report(to, { campaign: { status }, counts, results, rates, duration, callsPerMinute }) {
  to.heading("Report");
  to.rows([
    ["status", to.style(status === "FINISHED" ? "green" : "yellow", clean(status ?? "–"))],
    ["called", count(results)],
    ...BUCKETS.map(([bucket]) => [words(bucket), count(counts[bucket]), to.dim(share(rates[bucket]))]),
    ["humans, of all who answered", "", to.dim(share(rates.humanOfAnswered))],
    ...(duration ? [["duration", span(duration.seconds), to.dim("on the campaign's own clock")]] : []),
    ...(callsPerMinute === undefined
      ? []
      : [["calls a minute", count(Math.round(callsPerMinute)), to.dim("on the same clock")]]),
  ]);
  // The API does not document that its total is the sum of the others, and in its own sample it is not.
  if (counts.total !== results)
    to.print(to.dim(`\n  “called” counts calls with a result. The API's total is ${counts.total ?? "–"}.`));
}

/** @param {string | undefined} text */
export function quoted(text) {
  return text ? `“${shorten(clean(text), 60)}”` : "";
}

/**
 * Returns how many calls have a result.
 *
 * @param {Campaign["statistics"]} statistics
 */
function sum(statistics) {
  return BUCKETS.reduce((results, [bucket]) => results + (statistics?.[bucket] ?? 0), 0);
}

/**
 * @param {Terminal} to
 * @param {Campaign["statistics"]} statistics
 */
function bar(to, statistics) {
  const scale = Math.max(sum(statistics), statistics?.total ?? 0, 1);
  let [results, filled] = [0, 0];
  const parts = BUCKETS.map(([bucket, style]) => {
    results += statistics?.[bucket] ?? 0;
    const end = Math.round((results / scale) * BAR_WIDTH);
    const part = to.style(style, "█".repeat(end - filled));
    filled = end;
    return part;
  });
  return parts.join("") + to.dim("░".repeat(BAR_WIDTH - filled));
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
export function span(seconds) {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return `${minutes > 0 ? `${minutes} min ` : ""}${whole % 60} s`.padStart(8);
}

/**
 * Formats a point in time, in the time zone of this machine: without its date if that is today's.
 *
 * @param {number} at
 * @param {number} [now]
 */
export function moment(at, now = Date.now()) {
  const [end, today] = [new Date(at), new Date(now)];
  const time = end.toLocaleTimeString("en-GB");
  if (end.toDateString() === today.toDateString()) return time;
  return `${end.toLocaleDateString("en-GB", { dateStyle: "medium" })}, ${time}`;
}
