// A call of a campaign as the table and the file show it: what the API's log says, in one row.

import type { CampaignLog } from "seax-dialer";

/** How a call was answered, by the same four outcomes as the chart; or that it has none yet. */
export type Outcome = "human" | "machine" | "no_answer" | "unknown" | "open";

export const OUTCOMES: readonly Outcome[] = ["human", "machine", "no_answer", "unknown", "open"];

export interface CallRow {
  id: string;
  name: string;
  number: string;
  from: string;
  attempt: number;
  outcome: Outcome;
  /** The carrier's word for how the call went. */
  status: string;
  /** When it was dialed, as the API says it; empty before. */
  time: string;
  /** How long it took. */
  seconds?: number | undefined;
  keys: string[];
  /** What the person said, as text. */
  said: string[];
  labels: string[];
  summary: string;
  /** What was said from turn to turn, where the API has it. */
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

export function rowOf(log: Logged): CallRow {
  const { call, contact } = log;
  const talks = log.conversation?.external_conversations ?? [];
  const texts = (list: (string | null | undefined)[]) => list.filter((text): text is string => Boolean(text));
  return {
    id: log.id,
    name: contact?.name ?? "",
    number: call?.to_number ?? contact?.phone ?? "",
    from: call?.from_number ?? "",
    attempt: log.attempt,
    outcome: outcomeOf(log.answered_by),
    status: call?.status ?? "",
    time: log.start_time ?? call?.start_time ?? "",
    seconds: call?.duration ?? undefined,
    keys: texts((call?.ivr_captures ?? []).map(({ keypress }) => keypress)),
    said: texts((call?.ivr_captures ?? []).map(({ stt }) => stt)),
    labels: talks.flatMap(({ conversation_labels }) => (conversation_labels ?? []).map(({ name }) => name)),
    summary: texts(talks.map(({ summary }) => summary)).join("\n"),
    transcript: texts(talks.map(({ meta_data }) => transcriptIn(meta_data))).join("\n"),
    found: Object.assign({}, ...talks.map(({ extraction }) => extraction ?? {})),
    recordings: texts((call?.recordings ?? []).map(({ url }) => url)).filter(isWeb),
  };
}

/** Answering machine detection tells machines apart; the campaign's statistics do not. */
function outcomeOf(answered: Logged["answered_by"]): Outcome {
  if (!answered) return "open";
  if (answered === "human") return "human";
  if (answered === "no_answer") return "no_answer";
  return answered === "fax" || answered.startsWith("machine") ? "machine" : "unknown";
}

/** The API's document has no field for a transcript; a talk's further data may hold one. */
function transcriptIn(data: Record<string, unknown> | null | undefined): string {
  const transcript = data?.transcript;
  return typeof transcript === "string" ? transcript : "";
}

/** Whether an address can be played: not a script, whatever a server says. */
function isWeb(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** Whether somebody is being called. */
export function isInProgress({ outcome, time }: CallRow): boolean {
  return outcome === "open" && time !== "";
}

/** Newest first; what has not been dialed yet is last. */
export function newestFirst(rows: CallRow[]): CallRow[] {
  return rows.sort((left, right) => (left.time < right.time ? 1 : left.time > right.time ? -1 : 0));
}

/** The rows with an outcome, or any, whose name or number contains a text. */
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
