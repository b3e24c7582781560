import { isSeaxError } from "seax-dialer";
import { accountIn, clientFrom, reach } from "../account.js";
import { confirm, whyNotAsked } from "../confirm.js";
import { readDraft } from "../draft_file.js";
import { EXIT, Interrupted, isMisuse, Misuse, needsComparison, Stop } from "../exit.js";
import { written } from "../output.js";
import * as show from "../show.js";
import { clean } from "../terminal.js";
import { NothingFound, TicketFile } from "../ticket_file.js";
import { hasErrors } from "./check.js";
import { follow } from "./watch.js";

/** @typedef {import("../main.js").Context} Context */
/** @typedef {import("seax-dialer").CampaignDraft} CampaignDraft */
/** @typedef {import("seax-dialer").LaunchReceipt} LaunchReceipt */
/** @typedef {import("seax-dialer").SeaxClient} SeaxClient */

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * What a launch needs.
 *
 * @typedef {object} Launch
 * @property {SeaxClient} seax
 * @property {CampaignDraft} draft
 * @property {TicketFile} file
 * @property {Context} context
 * @property {Sending} sending
 */

/**
 * @typedef {object} Sending
 * @property {boolean} isOpen whether the draft was sent by this run, and not refused since
 */

/**
 * Launches a campaign: at most once for each ticket file, and only if that is confirmed, by a person who has seen how many
 * people are called, or by `--yes`.
 *
 * @param {Context} context
 * @returns {Promise<number>}
 */
export async function run(context) {
  const { operand, options, signal, env } = context;
  const account = accountIn(env);
  const file = await ticketFile(options, account);
  const draft = await readDraft(operand, signal);
  // A saved draft has no ticket, and is not looked for.
  const mayExist =
    draft.stage !== "DRAFT" && (file.ticket !== undefined || options["idempotency-key"] !== undefined);
  if (!mayExist) mustBeConfirmable(options);
  /** @type {Sending} */
  const sending = { isOpen: false };
  const seax = await clientFrom(env, ({ type, operation }) => {
    if (operation !== "campaigns.create") return;
    if (type === "request") sending.isOpen = true;
    // A create is sent again only if the server has refused it.
    if (type === "retry") sending.isOpen = false;
  });
  const launch = { seax, draft, file, context, sending };
  // This comes first: before it, neither an error in the draft nor a no would mean that nobody is called.
  const found = mayExist ? await find(launch) : undefined;
  const receipt = found ?? (await begin(launch));
  return finish(receipt, launch);
}

/** @param {Context["options"]} options */
function mustBeConfirmable({ yes }) {
  const why = yes === true ? undefined : whyNotAsked();
  if (why === undefined) return;
  throw new Stop(EXIT.notConfirmed, `Not launched: ${why}. Add --yes to call the people of this draft.`);
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
  if ([ticket, key].includes(apiKey)) {
    throw new Misuse(
      "--ticket and --idempotency-key are names for the launch, such as survey-2026-11-28, not the API key.",
    );
  }
  return TicketFile.open(ticket, workspaceId, typeof key === "string" ? key : undefined);
}

