// Types of the texts about errors and findings: the compiler makes every language have the same keys.

import type { ErrorCode, FindingCode } from "seax-dialer";

/** The finding codes that this version of the package knows: `FindingCode` without the plain `string`. */
export type KnownFinding = FindingCode extends infer Code
  ? Code extends string
    ? string extends Code
      ? never
      : Code
    : never
  : never;

/** The facts that a finding's sentence needs. The package's own messages are English, so they are not shown. */
export interface FindingFacts {
  /** How many contacts it is about; 0 if it is about none. */
  count: number;
  /** `count`, formatted for the language. */
  shown: string;
  /** Whether it is about every recipient. */
  everybody: boolean;
  /** The merge field with its braces, such as `{seat}`. Empty if it is about none. */
  placeholder: string;
  /** The number, agent, variable or field of the draft that it is about. Empty if it has no name. */
  name: string;
  /** The time that the calls can take, and the time that the window has, as text. */
  needed: string;
  available: string;
  /** Whether it is about calling hours: the time within them, or calls outside them. */
  inHours: boolean;
  /** Whether it is about an area code that may be new. */
  inNewArea: boolean;
  /** The window that the finding's fix proposes. Empty if it proposes none. */
  window: string;
}

/** `outside_part` is a finding of the launcher itself. */
export type FindingTexts = Record<KnownFinding | "outside_part", (facts: FindingFacts) => string>;

/** `not_counted` is an error of the launcher itself. */
export type ErrorTexts = Record<ErrorCode | "not_counted", string>;
