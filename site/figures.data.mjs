// Figures of the front page, from where they are kept.

import { sizes, used } from "../tests/package/sizes.mjs";
import { textOf } from "./pages.mjs";

/** @typedef {{ first: number, lists: number, launches: number, runtimes: string[][] }} Figures bytes with brotli */

export default {
  /** @returns {Promise<Figures>} */
  async load() {
    const [, section = ""] = (await textOf("README.md")).split("## Runtimes and browsers\n");
    const rows = [...section.matchAll(/^\| (?!runtime|-)([^|]+) \| ([^|]+) \|$/gm)];
    if (rows.length === 0) throw new Error("the README has no table of runtimes");
    const all = sizes();
    return {
      first: used(all, "calls").brotli,
      lists: used(all, "lists").brotli,
      launches: used(all, "launches").brotli,
      runtimes: rows.map(([, runtime = "", version = ""]) => [runtime, version]),
    };
  },
};
