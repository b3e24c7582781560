// What every language has to say of errors and findings: the same keys, held to them by the compiler.

import type { ErrorCode, FindingCode } from "seax-dialer";

/** The codes that this version of the package knows. */
export type KnownFinding = FindingCode extends infer Code
  ? Code extends string
    ? string extends Code
      ? never
      : Code
    : never
  : never;

/** What a finding is about, as its sentence needs it: no text of the package's is shown, which is English. */
export interface FindingFacts {
  /** How many contacts it is about; 0 if it is about none. */
  count: number;
  /** The same, as the language writes numbers. */
  shown: string;
  /** Whether it is about every recipient. */
  everybody: boolean;
  /** The merge field in its braces, `{seat}`. Empty if it is about none. */
  placeholder: string;
  /** The number, agent, variable or field of the draft that it is about. Empty if it has no name. */
  name: string;
  /** How long the calls take, and how long they may. */
  needed: string;
  available: string;
  /** The window in which all of it is possible, where there is one. Empty if not. */
  window: string;
}

export type FindingTexts = Record<KnownFinding, (facts: FindingFacts) => string>;

export type ErrorTexts = Record<ErrorCode, string>;
