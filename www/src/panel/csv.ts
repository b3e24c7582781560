// CSV files of a campaign's figures and of its calls.

import type { ApiTime, CampaignId, CampaignReport } from "seax-dialer";
import type { CallRow } from "./call_row.ts";
import { timeOf } from "./phase.ts";

/** Downloads a campaign's figures as a CSV file. */
export function download(report: CampaignReport): void {
  hand(`${report.campaign.id}.csv`, [csvOf(report)]);
}

/** Downloads all calls of a campaign as a CSV file. */
export function downloadCalls(id: CampaignId, calls: readonly CallRow[]): void {
  hand(`${id}-calls.csv`, [callsCsvOf(calls)]);
}

function hand(name: string, parts: string[]): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}

export function csvOf({ campaign, counts, rates, duration, callsPerMinute }: CampaignReport): string {
  const rows: [string, unknown][] = [
    ["campaign_id", campaign.id],
    ["name", campaign.name],
    ["type", campaign.type],
    ["status", campaign.status],
    ["start_time", instant(campaign.start_time)],
    ["end_time", instant(campaign.end_time)],
    ...Object.entries(counts),
    ...Object.entries(rates).map(([name, rate]): [string, unknown] => [`${name}_share`, rate?.share]),
    ["seconds", duration?.seconds],
    ["calls_per_minute", callsPerMinute],
  ];
  return table([["figure", "value"], ...rows]);
}

export function callsCsvOf(calls: readonly CallRow[]): string {
  const head = [
    "name",
    "number",
    "from",
    "time",
    "attempt",
    "answered_by",
    "status",
    "seconds",
    "keys",
    "said",
    "labels",
    "summary",
    "transcript",
    "extracted",
    "recordings",
  ];
  const rows = calls.map((call) => [
    call.name,
    call.number,
    call.from,
    instant(call.time),
    call.attempt,
    call.outcome === "open" ? "" : call.outcome,
    call.status,
    call.seconds,
    call.keys.join(" "),
    call.said.join(" "),
    call.labels.join(", "),
    call.summary,
    call.transcript,
    Object.keys(call.found).length > 0 ? JSON.stringify(call.found) : "",
    call.recordings.join(" "),
  ]);
  return table([head, ...rows]);
}

/** Writes a time of the API with its offset (`Z`): without one, a reader takes it for local time. */
function instant(time: ApiTime | null | undefined): string {
  const at = timeOf(time);
  return Number.isNaN(at) ? (time ?? "") : new Date(at).toISOString();
}

/** Formats rows as CSV (RFC 4180), with a byte order mark: without it, Excel does not read the file as UTF-8. */
function table(rows: unknown[][]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

function cell(value: unknown): string {
  const text = value == null ? "" : String(value);
  const safe = typeof value === "string" && !/^\+\d+$/.test(text) ? text.replace(FORMULA, "$1'") : text;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * What spreadsheets run as a formula. Where the list separator is a semicolon, Excel ends a cell at each one, and a row at each line
 * break, even within quotes: the quote is then not at the start of its cell. Phone numbers are safe.
 */
const FORMULA = /(^|[;\t\n]|\r\n?)(?=(?:"|[^\S\t\r\n])*[=+\-@])/g;
