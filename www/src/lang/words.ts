// Picks and loads the texts in the page's language.

import type { FirstWords } from "./en.ts";
import type { ScreenWords } from "./en_screens.ts";

/** The texts of one language. */
interface Texts {
  pattern: RegExp;
  tag: string;
  first(): Promise<FirstWords>;
  screens(): Promise<ScreenWords>;
}

/** The languages. The first is the fallback. */
const LANGUAGES: Texts[] = [
  {
    pattern: /^en/i,
    tag: "en",
    first: async () => (await import("./en.ts")).en,
    screens: async () => (await import("./en_screens.ts")).enScreens,
  },
  {
    pattern: /^zh/i,
    tag: "zh-TW",
    first: async () => (await import("./zh-TW.ts")).zhTW,
    screens: async () => (await import("./zh_tw_screens.ts")).zhTWScreens,
  },
];

/** All texts of a language. */
export type Words = FirstWords & ScreenWords;

export interface Language {
  /** The texts that the first step needs. Each language has one such object. */
  words: FirstWords;
  /**
   * The tag for `Intl`: the page's own if it is in the language and the script of the texts, so that `en-GB` keeps its number and
   * time formats, and a page in Simplified Chinese does not mix them with Traditional texts.
   */
  tag: string;
  /** Loads the texts of the screens after the first step. */
  screenWords(): Promise<ScreenWords>;
}

/** Loads the language for the value of a `lang` attribute, without the texts of the screens after the first step. */
export async function languageOf(wanted: string): Promise<Language> {
  const found = LANGUAGES.find(({ pattern }) => pattern.test(wanted)) ?? LANGUAGES[0];
  if (found === undefined) throw new Error("there is no language");
  const { pattern, tag, first, screens } = found;
  return {
    words: await first(),
    tag: pattern.test(wanted) && scriptOf(wanted) === scriptOf(tag) ? wanted : tag,
    screenWords: screens,
  };
}

/** Returns the script of a language tag, such as `Hant`, or `undefined` if the text is no tag. */
function scriptOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).maximize().script;
  } catch {
    return undefined;
  }
}
