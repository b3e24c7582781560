// Texts about existing campaigns, in English: running and finished ones.

/** `1 person`, `8 people`. */
export const people = (count: number, shown: string) => (count === 1 ? "1 person" : `${shown} people`);

const statuses: Record<string, string> = {
  PENDING: "Pending",
  STARTED: "Started",
  PAUSED: "Paused",
  PROCESSING: "Calling",
  FINISHED: "Finished",
  FAILED: "Failed",
  TERMINATED: "Stopped",
  CANCELED: "Canceled",
};

/** The carrier's call statuses. */
const callStatuses: Record<string, string> = {
  queued: "Queued",
  ringing: "Ringing",
  "in-progress": "In progress",
  canceled: "Canceled",
  completed: "Answered",
  failed: "Failed",
  busy: "Busy",
  "no-answer": "No answer",
  missed: "Missed",
};

const types: Record<string, string> = {
  AI_AGENT: "AI agent",
  VOICE_DROP: "Voice drop",
  PROGRESSIVE_DIALER: "Progressive dialer",
};

const milestones: Record<string, string> = {
  launched: "Campaign launched.",
  "quarter-1": "A quarter of the recipients have been called.",
  "quarter-2": "Half of the recipients have been called.",
  "quarter-3": "Three quarters of the recipients have been called.",
  "quarter-4": "Everybody has been called once.",
  FINISHED: "Campaign finished.",
};

export const enCampaigns = {
  noFigures: "No figures yet.",
  noResultsYet: "No results yet.",
  called: "called",
  doneOf: (done: string, of: string) => `${done} of ${of} called`,
  answersTitle: "Who answered",
  reached: "reached",
  buckets: {
    human: "Human",
    machine: "Machine",
    no_answer: "No answer",
    unknown: "Unknown",
    open: "No result yet",
  },
  paceChart: (first: string, last: string) => `Calls per minute, from ${first} to ${last}`,
  updated: (ago: string) => `Updated ${ago}`,
  factReached: "People reached",
  overTimeTitle: "Outcomes over time",
  overTimeChart: (from: string, until: string) => `Calls by their outcome, from ${from} to ${until}`,
  overTimeUnit: (span: string) => `Calls per ${span}`,
  byNumberTitle: "Outcomes by caller ID",
  callsOf: (count: number, shown: string) => (count === 1 ? "1 call" : `${shown} calls`),
  callsPerMinute: "Calls per minute",
  forecastKinds: { estimate: "Expected end", earliest: "Earliest end", window: "Stops at" },
  took: "Duration",
  csv: "Download statistics (CSV)",

  pause: "Pause",
  resume: "Resume",
  resumeAnyway: "Resume anyway",
  resumeOutside: (people: string) => `Now is outside calling hours for ${people}.`,
  resumeOver: "The campaign’s end has passed.",
  resumeUnchecked: "It could not be checked whether everybody can be called now.",
  stop: "Stop",
  stopTitle: (name: string) => `Stop “${name}”?`,
  stopText:
    "Calls in progress end by themselves. Nobody else is called, and the campaign cannot be restarted.",
  stopNo: "Keep calling",
  delete: "Delete",
  deleteTitle: (name: string) => `Delete “${name}”?`,
  deleteText: "Its figures and calls will be deleted. This cannot be undone.",
  deleteCampaign: (name: string) => `Delete ${name}`,
  alreadyLaunched: "This draft had already been launched. This is its campaign; nobody was called twice.",
  scheduledFor: (time: string) => `Starts ${time}`,
  scheduleChange: "Change or move",
  scheduleSave: "Save changes",
  scheduleSaveAnyway: "Save anyway",
  scheduleUnchecked: "It could not be checked whether everybody can be called at these times.",
  callsTitle: "Calls",
  callsOutcome: "Result",
  callsAll: "All results",
  callsSearch: "Name or number",
  callsShown: (shown: string, of: string) => `${shown} of ${of} calls`,
  callsUpdate: "Refresh",
  transcript: "Transcript",
  recordingPlay: "Play recording",
  recordingOpen: "Open recording in a new tab",
  recordingOf: (name: string) => `Recording of the call with ${name}`,
  callsShow: "Show calls",
  callsNone: "No calls yet.",
  callsColumns: ["Recipient", "Result", "Time", "Outcome"],
  callsCsv: "Download calls (CSV)",
  callStatuses,
  keysPressed: (keys: string) => `Keys: ${keys}`,
  noName: "(no name)",

  campaignsNone: "No campaigns yet.",
  campaignsRunning: "Running and scheduled",
  campaignsOver: "Finished",
  peopleReached: (count: number, shown: string) => `${people(count, shown)} reached`,
  open: "Open",
  openCampaign: (name: string) => `Open ${name}`,
  duplicate: "Duplicate",
  duplicateCampaign: (name: string) => `Duplicate ${name}`,
  copyOf: (name: string) => `${name} (copy)`,
  more: "Show more",

  milestone: (name: string) => milestones[name] ?? statuses[name] ?? "",
  statuses,
  types,
};
