// A campaign's figures as a file for spreadsheets.

import type { CampaignReport } from "seax-dialer";

/** Hands the figures to the browser as a file. */
export function download(report: CampaignReport): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csvOf(report)], { type: "text/csv;charset=utf-8" }));
  link.download = `${report.campaign.id}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}

/** RFC 4180, with a mark of the encoding at its head: without it, Excel takes UTF-8 for something else. */
export function csvOf({ campaign, counts, rates, duration, callsPerMinute }: CampaignReport): string {
  const rows: [string, unknown][] = [
    ["campaign_id", campaign.id],
    ["name", campaign.name],
    ["type", campaign.type],
    ["status", campaign.status],
    ["start_time", campaign.start_time],
    ["end_time", campaign.end_time],
    ...Object.entries(counts),
    ...Object.entries(rates).map(([name, rate]): [string, unknown] => [`${name}_share`, rate?.share]),
    ["seconds", duration?.seconds],
    ["calls_per_minute", callsPerMinute],
  ];
  const lines = rows.map((row) => row.map(cell).join(","));
  return ["\uFEFFfigure,value", ...lines, ""].join("\r\n");
}

function cell(value: unknown): string {
  const text = value == null ? "" : String(value);
  // A spreadsheet would run what begins so as a formula.
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
