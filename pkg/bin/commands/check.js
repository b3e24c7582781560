import { applyFixes } from "seax-dialer";
import { clientFrom, reach } from "../account.js";
import { readDraft } from "../draft_file.js";
import { EXIT } from "../exit.js";
import * as show from "../show.js";

/**
 * @param {import("../main.js").Context} context
 * @returns {Promise<number>}
 */
export async function run({ operand, options, output, signal, env }) {
  const draft = await readDraft(operand, signal);
  const seax = await clientFrom(env);
  await reach(seax, signal);
  const limits = { signal, everybody: options.everybody === true };
  const result = await seax.campaigns.check(draft, limits);
  if (options.fix !== true) {
    output.print(result, (to) => {
      show.findings(to, "Check", result.findings);
      const first = show.firstMessage(result.audience);
      to.print(`\n  Calls ${show.people(result.audience)}.${first ? ` ${first.join(" ")}` : ""}`);
    });
    return hasErrors(result) ? EXIT.findings : EXIT.done;
  }
  const { draft: fixed, applied } = applyFixes(draft, result.findings);
  const left = await seax.campaigns.check(fixed, limits);
  // The fixed draft is the only output, so that it can be redirected to a file.
  show.findings(output.notes, "Fixed", applied);
  show.findings(output.notes, "Left", left.findings);
  output.print({ draft: fixed, applied, ...left }, (to) => to.print(JSON.stringify(fixed, null, 2)));
  return hasErrors(left) ? EXIT.findings : EXIT.done;
}

/** @param {import("seax-dialer").CheckResult} result */
export function hasErrors({ findings }) {
  return findings.some(({ severity }) => severity === "error");
}
