// Picks and loads the texts in the page's language.

import type { Words } from "./en.ts";

/** The languages: tag pattern, tag and loader. The first is the fallback. */
const LANGUAGES: [RegExp, string, () => Promise<Words>][] = [
  [/^en/i, "en", async () => (await import("./en.ts")).en],
  [/^zh/i, "zh-TW", async () => (await import("./zh-TW.ts")).zhTW],
];

export interface Language {
  words: Words;
  /** The tag for `Intl`: the page's own if its language is supported, so that `en-GB` keeps its number and time formats. */
  tag: string;
}

/** Loads the language for the value of a `lang` attribute. */
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
