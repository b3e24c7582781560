import { isSeaxError } from "seax-dialer";
import { accountIn, reachedFrom } from "../account.js";
import { canAsk, confirm } from "../confirm.js";
import { readDraft } from "../draft_file.js";
import { EXIT, isMisuse, Misuse, Stop } from "../exit.js";
import * as show from "../show.js";
import { clean } from "../terminal.js";
import { TicketFile } from "../ticket_file.js";
import { hasErrors } from "./check.js";
import { follow } from "./watch.js";

/** @typedef {import("../main.js").Context} Context */
/** @typedef {import("seax-dialer").CampaignDraft} CampaignDraft */
/** @typedef {import("seax-dialer").SeaxClient} SeaxClient */

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * Launches a campaign: at most once for each ticket file, and only if that is confirmed, by a person who has seen how many
 * people are called, or by `--yes`.
 *
 * @param {Context} context
 * @returns {Promise<number>}
 */
export async function run(context) {
  const { operand, options, output, signal, env } = context;
  const account = accountIn(env);
  const file = await ticketFile(options, account);
  const draft = await readDraft(operand, signal);
  if (!canAsk() && options.yes !== true && (file.ticket === undefined || options.resend === true)) {
    throw new Stop(
      EXIT.notConfirmed,
      "Not launched: there is no terminal to ask for confirmation in. Add --yes to call the people of this draft.",
    );
  }
  const seax = await reachedFrom(env, signal);
  // A launch that has begun is only looked for, which calls nobody.
  const isNew = file.ticket === undefined;
  const everybody =
    isNew || options.resend === true ? await agreed(seax, draft, context) : options.everybody === true;

  const receipt = await launch(seax, draft, { file, isNew, everybody, context });
  output.print(receipt, (to) => show.launched(to, receipt));
  if (options.watch !== true || receipt.outcome === "draft") return EXIT.done;
  return follow(seax, receipt.campaign.id, { output, signal });
}

/**
 * @param {Context["options"]} options
 * @param {ReturnType<typeof accountIn>} account
 */
async function ticketFile({ ticket, "idempotency-key": key }, { workspaceId, apiKey }) {
  if (typeof ticket !== "string" || ticket === "") {
    throw new Misuse(
      "--ticket FILE is missing: the file identifies this launch, so that running it twice calls people once. It need not " +
        "exist yet.",
    );
  }
  if (key === apiKey) {
    throw new Misuse(
      "--idempotency-key is a name for the launch, such as survey-2026-11-28, not the API key.",
    );
  }
  return TicketFile.open(ticket, workspaceId, typeof key === "string" ? key : undefined);
}

/**
 * Checks the draft, and asks whether to call its audience.
 *
 * @param {SeaxClient} seax
 * @param {CampaignDraft} draft
 * @param {Context} context
 * @returns {Promise<boolean>} whether everybody in the workspace is meant
 */
async function agreed(seax, draft, { options, output, signal }) {
  const given = options.everybody === true;
  let result = await seax.campaigns.check(draft, { signal, everybody: given });
  const asksForEverybody = result.findings.some(({ code }) => code === "audience_everybody");
  const isAsked = options.yes !== true;
  if (asksForEverybody && isAsked) result = await seax.campaigns.check(draft, { signal, everybody: true });
  const { findings, audience } = result;

  if (hasErrors(result)) {
    show.findings(output.person, "Check", findings);
    const details = { code: "preflight_failed", campaignState: "none", ...result };
    throw new Stop(EXIT.findings, "Not launched: the draft has errors. Nobody is called.", details);
  }
  show.findings(output.person, "Check", findings);
  if (!isAsked) return given;

  const to = output.notes;
  const [name, count] = [clean(String(draft.name)), show.people(audience)];
  const [start, end] = [timeOf(draft.start_time), timeOf(draft.end_time)];
  to.print(`\n${to.bold(name)}: ${count}, from ${start} to ${end} (${ZONE})`);
  const message = show.firstMessage(audience);
  if (message) to.print(message.join(" "));
  if (draft.stage === "DRAFT") await confirm("It is saved as a draft, and calls nobody.", "yes", signal);
  else if (asksForEverybody) {
    await confirm(
      `It selects no audience: everybody in the workspace is called, ${count}.`,
      "everybody",
      signal,
    );
  } else await confirm(`Call ${count}?`, "yes", signal);
  return given || asksForEverybody;
}

/**
 * @param {SeaxClient} seax
 * @param {CampaignDraft} draft
 * @param {{ file: TicketFile, isNew: boolean, everybody: boolean, context: Context }} how
 */
async function launch(seax, draft, { file, isNew, everybody, context: { options, output, interrupts } }) {
  try {
    return await seax.campaigns.launch(draft, {
      idempotencyKey: file.key,
      tickets: file,
      allowResend: options.resend === true,
      everybody,
      unrelated: Array.isArray(options.unrelated) ? options.unrelated : [],
      signal: interrupts,
    });
  } catch (error) {
    if (!isSeaxError(error) || error.campaignState !== "unknown") throw error;
    if (isMisuse(error)) {
      if (error.code === "conflict") {
        output.notes.print(
          `${file.path}, or its idempotency key, belongs to the launch of another draft. Use another file for this draft; to look ` +
            "for that campaign, pass the draft that it was launched with.",
        );
      }
      throw error;
    }
    if (isNew && options["idempotency-key"] === undefined && !(await file.isThere())) {
      // Its key is new, and without a ticket file nothing was sent.
      throw Object.assign(error, { campaignState: "none" });
    }
    const { candidates = [] } = error;
    if (candidates.length > 0) {
      output.notes.print(
        `It may be one of these campaigns: ${candidates.join(", ")}. Compare them with the draft. If one is not it, add ` +
          "--unrelated and its id.",
      );
    }
    output.notes.print(
      `Run the same command again to look for the campaign: ${file.path} identifies it, and nothing is sent again. ` +
        "With --resend, the draft is sent again once the first request can no longer create a campaign.",
    );
    throw error;
  }
}

/** Formats a point in time, in the time zone of this machine. @param {string | Date | number} time */
function timeOf(time) {
  return new Date(time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}
