// Runs axe-core in a page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SOURCE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/**
 * Asserts that there are no violations of WCAG 2.2 A and AA, nor of axe's best practices.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} name what is tested, for the message
 * @param {string[]} [rules] runs only these rules
 */
export async function accessible(page, name, rules) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(SOURCE);
  const found = await page.evaluate(async (runOnly) => {
    const { violations } = await Reflect.get(globalThis, "axe").run(document, {
      resultTypes: ["violations"],
      ...(runOnly && { runOnly }),
    });
    return /** @type {{ id: string, help: string, nodes: { target: unknown, failureSummary: string }[] }[]} */ (
      violations
    ).map(({ id, help, nodes }) => {
      const places = nodes.map(
        ({ target, failureSummary }) => `${JSON.stringify(target)}: ${failureSummary}`,
      );
      return `${id} (${help})\n  ${places.join("\n  ")}`;
    });
  }, rules);
  assert.deepEqual(found, [], `${name}:\n${found.join("\n")}`);
}
