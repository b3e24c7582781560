// Loads the data that a screen after the first step needs and does not have, when the screen is opened.

import { count } from "./count.ts";
import { lookAgain } from "./ending.ts";
import { formatsOf } from "./format.ts";
import { readPast } from "./read_campaigns.ts";
import { check, readHours } from "./read_checks.ts";
import { readSample } from "./read_contacts.ts";
import { dataOf, isMissing } from "./session.ts";
import { labelsOf } from "./summary.ts";
import type { FirstView } from "./view.ts";

/** @param opened whether the panel was opened with this screen, rather than the operator having gone to it */
export function enter({ session, words, language, announce }: FirstView, opened: boolean): void {
  const { screen, plan, counts, launching, labels } = session.state;
  const { name, suggested } = plan;
  const whom = labelsOf(session.state).join(", ");
  // Counting clears the sample.
  if (isMissing(counts)) count(session);
  switch (screen) {
    case "script":
      if (isMissing(session.state.sample)) readSample(session);
      break;
    case "schedule":
      readHours(session);
      break;
    case "review":
      if (isMissing(session.state.sample)) readSample(session);
      // Suggest a name, so that the operator can launch without typing one, and again if it is of other recipients.
      if (name === "" || (name === suggested?.name && dataOf(labels) && whom !== suggested.whom)) {
        const name = words.nameFor(whom, formatsOf(language.tag).day(Date.now()));
        session.plan({ name, suggested: { name, whom } });
      }
      check(session);
      break;
    case "campaigns":
      readPast(session);
      break;
    case "unconfirmed":
      // Look for the campaign when the panel is opened. After that, the operator decides when to look again.
      if (launching === undefined && opened) lookAgain(session, announce);
      break;
  }
}
