// What screen readers announce on the screens after the first step.

import type { View } from "./view.ts";

/** Returns the milestone that the campaign on the screen has reached. Empty if there is none. */
export function milestoneOf({ state, words }: View): string {
  return state.screen === "live" ? words.milestone(state.milestone) : "";
}

/** Returns the text for the current screen, or `undefined` while its data is read. */
export function announced({ state, words, formats }: View): string | undefined {
  const { screen, counts, preflight, snapshot } = state;
  const { lastErrorCode } = snapshot ?? {};
  if (screen === "live" && lastErrorCode) return words.errors[lastErrorCode] ?? lastErrorCode;
  if (screen === "audience" && counts) {
    if (counts.state !== "there") return counts.state === "failed" ? "" : undefined;
    const { withNumber: people } = counts.value;
    return `${formats.number(people)} ${words.willBeCalled(people)}`;
  }
  if (screen === "review" && preflight) {
    if (preflight.state !== "there") return preflight.state === "failed" ? "" : undefined;
    const { findings } = preflight.value;
    if (findings.length === 0) return words.findingsNone;
    const errors = findings.filter(({ severity }) => severity === "error").length;
    return words.findingsCount(errors, findings.length - errors);
  }
  return "";
}
