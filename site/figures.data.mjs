// Figures of the front page, from where they are kept.

import { sizes, total } from "../tests/package/sizes.mjs";
import { textOf } from "./pages.mjs";

/** @typedef {{ first: number, all: number, runtimes: string[][] }} Figures bytes with brotli */

export default {
  /** @returns {Promise<Figures>} */
  async load() {
    const [, section = ""] = (await textOf("README.md")).split("## Runtimes and browsers\n");
    const rows = [...section.matchAll(/^\| (?!runtime|-)([^|]+) \| ([^|]+) \|$/gm)];
    if (rows.length === 0) throw new Error("the README has no table of runtimes");
    const { core, rest } = sizes();
    return {
      first: total(core).brotli,
      all: total([...core, ...rest]).brotli,
      runtimes: rows.map(([, runtime = "", version = ""]) => [runtime, version]),
    };
  },
};