/**
 * Checks the draft, and asks whether to call its audience: again, if that has changed by the time of the answer.
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
  const everybody = given || (asksForEverybody && isAsked);
  if (everybody !== given) result = await seax.campaigns.check(draft, { signal, everybody });
  show.findings(output.person, "Check", result.findings);
  refuseErrors(result);
  if (!isAsked) return given;

  const to = output.notes;
  const [start, end] = [timeOf(draft.start_time), timeOf(draft.end_time)];
  const when = `from ${start} to ${end} (${ZONE})`;
  to.print(`\n${to.bold(clean(String(draft.name)))}: ${show.people(result.audience)}, ${when}`);
  let startsLater = isAhead(draft);
  for (;;) {
    const { audience } = result;
    const [count, message] = [show.people(audience), show.firstMessage(audience)];
    if (message) to.print(message.join(" "));
    if (draft.stage === "DRAFT") {
      await confirm("It is saved as a draft, and calls nobody.", "yes", signal);
      return everybody;
    }
    if (asksForEverybody) {
      await confirm(
        `It selects no audience: everybody in the workspace is called, ${count}.`,
        "everybody",
        signal,
      );
    } else await confirm(`Call ${count}?`, "yes", signal);

    // The answer may have taken an hour.
    const passed = startsLater && !isAhead(draft);
    const now = await seax.campaigns.check(draft, { signal, everybody });
    const people = show.people(now.audience);
    const before = new Set(result.findings.map(identity));
    const added = now.findings.filter(
      (finding) => finding.severity !== "info" && !before.has(identity(finding)),
    );
    const isSame = people === count && `${show.firstMessage(now.audience)}` === `${message}`;
    if (isSame && added.length === 0 && !passed) return everybody;
    if (passed) to.print("\nMeanwhile, the start has passed: calls start immediately.");
    if (people !== count) to.print(`\nMeanwhile, the audience has changed: ${people} instead of ${count}.`);
    else if (!passed) to.print("\nMeanwhile, the result of the check has changed.");
    startsLater = isAhead(draft);
    if (added.length > 0) show.findings(output.person, "New", added);
    refuseErrors(now);
    result = now;
  }
}

/** Whether the campaign is scheduled for later. @param {CampaignDraft} draft */
function isAhead({ is_schedule, start_time }) {
  return is_schedule === true && new Date(start_time).getTime() > Date.now();
}

/** @param {import("seax-dialer").CheckResult} result */
function refuseErrors(result) {
  if (!hasErrors(result)) return;
  const errors = result.findings.filter(({ severity }) => severity === "error");
  if (errors.every(({ code }) => code.endsWith("_unreadable"))) {
    const details = { campaignState: "none", ...result };
    throw new Stop(
      EXIT.temporary,
      "Not launched: the draft could not be checked. Nobody is called.",
      details,
    );
  }
  const details = { code: "preflight_failed", campaignState: "none", ...result };
  throw new Stop(EXIT.findings, "Not launched: the draft has errors. Nobody is called.", details);
}

/**
 * Identifies a finding in two checks. Numbers in its message may tell the time that is left.
 *
 * @param {import("seax-dialer").Finding} finding
 */
function identity({ code, field, message, contacts }) {
  return JSON.stringify([code, field, message.replace(/\d+/g, ""), contacts?.count]);
}

/**
 * Looks for the campaign of an earlier launch. Sends nothing.
 *
 * @param {Launch} launch
 * @returns {Promise<LaunchReceipt | undefined>} undefined if there is none, and the draft may be sent
 */
async function find(launch) {
  const { seax, draft, file, context } = launch;
  try {
    await reach(seax, context.interrupts);
    return await seax.campaigns.launch(draft, {
      ...optionsOf(launch),
      tickets: file.forLooking(),
      // A draft that is not sent need not be checked.
      skipCheck: true,
      everybody: true,
    });
  } catch (error) {
    if (/** @type {Error} */ (error).cause instanceof NothingFound) return undefined;
    const unknown = { campaignState: "unknown" };
    if (error instanceof Interrupted) {
      await explain(undefined, launch);
      throw new Stop(EXIT.unknown, "Stopped. It is not known whether the campaign exists.", unknown);
    }
    if (isSeaxError(error)) {
      // The errors of other requests do not say whether the campaign exists.
      Object.assign(error, { ...unknown, ...error });
      if (error.campaignState === "unknown") await explain(error, launch);
    }
    throw error;
  }
}

/**
 * Sends the draft, once that is confirmed.
 *
 * @param {Launch} launch
 * @returns {Promise<LaunchReceipt>}
 */
