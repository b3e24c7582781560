// One row for each call of a campaign, made from the API's log, as the table and the CSV file show it.

import type { CampaignLog } from "seax-dialer";
import { isOver } from "./phase.ts";

/** How a call was answered: one of the chart's four outcomes, or `open` as long as there is none. */
export type Outcome = "human" | "machine" | "no_answer" | "unknown" | "open";

export const OUTCOMES: readonly Outcome[] = ["human", "machine", "no_answer", "unknown", "open"];

export interface CallRow {
  id: string;
  name: string;
  number: string;
  from: string;
  attempt?: number | undefined;
  outcome: Outcome;
  /** The carrier's call status. */
  status: string;
  /** When it was dialed, in the API's format. Empty if it has not been dialed yet. */
  time: string;
  /** Whether it is over, which can be without an outcome. */
  ended: boolean;
  /** The duration in seconds. */
  seconds?: number | undefined;
  keys: string[];
  /** What the recipient said, as text. */
  said: string[];
  labels: string[];
  summary: string;
  /** The transcript of the conversation. Empty if the API has none. */
  transcript: string;
  found: Record<string, unknown>;
  recordings: string[];
}

export type Logged = Pick<
  CampaignLog,
  | "id"
  | "attempt"
  | "status"
  | "answered_by"
  | "start_time"
  | "end_time"
  | "contact"
  | "call"
  | "conversation"
>;

/** The carrier's statuses of a call that is over. */
const ENDED = /^(canceled|completed|failed|busy|no-answer|missed)$/;

export function rowOf(log: Logged): CallRow {
  const { call, contact } = log;
  const talks = log.conversation?.external_conversations ?? [];
  const texts = (list: (string | null | undefined)[]) => list.filter((text): text is string => Boolean(text));
  return {
    id: log.id,
    name: contact?.name ?? "",
    number: call?.to_number ?? contact?.phone ?? "",
    from: call?.from_number ?? "",
    attempt: log.attempt ?? undefined,
    outcome: outcomeOf(log.answered_by),
    status: call?.status ?? "",
    time: log.start_time ?? call?.start_time ?? "",
    ended: Boolean(log.end_time || call?.end_time) || isOver(log) || ENDED.test(call?.status ?? ""),
    seconds: call?.duration ?? undefined,
    keys: texts((call?.ivr_captures ?? []).map(({ keypress }) => keypress)),
    said: texts((call?.ivr_captures ?? []).map(({ stt }) => stt)),
    labels: texts(talks.flatMap((talk) => (talk.conversation_labels ?? []).map(({ name }) => name))),
    summary: texts(talks.map(({ summary }) => summary)).join("\n"),
    transcript: texts(talks.map(({ meta_data }) => transcriptIn(meta_data))).join("\n"),
    found: Object.assign({}, ...talks.map(({ extraction }) => extraction ?? {})),
    recordings: texts((call?.recordings ?? []).map(({ url }) => url)).filter(isWeb),
  };
}

/** Maps a result of answering machine detection to an outcome: it has several kinds of machines, the statistics only one. */
function outcomeOf(answered: Logged["answered_by"]): Outcome {
  if (!answered) return "open";
  if (answered === "human") return "human";
  if (answered === "no_answer") return "no_answer";
  return answered === "fax" || answered.startsWith("machine") ? "machine" : "unknown";
}

/** Reads a transcript from a conversation's metadata: the API documents no field for one. */
function transcriptIn(data: Record<string, unknown> | null | undefined): string {
  const transcript = data?.transcript;
  return typeof transcript === "string" ? transcript : "";
}

/** Whether a recording's URL is http(s). The server is not trusted with `javascript:` URLs. */
function isWeb(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** Whether the call is in progress: dialed, not over, and without an outcome. */
export function isInProgress({ outcome, time, ended }: CallRow): boolean {
  return outcome === "open" && time !== "" && !ended;
}

/** Sorts the rows in place, newest first. Calls that have not been dialed yet come last. */
export function newestFirst(rows: CallRow[]): CallRow[] {
  return rows.sort((left, right) => (left.time < right.time ? 1 : left.time > right.time ? -1 : 0));
}

/** Returns the rows with this outcome (all if it is empty) whose name or number contains the text. */
export function matching(rows: CallRow[], outcome: string, text: string): CallRow[] {
  const wanted = text.trim().toLowerCase();
  const digits = wanted.replaceAll(/[\s()-]/g, "");
  return rows.filter((row) => {
    if (outcome !== "" && row.outcome !== outcome) return false;
    return (
      wanted === "" ||
      row.name.toLowerCase().includes(wanted) ||
      (digits !== "" && row.number.includes(digits))
    );
  });
}
