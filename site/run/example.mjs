// Runs an example of the documents in the page.

import { inspect } from "./inspect.mjs";
import { surroundings } from "./modules.mjs";

/**
 * @param {string} name the document, and the line of the example in it
 * @param {(line: string) => void} print
 */
export async function runExample(name, print) {
  const { examples, files } = await import("virtual:examples");
  const load = examples[name];
  if (load === undefined) throw new Error(`There is no example ${name}.`);
  const [{ default: program }, { take, process, end }] = await Promise.all([
    load(),
    surroundings(files, print),
  ]);
  const log = (/** @type {unknown[]} */ ...values) => print(values.map(inspect).join(" "));
  await program({ take, process, console: { log, info: log, warn: log, error: log, table: log } });
  await end();
}
