// The language of a page, loaded when it is needed.

import type { Words } from "./en.ts";

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
