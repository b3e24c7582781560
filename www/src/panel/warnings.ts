// Tells what the operator has not seen: new warnings, and that calling hours have ended.

import type { CheckResult, Finding, HoursSummary } from "seax-dialer";
import { toldBy } from "./finding_facts.ts";

/** What tells a warning from others, and how many contacts it is about. */
export type Warning = [about: string, count: number];

/** Returns the warnings among the findings, as they are kept with a launch. */
export function warningsOf(findings: Finding[]): Warning[] {
  const warnings = findings.filter(({ severity }) => severity === "warning");
  return warnings.map(warningOf);
}

function warningOf(finding: Finding): Warning {
  const { code, field, contacts } = finding;
  return [JSON.stringify([code, field, toldBy(finding)]), contacts?.count ?? 0];
}

/** Returns the warnings that were not there before, or that are about more contacts than before. */
export function newWarnings(before: Warning[] = [], now: Finding[]): Finding[] {
  const left = [...before];
  return now.filter((finding) => {
    if (finding.severity !== "warning") return false;
    const [about, count] = warningOf(finding);
    const same = left.findIndex(([other, most]) => other === about && most >= count);
    if (same < 0) return true;
    // One that was there does not stand for two.
    left.splice(same, 1);
    return false;
  });
}

/** How many recipients cannot be called at the start, as far as is known, and how many at no time until the end. */
export interface Hours extends Pick<HoursSummary, "outside"> {
  notNow: number;
}

/** Returns the hours of a check's recipients, as they are kept with a launch. Returns `undefined` if it has none. */
export function hoursOf({ audience }: CheckResult): Hours | undefined {
  const { hours } = audience ?? {};
  return hours && { notNow: hours.later + hours.outside + hours.unknown, outside: hours.outside };
}

/**
 * Whether more recipients are not known to be within calling hours than before. The warning about them stays the same: it counts
 * those whose hours end before the campaign, whether these have ended or not.
 */
export function haveEnded(before: Hours | undefined, now: Hours | undefined): boolean {
  return before !== undefined && !(now && now.notNow <= before.notNow && now.outside <= before.outside);
}
