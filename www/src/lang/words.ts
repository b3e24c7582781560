// What every language has to say: the same keys, held to them by the compiler.

import type { ErrorCode, FindingCode } from "seax-dialer";
import type { en } from "./en.ts";

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

export type Words = typeof en;

/** A language, by the beginning of its tag. The first is for everybody whose language is not here. */
const LANGUAGES: [RegExp, string, () => Promise<Words>][] = [
  [/^en/i, "en", async () => (await import("./en.ts")).en],
  [/^zh/i, "zh-TW", async () => (await import("./zh-TW.ts")).zhTW],
];

export interface Language {
  words: Words;
  /** For `Intl`: the page's own tag where its words are here, so that `en-GB` writes numbers and times its own way. */
  tag: string;
}

/** The language for a `lang` attribute's value. */
export async function languageOf(wanted: string): Promise<Language> {
  const found = LANGUAGES.find(([pattern]) => pattern.test(wanted)) ?? LANGUAGES[0];
  if (found === undefined) throw new Error("there is no language");
  const [pattern, tag, load] = found;
  return { words: await load(), tag: pattern.test(wanted) && isTag(wanted) ? wanted : tag };
}

function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
