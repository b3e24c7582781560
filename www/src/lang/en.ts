// The texts that the first step needs, in English: those of the frame and of the first screen, and of what can fail. The others
// are in `en_screens.ts`.

import { enErrors } from "./en_errors.ts";

export const en = {
  title: "Call campaigns",
  direction: "ltr",
  close: "Close",
  navigation: "Campaigns",
  newCampaign: "New campaign",
  campaigns: "All campaigns",
  live: "Live",
  results: "Results",
  scheduled: "Scheduled",
  loading: "Loading…",
  details: "Details",
  tryAgain: "Try again",
  back: "Back",
  next: "Next",
  keyRefused:
    "An attribute of <seax-launcher> looks like a key or token, which every visitor can read. It is not used. Remove the attribute, revoke the key, and set getToken.",
  setup: {
    endpoint: () =>
      "This page does not say where its server is: <seax-launcher> needs an endpoint. Tell whoever runs this page.",
    workspace: (given: string) =>
      `${given ? `“${given}” is not a workspace ID` : "This page does not say which workspace"}: <seax-launcher> needs a workspace-id such as 3fa85f64-5717-4562-b3fc-2c963f66afa6. Tell whoever runs this page.`,
    policy: () =>
      "This page’s Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src. Tell whoever runs this page.",
  },
  stepsTitle: "Steps",
  steps: {
    phones: "Caller ID",
    audience: "Audience",
    script: "Script",
    schedule: "Schedule",
    review: "Review",
  },
  done: "done",
  lacks: {
    phones: "Select at least one number.",
    audience: "Select recipients.",
    agent: "Select an agent.",
    message: "Enter a message.",
    audio: "Enter the recording’s URL.",
    window: "The end must be after the start.",
    start: "Enter a start.",
    startPast: "The start is in the past. Choose a later one, or start now.",
    far: "This is more than ten years ahead. Check the year.",
    end: "Enter an end.",
    endPast: "The end is in the past. Choose a later one.",
    unseen: "Check the schedule.",
    name: "Enter a name for the campaign.",
  },
  reload: "Reload the page",
  upstreamRefused:
    "SeaX does not accept the API key of this page’s server. Nothing is wrong with your sign-in; tell the people who run this page.",

  phonesTitle: "Caller ID",
  phonesLead: "Recipients see the number that calls them.",
  phonesNone: "This workspace has no number that can make calls. Add one in SeaX.",
  callbacksToAgent: "Callbacks go to an AI agent",
  callbacksTo: (whom: string) => `Callbacks go to ${whom}`,

  nameFor: (whom: string, day: string): string => `${whom || "Calls"}, ${day}`,
  launch: "Launch",

  launchingTitle: "Launching",
  unconfirmedTitle: "Not confirmed",
  alikeTitle: "There is a campaign like this one",
  twiceTitle: "Started twice",

  errors: enErrors,
  errorUnknown: "Something went wrong. Try again.",
};

/** The texts that the first step needs, which every language must have. */
export type FirstWords = typeof en;