async function begin(launch) {
  const { seax, draft, file, context, sending } = launch;
  mustBeConfirmable(context.options);
  await reach(seax, context.signal);
  const everybody = await agreed(seax, draft, context);
  // Without a ticket file, nothing was sent with a key that only this process knows. A saved draft has no ticket.
  const needsTicket =
    file.ticket === undefined && context.options["idempotency-key"] === undefined && draft.stage !== "DRAFT";
  try {
    return await seax.campaigns.launch(draft, { ...optionsOf(launch), tickets: file, everybody });
  } catch (error) {
    // A launch that is stopped says itself what it knows, unless it only saves a draft.
    if (error instanceof Interrupted && draft.stage === "DRAFT" && sending.isOpen) {
      await explain(undefined, launch);
      throw new Stop(EXIT.unknown, "Stopped. It is not known whether the draft was saved.", {
        campaignState: "unknown",
      });
    }
    if (isSeaxError(error) && error.campaignState === "unknown") {
      if (needsTicket && !(await file.isBegun())) {
        context.interrupts.throwIfAborted();
        Object.assign(error, { campaignState: "none" });
        if (needsComparison(error)) {
          // The error's own message is about a launch that may have begun before.
          Object.assign(error, { message: "Not launched: there are campaigns like this one." });
          compare(error, launch);
        }
      } else await explain(error, launch);
    }
    throw error;
  }
}

/** @param {Launch} launch */
function optionsOf({ file, context: { options, interrupts } }) {
  return {
    idempotencyKey: file.key,
    allowResend: options.resend === true,
    unrelated: Array.isArray(options.unrelated) ? options.unrelated : [],
    signal: interrupts,
  };
}

/**
 * Says what to do if it is not known whether the campaign exists.
 *
 * @param {import("seax-dialer").SeaxErrorJson | undefined} error
 * @param {Launch} launch
 */
async function explain(error, launch) {
  const { file, draft, context } = launch;
  const to = context.output.notes;
  if (error !== undefined && isMisuse(error)) {
    if (error.code === "conflict") {
      to.print(
        `${file.path}, or its idempotency key, belongs to the launch of another draft. Use another file for this draft; to look ` +
          "for that campaign, pass the draft that it was launched with.",
      );
    }
    return;
  }
  if (draft.stage === "DRAFT") {
    to.print(
      "Look in SeaX whether the draft was saved. Running the same command again saves another one; neither calls anybody.",
    );
    return;
  }
  if (error !== undefined && needsComparison(error)) return compare(error, launch);
  to.print(
    (await file.isBegun())
      ? `Run the same command again to look for the campaign: ${file.path} identifies it, and nothing is sent again. ` +
          "With --resend, the draft is sent again once the first request can no longer create a campaign."
      : "Run the same command again: it looks for the campaign by its idempotency key, and sends the draft only if there is none.",
  );
}

/**
 * Says which campaigns could be the launch's, and what to do about them.
 *
 * @param {import("seax-dialer").SeaxErrorJson} error
 * @param {Launch} launch
 */
function compare({ candidates = [] }, { sending, context: { output } }) {
  const unrelated = candidates.map((id) => `--unrelated ${id}`).join(" ");
  output.notes.print(
    `${sending.isOpen ? "" : "This run has sent nothing. "}These campaigns look like the draft, and SeaX does not say which ` +
      `launch they are from: ${candidates.join(", ")}. Compare them with the draft: \`npx --no-install seax-dialer report ID\` shows ` +
      "what one has called. If one of them is this launch's campaign, do not launch again. If none is, run the same command again with " +
      `${unrelated}`,
  );
}

/**
 * Shows a launch's result, and follows its campaign if that is requested.
 *
 * @param {LaunchReceipt} receipt
 * @param {Launch} launch
 * @returns {Promise<number>}
 */
async function finish(receipt, { seax, context: { options, output, signal } }) {
  const { id } = receipt.campaign;
  output.print(receipt, (to) => show.launched(to, receipt));
  try {
    await written();
    if (signal.reason?.exitCode === EXIT.failed) throw signal.reason;
    if (options.watch !== true || receipt.outcome === "draft") return EXIT.done;
    return await follow(seax, id, { output, signal });
  } catch (error) {
    if (error instanceof Stop && error.exitCode !== EXIT.failed) throw error;
    const { message, code, status } = /** @type {import("seax-dialer").SeaxError} */ (error);
    const what = error instanceof Stop ? "its result was not shown" : "it can no longer be followed";
    throw new Stop(EXIT.unseen, `The campaign ${id} exists, but ${what}: ${message}`, {
      code,
      status,
      campaignState: "exists",
    });
  }
}

/** Formats a point in time, in the time zone of this machine. @param {string | Date | number} time */
function timeOf(time) {
  return new Date(time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}
